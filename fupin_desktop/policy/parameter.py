"""One value of a parameter, with all that is known of where it comes from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.ledger.words import _
from fupin_desktop.policy import typed
from fupin_desktop.policy.definitions import NUMBERS, Definition, defined

OUTSIDE, ESTIMATE, ACTUAL = "outside", "estimate", "actual"
ANYWHERE = ""


@dataclass(frozen=True)
class Parameter:
    """A value of a parameter.  `text` is its one form in `unit`; `area` a division code, empty where no paper sets it.

    `state`: `actual`, `estimate`, or `outside` for the practice of other provinces until the county enters its own.
    `words` are the paper's own, of an own value the reason.  `own`: entered in a book, `serial` its version there.
    `missing`: the day asked for has no value of its own, and this one, made for another, is offered as an estimate.
    """

    code: str
    text: str
    state: str
    area: str = ANYWHERE
    begins: date | None = None
    ends: date | None = None
    document: str = ""
    clause: str = ""
    words: str = ""
    price_base: str = ""
    own: bool = False
    serial: int = 0
    missing: date | None = None

    @property
    def definition(self) -> Definition:
        """What the parameter is as such."""
        return defined(self.code)

    @property
    def unit(self) -> str:
        """The unit of its value; empty without one."""
        return self.definition.unit

    @property
    def operator(self) -> str:
        """How a figure is held against it: >=, <, <=, >; empty where nothing is held against it."""
        return self.definition.operator

    @property
    def value(self) -> Decimal:
        """A number in `unit`: yuan, per cent, days, a count."""
        assert self.definition.kind in NUMBERS, self.code
        return Decimal(self.text)

    @property
    def fen(self) -> Decimal:
        """Money in fen, exact: a share of another value may have parts of a fen."""
        return self.value * 100

    @property
    def count(self) -> int:
        """A whole number: days, households, times."""
        return int(self.value)

    @property
    def items(self) -> tuple[str, ...]:
        """The items of a list, or the shares of a ratio."""
        return tuple(self.text.split(":" if ":" in self.text else typed.SEPARATOR))

    @property
    def is_yes(self) -> bool:
        """True when a yes-or-no parameter says yes."""
        return self.text == "yes"

    @property
    def figure(self) -> str:
        """A number as people read it, without its unit."""
        return typed.grouped(self.definition, self.text)

    @property
    def shown(self) -> str:
        """The value with its unit, as people read it."""
        return typed.shown(self.definition, self.text)

    @property
    def cited(self) -> str:
        """Where the value stands: document, clause, and the paper's own words."""
        place = " ".join(part for part in (self.document, self.clause) if part)
        told = f"{place}：{self.words}" if place and self.words else place or self.words
        return f"{self.caution}\n{told}" if self.caution else told

    @property
    def state_words(self) -> str:
        """Its state as the list names it."""
        if self.missing is not None:
            return _("estimate, none of the year")
        if self.state == OUTSIDE:
            return _("practice of other provinces")
        if self.state == ESTIMATE:
            return _("estimate")
        return _("laid down here") if self.own else _("laid down in a paper")

    @property
    def caution(self) -> str:
        """What must be said wherever it is used: that it is an estimate, or was made for another year; else empty."""
        if self.missing is not None:
            text = _("No value is known for {year}; the estimate for {other} is used until one is entered.")
            return text.format(year=self.missing.year, other=self.begins.year if self.begins else "—")
        return ""

    def holds_on(self, day: date | None) -> bool:
        """True when the value holds on this day; both ends count.  Without a day every value holds."""
        return day is None or ((self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends))
