"""The lists of filled forms as workbooks, with the columns they have on paper: for offices that go on working there."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from fupin_desktop.forms.filled import Filled
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.writing.table import SheetTable, write_table

_WHOSE = "户／村"


def write_forms(path: Path, papers: Sequence[Filled], mark: str) -> int:
    """One sheet a list, the papers below each other; the number of rows.  Refuses `form.no_list` a form without one."""
    tables = list(_tables(papers, mark))
    if not tables:
        message = _("This form has no list that a workbook could hold: save it as PDF. No file was written.")
        raise Refusal("form.no_list", message)
    write_table(path, tables)
    return sum(len(table.rows) for table in tables)


def _tables(papers: Sequence[Filled], mark: str) -> Iterator[SheetTable]:
    several = len(papers) > 1
    for at, first in enumerate(papers[0].lists):
        headings = [*([_WHOSE] if several else []), *first.headings]
        rows = [[*([paper.name] if several else []), *row] for paper in papers for row in paper.lists[at].rows]
        title = papers[0].form.title
        yield SheetTable(first.title or title, headings, rows, title=f"{title}　{papers[0].subtitle}　{mark}".strip())
