"""The album: the real window, driven place by place, as pictures with their visible texts beside them.

For the tour, for documentation, and for looking at what people will see.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QWidget,
)

from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.watch import faults
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.ui.window.unlock import Unlock

SEARCHED = "zga"  # initials: 朱国安


class Album:
    """Takes the pictures of one book, in order, under numbered names."""

    def __init__(self, book: Book, folder: Path, bundle: Path | None) -> None:
        self._app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self._app, QApplication)
        style.register_fonts()
        style.apply(self._app)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._bundle, self._book = folder, bundle, book
        self._taken: list[Path] = []
        self._session = Session(book)

    def take(self) -> list[Path]:
        """Every picture; the files that were written.  Raises what went wrong in a page."""
        with faults.raised():
            return self._take()

    def _take(self) -> list[Path]:
        self._unlock()
        shell = Shell(self._session, Prefs())
        shell.show()
        for name in ("today", "households"):
            self._place(shell, name)
        self._search(shell)
        for name in ("visits", "housing", "notices", "reports", "exchange"):
            self._place(shell, name)
        self._preview(shell)
        self._place(shell, "settings")
        shell.quick_visit()
        assert shell.quick is not None
        self._picture("quick-visit", shell.quick)
        shell.quick.close()
        shell.close()
        self._session.close()
        return self._taken

    def _unlock(self) -> None:
        window = Unlock(self._book.path)
        window.show()
        self._picture("unlock", window)
        window.close()

    def _place(self, shell: Shell, name: str) -> None:
        shell.go(name)
        self._picture(name, shell)

    def _search(self, shell: Shell) -> None:
        shell.go("households")
        page = shell.pages["households"]
        assert isinstance(page, HouseholdsPage)
        QTest.keyClicks(page.box, SEARCHED)
        self._wait(300)
        self._picture("search", shell)
        page.open(page.table.rows.rows[0].id)
        self._picture("household-file", shell)
        tabs = page.file.findChild(QTabWidget)
        if tabs is not None:
            tabs.setCurrentIndex(8)
            self._picture("data-track", shell)

    def _preview(self, shell: Shell) -> None:
        page = shell.pages["exchange"]
        assert isinstance(page, ExchangePage)
        if self._bundle is not None:
            page.look_into([self._bundle])
            self._picture("merge-preview", shell)

    def _wait(self, ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def _settle(self) -> None:
        # A place may put work on the lane a moment after it is opened, and its answer may ask for more.
        for _look in range(2):
            self._wait(150)
            while not self._session.idle:
                self._wait(50)

    def _picture(self, name: str, widget: QWidget) -> None:
        self._settle()
        path = self._folder / f"{len(self._taken) // 2 + 1:02d}-{name}.png"
        widget.grab().save(str(path))
        text = path.with_suffix(".txt")
        text.write_text("\n".join(texts(widget)) + "\n", encoding="utf-8")
        self._taken += [path, text]


def texts(widget: QWidget) -> Iterator[str]:
    """The visible texts of a widget, as a person would read them."""
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible():
            yield from filter(None, _told(part))


def _told(part: QWidget) -> Iterator[str]:
    readers: tuple[tuple[type[QWidget], Callable[..., str]], ...] = (
        (QLabel, lambda one: one.text()),
        (QAbstractButton, lambda one: one.text().replace("&", "")),
        (QLineEdit, lambda one: one.displayText() or one.placeholderText()),
        (QComboBox, lambda one: one.currentText()),
        (QPlainTextEdit, lambda one: one.toPlainText()),
    )
    for kind, read in readers:
        if isinstance(part, kind):
            yield read(part)
            return
    if isinstance(part, QTableView):
        yield from _rows(part)


def _rows(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        if table.rowViewportPosition(row) > table.viewport().height():
            return
        yield "\t".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
