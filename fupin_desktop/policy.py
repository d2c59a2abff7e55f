"""Policy parameters (E72): a value with the paper and clause it stands on, per area and time; never a constant."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import above, is_division
from fupin_desktop.ledger.words import _

OUTSIDE, ESTIMATE, ACTUAL = "outside", "estimate", "actual"
ANYWHERE = ""


@dataclass(frozen=True)
class Parameter:
    """One value of a parameter.  `value` is in `unit`; `area` a division code, empty where no paper of ours sets it.

    `state`: `actual`, `estimate`, or `outside` for a value taken from other provinces until the county confirms one.
    `operator` says how a figure is held against it (>=, <); `words` are the paper's own.
    """

    code: str
    value: Decimal
    unit: str
    state: str
    area: str = ANYWHERE
    begins: date | None = None
    ends: date | None = None
    operator: str = ""
    document: str = ""
    clause: str = ""
    words: str = ""

    @property
    def cited(self) -> str:
        """Where the value stands: document, clause, and the paper's own words."""
        place = " ".join(part for part in (self.document, self.clause) if part)
        return f"{place}：{self.words}" if self.words else place

    def holds_on(self, day: date) -> bool:
        """True when the value holds on this day; both ends count."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


@cache
def _shipped() -> Mapping[str, object]:
    with resource("policy", "parameters.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def area_names() -> Mapping[str, str]:
    """Division codes by the names the papers use (广东省, 深圳市福田区)."""
    names = _shipped()["areas"]
    assert isinstance(names, dict)
    return names


@cache
def parameters() -> tuple[Parameter, ...]:
    """Every shipped value, in the order of the file."""
    rows = _shipped()["parameter"]
    assert isinstance(rows, list)
    return tuple(_read(row) for row in rows)


def _read(row: dict[str, object]) -> Parameter:
    fields = {**row, "begins": row.get("from"), "ends": row.get("to"), "value": Decimal(str(row["value"]))}
    fields.pop("from", None)
    fields.pop("to", None)
    return Parameter(**fields)  # type: ignore[arg-type]  # the test reads every shipped row


def area_code(area: str) -> str:
    """The division code of a code or of a name as the papers write it; refuses, as `policy.area`, any other."""
    code = area_names().get(area, area)
    if code and not is_division(code):
        raise Refusal("policy.area", _("No paper names this area. Give its division code."), where={"area": area})
    return code


def parameter(code: str, area: str = ANYWHERE, day: date | None = None) -> Parameter:
    """The value that holds in an area on a day; without a day the newest one.

    The narrowest area that has the code answers, then the wider one, at last the value from outside.  Refuses, as
    `policy.unknown`, a code nobody set for this place and time.
    """
    known = [p for p in parameters() if p.code == code and (day is None or p.holds_on(day))]
    wide = area_code(area)
    for place in (*reversed(above(wide)), ANYWHERE):
        if found := _newest(p for p in known if p.area == place):
            return found
    message = _("No paper sets this value for this place and day. Enter it with its paper under Settings.")
    raise Refusal("policy.unknown", message, where={"code": code, "area": area})


def _newest(found: Iterable[Parameter]) -> Parameter | None:
    return max(found, key=lambda p: p.begins or date.min, default=None)
