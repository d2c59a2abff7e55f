"""The county's reason against a bar, written down by a township with the county's paper: who, when, which paper."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.households.model import Household
from fupin_desktop.identification.model import IdentificationCase, IdentificationStep
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

VILLAGE, TOWN = "441690101200", "441690101"
WHY, PAPER, DAY = "房屋系危房安置，无其他住房", "演示扶〔2017〕7号", date(2017, 3, 20)


@pytest.fixture
def town(tmp_path: Any) -> Iterator[Book]:
    path = tmp_path / "town.book"
    with Book.create(path, role="township", name="甲镇", division=TOWN, passphrase="wu ge pin yin ci") as book:
        book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
        yield book


def barred(ledger: Ledger) -> IdentificationCase:
    """A case the township has reviewed, with a bar that holds."""
    ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
    home = ledger.save(Household(household_code=f"{VILLAGE}20170001", village_code=VILLAGE, persons=3))
    ledger.save(IncomeYear(household=home.id, year=2014, persons=3, wage=9_000_00))
    made = make(ledger, IdentificationCase(household=home.id, way="new", stage_on=date(2017, 3, 1), income_year=2014))
    assert isinstance(made, IdentificationCase)
    return ledger.save(made.but(stage="township_reviewed", bars=("bar7_2",), entries=("in6_1",)), managed=("stage",))


def refusal(ledger: Ledger, case: IdentificationCase, **facts: Any) -> tuple[str, Any]:
    with pytest.raises(Refusal) as caught:
        advance(ledger, case, to="county_approved", papers=StepPapers(paper=PAPER, facts=facts))
    return caught.value.code, (caught.value.where or {}).get("field")


def test_a_township_writes_it_down_with_the_countys_paper(town: Book) -> None:
    with town.write("case.advance") as ledger:
        case = barred(ledger)
        assert refusal(ledger, case) == ("case.bar", "bars")
        assert refusal(ledger, case, override_reason=WHY) == ("identification.override", "override_paper")
        known: dict[str, Any] = {"override_reason": WHY, "override_paper": PAPER}
        assert refusal(ledger, case, **known) == ("identification.override", "override_on")
        ahead = {**known, "override_on": date(2099, 1, 1)}
        assert refusal(ledger, case, **ahead) == ("identification.date", "override_on")
        facts = {**known, "override_on": DAY}
        done = advance(ledger, case, to="county_approved", papers=StepPapers(paper=PAPER, facts=facts))
        assert (done.override_reason, done.override_paper, done.override_on) == (WHY, PAPER, DAY)
        with pytest.raises(Refusal) as caught:
            ledger.save(done.but(override_reason="另有原因", override_paper=None))
        assert caught.value.code == "identification.override", "whoever changes the reason names the paper, too"
        step = next(one for one in ledger.find(IdentificationStep) if one.to_stage == "county_approved")
        assert (step.paper, step.by) == (PAPER, town.user)
        assert ledger.find(Household)[0].status == "registered"


def test_by_command_line(run: Any, tmp_path: Any) -> None:
    book = tmp_path / "town.book"
    run("book", "new", book, "--role=township", "--name=甲镇", f"--division={TOWN}")
    run("record", "new", book, "village", f"code={VILLAGE}", "name=演示一甲村")
    home = f"{VILLAGE}20170001"
    run("record", "new", book, "household", f"household_code={home}", f"village_code={VILLAGE}", "persons=2")
    case = run("case", "open", book, "identification", home, "--set=way=new")["id"]
    write = ("record", "set", book, "identification_case", case, f"override_reason={WHY}")
    assert run(*write, code=1)["refused"]["code"] == "identification.override"
    run(*write, f"override_paper={PAPER}", "override_on=2017-03-20")
    told = run("case", "show", book, "identification", home)["case"]
    assert (told["override_reason"], told["override_paper"], told["override_on"]) == (WHY, PAPER, "2017-03-20")
