"""Progress is a plain callable; cancelling is an exception raised inside it."""

from typing import Protocol


class Progress(Protocol):
    """Called with how much is done of how much, and a short text; raises `Cancelled` to stop the work."""

    def __call__(self, done: int, total: int, text: str) -> None: ...


def silent(done: int, total: int, text: str) -> None:
    """Tell nobody."""
