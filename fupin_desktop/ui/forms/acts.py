"""What is done with a record beside correcting it: a task is finished, a responsibility ends, a person leaves.

Each is a command of its feature, with the record as its user saw it; a list and a file offer it as a button.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.duties.commands import end_responsibility, end_term
from fupin_desktop.duties.model import Responsibility
from fupin_desktop.households.model import HouseholdChange, Member
from fupin_desktop.households.rules import has_left
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, day, link, note, text
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.plans.commands import confirm_measure
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.plans.rules import RUNNING
from fupin_desktop.plans.signing import approve, make_year_plan, sign
from fupin_desktop.plans.yearly import HouseholdYearPlan, PlanSignature
from fupin_desktop.store.search.choosing import Within, choices
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.team.commands import end_team
from fupin_desktop.titles import link_titles
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.link_picker import link_editor
from fupin_desktop.ui.forms import entry_acts as entry
from fupin_desktop.ui.forms import handing_over
from fupin_desktop.ui.forms.asking import WHY, Asking, of_fields, of_record
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.village_plans.commands import approve_plan
from fupin_desktop.villages.commands import end_link
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, Village
from fupin_desktop.visits.commands import finish_task, give_up_task, reopen_task, take_task
from fupin_desktop.visits.model import FollowUpTask
from fupin_desktop.visits.rules import is_unfinished

_LAST_DAY = day(N_("Last day"), name="on", required=True)
_OWNER = text(N_("In whose hands"), name="owner", required=True)
_RESULT = note(N_("Result"), name="result", required=True)
_SUCCESSOR = link(N_("Unit that follows"), "assisting_unit", name="successor")
Do = Callable[[BookLedger, Any, dict[str, Any]], Any]
Fields = Callable[[Session, Any], Mapping[str, tuple[Field, Any]]]


@dataclass(frozen=True)
class Act:
    """One thing that can be done: its name, for which records, and how it is asked for.

    Where it can be done for many at once it says what is asked (`fields`), its `command`, and what it does to each.
    """

    title: str
    fits: Callable[[Any], bool]
    ask: Callable[[Session, Any, QWidget], Any]
    command: str = ""
    fields: Fields | None = None
    do: Do | None = None


def _asked(title: str, command: str, fields: Fields, do: Do, fits: Callable[[Any], bool]) -> Act:
    def ask(session: Session, record: Record, parent: QWidget) -> Asking:
        editors = of_fields(fields(session, record))
        asking = Asking(
            session, plain_title(title), editors, command, partial(_done, do, record), parent=parent, whose=record
        )
        asking.open()
        return asking

    return Act(title, fits, ask, command, fields, do)


def _done(do: Do, record: Record, ledger: BookLedger, values: dict[str, Any]) -> Any:
    return do(ledger, record, values)


def plain_title(title: str) -> str:
    """The name of an act as the title of what asks for it."""
    return _(title).removesuffix("…")


def _ended(session: Session, record: Record) -> Mapping[str, tuple[Field, Any]]:
    del record
    return {"on": (_LAST_DAY, session.today), "why": (WHY, None)}


def _is_open(record: Any) -> bool:
    return record.end is None


def _ending(title: str, command: str, end: Callable[..., Any]) -> Act:
    def do(ledger: BookLedger, record: Any, values: dict[str, Any]) -> Any:
        return end(ledger, record, values["on"] or ledger.today, values["why"] or "")

    return _asked(title, command, _ended, do, _is_open)


# --- tasks ----------------------------------------------------------------------------------------------------------


def _task(title: str, command: str, field: Field, do: Callable[..., Any], *, unfinished: bool = True) -> Act:
    def fields(session: Session, _task: FollowUpTask) -> Mapping[str, tuple[Field, Any]]:
        return {field.name: (field, session.book.user if field is _OWNER else None)}

    def act(ledger: BookLedger, task: FollowUpTask, values: dict[str, Any]) -> Any:
        return do(ledger, task, values[field.name] or "")

    return _asked(title, command, fields, act, lambda task: is_unfinished(task) is unfinished)


_TASKS = (
    _task(N_("Finish…"), "task.done", _RESULT, finish_task),
    _task(N_("Take in hand…"), "task.take", _OWNER, take_task),
    _task(N_("Give up…"), "task.cancel", WHY, give_up_task),
    _task(N_("Open again…"), "task.reopen", WHY, reopen_task, unfinished=False),
)


# --- persons --------------------------------------------------------------------------------------------------------


def _ask_leaving(session: Session, member: Member, parent: QWidget) -> RecordDialog:
    """The change of the household by which this person leaves; who left stays visible and is not counted."""
    change = HouseholdChange(household=member.household, type="decrease", member=member.id)
    given = ("household", "type", "member", "other_household")
    dialog = RecordDialog(session, change, parent, title=plain_title(_LEAVING), given=given)
    dialog.open()
    return dialog


_LEAVING = N_("Left the household…")


# --- links ----------------------------------------------------------------------------------------------------------


def _ask_link_end(session: Session, one: AssistanceLink, parent: QWidget) -> Asking:
    """The end of a link, and the unit that follows, without which the leading one stays (002 §22)."""

    def do(ledger: BookLedger, values: dict[str, Any]) -> Any:
        successor = ledger.get(AssistingUnit, values["successor"]) if values["successor"] is not None else None
        village = ledger.by_key(Village, one.village_code)
        on, why = values["on"] or ledger.today, values["why"] or ""
        return end_link(ledger, one, on, why, village=village, successor=successor)

    editors = [*of_fields(_ended(session, one)), _successor(session, one)]
    asking = Asking(session, plain_title(_LINK_END), editors, "link.end", do, parent=parent, whose=one)
    asking.open()
    return asking


_LINK_END = N_("End the link…")


def _successor(session: Session, one: AssistanceLink) -> Editor:
    within = Within(Village, one.village_code)
    made = link_editor(
        session.fetch,
        _SUCCESSOR,
        lambda reader, typed: choices(reader, KINDS[_SUCCESSOR.link], typed, session.today, within),
        lambda reader, ids: link_titles(reader, _SUCCESSOR, ids, session.today),
    )
    made.set_value(None)
    return made


# --- plans ----------------------------------------------------------------------------------------------------------

_APPROVER = text(N_("Approved by"), name="by", required=True)
_APPROVED = day(N_("Approved on"), name="on", required=True)
_APPROVING = N_("Approve…")
_REVISING = N_("Revise…")


def _signature(session: Session, _plan: Any) -> Mapping[str, tuple[Field, Any]]:
    fields = fields_of(PlanSignature)
    return {
        "signer": (fields["signer"], "household"),
        "on": (fields["on"], session.today),
        "name": (fields["name"], None),
    }


def _sign(ledger: BookLedger, plan: HouseholdYearPlan, values: dict[str, Any]) -> Any:
    day_of = values["on"] or ledger.today
    return sign(ledger, plan, signer=values["signer"] or "household", on=day_of, name=values["name"])


def _approval(session: Session, _plan: Any) -> Mapping[str, tuple[Field, Any]]:
    return {"by": (_APPROVER, session.book.user), "on": (_APPROVED, session.today)}


def _approving(command: str, do: Callable[..., Any]) -> Act:
    def act(ledger: BookLedger, plan: Any, values: dict[str, Any]) -> Any:
        return do(ledger, plan, by=values["by"] or "", on=values["on"] or ledger.today)

    return _asked(_APPROVING, command, _approval, act, lambda plan: not plan.approved_by)


def _ask_revision(session: Session, plan: HouseholdYearPlan, parent: QWidget) -> Asking:
    """The plan of the year anew; what was signed stays as it was, under its signatures."""

    def do(ledger: BookLedger, values: dict[str, Any]) -> Any:
        return make_year_plan(ledger, plan, **values)

    editors = of_record(plan, "goal", "expected_income", "responsible")
    say = _("A revised plan must be signed by the household anew.")
    asking = Asking(
        session, plain_title(_REVISING), editors, "plan.revise", do, say=say, parent=parent, whose=plan
    )  # fmt: skip
    asking.open()
    return asking


def _confirmed(ledger: BookLedger, measure: Any, _values: dict[str, Any]) -> Any:
    return confirm_measure(ledger, measure)


_CONFIRMING = _asked(
    N_("Household was asked…"),
    "measure.confirm",
    lambda _session, _measure: {},
    _confirmed,
    lambda measure: bool(measure.to_be_confirmed) and measure.state in RUNNING,
)
_YEAR_PLAN = (
    _asked(N_("Sign…"), "plan.sign", _signature, _sign, lambda _plan: True),
    _approving("plan.approve", approve),
    Act(_REVISING, lambda _plan: True, _ask_revision),
)


_END = N_("End…")
_ENTRY: Mapping[str, tuple[Act, ...]] = {
    "household": (
        _asked(
            N_("Answer in the verification…"),
            "verification.answer",
            entry.card_fields,
            entry.keep_card,
            entry.is_on_register,
        ),
        _asked(
            N_("Open an identification…"),
            "identification.open",
            entry.opening_fields,
            entry.open_for,
            entry.may_be_identified,
        ),
    ),
    "comparison_hit": (
        _asked(N_("Answer…"), "identification.answer", entry.hit_fields, entry.answer_hit, lambda _hit: True),
    ),
    "identification_case": (
        Act(
            entry.SCREENING,
            entry.is_screened,
            entry.ask_screening,
            "identification.screen",
            entry.screening_fields,
            entry.keep_screening,
        ),
        Act(entry.HITS, entry.is_screened, entry.ask_hits),
    ),
}
ACTS: Mapping[str, tuple[Act, ...]] = {
    kind_of(FollowUpTask): _TASKS,
    kind_of(Member): (Act(_LEAVING, lambda member: not has_left(member), _ask_leaving),),
    kind_of(Responsibility): (_ending(_END, "responsibility.end", end_responsibility),),
    "place_responsibility": (_ending(_END, "responsibility.end", end_responsibility),),
    "cadre": (
        Act(handing_over.PASS_ON, _is_open, handing_over.ask_take_over),
        Act(handing_over.LIST, lambda _cadre: True, handing_over.ask_list),
        _ending(N_("End the term…"), "cadre.end", end_term),
    ),
    "work_team": (_ending(_END, "team.end", end_team),),
    kind_of(AssistanceLink): (Act(_LINK_END, _is_open, _ask_link_end),),
    kind_of(HouseholdYearPlan): _YEAR_PLAN,
    "household_plan": _YEAR_PLAN[:2],
    kind_of(YearMeasure): (_CONFIRMING,),
    "village_plan": (_approving("village_plan.approve", approve_plan),),
    "unit_plan": (_approving("village_plan.approve", approve_plan),),
    **_ENTRY,
}


def acts_of(cls: type[Record]) -> tuple[Act, ...]:
    """What can be done with records of a kind, the most usual first."""
    return ACTS.get(kind_of(cls), ())
