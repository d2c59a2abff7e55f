"""Rules of leaders' visits: a village, a day that is past, households of that village."""

from collections.abc import Mapping, Sequence

from fupin_desktop.households.model import Household
from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _


def check_leader_visit(ledger: Ledger, visit: LeaderVisit, before: LeaderVisit | None) -> None:
    """Refuse a code that is no village's (`division.village`) and a day to come (`leader_visit.future`); tell a visit
    of which nobody wrote what came of it (E26)."""
    refuse_no_village(visit.village_code, "village_code")
    refuse_ahead(visit.date, ledger.today, "date", "leader_visit.future")
    if before is None and not (visit.findings or visit.problems or visit.solved):
        ledger.note([_("Nothing is written of what was seen or solved: add it while it is known.")])


def check_call(ledger: Ledger, call: LeaderCall, before: LeaderCall | None) -> None:
    """Refuse, as `leader_visit.household`, a household of another village than the visit was to (E26).

    Judged when it is written: a household that moves later was called at where it lived.  A visit or a household the
    book does not hold is not judged.
    """
    if before is not None and (before.leader_visit, before.household) == (call.leader_visit, call.household):
        return
    visits, homes = ledger.gathered(_places)
    there, lives = visits.get(call.leader_visit), homes.get(call.household)
    if there is not None and lives is not None and there != lives:
        message = _("The leader came to another village than this household's. Nothing was saved; choose another.")
        raise Refusal("leader_visit.household", message, where={"field": "household"})


_Places = Mapping[Dot | None, str | None]


def _places(ledger: Ledger, batch: Sequence[Record]) -> tuple[_Places, _Places]:
    """Of the visits and the households that are named, the villages."""
    calls = [one for one in batch if isinstance(one, LeaderCall)]
    visits = sorted({one.leader_visit for one in calls if one.leader_visit is not None})
    homes = sorted({one.household for one in calls if one.household is not None})
    found_visits = ledger.find(LeaderVisit, id=visits) if visits else []
    found_homes = ledger.find(Household, id=homes) if homes else []
    return {one.id: one.village_code for one in found_visits}, {one.id: one.village_code for one in found_homes}


RULES: Mapping[type[Record], Rule] = {LeaderCall: check_call, LeaderVisit: check_leader_visit}
