"""Rules of duties: who answers for a household now."""

from datetime import date

from fupin_desktop.duties.model import Responsibility


def is_current(duty: Responsibility, today: date) -> bool:
    """True for a responsibility that has not ended; on its last day it still holds (E09)."""
    return duty.end is None or duty.end >= today
