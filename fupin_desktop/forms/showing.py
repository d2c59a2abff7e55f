"""How a value reads on a form: masked as the form says, boxes ticked, words of codes; and what to remember of it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.forms.computed import COMPUTED
from fupin_desktop.forms.facts import Line
from fupin_desktop.forms.grid import TICKED, UNTICKED
from fupin_desktop.forms.template import CellPlan, Mask, Place
from fupin_desktop.forms.way import By, Way
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import grouped, long_date, plain_value
from fupin_desktop.ledger.notation.signs import visible
from fupin_desktop.ledger.privacy import HIDDEN, Privacy, masked
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.titles import is_young, person_name

_SHORT = 12  # signs of a hash: they tell values of one field apart, nothing more


@dataclass(frozen=True)
class Shown:
    """A value on paper: its text, what a workbook takes, under which name and hash it is remembered (empty: not)."""

    text: str
    raw: object = ""
    key: str = ""
    hash: str = ""


@dataclass(frozen=True)
class Showing:
    """Shows places of a form with this mask; `sealed` shows everything in full, for a reason that was kept."""

    mask: Mask
    sealed: bool = False
    long_dates: bool = True

    def show(self, place: Place, line: Line) -> Shown:
        """The value at a place; empty where there is none."""
        if place.way is None:
            return self._computed(place, line)
        record = line.record(place.way)
        field = fields_of(KINDS[place.way.kind])[place.name]
        if record is None:
            about = line.home.id if line.home else line.place
            return Shown("", "", f"{place.way.kind}/-{about}/{place.name}", _hash(""))
        return self._field(record, field, line)

    def _computed(self, place: Place, line: Line) -> Shown:
        made = COMPUTED[place.computed]
        text = made.make(line)
        text = (
            text if self.sealed or made.own_words else covered(text)
        )  # names and words of records are among what is put together
        if not made.lasting:
            return Shown(text, text)
        about = line.main.id if line.main is not None else line.home.id if line.home else line.place
        return Shown(text, text, f"${place.computed}/{about or 0}", _hash(text))

    def cell(self, plan: CellPlan, line: Line) -> tuple[str, list[Shown]]:
        """The text of a cell, and the values it shows."""
        values = [self.show(one, line) for one in plan.pieces if isinstance(one, Place)]
        told = iter(values)
        text = "".join(next(told).text if isinstance(one, Place) else one for one in plan.pieces)
        if plan.tick is not None:
            ticked = self.show(plan.tick, line)
            boxes = self._boxes(plan.tick, line)
            return f"{text}{boxes}", [*values, ticked]
        return text, values

    def _field(self, record: Record, field: Field, line: Line) -> Shown:
        key = f"{kind_of(type(record))}/{record.id or 0}/{field.name}"
        if field.name in record.unreadable:
            return Shown(_("unreadable"), _("unreadable"), key, "?")
        value = getattr(record, field.name)
        if value in (None, "", ()):
            return Shown("", "", key, _hash(""))
        if field.kind is Kind.LINK:
            text = self._called(record, field, line)
            return Shown(text, text, key, _hash(value))
        hidden = self._masked(record, field, value, line.facts.day)
        if hidden == HIDDEN:
            return Shown(HIDDEN, HIDDEN)  # it was not shown: a correction leaves the paper true
        if hidden != value:
            name = field.privacy is Privacy.MINOR  # a child that comes of age is no correction
            return Shown(str(hidden), str(hidden), key, _hash(value if name else hidden))
        text = self._text(field, value)
        return Shown(text, _raw(field, value, text), key, _hash(value))

    def _masked(self, record: Record, field: Field, value: Any, day: date) -> object:
        if self.sealed:
            return value
        young = self.mask is not Mask.FAMILY and is_young(record, day)
        return masked(value, field.privacy, minor=young)

    def _text(self, field: Field, value: Any) -> str:
        if field.kind is Kind.PHOTO:
            return str(len(value))
        if isinstance(value, date) and self.long_dates:
            return long_date(value)
        plain = visible(plain_value(field, value))
        text = grouped(plain) if field.digits else plain
        return covered(text) if field.is_free_text and not self.sealed else text

    def _called(self, record: Record, field: Field, line: Line) -> str:
        """What a link leads to, by its name."""
        found = line.facts.linked(Way(By.LINK, field.link, field.name), record) if not field.many else None
        if found is None:
            return ""
        if kind_of(type(found)) == "member" and self.mask is not Mask.FAMILY:
            return person_name(found, line.facts.day)  # type: ignore[arg-type]  # it is a member
        name = next((one for one in ("name", "title", "number", "matter") if one in fields_of(type(found))), "")
        return covered(str(getattr(found, name) or "")) if name else ""

    def _boxes(self, place: Place, line: Line) -> str:
        """Every word of the field with a box; ticked where it holds and may be seen."""
        assert place.way is not None, "only a field has words"
        field = fields_of(KINDS[place.way.kind])[place.name]
        record = line.record(place.way)
        value: Any = getattr(record, place.name) if record is not None else None
        open_to = self.sealed or field.privacy not in (Privacy.SEALED, Privacy.OFFICE)
        if field.kind is Kind.YES:
            options: list[tuple[Any, str]] = [(True, _("yes")), (False, _("no"))]
        else:
            options = [(code, word(field.words, code)) for code in words(field.words)]
        held = value if isinstance(value, tuple) else (value,) if value is not None else ()
        return "  ".join(f"{TICKED if open_to and code in held else UNTICKED}{text}" for code, text in options)


def _raw(field: Field, value: Any, text: str) -> object:
    """How a workbook takes it: amounts in yuan, numbers and days as such."""
    if field.kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    plain = isinstance(value, int | Decimal | date) and not isinstance(value, bool)
    return value if plain else text


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:_SHORT]
