"""The four papers of the README as small pictures: `.venv/bin/python packaging/paper_pictures.py [folder of a demo]`.

Two notices, a form and a report, as they print, of the demonstration (`fupin demo`), which is made in a temporary
folder unless one is given.  Nobody and no place in it is real; the watermark of a practice book stands on each.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image

from fupin_desktop.demo.making import make_demo
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.forms.loading import form_named
from fupin_desktop.forms.papers import papers
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from fupin_desktop.paper.documents.form_paper import render_forms
from fupin_desktop.paper.documents.notice import render_notice
from fupin_desktop.paper.documents.report import report_document
from fupin_desktop.paper.preview import page_image
from fupin_desktop.paper.write import render
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader

OUT = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
MARK = "演示"
WIDTH, SHADES = 620, 16  # pixels; greys that are enough for print
LAST, YEAR = date(2018, 6, 25), 2017
NOTICES = {"paper-exits": "N05", "paper-resolutions": "N20"}
FORM, REPORT = "F10", "three_guarantees"


def drawn(book: Book) -> Iterator[tuple[str, bytes]]:
    """The papers as PDF, by the names of their pictures."""
    with book.read() as reader:
        for name, kind in NOTICES.items():
            yield name, render_notice(document_of(issued(reader, kind)), watermark=MARK)[0]
        homes = reader.find(Household)
        planned = papers(form_named(FORM), reader, homes, LAST, book.identity.division, year=YEAR)[-1:]
        yield "paper-exit", render_forms(planned, watermark=MARK)[0]
        wanted = asked(reader, book.identity.division, LAST, Period(YEAR))
        report = make_report(report_named(REPORT), wanted, reader, book.identity.name)
        yield "paper-report", render(report_document(report, watermark=MARK))[0]


def issued(reader: Reader, kind: str) -> Notice:
    """The newest notice of a kind that was issued and not taken back."""
    found = [one for one in reader.find(Notice, kind=kind) if one.snapshot and one.state != "withdrawn"]
    return max(found, key=lambda one: (str(one.issued_on), one.id or 0))


def save(name: str, pdf: bytes) -> None:
    """The first page as a small PNG."""
    page = page_image(pdf, 0, 2 * WIDTH)
    image = Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("L")
    small = image.resize((WIDTH, round(page.height * WIDTH / page.width)), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    small.quantize(SHADES).save(held, "PNG", optimize=True)
    (OUT / f"{name}.png").write_bytes(held.getvalue())
    print(f"{name}.png {len(held.getvalue()) // 1024} KB")


def main(given: list[str]) -> None:
    """Make the demonstration, or open the one that is there, and draw."""
    choose_language("zh_CN")
    with tempfile.TemporaryDirectory() as folder:
        where = Path(given[0]) if given else Path(folder) / "demo"
        found = sorted(where.glob("*扶贫办.book")) if given else make_demo(where, villages=3, households=14).books
        book = Book.open(found[0], PASSPHRASE)
        try:
            for name, pdf in drawn(book):
                save(name, pdf)
        finally:
            book.close()


if __name__ == "__main__":
    main(sys.argv[1:])
