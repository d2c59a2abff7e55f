"""The table of contents: every record class, listed by hand.  A new feature adds its one line here."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.duties.model import Cadre as Cadre
from fupin_desktop.duties.model import Responsibility as Responsibility
from fupin_desktop.households.model import Household as Household
from fupin_desktop.households.model import Member as Member
from fupin_desktop.households.model import MemberYear as MemberYear
from fupin_desktop.households.rules import check_household, check_member, held_number
from fupin_desktop.housing.model import HousingCase as HousingCase
from fupin_desktop.housing.model import HousingStep as HousingStep
from fupin_desktop.incomes.model import BankCard as BankCard
from fupin_desktop.incomes.model import IncomeYear as IncomeYear
from fupin_desktop.inquiries.model import QuestionAsked as QuestionAsked
from fupin_desktop.inquiries.model import QuestionComment as QuestionComment
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.notices.commands import object_to, post_notice
from fupin_desktop.notices.model import Notice as Notice
from fupin_desktop.notices.model import Objection as Objection
from fupin_desktop.notices.model import Posting as Posting
from fupin_desktop.notices.rules import check_change
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.plans.model import HouseholdPlan as HouseholdPlan
from fupin_desktop.plans.model import MeasureProgress as MeasureProgress
from fupin_desktop.plans.model import YearMeasure as YearMeasure
from fupin_desktop.plans.rules import check_measure, check_plan, check_progress, refuse_state
from fupin_desktop.policy.model import PolicyDocument as PolicyDocument
from fupin_desktop.policy.model import PolicyParameter as PolicyParameter
from fupin_desktop.rights.model import Waiver as Waiver
from fupin_desktop.sync.model import DayConfirmation as DayConfirmation
from fupin_desktop.sync.model import Decision as Decision
from fupin_desktop.sync.model import Grant as Grant
from fupin_desktop.sync.model import SameAs as SameAs
from fupin_desktop.sync.moving import HouseholdMove as HouseholdMove
from fupin_desktop.sync.moving import Quote as Quote
from fupin_desktop.sync.moving import SealedMove as SealedMove
from fupin_desktop.sync.moving import SealedQuote as SealedQuote
from fupin_desktop.villages.model import AssistingUnit as AssistingUnit
from fupin_desktop.villages.model import Village as Village
from fupin_desktop.visits.commands import log_visit
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
    ledger.note([*check_member(record, ledger.today), *held_number(ledger, record)])


def _visit(ledger: Ledger, record: Visit) -> None:
    check_visit(record, ledger.today)


def _plan(ledger: Ledger, record: HouseholdPlan) -> None:
    ledger.note(check_plan(record))


def _measure(ledger: Ledger, record: YearMeasure) -> None:
    ledger.note(check_measure(record))
    steps = ledger.find(MeasureProgress, measure=record.id) if record.id is not None else []
    refuse_state(record, _before(record, "state"), steps)


def _progress(ledger: Ledger, record: MeasureProgress) -> None:
    measure = ledger.get(YearMeasure, record.measure) if record.measure is not None else YearMeasure()
    check_progress(record, measure, ledger.find(MeasureProgress, measure=record.measure), ledger.today)


def _notice(ledger: Ledger, record: Notice) -> None:
    del ledger
    check_change(record, record.reading.values if record.reading else None)


def _before(record: Record, name: str) -> Any:
    return record.reading.values.get(name) if record.reading else None


# What the desk says of a record someone saves, beyond the limits of single fields; the border only warns (sync.md §2).
RULES: Mapping[str, Callable[[Ledger, Any], None]] = {
    "household": _household,
    "member": _member,
    "visit": _visit,
    "household_plan": _plan,
    "year_measure": _measure,
    "measure_progress": _progress,
    "notice": _notice,
}


def make(ledger: Ledger, record: Record) -> Record:
    """Make a new record as its feature does: progress moves its measure, a request in a visit becomes a task.

    What has no command of its own is saved as it stands.
    """
    maker = _MAKERS.get(kind_of(type(record)))
    if maker is None or any(_lacks_link(record, field) for field in fields_of(type(record)).values()):
        return ledger.save(record)
    return maker(ledger, record)


def _lacks_link(record: Record, field: Field) -> bool:
    return field.kind is Kind.LINK and field.required and getattr(record, field.name) is None


def _make_measure(ledger: Ledger, record: YearMeasure) -> YearMeasure:
    return set_measure(ledger, **_facts(record))


def _make_progress(ledger: Ledger, record: MeasureProgress) -> MeasureProgress:
    given = _facts(record)
    measure = ledger.get(YearMeasure, given.pop("measure"))
    return report_progress(ledger, measure, note=given.pop("remark", None), **given)[0]


def _make_visit(ledger: Ledger, record: Visit) -> Visit:
    return log_visit(ledger, **_facts(record))[0]


def _make_posting(ledger: Ledger, record: Posting) -> Posting:
    given = _facts(record)
    return post_notice(ledger, ledger.get(Notice, given.pop("notice")), **given)


def _make_objection(ledger: Ledger, record: Objection) -> Objection:
    given = _facts(record)
    return object_to(ledger, ledger.get(Notice, given.pop("notice")), **given)


def _facts(record: Record) -> dict[str, Any]:
    given = {name: getattr(record, name) for name in fields_of(type(record))}
    return {name: value for name, value in given.items() if fields_of(type(record))[name].required or value}


_MAKERS: Mapping[str, Callable[[Ledger, Any], Record]] = {
    "year_measure": _make_measure,
    "measure_progress": _make_progress,
    "visit": _make_visit,
    "posting": _make_posting,
    "objection": _make_objection,
}
