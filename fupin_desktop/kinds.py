"""The table of contents: every record class, listed by hand.  A new feature adds its one line here."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.duties.model import Cadre as Cadre
from fupin_desktop.duties.model import Responsibility as Responsibility
from fupin_desktop.households.model import Household as Household
from fupin_desktop.households.model import Member as Member
from fupin_desktop.households.model import MemberYear as MemberYear
from fupin_desktop.households.rules import check_household, check_member
from fupin_desktop.housing.model import HousingCase as HousingCase
from fupin_desktop.housing.model import HousingStep as HousingStep
from fupin_desktop.incomes.model import BankCard as BankCard
from fupin_desktop.incomes.model import IncomeYear as IncomeYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.notices.model import Notice as Notice
from fupin_desktop.notices.model import Objection as Objection
from fupin_desktop.notices.model import Posting as Posting
from fupin_desktop.plans.model import HouseholdPlan as HouseholdPlan
from fupin_desktop.plans.model import MeasureProgress as MeasureProgress
from fupin_desktop.plans.model import YearMeasure as YearMeasure
from fupin_desktop.plans.rules import check_measure
from fupin_desktop.sync.model import DayConfirmation as DayConfirmation
from fupin_desktop.sync.model import Decision as Decision
from fupin_desktop.sync.model import Grant as Grant
from fupin_desktop.sync.model import SameAs as SameAs
from fupin_desktop.villages.model import AssistingUnit as AssistingUnit
from fupin_desktop.villages.model import Village as Village
from fupin_desktop.visits.model import FollowUpTask as FollowUpTask
from fupin_desktop.visits.model import Visit as Visit
from fupin_desktop.visits.rules import check_visit

# To be imported above is to be listed: the classes of this module's own namespace are the kinds of the book.
KINDS: Mapping[str, type[Record]] = {
    kind_of(cls): cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, Record) and cls is not Record
}


def _household(ledger: Ledger, record: Household) -> None:
    members = ledger.find(Member, household=record.id) if record.id is not None else []
    ledger.note(check_household(record, members))


def _member(ledger: Ledger, record: Member) -> None:
    ledger.note(check_member(record, ledger.today))


def _visit(ledger: Ledger, record: Visit) -> None:
    check_visit(record, ledger.today)


def _measure(ledger: Ledger, record: YearMeasure) -> None:
    ledger.note(check_measure(record))


# What the desk says of a record someone saves, beyond the limits of single fields; the border only warns (sync.md §2).
RULES: Mapping[str, Callable[[Ledger, Any], None]] = {
    "household": _household,
    "member": _member,
    "visit": _visit,
    "year_measure": _measure,
}
