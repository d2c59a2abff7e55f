"""Gap lists as the window counts them: beside the saves, all at one moment."""

from dataclasses import dataclass

from fupin_desktop.ledger.declared.figure import Count
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import COUNTED, Selection
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.asked import Asked, asked
from fupin_desktop.reports.gaps import GAPS, gap_count
from fupin_desktop.reports.period import Period
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.frame.session import Session


@dataclass(frozen=True)
class Counted:
    """A gap list and its number; None where nothing can be known, `unset` when it is for want of a parameter."""

    gap: Gap
    count: int | None
    opens: Opened | None
    unset: bool


def asked_of(session: Session, reader: Reader, period: Period | None = None) -> Asked:
    """What reports of this book are asked for, as of today."""
    return asked(reader, session.book.identity.division, session.today, period)


def count_gaps(
    session: Session, reader: Reader, progress: Progress, *, period: Period | None = None, back: str
) -> list[Counted]:
    """Every gap list with its number; may be stopped between two of them."""
    wanted = asked_of(session, reader, period)
    found = []
    for at, gap in enumerate(GAPS.values()):
        progress(at, len(GAPS), _(gap.label))
        figure = gap.figure(wanted)
        opens = Opened(_(gap.label), figure, rule=_(gap.rule), back=back) if figure is not None else None
        found.append(Counted(gap, gap_count(gap, wanted, reader), opens, figure is None))
    return found


def newest_year(reader: Reader) -> int | None:
    """The newest year of which there is an income or a measure: what a report is first made of."""
    kinds = ("income_year", "year_measure")
    found = [reader.by(Selection(kind, standing=COUNTED), ("year",), Count()) for kind in kinds]
    return max((year for years in found for year in years if isinstance(year, int)), default=None)
