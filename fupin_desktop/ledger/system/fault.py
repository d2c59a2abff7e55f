"""A fault of the program as a report that is fit to send: where it happened, never with what values."""

import traceback
from pathlib import Path

MOST_PLACES = 40  # of a recursion without end the innermost are told


def kind_of(error: BaseException) -> str:
    """The name of the exception's class."""
    return type(error).__name__


def places_of(error: BaseException) -> list[str]:
    """File, line and function of each call, the innermost last; names of files without their folders."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def report_of(error: BaseException) -> str:
    """Class and places of an error, then those of what caused it.

    Messages stay out of it, as they may hold names, numbers and paths of files.
    """
    told: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        told += [kind_of(one), *(f"  {place}" for place in places_of(one))]
        one = one.__cause__ or one.__context__
    return "\n".join(told)
