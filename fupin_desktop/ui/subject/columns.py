"""Which fields of a kind a list shows, and what it shows beyond them."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.incomes.rules import disposable, per_head, whole_fen
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import NOTHING, yuan
from fupin_desktop.ledger.privacy import PRIVATE, Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.meetings.rules import has_quorum
from fupin_desktop.ui.widgets.lists.column import Column, stored

_SEEN = 7  # columns where nobody chose; the form shows the others
_CHOSEN: Mapping[str, tuple[str, ...]] = {
    "member": ("name", "relation", "sex", "birth_date", "id_no", "education", "health", "change_type"),
    "visit": ("date", "type", "visitors", "topics", "findings", "requests", "photos"),
    "income_year": ("year", "persons", "wage", "business", "property", "transfer"),
    "housing_case": ("year_plan", "danger_grade", "mode", "stage", "stage_on", "progress_words"),
    "follow_up_task": ("matter", "owner", "due", "state", "result", "done_on"),
    "household_plan": ("planned_exit_year", "wish", "cause_analysis", "household_signed"),
    "household_year_plan": (
        "year",
        "version",
        "goal",
        "expected_income",
        "household_signed",
        "approved_by",
        "approved_on",
    ),
    "plan_signature": ("on", "year", "version", "signer", "name", "goal", "photos"),
    "household_survey": ("date", "surveyor", "needs", "wish", "loan_wish", "loan_purpose", "household_signed"),
    "measure_funding": ("measure", "source", "planned", "actual", "on", "remark"),
    "household_benefit": ("year", "item", "entitled", "due_amount", "received", "received_amount", "why_not"),
    "village_plan": ("first_year", "last_year", "goals", "planned_money", "hearing", "approved_by", "approved_on"),
    "plan_item": ("year", "phase", "priority", "name", "project8", "content", "planned_fund", "due", "done_on"),
    "village_project": ("name", "type", "subtype", "stage", "budget", "final_cost", "planned_end", "poor_households"),
    "project_funding": ("case", "source", "planned", "actual", "on", "principle"),
    "project_check": ("case", "date", "about", "inspector", "points", "to_mend", "mended_on"),
    "unit_plan": ("first_year", "last_year", "goals", "planned_money", "approved_by", "approved_on"),
    "village_survey": ("date", "surveyors", "households", "findings", "problems"),
    "plan_hearing": ("date", "heard", "persons", "opinions", "taken_up", "minutes"),
    "identification_case": ("household", "year", "way", "stage", "stage_on", "entries", "bars"),
    "comparison_hit": ("household", "kind", "found_on", "source", "detail", "answer", "answered_on", "answer_note"),
    "verification_card": ("household", "year", "result", "bar", "found", "on", "by"),
    "exclusion_case": ("household", "year", "bar", "found", "stage", "stage_on", "reported_on"),
    "meeting": ("on", "type", "topic", "chair", "due", "attended"),
    "meeting_vote": ("meeting", "matter", "agreed", "against", "abstained", "carried", "resolution"),
    "notice": ("title", "number", "state", "posted_from", "posted_to"),
}
_STRETCHED = (Kind.NOTE,)
_CHARS = {
    Kind.DAY: 7,
    Kind.YES: 4,
    Kind.INTEGER: 5,
    Kind.NUMBER: 6,
    Kind.MONEY: 7,
    Kind.PHOTO: 3,
    Kind.CHOICE: 7,
    Kind.LINK: 14,
}
_MASKED = (*PRIVATE, Privacy.MINOR)


def columns_of(cls: type[Record], text: Callable[[Any, Field], str], without: str = "") -> list[Column]:
    """The columns of a list of this kind; `text` tells a cell, `without` is a field all rows share."""
    fields = fields_of(cls)
    chosen = [name for name in _CHOSEN.get(kind_of(cls), ()) if name in fields]
    names = [name for name in chosen or fields if name != without]
    names = names if chosen else names[:_SEEN]
    made = [_column(fields[name], text) for name in names]
    beyond = _BEYOND.get(kind_of(cls), ())
    if not beyond and all(column.chars for column in made):
        made[-1] = _column(fields[names[-1]], text, wide=True)
    return [*made, *(Column(_(title), tell, 7, right=True) for title, tell in beyond)]


def _column(field: Field, text: Callable[[Any, Field], str], *, wide: bool = False) -> Column:
    stretched = wide or field.kind in _STRETCHED
    right = field.kind in (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
    secret = field if field.privacy in _MASKED else None
    chars = 0 if stretched else _CHARS.get(field.kind, 8)
    return Column(
        _(field.label), lambda record: text(record, field), chars, right=right, secret=secret, field=field,
        key=field.name, value=lambda row: _compared(row, field, text),
    )  # fmt: skip


def _compared(row: Any, field: Field, text: Callable[[Any, Field], str]) -> object:
    """What a cell is compared by: of a link what it is called, of photographs how many there are."""
    record = row if isinstance(row, Record) else row.record
    if field.kind is Kind.LINK:
        told = text(row, field)
        return None if told == NOTHING else told
    if field.kind is Kind.PHOTO:
        return len(getattr(record, field.name) or ())
    return stored(field, record)


def _amount(fen: int | None) -> str:
    return NOTHING if fen is None else f"{yuan(fen)} {_('yuan')}"


def _each(income: Any) -> str:
    found = per_head(income)
    return _amount(None if found is None else whole_fen(found))


def _quorum(meeting: Any) -> str:
    reached = has_quorum(meeting)
    return NOTHING if reached is None else _("yes") if reached else _("no")


_BEYOND: Mapping[str, tuple[tuple[str, Callable[[Any], str]], ...]] = {
    "income_year": ((N_("Disposable"), lambda income: _amount(disposable(income))), (N_("Per head"), _each)),
    "meeting": ((N_("Quorum"), _quorum),),
}
