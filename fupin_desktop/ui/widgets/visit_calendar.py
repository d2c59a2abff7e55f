"""A month of visits: each day with the number of households visited on it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget

from fupin_desktop.ledger.words import _, language
from fupin_desktop.ui.widgets.style import colour, text_px

_WIDTH, _ROW = 328, 28


class VisitCalendar(QCalendarWidget):
    """The month in front; `day` is the chosen one, None while the whole month is meant."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[date, int] = {}
        self.day: date | None = None
        self.setFixedSize(_WIDTH, 2 * _ROW + 6 * (_ROW + text_px()))
        self.setAccessibleName(_("Calendar"))
        self.setLocale(QLocale(language()))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain = QTextCharFormat()
        plain.setForeground(colour("text"))
        self.selectionChanged.connect(self._choose)
        self.currentPageChanged.connect(lambda _year, _month: self.whole_month())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)

    def show_counts(self, counts: dict[date, int]) -> None:
        """Show how many households each day has."""
        self.counts = counts
        self.updateCells()

    def month(self) -> tuple[date, date]:
        """First and last day of the month in front."""
        first = QDate(self.yearShown(), self.monthShown(), 1)
        return _day(first), _day(first.addMonths(1).addDays(-1))

    def period(self) -> tuple[date, date]:
        """First and last day that are meant: the chosen day, or the month in front."""
        return (self.day, self.day) if self.day is not None else self.month()

    def whole_month(self) -> None:
        """No day in particular."""
        self.day = None
        self.turned.emit()

    def _choose(self) -> None:
        self.day = _day(self.selectedDate())
        self.turned.emit()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """The day, and its households under it."""
        at = day if isinstance(day, date) else _day(day)
        painter.save()
        painter.fillRect(rect, colour("select" if at == self.day else "surface"))
        inside = (at.year, at.month) == (self.yearShown(), self.monthShown())
        painter.setPen(colour("text" if inside else "muted"))
        half = rect.height() // 2
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRect(rect.left(), rect.top() + 2, rect.width(), half), centre, str(at.day))
        if count := self.counts.get(at):
            font = QFont(painter.font())
            font.setPixelSize(text_px() - 2)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(colour("good"))
            words = _("{count} hh.").format(count=count)
            painter.drawText(QRect(rect.left(), rect.top() + half, rect.width(), half - 1), centre, words)
        painter.restore()


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
