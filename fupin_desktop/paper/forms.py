"""The standard forms (表格): one line a form says what it is called and how it is made of households."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.listing import hanging_on_household
from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.preparation import visit_preparation
from fupin_desktop.paper.record_list import list_of


@dataclass(frozen=True)
class Form:
    """A form: its name, and how the document is made; `watermark` marks practice books."""

    label: str
    make: Callable[[Finder, Sequence[Household], date, str], Document]


FORMS: Mapping[str, Form] = {
    "visit_preparation": Form(N_("Visit preparation sheet"), visit_preparation),
    # a list of every kind that hangs on a household, from its declaration
    **{f"list_{kind}": Form(cls.label, list_of(cls)) for kind, cls in hanging_on_household().items()},
}


def form_named(kind: str) -> Form:
    """The form of this kind; refuses, as `form.unknown`, one there is none of."""
    if kind not in FORMS:
        raise Refusal("form.unknown", _("There is no such form. No file was written."), where={"kind": kind})
    return FORMS[kind]


def form_document(
    records: Finder, kind: str, households: Sequence[Household], day: date, *, watermark: str = ""
) -> Document:
    """A form for these households as of a day; refuses, as `form.empty`, no household at all."""
    form = form_named(kind)
    if not households:
        raise Refusal("form.empty", _("No household was chosen. No file was written; choose at least one."))
    return form.make(records, households, day, watermark)
