"""A case at the moment a step is asked for, and what may be looked up about it and others, read once for many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.notices.model import Notice, Objection
from fupin_desktop.notices.paths import class_named
from fupin_desktop.notices.rules import CLOSED, ISSUED, POSTED
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import values_anywhere
from fupin_desktop.rights.rules import same_person

_AT_ONCE = 500  # ids in one question to the book


@dataclass(frozen=True)
class StepPapers:
    """What goes with a step: by whom, on what paper, at which meeting, whose opinion, photographs, notice, facts.

    `photos` are keys of the book's photographs, `moment` the photo field they go into, by default that of the stage;
    `facts` further fields of the case that become known with the step.
    """

    by: str = ""
    paper: str | None = None
    meeting: str | None = None
    opinion: str | None = None
    photos: Sequence[str] = ()
    moment: str = ""
    notice: Dot | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class Look:
    """What gates ask of the book about some cases of one kind.  It remembers what it read: use it for one look."""

    def __init__(self, finder: Finder, cases: Iterable[Case] = ()) -> None:
        self._finder = finder
        self._cases = list(cases)
        self._parameters: dict[tuple[str, str, date], Parameter | None] = {}
        self._notices: dict[str, list[Notice]] = {}
        self._listed: dict[tuple[object, object], frozenset[str]] = {}
        self._found: dict[tuple[str, str], dict[int, list[Any]]] = {}

    @cached_property
    def _values(self) -> Callable[[str, str, date], Parameter | None]:
        return values_anywhere(self._finder)  # a county has a hundred villages: their values are read together

    # Gathered once: each case of a city asks, and may not go through all the others for it

    @cached_property
    def _ids(self) -> frozenset[Any]:
        return frozenset(one.id for one in self._cases)

    @cached_property
    def _homes(self) -> frozenset[Any]:
        return frozenset(getattr(one, type(one).home) for one in self._cases)

    def steps(self, case: Case) -> list[CaseStep]:
        """The steps of a case in the order of their days."""
        found: list[CaseStep] = self.linked(kind_of(type(case).step), "case", case)  # type: ignore[assignment]  # its own
        return in_order(found)

    def household(self, case: Case) -> Household | None:
        """The household of a case; None for a case of something else."""
        home = fields_of(type(case))[type(case).home]
        if home.link != kind_of(Household):
            return None
        found: Household | None = self._record(Household, getattr(case, home.name), home.name)
        return found

    def linked(self, kind: str, by: str, case: Case) -> list[Record]:
        """The records of a kind that lead to a case."""
        return self._grouped(class_named(kind), by, case.id, self._ids)

    def of_home(self, kind: str, by: str, home: Dot) -> list[Record]:
        """The records of a kind that lead to a home."""
        return self._grouped(class_named(kind), by, home, self._homes)

    def every(self, kind: str) -> list[Any]:
        """All records of a kind of which there are few, such as the lists of a county."""
        held = self._found.setdefault((kind, ""), {})
        if 0 not in held:
            held[0] = self._finder.find(class_named(kind))
        return held[0]

    def record(self, kind: str, id: Dot | None, by: str = "") -> Record | None:
        """A record; None where the book does not hold it, as after a household has moved.

        `by` is the field by which cases lead to it: those of all of them are read together.
        """
        found: Record | None = self._record(class_named(kind), id, by)
        return found

    def notices(self, kind: str) -> list[Notice]:
        """The notices of a kind that hang or have hung, in the order of making."""
        if kind not in self._notices:
            self._notices[kind] = self._finder.find(Notice, kind=kind, state=[ISSUED, POSTED, CLOSED])
        return self._notices[kind]

    def listed(self, notice: Notice, how: Callable[[Notice], frozenset[str]]) -> frozenset[str]:
        """What a notice lists, read from its frozen table once."""
        key = (notice.id, how)
        if key not in self._listed:
            self._listed[key] = how(notice)
        return self._listed[key]

    def objections(self, notice: Notice) -> list[Objection]:
        """The objections to a notice."""
        held = self._found.setdefault(("objection", "notice"), {})
        if (id := notice.id or 0) not in held:
            held[id] = self._finder.find(Objection, notice=notice.id)
        return held[id]

    def text_of(self, id: Dot) -> str:
        """The text form of an id, by which notices name what they list."""
        return self._finder.text_of(id)

    def parameter(self, code: str, area: str, on: date) -> Parameter | None:
        """A policy parameter of an area on a day; None where nobody set one."""
        key = (code, area, on)
        if key not in self._parameters:
            self._parameters[key] = self._values(code, area, on)
        return self._parameters[key]

    def same_person(self, act: str, done_by: Iterable[str | None], at: "Standing") -> str:
        """Why the step is for somebody else than who acts; empty when it is not."""
        return same_person(self._finder, act, done_by, actor=at.actor, division=at.division, today=at.today)

    def _record(self, cls: type[Any], id: Dot | None, by: str) -> Any:
        if id is None:
            return None
        held = self._found.setdefault((kind_of(cls), "id"), {})
        if id not in held:
            ids: set[Any] = {getattr(one, by, None) for one in self._cases} - {None} if by else set()
            for found in self._batches(cls, "id", ids | {id}):
                held.setdefault(found.id, []).append(found)
        return next(iter(held.get(id, ())), None)

    def _grouped(self, cls: type[Any], by: str, id: Dot | None, ids: Iterable[Any]) -> list[Any]:
        if id is None:
            return []
        key = (kind_of(cls), by)
        if key not in self._found and (wanted := set(ids) - {None}):
            self._found[key] = {one: [] for one in wanted}
            for found in self._batches(cls, by, wanted):
                # What leads to a joined twin is found from each: such a group is asked for by itself
                self._found[key].setdefault(getattr(found, by), []).append(found)
            if self._found[key].keys() - wanted:
                self._found[key] = {}
        held = self._found.setdefault(key, {})
        if id not in held:
            equal: dict[str, Any] = {by: id}
            held[id] = self._finder.find(cls, **equal)
        return held[id]

    def _batches(self, cls: type[Any], by: str, ids: Iterable[int]) -> Iterable[Any]:
        listed = sorted(ids)
        for at in range(0, len(listed), _AT_ONCE):
            equal: dict[str, Any] = {by: listed[at : at + _AT_ONCE]}
            # A record that is named is found though it was put away: what stands on it must say so, not miss it
            yield from self._finder.find(cls, with_away=by == "id", **equal)


def in_order(steps: Iterable[CaseStep]) -> list[CaseStep]:
    """Steps by their days; on one day each after the one that led to where it begins, as far as that goes.

    Two desks' steps of one day carry no other order.
    """
    left = sorted(steps, key=lambda step: (step.on or date.min, step.id or 0))
    ordered: list[CaseStep] = []
    while left:
        at = ordered[-1].to_stage if ordered else None
        day = [step for step in left if step.on == left[0].on]
        following = next((step for step in day if step.from_stage == at), day[0])
        ordered.append(following)
        left.remove(following)
    return ordered


@dataclass(frozen=True)
class Standing:
    """A case as it would be after a step to `to`, on a day, with these papers.

    `actor` is empty when nobody acts; `division` is that of the book.
    """

    look: Look
    case: Case
    to: str
    on: date
    today: date
    papers: StepPapers = StepPapers()
    actor: str = ""
    division: str = ""

    @property
    def kind(self) -> str:
        """The kind of the case."""
        return kind_of(type(self.case))

    @property
    def household(self) -> Household | None:
        """Whose case it is, when it is a household's."""
        return self.look.household(self.case)

    @property
    def text_of_case(self) -> str:
        """The id of the case in text form."""
        return self.look.text_of(self.case.id) if self.case.id is not None else ""

    @property
    def opened_on(self) -> date | None:
        """The day the case was opened; None for one that came with a roster, of which nobody knows it."""
        return next((step.on for step in self.look.steps(self.case) if step.from_stage is None), None)
