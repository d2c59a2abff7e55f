"""Photographs of a house as proof (改造前、中、后): taken when and where the stage says, never under two households.

What a camera writes may be wrong, so disagreement is told and stops nothing; one picture for two houses is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from math import cos, hypot, radians

from fupin_desktop.housing.model import HousingCase, HousingInspection
from fupin_desktop.housing.path import AFTER, BEFORE, DURING, PATH
from fupin_desktop.ledger.declared.selection import Either, OneOf, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.system.picture import PictureFacts
from fupin_desktop.ledger.words import _

# How far apart pictures of one house may seem to be, in metres: a telephone in the hills is some 100 m wrong
SAME_PLACE = 500
_ON_THE_SPOT = ("repair", "rebuild")  # ways of repair on which the new house stands where the old one stood
_METRES = 111_195  # of a degree of latitude
_AT_ONCE = 500  # pictures asked for in one question


def keys_of(case: HousingCase) -> tuple[str, ...]:
    """Every picture of a case."""
    return tuple(key for name in PATH.moments for key in getattr(case, name))


def time_doubts(case: HousingCase, taken: Mapping[str, PictureFacts]) -> Iterator[str]:
    """Pictures taken on a day on which they cannot show what they stand for, each a sentence."""
    done = case.completed_on or case.accepted_on
    for name, low, high in (
        (BEFORE, None, case.started_on),
        (DURING, case.started_on, case.completed_on),
        (AFTER, done, None),
    ):
        for on in _days(getattr(case, name), taken):
            if low is not None and on < low:
                text = _("A picture under “{moment}” was taken on {day}, before {limit}.")
                yield text.format(moment=_label(name), day=on, limit=low)
            if high is not None and on > high:
                text = _("A picture under “{moment}” was taken on {day}, after {limit}.")
                yield text.format(moment=_label(name), day=on, limit=high)


def _days(keys: Sequence[str], taken: Mapping[str, PictureFacts]) -> list[date]:
    return sorted({on for key in keys if key in taken and (on := taken[key].on) is not None})


def _label(name: str) -> str:
    return _(fields_of(HousingCase)[name].label)


def place_doubts(case: HousingCase, taken: Mapping[str, PictureFacts]) -> Iterator[str]:
    """Pictures taken too far apart to be of one house; those of before count where the new one stands on the spot."""
    names = PATH.moments if case.mode in _ON_THE_SPOT else (DURING, AFTER)
    known = [(name, at) for name in names for key in getattr(case, name) if (at := _place(taken, key)) is not None]
    for name, at in islice(known, 1, None):
        metres = metres_between(known[0][1], at)
        if metres > SAME_PLACE:
            text = _("A picture under “{one}” was taken {metres} m from one under “{other}”: is it the same house?")
            yield text.format(one=_label(name), metres=f"{metres:,.0f}", other=_label(known[0][0]))


def _place(taken: Mapping[str, PictureFacts], key: str) -> tuple[float, float] | None:
    return taken[key].place if key in taken else None


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places in metres, as on a plane: for places of one village that is right to the metre."""
    north = (other[0] - one[0]) * _METRES
    return hypot(north, (other[1] - one[1]) * _METRES * cos(radians(one[0])))


def inspection_doubts(inspection: HousingInspection, taken: Mapping[str, PictureFacts]) -> Iterator[str]:
    """Pictures of an inspection that were taken on another day."""
    for on in _days(inspection.photos, taken):
        if inspection.date is not None and on != inspection.date:
            text = _("A picture of the inspection of {date} was taken on {day}.")
            yield text.format(date=inspection.date, day=on)


def taken_of(ledger: Ledger, records: Sequence[Record]) -> Mapping[str, PictureFacts]:
    """When and where the pictures of these cases and inspections were taken, as far as this book knows."""
    keys = [key for one in records if isinstance(one, HousingCase) for key in keys_of(one)]
    keys += [key for one in records if isinstance(one, HousingInspection) for key in one.photos]
    return ledger.picture_facts(keys) if keys else {}


def refuse_elsewhere(ledger: Ledger, case: HousingCase, before: HousingCase | None) -> None:
    """Refuse, as `housing.photo_elsewhere`, a picture that stands under another housing case already."""
    known = set(keys_of(before)) if before is not None and before is not case else set()
    new = [key for key in keys_of(case) if key not in known]
    owners = ledger.gathered(_owners) if new else {}
    for name in PATH.moments:
        if any(owners.get(key, frozenset()) - {case.id} for key in getattr(case, name) if key in new):
            text = _(
                "The same picture stands under another household's house already. Nothing was saved; give each its own."
            )
            raise Refusal("housing.photo_elsewhere", text, where={"field": name})


def _owners(ledger: Ledger, records: Sequence[Record]) -> Mapping[str, frozenset[object]]:
    """The housing cases that have these pictures."""
    keys = sorted({key for one in records if isinstance(one, HousingCase) for key in keys_of(one)})
    found: dict[str, frozenset[object]] = {}
    for at in range(0, len(keys), _AT_ONCE):
        some = tuple(keys[at : at + _AT_ONCE])
        held = Selection(kind_of(HousingCase), (Either(tuple(OneOf(name, some) for name in PATH.moments)),))
        for one in ledger.select(held):
            assert isinstance(one, HousingCase)
            for key in set(keys_of(one)) & set(some):
                found[key] = found.get(key, frozenset()) | {one.id}
    return found
