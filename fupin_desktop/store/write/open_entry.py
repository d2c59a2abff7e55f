"""The entry that is being written in one scope, and how to come back to where it stood."""

from dataclasses import dataclass, field, replace

from fupin_desktop.ledger.dot import Dot, dot
from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.store.tail import Full


@dataclass
class OpenEntry:
    """The entry being written in one scope."""

    stream: int
    number: int
    counter: int
    news: list[New] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    changes: int = 0
    characters: int = 0
    full: list[Full] = field(default_factory=list)

    def next_dot(self) -> Dot:
        self.counter += 1
        return dot(self.stream, self.counter)

    def mark(self) -> "_Mark":
        """Where this entry stands, to come back to."""
        return _Mark(replace(self, full=[]), len(self.news), len(self.edits), len(self.full))

    def go_back(self, mark: "_Mark") -> None:
        """Forget what was written since the mark; the lists are those of then, for a full entry may have been begun."""
        then = mark.then
        self.number, self.counter, self.changes, self.characters = (
            *(then.number, then.counter),
            *(then.changes, then.characters),
        )
        self.news, self.edits = then.news, then.edits
        del self.news[mark.news :], self.edits[mark.edits :], self.full[mark.full :]


@dataclass(frozen=True)
class _Mark:
    """What an entry being written held at a savepoint; its lists are shared and grow on."""

    then: OpenEntry
    news: int
    edits: int
    full: int
