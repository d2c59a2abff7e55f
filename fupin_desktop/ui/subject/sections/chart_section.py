"""A chart in a file: made of what its feature declares, each point opening its records; printed as it is seen."""

from typing import NamedTuple

from fupin_desktop.ledger.declared.chart import FilledChart, filled
from fupin_desktop.ledger.declared.tab import Charted
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.asked import asked
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import title_of
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.opened import RECORDS, Opened
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.chart_view import ChartView
from fupin_desktop.ui.widgets.parts import button, label, row


class _Read(NamedTuple):
    filled: FilledChart
    subject: str


class ChartSection(Section):
    """The chart under its title; a point opens the list behind it."""

    def __init__(self, session: Session, placed: Charted) -> None:
        super().__init__(session, _(placed.title))
        self._placed = placed
        self._read: _Read | None = None
        self.view = ChartView(self.title)
        self.view.opened.connect(self._open)
        self.print_button = button(_("Print this &chart…"), self.print_chart, icon="print")
        self.box.addLayout(row(label(self.title, "heading"), None, self.print_button))
        self.box.addWidget(self.view)
        self.box.addStretch(1)

    def read(self, reader: Reader, subject: Record) -> _Read:
        """The chart with its values, and whose it is."""
        today = self.session.today
        chart = self._placed.make(reader, subject, asked(reader, self.session.book.identity.division, today))
        return _Read(filled(reader, chart), title_of(reader, subject, today))

    def show_read(self, subject: Record, found: _Read) -> None:
        """Draw it."""
        del subject
        self._read = found
        self.view.show_chart(found.filled)

    def _open(self, at: int) -> None:
        if self._read is None or self._read.filled.values[at] is None:
            return  # of what is unknown there is no record
        chart = self._read.filled.chart
        point = chart.points[at]
        title = _("{what}: {where}").format(what=f"{self.title} · {point.label}", where=self._read.subject)
        self.opened.emit(RECORDS, Opened(title, point.figure, chart.unit, back="households"))

    def print_chart(self) -> None:
        """Draw it for paper on the lane, and show the very page; printing or saving is kept in the audit log."""
        if self._read is not None:
            read = self._read
            self.session.run(lambda progress: self._drawn(read, progress), self._preview)

    def _drawn(self, read: _Read, progress: Progress) -> bytes:
        from fupin_desktop.paper.blocks import Document, Graphic, Spread, Title
        from fupin_desktop.paper.documents.chart import draw_chart
        from fupin_desktop.paper.sheet import PORTRAIT
        from fupin_desktop.paper.write import render

        picture = draw_chart(read.filled, PORTRAIT.area_width)
        told = Spread((read.subject, _("As of {day}").format(day=long_date(self.session.today))))
        mark = _("PRACTICE") if self.session.book.identity.practice else ""
        graphic = Graphic(picture.drawing, picture.height)
        document = Document(self.title, (Title(self.title), told, graphic), watermark=mark)
        return render(document, progress=progress)[0]

    def _preview(self, pdf: bytes) -> None:
        dialog = PaperDialog(self.session, self.title, pdf, self)
        dialog.out.connect(lambda: self.session.book.note("chart.print", self._placed.title))
        dialog.open()
