"""A refusal is an answer for a person; anything else that is raised is a bug and is treated as one."""

from collections.abc import Mapping


class Refusal(Exception):
    """What the program will not do, told to a person.

    `code` is stable and for scripts; `message` says what happened, whether the data are safe and what to do next;
    `where` names the field, or the sheet, row and column, when there is one.
    """

    def __init__(self, code: str, message: str, *, where: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = dict(where or {})

    def __reduce__(self) -> tuple[object, ...]:
        # A refusal raised in a child process must arrive whole.
        return _rebuild, (self.code, self.message, self.where)


class Said(str):
    """A sentence that stops nothing (`Ledger.note`), with the stable `code` of what it says, for scripts and lists."""

    code: str

    def __new__(cls, code: str, sentence: str) -> "Said":
        made = super().__new__(cls, sentence)
        made.code = code
        return made


def _rebuild(code: str, message: str, where: dict[str, object]) -> Refusal:
    return Refusal(code, message, where=where)


class Cancelled(Exception):
    """A person stopped the work; nothing of it is kept."""
