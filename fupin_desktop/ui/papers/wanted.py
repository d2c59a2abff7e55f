"""What is to be printed: which form, for whom, of which year; filled and drawn on the lane."""

from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.forms.filled import Filled
from fupin_desktop.forms.papers import papers
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.papers import Prints
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.unmasking import note_unmask


@dataclass(frozen=True)
class Wanted:
    """One order: `homes` are the households that were chosen; without them a `village`, or all of the book."""

    form: Form
    year: int
    homes: tuple[int, ...] = ()
    village: str = ""
    new_only: bool = False
    why: str = ""

    def households(self, reader: Reader) -> list[Household]:
        """Whose papers these are."""
        if self.homes:
            return reader.find(Household, id=list(self.homes))
        return reader.find(Household, village_code=self.village) if self.village else reader.find(Household)


@dataclass(frozen=True)
class Made:
    """The papers as they were filled, and the very PDF."""

    papers: list[Filled]
    pdf: bytes
    pages: int


def make(book: Book, wanted: Wanted, progress: Progress) -> Made:
    """Fill and draw; whoever stops it leaves nothing behind."""
    from fupin_desktop.paper.documents.form_paper import render_forms  # slow to load: only whoever prints needs it

    if wanted.why:
        note_unmask(book, f"form {wanted.form.code}", wanted.why)
    with book.read() as reader:
        made = papers(
            wanted.form, reader, wanted.households(reader), book.wall().date(), book.identity.division,
            year=wanted.year, sealed=bool(wanted.why), new_only=wanted.new_only,
            before=Prints(reader, wanted.form.code), progress=progress,
        )  # fmt: skip
    with in_chinese():
        mark = _("PRACTICE") if book.identity.practice else ""
    pdf, pages = render_forms(made, watermark=mark, progress=progress)
    return Made(made, pdf, pages)


def write_workbook(book: Book, made: Made, out: Path) -> None:
    """The lists of the papers as a workbook."""
    from fupin_desktop.sheets.writing.forms import write_forms

    told = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    write_forms(out, made.papers, told.format(user=book.user, day=book.wall().date()))
