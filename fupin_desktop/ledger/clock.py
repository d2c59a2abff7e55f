"""Hybrid logical clock (sync.md §1): wall milliseconds and a count, packed into one integer that only rises.

The wall decides nothing but the order of *concurrent* values; a wrong wall can never beat knowledge.
"""

from datetime import UTC, datetime, timedelta, timezone

COUNT_BITS = 16
_COUNT_MASK = (1 << COUNT_BITS) - 1
# 2100-01-01T00:00:00Z; an entry dated later comes from a broken machine and is set aside
LATEST_MS = 4_102_444_800_000


def pack(ms: int, count: int) -> int:
    """One sortable integer of milliseconds and count."""
    return (ms << COUNT_BITS) | count


def unpack(clock: int) -> tuple[int, int]:
    """Milliseconds and count of a packed clock."""
    return clock >> COUNT_BITS, clock & _COUNT_MASK


def next_clock(wall_ms: int, greatest: int) -> int:
    """The clock of a new entry: the wall, or one more than the greatest clock seen, whichever is later."""
    return max(pack(wall_ms, 0), greatest + 1)


def beyond_reason(clock: int) -> bool:
    """True for a clock that no working machine can have made."""
    return unpack(clock)[0] >= LATEST_MS


def moment(clock: int) -> datetime:
    """The wall time in a clock, in UTC; for reading only."""
    return datetime.fromtimestamp(unpack(clock)[0] / 1000, UTC)


def wall_time(ms: int, zone: int) -> str:
    """The wall time of an entry in its writer's zone (minutes east), ISO 8601 to the minute, for people to read.

    Empty for what no calendar has: both numbers came over the border as they are.
    """
    try:
        there = timezone(timedelta(minutes=zone))
        return datetime.fromtimestamp(ms / 1000, there).isoformat(timespec="minutes")
    except (ValueError, OverflowError, OSError):
        return ""
