"""What hangs on a case beside its steps, as lists in its dialog: inspections, payments, the papers of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fupin_desktop.casework.gates import Kept
from fupin_desktop.casework.model import Case
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _, words
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import link_titles
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Column


def hanging_on(cls: type[Case]) -> list[type[Record]]:
    """The kinds of record that lead to a case of this kind, without its steps: inspections, payments, and what a step
    waits for."""
    return [one for one in KINDS.values() if one is not cls.step and link_to(one, cls)]


def link_to(one: type[Record], cls: type[Case]) -> str:
    """The field by which a kind hangs on a case: its home, or the one a gate of the path looks for; empty without."""
    home = fields_of(one).get(one.home)
    if home is not None and home.link == kind_of(cls):
        return home.name
    return next((gate.by for gate in cls.path.gates if isinstance(gate, Kept) and gate.kind == kind_of(one)), "")


def columns_of(cls: type[Record], names: Mapping[int, str], by: str) -> list[Column]:
    """The columns of such a list; a checklist says first which of its lines are missing.

    `by` leads to the case itself.  `names` has what links lead to, by id (`names_of_links`): a card by its last four.
    """
    fields = [field for field in fields_of(cls).values() if field.name not in (cls.home, by)]
    state = [Column(_("State"), _checked, 5, tone=lambda one: "" if one.id else "warn")] if cls.checklist else []
    return [*state, *(_column(cls, field, names) for field in fields)]


def names_of_links(reader: Reader, records: Sequence[Record], today: date) -> dict[int, str]:
    """What the links of these records lead to is called, but for the case itself."""
    found: dict[int, str] = {}
    for cls in {type(one) for one in records}:
        for field in fields_of(cls).values():
            if field.kind is Kind.LINK and not field.many and field.name != cls.home:
                ids = {getattr(one, field.name) for one in records if type(one) is cls} - {None}
                label = f"{_(KINDS[field.link].label)} · "
                told = link_titles(reader, field, ids, today)
                found |= {id: text.removeprefix(label) for id, text in told.items()}
    return found


def _column(cls: type[Record], field: Field, names: Mapping[int, str]) -> Column:
    if field.kind is Kind.LINK:
        return Column(_(field.label), lambda record: names.get(getattr(record, field.name) or 0, ""), 12)
    if field.kind is Kind.PHOTO:
        return Column(_(field.label), lambda record: str(len(getattr(record, field.name)) or ""), 4, right=True)
    if cls.checklist:
        # What a line is must be read in full; remarks leave first where there is no room
        made = of_field(cls, field.name, 12 if field.name == cls.checklist else 6)
        return replace(made, spare=field.kind is Kind.TEXT)
    return of_field(cls, field.name, 0 if field.kind is Kind.NOTE else 7)


def _checked(line: Record) -> str:
    return _("in the file") if line.id is not None else _("missing")


def lines_of(cls: type[Record], case: Case, held: Sequence[Record]) -> list[Record]:
    """The records that hang on a case; of a checklist a line for every word, new where there is no record yet."""
    if not cls.checklist:
        return list(held)
    known = {getattr(one, cls.checklist): one for one in held}
    names = [*words(fields_of(cls)[cls.checklist].words), *known]
    blank: dict[str, Any] = {cls.home: case.id}
    return [known.get(name) or cls(**blank, **{cls.checklist: name}) for name in dict.fromkeys(names)]
