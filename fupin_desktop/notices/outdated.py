"""Long-term lists (N03, N06, N16) against the book: what has changed since they were issued, and their re-issue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.freezing import rows_of, table_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.rules import CHECKED, DRAFT, ISSUED, POSTED, all_kinds
from fupin_desktop.notices.template import template_of
from fupin_desktop.notices.totals import SUBTOTAL
from fupin_desktop.villages.model import Village

_NUMBER = "序号"
_Cells = frozenset[tuple[str, str]]  # heading and text of what a row shows, without its number


@dataclass(frozen=True)
class Outdated:
    """How many rows of a list no longer hold, and how many are missing on it."""

    gone: int
    missing: int

    def __bool__(self) -> bool:
        return bool(self.gone or self.missing)

    @property
    def sentence(self) -> str:
        """What the window says of it; empty when the list still holds."""
        if not self:
            return ""
        text = _("out of date against the book: {gone} rows no longer hold, {missing} are missing")
        return text.format(gone=self.gone, missing=self.missing)


def hangs_long(notice: Notice) -> bool:
    """Is it a long-term list that hangs?"""
    kind = all_kinds().get(notice.kind or "")
    return kind is not None and kind.is_long_term and notice.state in (ISSUED, POSTED)


def outdated(ledger: Finder, notice: Notice, day: date) -> Outdated:
    """What a long-term list that hangs says otherwise than the book; nothing of any other notice.

    A list from elsewhere whose table nobody can read is compared with nothing.
    """
    if not hangs_long(notice) or not notice.snapshot:
        return Outdated(0, 0)
    try:
        page = document_of(notice)
    except Refusal:
        return Outdated(0, 0)
    labels = [column.label for column in page.columns]
    then = Counter(_cells(labels, row) for row in page.rows if SUBTOTAL not in row)
    now = Counter(_now(ledger, notice, day))
    return Outdated((then - now).total(), (now - then).total())


def outdated_lists(ledger: Finder, day: date) -> list[tuple[Notice, Outdated]]:
    """The long-term lists that hang and no longer hold, but for those a draft is to replace already."""
    hanging = ledger.find(Notice, state=[DRAFT, CHECKED, ISSUED, POSTED])
    replaced = {one.replaces for one in hanging if one.state in (DRAFT, CHECKED)}
    found = ((one, outdated(ledger, one, day)) for one in hanging if one.id not in replaced)
    return [(one, what) for one, what in found if what]


def _now(ledger: Finder, notice: Notice, day: date) -> Iterable[_Cells]:
    columns, rows = table_of(template_of(notice.kind or ""), rows_of(ledger, notice, day), ledger.find(Village))
    labels = [column.label for column in columns]
    return (_cells(labels, row.cells) for row in rows)


def _cells(labels: Sequence[str], row: Sequence[str]) -> _Cells:
    return frozenset((label, cell) for label, cell in zip(labels, row, strict=True) if cell and label != _NUMBER)
