"""Which kinds stand in time lines: what features declare, the steps of cases, and else every kind with its own day."""

from collections.abc import Mapping
from functools import cache

from fupin_desktop.casework.model import CaseStep
from fupin_desktop.kinds import FEATURE_HAPPENINGS, KINDS
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.happening import Happening
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.subjects import OWN_PAGES, SUBJECTS, is_by_hand
from fupin_desktop.titles import telling


@cache
def happenings() -> Mapping[str, Happening]:
    """By kind; a kind no feature speaks of stands there by the first day it must name, so that none is forgotten."""
    declared = {one.kind: one for one in FEATURE_HAPPENINGS}
    derived = {kind: made for kind, cls in KINDS.items() if kind not in declared and (made := _derived(cls))}
    return {**derived, **declared}


def _derived(cls: type[Record]) -> Happening | None:
    kind = kind_of(cls)
    if issubclass(cls, CaseStep):
        return Happening(kind, "on", ("by",), ("to_stage", "opinion", "paper"))
    if kind in SUBJECTS or not is_by_hand(cls) or kind in OWN_PAGES:
        return None
    days = (name for name, field in fields_of(cls).items() if field.kind is Kind.DAY and field.required)
    day = next((name for name in days if hand_of(cls, name) is not Hand.MANAGED), "")
    words = tuple(field.name for field in telling(cls) if field.name != day)
    return Happening(kind, day, words=words) if day else None
