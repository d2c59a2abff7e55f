"""The window (composition root).  A frame is shown first of all; what fills it is imported while it stands."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from fupin_desktop.app.desk import Desk


def input_method_plugins() -> Path:
    """The folder in which Qt looks for the plugins of input methods."""
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"


def choose_input_method(plugins: Path | None = None) -> None:
    """PySide6's wheels carry the plugin for ibus and not fcitx's: ask for ibus where fcitx's is missing (Linux).

    fcitx speaks ibus's protocol as well.  Newer desktops name several in `QT_IM_MODULES`, older ones one or none.
    """
    if not sys.platform.startswith("linux") or any((plugins or input_method_plugins()).glob("*fcitx*")):
        return
    several = [name for name in os.environ.get("QT_IM_MODULES", "").split(";") if name]
    if several:
        others = ["ibus" if name.startswith("fcitx") else name for name in several]
        os.environ["QT_IM_MODULES"] = ";".join(dict.fromkeys(others))
    wanted = os.environ.get("QT_IM_MODULE", "")
    by_x = not several and not wanted and "@im=fcitx" in os.environ.get("XMODIFIERS", "")
    if wanted.startswith("fcitx") or by_x:
        os.environ["QT_IM_MODULE"] = "ibus"


def main(book_path: Path | str | None = None, passphrase: str | None = None, language: str | None = None) -> int:
    """Open the window; gives the exit code when it is closed."""
    choose_input_method()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("fupin-desktop")
    frame = QWidget()
    frame.resize(960, 560)
    frame.show()
    desks: list[Desk] = []
    QTimer.singleShot(0, lambda: desks.append(_furnish(app, frame, book_path, passphrase, language)))
    code = app.exec()
    for desk in desks:
        desk.close()
    return int(code)


def _furnish(
    app: QApplication, frame: QWidget, book_path: Path | str | None, passphrase: str | None, language: str | None
) -> "Desk":
    from fupin_desktop.app.desk import Desk
    from fupin_desktop.ui.frame.prefs import load
    from fupin_desktop.ui.widgets import style

    style.register_fonts()
    prefs = load()
    prefs.language = language or prefs.language
    desk = Desk(app, prefs)
    desk.faults.install()
    chosen = str(book_path or prefs.book)
    path = Path(chosen) if chosen and Path(chosen).is_file() else None
    desk.show_unlock(path, frame)
    if path is not None and passphrase is not None:
        QTimer.singleShot(0, partial(desk.open_book, path, passphrase))
    return desk
