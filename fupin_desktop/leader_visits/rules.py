"""Rules of leaders' visits: a village, a day that is past, households of that village."""

from collections.abc import Mapping, Sequence

from fupin_desktop.households.model import Household
from fupin_desktop.leader_visits.model import LeaderVisit
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Rule
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.words import _


def check_leader_visit(ledger: Ledger, visit: LeaderVisit, before: LeaderVisit | None) -> None:
    """Refuse a code that is no village's (`division.village`), a day to come (`leader_visit.future`), and a household
    of another village (`leader_visit.household`); tell a visit of which nobody wrote what came of it (E26)."""
    refuse_no_village(visit.village_code, "village_code")
    if visit.date is not None and visit.date > ledger.today:
        message = _("A visit cannot lie in the future. Nothing was saved; correct the date.")
        raise Refusal("leader_visit.future", message, where={"field": "date"})
    places = ledger.gathered(_villages)
    if any(places.get(home) not in (None, visit.village_code) for home in visit.households):
        message = _("One of these households lives in another village. Nothing was saved; take it out.")
        raise Refusal("leader_visit.household", message, where={"field": "households"})
    if before is None and not (visit.findings or visit.problems or visit.solved):
        ledger.note([_("Nothing is written of what was seen or solved: add it while it is known.")])


def _villages(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, str | None]:
    wanted = sorted({home for one in batch if isinstance(one, LeaderVisit) for home in one.households})
    return {one.id: one.village_code for one in ledger.find(Household, id=wanted)} if wanted else {}


RULES: Mapping[type[Record], Rule] = {LeaderVisit: check_leader_visit}
