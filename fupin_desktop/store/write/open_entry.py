"""The entry that is being written in one scope, and how to come back to where it stood."""

from dataclasses import dataclass, field, replace

from fupin_desktop.ledger.dot import Dot, dot
from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.store.tail import Full, Part


@dataclass
class OpenEntry:
    """The entry being written in one scope."""

    stream: int
    number: int
    counter: int
    news: list[New] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)  # what was written before `news` and `edits`, in words
    changes: int = 0
    characters: int = 0
    full: list[Full] = field(default_factory=list)

    def next_dot(self) -> Dot:
        self.counter += 1
        return dot(self.stream, self.counter)

    def put_into_words(self) -> None:
        """Keep what was written so far as words: they take a twentieth of the room."""
        if self.news or self.edits:
            self.parts.append(Part.of(self.news, self.edits))
            self.news, self.edits = [], []

    def begin_next(self) -> None:
        """Begin the next entry of this scope."""
        self.number, self.news, self.edits, self.parts = self.number + 1, [], [], []
        self.changes = self.characters = 0

    def mark(self) -> "_Mark":
        """Where this entry stands, to come back to."""
        return _Mark(replace(self, full=[]), len(self.news), len(self.edits), len(self.parts), len(self.full))

    def go_back(self, mark: "_Mark") -> None:
        """Forget what was written since the mark; the lists are those of then, for a full entry may have been begun."""
        then = mark.then
        self.number, self.counter, self.changes, self.characters = (
            *(then.number, then.counter),
            *(then.changes, then.characters),
        )
        self.news, self.edits, self.parts = then.news, then.edits, then.parts
        del self.news[mark.news :], self.edits[mark.edits :], self.parts[mark.parts :], self.full[mark.full :]


@dataclass(frozen=True)
class _Mark:
    """What an entry being written held at a savepoint; its lists are shared and grow on."""

    then: OpenEntry
    news: int
    edits: int
    parts: int
    full: int
