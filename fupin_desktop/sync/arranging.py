"""Putting the segments of one stream in order: a function of which are here, never of how they came (sync.md §3).

Segments hang together by the hash each names as the one before it.  One row of them from the first is the stream; what
hangs in the air waits; where two follow one, somebody copied a disk, and both wait for a decision.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_desktop.sync.bundles.segment import START


class Link(NamedTuple):
    """What arranging needs to know of a segment."""

    first: int
    last: int
    first_counter: int
    last_counter: int
    before: str
    hash: str


@dataclass(frozen=True)
class Branch:
    """The part of a forked stream that goes on under another name: its dots from `counter` on."""

    device: str
    counter: int
    links: tuple[Link, ...]


@dataclass
class Arrangement:
    """A stream in order: `chain` is admitted; `gaps` are counters nobody will bring, as accepted."""

    chain: list[Link] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    forked: list[Link] = field(default_factory=list)
    held: list[Link] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    fork: int | None = None  # the first number two segments claim, until somebody decides

    @property
    def missing(self) -> tuple[int, int] | None:
        """The numbers that something held waits for; None when nothing is."""
        reach = self.chain[-1].last if self.chain else 0
        later = [link.first for link in self.held if link.first > reach + 1]
        return (reach + 1, min(later) - 1) if later else None


def branch_device(hash: str) -> str:
    """The name under which the branch that begins with this segment goes on."""
    return hashlib.sha256(f"fupin/branch/1 {hash}".encode()).hexdigest()[:32]


def arrange(links: Iterable[Link], gaps: Iterable[tuple[int, int]] = (), chosen: Mapping[int, str] = {}) -> Arrangement:
    """Arrange the segments of one stream; `gaps` are accepted (first, last) numbers, `chosen` the branch per fork."""
    return _Arranging(list(links), dict(gaps), chosen).run()


class _Arranging:
    def __init__(self, links: Sequence[Link], gaps: Mapping[int, int], chosen: Mapping[int, str]) -> None:
        self._links = links
        self._gaps = gaps
        self._chosen = chosen
        self._found = Arrangement()

    def run(self) -> Arrangement:
        found = self._found
        hash, number, counter = START, 0, 0
        while following := self._after(hash, number, counter):
            link = following[0] if len(following) == 1 else self._choose(following)
            if link is None:
                break
            found.chain.append(link)
            hash, number, counter = link.hash, link.last, link.last_counter
        branches = [link for branch in found.branches for link in branch.links]
        placed = {link.hash for link in (*found.chain, *found.forked, *branches)}
        found.held = [link for link in self._links if link.hash not in placed]
        return found

    def _after(self, hash: str, number: int, counter: int) -> list[Link]:
        end = (hash, number + 1, counter + 1)
        following = [link for link in self._links if (link.before, link.first, link.first_counter) == end]
        following = following or self._after_gap(number + 1, counter + 1)
        return sorted(following, key=lambda link: link.hash)

    def _after_gap(self, number: int, counter: int) -> list[Link]:
        """What follows the accepted gap this number lies in: some of its segments may have come all the same."""
        for last in sorted(last for first, last in self._gaps.items() if first <= number <= last):
            following = [link for link in self._links if link.first == last + 1]
            if following:
                self._found.gaps.append((counter, following[0].first_counter - 1))
                return following
        return []

    def _choose(self, following: list[Link]) -> Link | None:
        """The branch somebody chose, the others going on under names of their own; None while nobody has."""
        chosen = self._chosen.get(following[0].first)
        one = next((link for link in following if link.hash == chosen), None)
        if one is None:
            self._found.fork = following[0].first
            self._found.forked = [later for link in following for later in self._row(link)]
            return None
        others = [link for link in following if link is not one]
        self._found.branches += [
            Branch(branch_device(link.hash), link.first_counter, tuple(self._row(link))) for link in others
        ]
        return one

    def _row(self, link: Link) -> list[Link]:
        row = [link]
        for one in row:
            end = (one.hash, one.last + 1, one.last_counter + 1)
            row += [later for later in self._links if (later.before, later.first, later.first_counter) == end]
        return row
