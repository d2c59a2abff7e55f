"""A step of an exit is taken back with all that followed from it."""

from datetime import date

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import HouseholdChange
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.undo import undo
from tests.exits.world import CONFIRMED, home_at, posted


def test_the_county_s_step_is_taken_back_with_the_state_of_the_household(town: Book) -> None:
    with town.write("test") as ledger:
        advance(ledger, posted(ledger), to="township_reviewed", on=date(2017, 11, 20))
    with town.write("case.advance") as ledger:
        case = ledger.find(ExitCase)[0]
        advance(ledger, case, to="county_confirmed", on=CONFIRMED, papers=StepPapers(paper="9号"))
        assert (home_at(ledger).status, home_at(ledger).exit_year) == ("exited", 2017)
    undo(town)
    with town.read() as reader:
        case = reader.find(ExitCase)[0]
        assert (case.stage, case.confirmed_on, case.policy_until) == ("township_reviewed", None, None)
        home = home_at(reader)
        assert (home.status, home.exit_year) == ("pre_exit", None)
        assert [one.type for one in reader.find(HouseholdChange)] == ["pre_exit"]
