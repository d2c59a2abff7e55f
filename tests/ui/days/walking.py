"""The whole window, found by walking through it: each place and tab, the file of each kind of subject with its tabs,
and whatever their buttons open.  What is built later is walked without a word here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QTabWidget, QWidget
from shiboken6 import isValid

from fupin_desktop.kinds import KINDS
from fupin_desktop.subjects import SUBJECTS
from fupin_desktop.ui.widgets.parts import plain
from fupin_desktop.ui.window.shell import PLACES, Shell

T = TypeVar("T", bound=QWidget)
Settle = Callable[[], None]
_ASKS = "…"  # how the words of a button end that asks before it does something


def places(shell: Shell, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    """Each place, tab by tab, then a file of each kind of subject, tab by tab."""
    for name, _title in PLACES:
        shell.go(name)
        settle()
        yield from tabs(name, shell.pages[name], settle)
    for kind in SUBJECTS:
        with shell.session.book.read() as reader:
            found = reader.find(KINDS[kind])
        if found:
            shell.go("households", (kind, found[0].id))
            settle()
            yield from tabs(f"file of {kind}", shell.pages["households"], settle)


def tabs(name: str, page: QWidget, settle: Settle) -> Iterator[tuple[str, QWidget]]:
    """A page as often as it has tabs, each in front once."""
    found = [one for one in page.findChildren(QTabWidget) if one.isVisible() and one.count()]
    for at in range(found[0].count() if found else 1):
        if found:
            found[0].setCurrentIndex(at)
            settle()
        yield f"{name} {found[0].tabText(at) if found else ''}".strip(), page


def dialogs(page: QWidget, settle: Settle, known: set[tuple[str, str]]) -> Iterator[QDialog]:
    """What the buttons of a page that ask open, and what their menus do; each is closed when the next is asked for.

    `known` are types and titles that were met before: these are left out.
    """
    for one in page.findChildren(QAbstractButton):
        if isValid(one) and one.isVisible() and one.isEnabled() and plain(one.text()).endswith(_ASKS):
            yield from _opened(one.click, settle, known)


def _opened(act: Callable[[], Any], settle: Settle, known: set[tuple[str, str]]) -> Iterator[QDialog]:
    before = set(_standing(QDialog))
    act()
    settle()
    for menu in _standing(QMenu):
        for at in range(len(menu.actions())):
            yield from _chosen(act, menu, at, settle, known)
        if isValid(menu):
            menu.close()
    for dialog in _standing(QDialog):
        if dialog in before:
            continue
        if (named := (type(dialog).__name__, dialog.windowTitle())) not in known:
            known.add(named)
            yield dialog
        if isValid(dialog):
            dialog.close()
    settle()


def _chosen(
    act: Callable[[], Any], menu: QMenu, at: int, settle: Settle, known: set[tuple[str, str]]
) -> Iterator[QDialog]:
    """One line of a menu: it closes the menu, so the button is pressed again for the next."""
    if not isValid(menu) or not menu.isVisible():
        act()
        settle()
        menu = next(iter(_standing(QMenu)), menu)
    if isValid(menu) and at < len(menu.actions()) and menu.actions()[at].isEnabled():
        chosen = menu.actions()[at]
        if plain(chosen.text()).endswith(_ASKS):
            menu.hide()
            yield from _opened(chosen.trigger, settle, known)


def _standing(cls: type[T]) -> list[T]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, cls) and one.isVisible()]


@contextmanager
def no_files() -> Iterator[None]:
    """Nobody is there to choose a file: each question for one is called off."""
    with pytest.MonkeyPatch.context() as patch:
        for name, nothing in (
            ("getSaveFileName", ("", "")),
            ("getOpenFileName", ("", "")),
            ("getOpenFileNames", ([], "")),
            ("getExistingDirectory", ""),
        ):
            patch.setattr(QFileDialog, name, staticmethod(lambda *_words, _nothing=nothing, **_more: _nothing))
        yield
