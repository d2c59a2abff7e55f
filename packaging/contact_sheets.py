"""Contact sheets of the whole window, to be looked at: `python packaging/contact_sheets.py DIR [--only WORD,WORD…]`.

Every place of the rail, every tab of it and of a file of each kind of subject, and the main dialogs, on the practice
data; in Chinese and English, light and dark, three text sizes, at 1024 × 600 and 1280 × 800: a sheet for each of the
24, four abreast.  `--only` takes words of their names: `zh_CN`, `en`, `light`, `dark`, `small`, `medium`, `large`,
`1024x600`, `1280x800`; a word leaves out what differs from it.  `--dialogs` adds every dialog that a button of these
opens, found by pressing: some seventy.  Beside the sheets, `cut.txt` names texts that have less room than they ask for,
and dialogs that are larger than the window.
"""

import argparse
import itertools
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the walk is that of the tests

from PySide6.QtCore import QEventLoop, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QToolButton, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.settings.practice import open_practice
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.ui.window.unlock import Unlock
from tests.ui.days import walking

LANGUAGES, SCHEMES, TEXTS = ("zh_CN", "en"), ("light", "dark"), ("small", "medium", "large")
WINDOWS = {"1024x600": QSize(1024, 600), "1280x800": QSize(1280, 800)}
ABREAST, GAP = 4, 12
SCALE = 0.5
Shot = tuple[str, QWidget]


def wait(session: Session) -> None:
    """Until nothing is at work: a place may put work on the lane a moment after it is opened."""
    loop = QEventLoop()
    for _look in range(2):
        QTimer.singleShot(60, loop.quit)
        loop.exec()
        while not (session.lane.idle and session.readings.idle):
            QTimer.singleShot(30, loop.quit)
            loop.exec()


def dialogs(session: Session, shell: Shell) -> Iterator[Callable[[], QDialog | None]]:
    """The main dialogs, each made when it is asked for."""
    with session.book.read() as reader:
        member = reader.find(Member)[0]
        home = reader.get(Household, member.household)

    def form(record: Household | Member) -> QDialog:
        made = RecordDialog(session, record, shell)
        made.open()
        return made

    def quick() -> QDialog | None:
        shell.quick_visit()
        return shell.quick

    def helped() -> QDialog | None:
        shell.help()
        return shell.findChildren(QDialog)[-1]

    yield quick
    yield lambda: form(home)
    yield lambda: form(member)
    yield helped


def shots(book: Book, prefs: Prefs, size: QSize, *, every: bool) -> Iterator[Shot]:
    """Everything that is shown, one after the other; a picture must be taken before the next is asked for."""
    unlock = Unlock(book.path)
    unlock.resize(size)
    unlock.show()
    yield "unlock", unlock
    unlock.close()
    session = Session(book)
    shell = Shell(session, prefs)
    shell.resize(size)
    shell.show()
    known: set[tuple[str, str]] = set()
    for name, page in walking.places(shell, partial(wait, session)):
        yield name, shell
        if every:
            for dialog in walking.dialogs(page, partial(wait, session), known):
                yield f"{name}: {dialog.windowTitle()}", dialog
    for make in dialogs(session, shell):
        dialog = make()
        wait(session)
        if dialog is not None:
            yield type(dialog).__name__, dialog
            dialog.close()
    shell.close()
    session.lane.drain()


def cut(widget: QWidget, size: QSize) -> Iterator[str]:
    """The texts that have less room than they ask for, and what is larger than the window."""
    if isinstance(widget, QDialog) and widget.minimumSizeHint().boundedTo(size) != widget.minimumSizeHint():
        yield f"is at least {widget.minimumSizeHint().width()} × {widget.minimumSizeHint().height()}"
    for part in widget.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part, QToolButton) and part.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            continue  # its text is for who cannot see it
        asked = part.sizeHint()
        if isinstance(part, QLabel) and part.wordWrap():
            short = part.heightForWidth(part.width()) - part.height()
        else:
            short = asked.width() - part.width()
        beyond = part.mapTo(widget, QPoint(part.width(), 0)).x() - widget.width() if widget.isWindow() else 0
        if short > 1 or beyond > 1:
            yield f"{type(part).__name__} “{part.text()[:40]}” lacks {max(short, beyond)} px"


def sheet(pictures: list[tuple[str, QImage]], size: QSize) -> QImage:
    """The pictures in rows, each under its name."""
    cell = QSize(int(size.width() * SCALE), int(size.height() * SCALE))
    rows, line = math.ceil(len(pictures) / ABREAST), 24
    made = QImage(
        ABREAST * (cell.width() + GAP) + GAP, rows * (cell.height() + line + GAP) + GAP, QImage.Format.Format_RGB32
    )
    made.fill(QColor("#777777"))
    painter = QPainter(made)
    painter.setPen(QColor("white"))
    for number, (name, picture) in enumerate(pictures):
        left = GAP + (number % ABREAST) * (cell.width() + GAP)
        top = GAP + (number // ABREAST) * (cell.height() + line + GAP)
        painter.drawText(QPoint(left, top + line - 8), name)
        small = picture.scaled(cell, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(left, top + line, small)
    painter.end()
    return made


def wanted(only: str) -> Iterator[tuple[str, str, str, str]]:
    """The dresses that no word excludes."""
    words = set(filter(None, only.split(",")))
    kinds = (LANGUAGES, SCHEMES, TEXTS, tuple(WINDOWS))
    if unknown := words - set(itertools.chain(*kinds)):
        raise SystemExit(f"--only: {', '.join(sorted(unknown))}?")
    yield from itertools.product(*([one for one in kind if one in words] or kind for kind in kinds))  # type: ignore[misc]  # each of its own type


def main() -> None:
    """Make the sheets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--dialogs", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    style.register_fonts()
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUPIN_STATE"] = os.environ["XDG_DATA_HOME"] = folder
        choose_language("zh_CN")
        with open_practice() as book, walking.no_files():
            for language, scheme, text, window in wanted(args.only):
                choose_language(language)
                style.apply(app, dark=scheme == "dark", size=text)
                pictures = []
                prefs = Prefs(language=language, dark=scheme == "dark", size=text)
                for name, widget in shots(book, prefs, WINDOWS[window], every=args.dialogs):
                    short = cut(widget, WINDOWS[window])
                    told += [f"{language} {scheme} {text} {window}, {name}: {what}" for what in short]
                    pictures.append((name, widget.grab().toImage()))
                path = args.out / f"{language}-{scheme}-{text}-{window}.png"
                sheet(pictures, WINDOWS[window]).save(str(path))
                print(path, len(pictures), flush=True)
    (args.out / "cut.txt").write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
