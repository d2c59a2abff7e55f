"""The event filters of the whole application, and how they rest while widgets are made.

Each event of each widget goes through every one of them, from Qt into Python and back; making a page sends thousands,
for fonts, styles and parents: a third of the time a page took to open.  No key comes while a page is made, since the
loop does not turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_watchers: list[QObject] = []


def watch(watcher: QObject) -> None:
    """Let this one filter the events of the application; the newest is asked first."""
    _watchers.append(watcher)
    _application().installEventFilter(watcher)


def unwatch(watcher: QObject) -> None:
    """Ask this one no longer."""
    if watcher in _watchers:
        _watchers.remove(watcher)
        _application().removeEventFilter(watcher)


@contextmanager
def resting() -> Iterator[None]:
    """Around the making of widgets: nobody is asked about their events.  Turn no event loop in it."""
    resting_now = [one for one in _watchers if isValid(one)]
    for watcher in resting_now:
        unwatch(watcher)
    try:
        yield
    finally:
        for watcher in resting_now:
            watch(watcher)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
