"""Records of one kind as a ruled list, one line a record: what the window shows of a selection, on paper.

An internal paper: masked as the list is, and the numbers people typed into texts are put out of sight.
"""

from collections.abc import Sequence
from datetime import date

from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Table, Title
from fupin_desktop.paper.sheet import LANDSCAPE

_SIZE = 10.5


def record_table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], day: date, *, watermark: str = "",
    codes: frozenset[int] = frozenset(),
) -> Document:  # fmt: skip
    """A list with its number of lines above; `codes` are the columns whose numbers are meant to be read."""
    told = _("As of {day}. {count} records. Internal: not to be posted or passed on.")
    columns = [Column(_("No."), 0.5), *(Column(text, 1.0, Align.LEFT) for text in headings)]
    lines = [
        [str(number), *(text if at in codes else covered(text) for at, text in enumerate(row))]
        for number, row in enumerate(rows, 1)
    ]
    blocks: list[Block] = [Title(title), Note(told.format(day=day, count=len(rows))), Table(columns, lines, size=_SIZE)]
    return Document(title, blocks, sheet=LANDSCAPE, watermark=watermark)
