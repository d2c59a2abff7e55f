"""What holds in a place on a day: a county's own values before shipped ones, the narrowest area, the newest value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.scope import above
from fupin_desktop.ledger.words import _
from fupin_desktop.policy import typed
from fupin_desktop.policy.definitions import Definition, defined, definitions
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.policy.parameter import ACTUAL, ANYWHERE, ESTIMATE, Parameter
from fupin_desktop.policy.shipped import area_code, shipped


def value(finder: Finder | None, code: str, area: str, on: date | None = None) -> Parameter:
    """The value of a parameter in an area on a day, with its source and state; without a day the newest one.

    `finder` reads the book whose own values count; None answers from the shipped papers alone.  Own values come
    before shipped ones, the narrowest area before wider ones, the value that began last before earlier ones.  The
    line of a year is the share of that year's income once that is known (002 §3: 当年), else what a paper printed;
    a year with neither is offered the estimate, with its mark (`missing`, D3).  Refuses, as `policy.unknown`, a
    parameter nobody set for this place and day; `policy.code`, `policy.area` what does not exist.
    """
    found = find_value(finder, code, area, on)
    if found is None:
        message = _("No paper sets this value for this place and day. Enter it with its paper under Settings.")
        raise Refusal("policy.unknown", message, where={"code": code, "area": area})
    return found


def find_value(finder: Finder | None, code: str, area: str, on: date | None = None) -> Parameter | None:
    """As `value`; None where nobody set it."""
    definition = defined(code)
    places = (*reversed(above(area_code(area))), ANYWHERE)
    return _find(own_values(finder), definition, places, on)


def values_at(finder: Finder | None, area: str) -> Callable[[str, date], Parameter | None]:
    """As `find_value` in an area, for many questions later on: the values entered in the book are read once, now."""
    own, places = own_values(finder), (*reversed(above(area_code(area))), ANYWHERE)
    return lambda code, on: _find(own, defined(code), places, on)


def values_anywhere(finder: Finder | None) -> Callable[[str, str, date], Parameter | None]:
    """As `find_value`, for many places: the values entered in the book are read once, now."""
    own = own_values(finder)

    def find(code: str, area: str, on: date) -> Parameter | None:
        return _find(own, defined(code), (*reversed(above(area_code(area))), ANYWHERE), on)

    return find


def all_values(finder: Finder | None, area: str, on: date | None) -> list[tuple[Definition, Parameter | None]]:
    """Every parameter with the value that holds in an area on a day, None where nobody set one; one reading for all."""
    own, places = own_values(finder), (*reversed(above(area_code(area))), ANYWHERE)
    return [(one, _find(own, one, places, on)) for one in definitions().values()]


def own_values(finder: Finder | None) -> list[Parameter]:
    """The values entered in books, as far as they can be read: what a newer program sends may be of no known kind."""
    return finder.once(_entered, PolicyParameter, PolicyDocument) if finder is not None else []


def _entered(finder: Finder) -> list[Parameter]:
    numbers = {one.id: one.number or "" for one in finder.find(PolicyDocument, with_away=True)}
    return [_own(one, numbers.get(one.document, "")) for one in finder.find(PolicyParameter) if _is_readable(one)]


def _is_readable(one: PolicyParameter) -> bool:
    definition = definitions().get(one.code or "")
    return definition is not None and one.begins is not None and typed.is_canonical(definition, one.value or "")


def _own(one: PolicyParameter, document: str) -> Parameter:
    return Parameter(
        code=one.code or "",
        text=one.value or "",
        state=ESTIMATE if one.state == ESTIMATE else ACTUAL,
        area=one.area or "",
        begins=one.begins,
        ends=one.ends,
        document=document,
        clause=one.clause or "",
        words=one.why or "",
        price_base=one.price_base or "",
        own=True,
        serial=one.serial or 0,
    )


def _find(own: Sequence[Parameter], definition: Definition, places: Sequence[str], on: date | None) -> Parameter | None:
    entered = _of(own, definition.code)
    papers = _of(shipped(), definition.code)
    return (
        _narrowest(entered, places, on)
        or _derived(own, definition, places, on)
        or _narrowest(papers, places, on)
        or _offered((*entered, *papers), definition, places, on)
    )


def _of(values: Iterable[Parameter], code: str) -> list[Parameter]:
    return [one for one in values if one.code == code]


def _narrowest(values: Iterable[Parameter], places: Sequence[str], on: date | None) -> Parameter | None:
    holding = [one for one in values if one.area in places and one.holds_on(on)]
    return min(holding, key=lambda one: (places.index(one.area), *_newest_first(one)), default=None)


def _newest_first(one: Parameter) -> tuple[int, int, str]:
    # The text last, so that two desks that entered different values as the same version agree which one holds
    return -(one.begins or date.min).toordinal(), -one.serial, one.text


def _derived(
    own: Sequence[Parameter], definition: Definition, places: Sequence[str], on: date | None
) -> Parameter | None:
    """The share of that year's value, once it is known: 45 % of the rural income of the year (002 §3, Q14)."""
    if not definition.of or on is None:
        return None
    share, whole = (_find(own, defined(code), places, on) for code in definition.of)
    if share is None or whole is None:
        return None
    return replace(
        share,
        code=definition.code,
        text=typed.plain(whole.value * share.value / Decimal(100)),
        state=ESTIMATE if ESTIMATE in (share.state, whole.state) else ACTUAL,
        begins=whole.begins,
        ends=whole.ends,
        words=f"{share.words}；{whole.document}：{whole.words}",
        own=whole.own,
    )


def _offered(
    values: Iterable[Parameter], definition: Definition, places: Sequence[str], on: date | None
) -> Parameter | None:
    if definition.offered_from is None or on is None or on < definition.offered_from:
        return None
    for place in places:
        made = [one for one in values if one.area == place]
        if made:
            nearest = min(made, key=lambda one: (one.state != ESTIMATE, _distance(one, on), one.serial, one.text))
            return replace(nearest, state=ESTIMATE, missing=on)
    return None


def _distance(one: Parameter, on: date) -> int:
    return abs((one.begins or date.min).toordinal() - on.toordinal())
