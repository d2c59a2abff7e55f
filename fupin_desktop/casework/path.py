"""A path as plain data: the stages of a kind of case, who takes each, what it waits for, which dates it sets.

A new kind of case is such a table; no line of the window or the command line knows one by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fupin_desktop.casework.effects import Effect
from fupin_desktop.casework.gates import Gate
from fupin_desktop.casework.levels import VILLAGE, act_at
from fupin_desktop.casework.ranks import LeastRank, Rank
from fupin_desktop.casework.shortlist import Shortlist


@dataclass(frozen=True)
class Ways:
    """Some of the ways a case can go: those named, or with `others` all but those named."""

    named: frozenset[str] = frozenset()
    others: bool = False

    def __contains__(self, way: object) -> bool:
        return (way in self.named) != self.others


NEVER, ALWAYS = Ways(), Ways(others=True)


def ways(*named: str) -> Ways:
    """These ways."""
    return Ways(frozenset(named))


def but_ways(*named: str) -> Ways:
    """All ways but these, the way nobody has chosen yet among them."""
    return Ways(frozenset(named), others=True)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage.  `level` takes the step into it; `on_paper` may write the step down from the paper of that level.

    Whose roles that are the table of rights says (`resources/rights.toml`), by the act of the level or `act`, one of
    the step's own.

    `waits` stop the step while something lacks, `advises` only say so.  `sets` is the date of the case that becomes the
    day of the step, or the day a gate gives for it, `moment` the photo field its photographs go into, `asks` the facts
    of the case its dialog asks for.  `does` is what reaching it changes elsewhere in the book.  A stage is `absent` on
    some ways and `optional` on others.
    """

    code: str
    level: str = VILLAGE
    act: str = ""
    on_paper: str = ""
    waits: tuple[Gate, ...] = ()
    advises: tuple[Gate, ...] = ()
    sets: str = ""
    moment: str = ""
    asks: tuple[str, ...] = ()
    does: tuple[Effect, ...] = ()
    absent: Ways = NEVER
    optional: Ways = NEVER

    @property
    def taken_by(self) -> str:
        """The act of the table of rights by which the step is taken."""
        return self.act or act_at(self.level)


@dataclass(frozen=True, kw_only=True)
class Side(Stage):
    """A state beside the path: a case `ends` there, or goes back to the stage it came from (an objection).

    `unplaced`: nobody knows how far such a case is, as one that came with a roster.  No step leads there, and from
    there it goes to whichever stage it is found at.  `why` is the field that says why a case ended there (`ending`).
    """

    ends: bool = True
    unplaced: bool = False
    why: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the board: its title, marked for the catalogue, and its stages."""

    title: str
    stages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Path:
    """How a kind of case goes from its opening to its end.

    `name` is what the command line calls it; `way` the field of the case that chooses among ways; `year` the one that
    says for which year it is, that of its opening unless it says otherwise; `single`: one household has one open case
    of the kind.  `asks` are the facts asked for at opening, `facts` those the dialog shows,
    `card` those on a card of the board, `filters` the choices its cases are narrowed by, `moments` the photo fields in
    the order of time, `file` what the file of a case must hold from a stage on, or from the beginning.  `ranks` are the
    parts of an order by the codes of the policy parameter `ranked_by`, by which a county puts some cases first.
    """

    name: str
    stages: tuple[Stage, ...]
    sides: tuple[Side, ...] = ()
    way: str = ""
    year: str = ""
    single: bool = True
    asks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    file: tuple[tuple[str, Gate], ...] = ()
    board: Mapping[str, Column] = field(default_factory=dict)
    ranked_by: str = ""
    ranks: Mapping[str, Rank | LeastRank] = field(default_factory=dict)
    shortlist: Shortlist | None = None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The codes of the stages from the first to the last, without side states."""
        return tuple(stage.code for stage in self.stages)

    @cached_property
    def _known(self) -> Mapping[str, Stage]:
        return {stage.code: stage for stage in (*self.stages, *self.sides)}

    @property
    def first(self) -> str:
        """The stage in which a case is opened."""
        return self.order[0]

    @property
    def closed(self) -> tuple[str, ...]:
        """The stages in which a case has ended: the last one, and the side states that end it."""
        return (self.order[-1], *(side.code for side in self.sides if side.ends))

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns of the board; one for each stage where the table names none."""
        return self.board or {code: Column("", (code,)) for code in self.order}

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Every gate of the path: what steps wait for or are advised, and what the file must hold."""
        of_stages = (gate for one in (*self.stages, *self.sides) for gate in (*one.waits, *one.advises))
        return (*of_stages, *(gate for _since, gate in self.file))

    def stage(self, code: str | None) -> Stage | None:
        """A stage or side state by its code; None for one this version does not know."""
        return self._known.get(code or "")

    def on_way(self, way: str | None) -> tuple[str, ...]:
        """The stages of a way in order; of the whole path while none is chosen."""
        return tuple(stage.code for stage in self.stages if (way or "") not in stage.absent)

    def ahead(self, code: str | None, way: str | None) -> tuple[str, ...]:
        """The stages a case at `code` may reach at once: those that need not occur, and the first that must."""
        place = self.order.index(code) if code in self.order else -1
        left = [code for code in self.on_way(way) if self.order.index(code) > place]
        needed = next((n for n, one in enumerate(left) if (way or "") not in self._known[one].optional), len(left) - 1)
        return tuple(left[: needed + 1])

    def next_after(self, code: str | None, way: str | None, came_from: str | None = None) -> tuple[str, ...]:
        """Where a case may go now: the stages ahead, and the side states.

        One in a side state that does not end it goes back to `came_from`, the stage it left; an ended one stays.
        """
        enders = tuple(side.code for side in self.sides if side.ends)
        side = next((side for side in self.sides if side.code == code), None)
        if side is not None and side.unplaced:
            return (*self.on_way(way), *enders)
        if side is not None:
            return () if side.ends else tuple(stage for stage in (came_from, *enders) if stage)
        if code == self.on_way(way)[-1]:
            return ()
        return (*self.ahead(code, way), *(side.code for side in self.sides if not side.unplaced))

    def is_unplaced(self, code: str | None) -> bool:
        """True for the state of a case of which nobody knows how far it is."""
        return any(side.code == code and side.unplaced for side in self.sides)
