"""A run of entries as it is taken in: a segment, or what a tail holds, decoded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from fupin_desktop.sync.bundles.content import Decoded


@dataclass
class Run:
    """A run of entries of one stream, decoded: a segment, or what a tail holds."""

    stream: int  # the local number under which its dots stand
    device: str
    scope: str
    first: int
    first_counter: int
    streams: Collection[int]  # the local numbers of the streams it names
    decoded: Decoded

    @property
    def last(self) -> int:
        """The number of its last entry."""
        return self.first + len(self.decoded.entries.clocks) - 1

    def dots(self) -> Iterator[int]:
        """The dots of everything in it: records made and changes."""
        tables = [table.ids for table in self.decoded.news] + [table.dots for table in self.decoded.edits]
        return chain.from_iterable(tables)
