"""What hangs on a case beside its steps, as lists in its dialog: inspections, payments, the papers of its file."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.casework.model import Case
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _, words
from fupin_desktop.ui.widgets.field_column import of_field
from fupin_desktop.ui.widgets.table import Column


def hanging_on(cls: type[Case]) -> list[type[Record]]:
    """The kinds of record whose home is a case of this kind, without its steps: inspections, payments."""
    kind = kind_of(cls)
    return [one for one in KINDS.values() if one is not cls.step and _home_link(one) == kind]


def _home_link(cls: type[Record]) -> str:
    home = fields_of(cls).get(cls.home)
    return home.link if home is not None else ""


def columns_of(cls: type[Record]) -> list[Column]:
    """The columns of such a list; a checklist says first which of its lines are missing."""
    fields = [field for field in fields_of(cls).values() if field.name != cls.home and field.kind is not Kind.LINK]
    state = [Column(_("State"), _checked, 5, tone=lambda one: "" if one.id else "warn")] if cls.checklist else []
    return [*state, *(_column(cls, field) for field in fields)]


def _column(cls: type[Record], field: Field) -> Column:
    if field.kind is Kind.PHOTO:
        return Column(_(field.label), lambda record: str(len(getattr(record, field.name)) or ""), 4, right=True)
    return of_field(cls, field.name, 0 if field.kind is Kind.NOTE or field.name == cls.checklist else 7)


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
