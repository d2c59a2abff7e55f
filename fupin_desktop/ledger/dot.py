"""A dot names one record or one change for ever: which device, in which scope, the how-manieth (sync.md §1).

In a book a stream has a small local number, so a dot is one 64-bit integer; the text form is the same everywhere.
"""

from typing import NewType

Dot = NewType("Dot", int)
COUNTER_BITS = 40
COUNTER_MASK = (1 << COUNTER_BITS) - 1


def dot(stream: int, counter: int) -> Dot:
    """The dot of a stream's local number (from 1) and a counter (from 1, below 2^40)."""
    return Dot((stream << COUNTER_BITS) | counter)


def stream_of(value: int) -> int:
    """The local number of the stream a dot belongs to."""
    return value >> COUNTER_BITS


def counter_of(value: int) -> int:
    """The counter of a dot within its stream."""
    return value & COUNTER_MASK
