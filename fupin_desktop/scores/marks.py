"""What the marks of a score share: full points or none, and the records a mark was worked out of."""

from collections.abc import Iterable

from fupin_desktop.ledger.declared.selection import OneOf, Selection


def full_points(reached: bool, weight: int | None) -> int:
    """The weight in hundredths of a point, or nothing."""
    return (weight or 0) * 100 if reached else 0


def records_of(kind: str, records: Iterable[object]) -> Selection:
    """These records as a selection that can be opened."""
    return Selection(kind, (OneOf("id", tuple(getattr(one, "id", None) for one in records)),))
