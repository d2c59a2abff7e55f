"""Which kinds stand in time lines: what features declare, the steps of cases, and else every kind with its own day."""

from collections.abc import Mapping
from functools import cache

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.kinds import FEATURE_HAPPENINGS, KINDS
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.subjects import OWN_PAGES, SUBJECTS, is_by_hand
from fupin_desktop.titles import telling

# What fields are called by which a kind that says nothing itself tells who did it, when it came true, how much it was
_PEOPLE = ("visitors", "surveyor", "surveyors", "inspector", "by")
_CAME_TRUE = ("paid_on", "received_on", "claim_on", "done_on", "on")
_AMOUNTS = ("amount", "received_amount", "aid", "actual", "claim")
_CARDS = frozenset({"bank_card"})  # which card money went to is nobody's word


@cache
def happenings() -> Mapping[str, Happening]:
    """By kind; a kind no feature speaks of stands there by the first day it must name, so that none is forgotten."""
    declared = {one.kind: one for one in FEATURE_HAPPENINGS}
    derived = {kind: made for kind, cls in KINDS.items() if kind not in declared and (made := _derived(cls))}
    return {**derived, **declared}


def _derived(cls: type[Record]) -> Happening | None:
    kind, fields = kind_of(cls), fields_of(cls)
    if issubclass(cls, CaseStep):
        return Happening(kind, "on", ("by",), ("to_stage", "opinion", "paper"))
    if kind in SUBJECTS or not is_by_hand(cls) or kind in OWN_PAGES or issubclass(cls, Case):
        return None
    day = _day_of(cls)
    amount = [next((name for name in _AMOUNTS if name in fields), "")]
    words = (field.name for field in telling(cls) if field.name not in (day, cls.home) and field.link not in _CARDS)
    people = tuple(name for name in _PEOPLE if name in fields and fields[name].kind is Kind.TEXT)
    return Happening(kind, day, people, tuple(dict.fromkeys((*words, *filter(None, amount))))) if day else None


def _day_of(cls: type[Record]) -> str:
    """The first day a record must name; else the one on which it came true, while that is empty it has not happened."""
    days = {name: field for name, field in fields_of(cls).items() if field.kind is Kind.DAY}
    must = (name for name, field in days.items() if field.required and hand_of(cls, name) is not Hand.MANAGED)
    return next(must, next((name for name in _CAME_TRUE if name in days), ""))
