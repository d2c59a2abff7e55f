"""Before, during, after: the moment a photograph is of, where its record knows one (cases, progress of measures)."""

from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.casework.model import Case
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.model import MeasureProgress
from fupin_desktop.store.photos.shots import Shot

_WHOLE = 100


class Moment(NamedTuple):
    """Its place in time, and what it is called."""

    order: int
    title: str


def moment_of(shot: Shot) -> Moment | None:
    """The moment of a photograph; None where nobody says one."""
    record = shot.record
    if isinstance(record, Case) and shot.field in type(record).path.moments:
        return Moment(type(record).path.moments.index(shot.field), _(fields_of(type(record))[shot.field].label))
    if isinstance(record, MeasureProgress) and record.percent is not None:
        if record.percent == 0:
            return Moment(0, _("Before"))
        return Moment(2, _("Finished")) if record.percent == _WHOLE else Moment(1, _("Under way"))
    return None


def by_moment(shots: Sequence[Shot]) -> list[tuple[Moment, list[Shot]]]:
    """The photographs parted by their moments, in the order of time; those without one are left out."""
    found: dict[Moment, list[Shot]] = {}
    for shot in shots:
        if (moment := moment_of(shot)) is not None:
            found.setdefault(moment, []).append(shot)
    return sorted(found.items(), key=lambda pair: pair[0].order)
