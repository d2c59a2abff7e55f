"""An entry is what one command leaves behind in one stream: who, when, which command, its changes (sync.md §1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

AWAY = "away"  # the cell every record has: the reason it was put away (注销), or nothing


Others = tuple[tuple[str, int], ...]  # entries of this device as (scope, number), sorted


class New(NamedTuple):
    """A record made: its kind, its dot, and the canonical values given at creation by field."""

    kind: str
    dot: int
    values: Mapping[str, object]


class Edit(NamedTuple):
    """A change of one cell, written on top of `bases`; `element` names the member of a many-valued field."""

    kind: str
    dot: int
    record: int
    cell: str
    element: str
    value: object
    bases: tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """One entry.  `clock` is packed; `wall_ms` and `zone` (minutes east) are what people are shown.

    A command is named by its entry: device, scope and number.  `others` names all other entries of the same command, in
    other scopes and, where it was cut into parts, in this one; `why` is the reason of a settlement or another act that
    needs one.
    """

    number: int
    clock: int
    wall_ms: int
    zone: int
    actor: str
    command: str
    others: Others = ()
    news: list[New] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    why: str | None = None


def records_of(entries: Iterable[Entry]) -> dict[int, str]:
    """The records that these entries made or changed, each with its kind; those made first."""
    several = list(entries)
    made = {new.dot: new.kind for entry in several for new in entry.news}
    return made | {edit.record: edit.kind for entry in several for edit in entry.edits}
