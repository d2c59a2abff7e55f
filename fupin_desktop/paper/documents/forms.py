"""Sheets of the house (走访准备单、各类清单): what they are called and how they are made of households.

The standard forms are data (`resources/forms`); these follow from the declarations of the kinds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.listing import hanging_on_household
from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.documents.preparation import visit_preparation
from fupin_desktop.paper.documents.record_list import list_of


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, and how the document is made; `watermark` marks practice books."""

    label: str
    make: Callable[[Finder, Sequence[Household], date, str], Document]


SHEETS: Mapping[str, Sheet] = {
    "visit_preparation": Sheet(N_("Visit preparation sheet"), visit_preparation),
    # a list of every kind that hangs on a household, from its declaration
    **{f"list_{kind}": Sheet(cls.label, list_of(cls)) for kind, cls in hanging_on_household().items()},
}


def sheet_named(kind: str) -> Sheet:
    """The sheet of this kind; refuses, as `form.unknown`, one there is none of."""
    if kind not in SHEETS:
        raise Refusal("form.unknown", _("There is no such form. No file was written."), where={"kind": kind})
    return SHEETS[kind]


def sheet_document(
    records: Finder, kind: str, households: Sequence[Household], day: date, *, watermark: str = ""
) -> Document:
    """A sheet for these households as of a day; refuses, as `form.empty`, no household at all."""
    sheet = sheet_named(kind)
    if not households:
        raise Refusal("form.empty", _("No household was chosen. No file was written; choose at least one."))
    return sheet.make(records, households, day, watermark)
