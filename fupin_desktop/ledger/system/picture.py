"""When and where a photograph was taken (拍摄时间、地点), as far as its camera said."""

from datetime import date
from typing import NamedTuple


class PictureFacts(NamedTuple):
    """The local day, None when nobody knows; latitude and longitude in degrees, None unless they were kept."""

    on: date | None = None
    place: tuple[float, float] | None = None


def facts_from(taken_at: str, place: str) -> PictureFacts:
    """From the text the book keeps: ISO 8601, and `latitude,longitude`; what is neither is not known."""
    try:
        on = date.fromisoformat(taken_at[:10]) if taken_at else None
    except ValueError:
        on = None
    north, _comma, east = place.partition(",")
    try:
        return PictureFacts(on, (float(north), float(east)) if east else None)
    except ValueError:
        return PictureFacts(on)
