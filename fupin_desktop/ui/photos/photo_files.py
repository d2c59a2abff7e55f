"""Photographs of a record: those it has, files that are added, those from the tray; taken in when the act is saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from fupin_desktop.imaging.taking import draw_files, take_in
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.photo_tray import Waiting, named_in_tray, take_out, tray_photos
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.editors.editors import Draft, Editor
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.choosing import chosen_photographs, files_of, png_of
from fupin_desktop.ui.photos.photo_tray import PhotoTray
from fupin_desktop.ui.photos.thumbnails import drawn, icon_of, image_of
from fupin_desktop.ui.photos.viewer import view_keys
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, plain, row


class Pasted(NamedTuple):
    """A picture from the clipboard that was no file."""

    name: str
    content: bytes


class Held(NamedTuple):
    """A photograph the record has already, by its key."""

    key: str
    name: str


Given = Path | Waiting | Pasted | Held
_FILE, _KEY, _PASTED = "file", "key", "pasted"  # where a photograph of a draft lies
_EDGE, _ITEM = 72, Qt.ItemDataRole.UserRole
_AT_ONCE = 4  # photographs read and drawn at once: a telephone's have some 5 MB each


class PhotoFiles(QWidget):
    """A button that adds files, one that adds from the tray while something waits there, and the pictures."""

    changed = Signal()
    emptied = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._locked = False
        self.files: list[Given] = []
        self.names: QLabel = label(_("no photographs"), "small", wrap=True)
        self.add_button = button(_("Add &photographs…"), self._choose, icon="add")
        self.tray_button = button(_("From the &tray…"), self.open_tray)
        self.paste_button = button(_("Past&e"), self.paste, kind="flat")
        self.remove_button = button(_("Take o&ut"), self.remove, kind="flat")
        self.pictures = _pictures()
        line = row(self.add_button, self.tray_button, self.paste_button, self.remove_button, self.names)
        line.setStretch(4, 1)
        self.setLayout(column(line, self.pictures))
        self.setFocusProxy(self.add_button)
        self.setAcceptDrops(True)
        QShortcut(QKeySequence.StandardKey.Delete, self.pictures, self.remove).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.pictures.itemSelectionChanged.connect(self._enable)
        self.pictures.itemActivated.connect(self._look)
        self._count()
        self._show()

    def told_for_draft(self) -> str:
        """Which photographs stand there, for a draft: it names them, and they are added again."""
        return "、".join(one.key if isinstance(one, Held) else one.name for one in self.files)

    def _count(self) -> None:
        self.tray_button.setVisible(not self._locked and bool(self._session.read(tray_photos)))

    def open_tray(self) -> None:
        """Choose among the photographs that wait in the tray."""
        tray = PhotoTray(self._session, _("&Add these"), self.window())
        tray.taken.connect(self.add)
        tray.open()

    def _choose(self) -> None:
        self.add(chosen_photographs(self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        self.add(files_of(event.mimeData()))

    def paste(self) -> bool:
        """Take the files, or the picture, that were copied elsewhere; False when the clipboard holds neither."""
        clipboard = QGuiApplication.clipboard()
        found: list[Given] = [*files_of(clipboard.mimeData())]
        content = b"" if found else png_of(clipboard.image())
        if content:
            found.append(Pasted(_("pasted picture"), content))
        self.add(found)
        return bool(found)

    def _look(self, item: QListWidgetItem) -> None:
        """Look at those the book has; a file that is only chosen lies where its folder shows it."""
        held = [one for one in self.files if isinstance(one, Held | Waiting)]
        if item.data(_ITEM) in held:
            view_keys(self._session, [one.key for one in held], self.window(), held.index(item.data(_ITEM)))

    def clear(self) -> None:
        """Forget them all."""
        self.hold(())
        self.emptied.emit()

    def hold(self, keys: Sequence[str]) -> None:
        """Begin with the photographs a record has."""
        self.files = [Held(key, "") for key in keys]
        self._show()
        self._count()
        self._draw(self.files)

    def _draw(self, wanted: Sequence[Given]) -> None:
        """Their pictures, off the window's thread and some at a time, so that other readings come between."""
        book, some, rest = self._session.book, list(wanted[:_AT_ONCE]), list(wanted[_AT_ONCE:])
        if some:
            self._session.fetch(lambda _reader: (_pictures_of(book, some), rest), self._paint)

    def _paint(self, found: tuple[dict[Given, QImage], list[Given]]) -> None:
        pictures, rest = found
        for at, one in enumerate(self.files):
            if one in pictures:
                self.pictures.item(at).setIcon(icon_of(pictures[one]))
        self._draw(rest)

    def add(self, files: Sequence[Given]) -> None:
        """Take these files as well, each once."""
        before = len(self.files)
        self.files = list(dict.fromkeys([*self.files, *files]))
        self._show()
        if len(self.files) != before:
            self._draw(self.files[before:])
            self.changed.emit()

    def remove(self) -> None:
        """Take the marked ones out of the record; a photograph that waited in the tray waits there still."""
        marked = [item.data(_ITEM) for item in self.pictures.selectedItems()]
        if marked and not self._locked:
            self.files = [one for one in self.files if one not in marked]
            self._show()
            self.changed.emit()

    def drop_mnemonics(self) -> None:
        """A form may hold several of these: a letter would mean all of them."""
        for one in (self.add_button, self.tray_button, self.paste_button, self.remove_button):
            one.setText(plain(one.text()))

    def lock(self) -> None:
        """Show the photographs, and take none in or out."""
        for one in (self.add_button, self.tray_button, self.paste_button, self.remove_button):
            one.hide()
        self.setAcceptDrops(False)
        self._locked = True

    def _show(self) -> None:
        icons = {self.pictures.item(at).data(_ITEM): self.pictures.item(at).icon() for at in self._places()}
        self.pictures.clear()
        for number, one in enumerate(self.files, 1):
            item = QListWidgetItem(icons.get(one) or icon("photo"), one.name or f"{number}")
            item.setData(_ITEM, one)
            item.setToolTip(one.name)
            self.pictures.addItem(item)
        self.pictures.setVisible(bool(self.files))
        names = [one.name for one in self.files if one.name]
        held = sum(isinstance(one, Held) for one in self.files)
        counted = [_("{count} in the record").format(count=held)] if held else []
        self.names.setText("、".join([*counted, *names]) or _("no photographs"))
        self._enable()

    def _places(self) -> range:
        return range(self.pictures.count())

    def _enable(self) -> None:
        self.remove_button.setVisible(bool(self.files) and not self._locked)
        self.remove_button.setEnabled(bool(self.pictures.selectedItems()))


def _pictures_of(book: Book, given: Sequence[Given]) -> dict[Given, QImage]:
    """Small pictures of those that can be drawn."""
    kept = {one.key: one for one in given if isinstance(one, Held | Waiting)}
    found: dict[Given, QImage] = {kept[key]: image for key, image in drawn(book, list(kept)).items()}
    fresh = [one for one in given if isinstance(one, Path | Pasted)]
    pixels = draw_files([one if isinstance(one, Path) else one.content for one in fresh], _EDGE)
    return found | {one: image_of(what) for one, what in zip(fresh, pixels, strict=True) if what is not None}


def _pictures() -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(_("Photographs"))
    made.setViewMode(QListWidget.ViewMode.IconMode)
    made.setFlow(QListWidget.Flow.LeftToRight)
    made.setWrapping(False)
    made.setMovement(QListWidget.Movement.Static)
    made.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells files of a camera apart stands at their ends
    made.setIconSize(QSize(_EDGE, _EDGE))
    made.setGridSize(QSize(_EDGE + 2 * GRID, _EDGE + 4 * GRID))
    made.setFixedHeight(_EDGE + 6 * GRID)
    return made


def photo_editor(session: Session, field: Field) -> Editor:
    """An editor of a photo field whose value is what was chosen; `keep_files` makes keys of it."""
    widget = PhotoFiles(session)

    def put(value: Any) -> None:
        widget.hold(tuple(value or ()))

    made = Editor(field, widget, lambda: tuple(widget.files), put, Draft(widget.told_for_draft, lambda _text: None))
    widget.changed.connect(made.changed)
    return made


def drafted_files(files: Sequence[Given]) -> list[list[str]]:
    """Where photographs lie, for a draft: files by their path, those of the tray or of a record by their key."""
    return [_drafted(one) for one in files]


def _drafted(one: Given) -> list[str]:
    if isinstance(one, Path):
        return [_FILE, str(one)]
    return [_PASTED, one.name] if isinstance(one, Pasted) else [_KEY, one.key]


def files_again(session: Session, drafted: Sequence[Sequence[str]]) -> tuple[list[Given], bool]:
    """The photographs of a draft that are still there, and whether any is not: its file is gone, it has left the
    tray, or it was pasted and lies nowhere."""
    waiting = {one.key: one for one in session.read(tray_photos)} if drafted else {}
    found: list[Given] = []
    for how, what in drafted:
        if how == _FILE and Path(what).is_file():
            found.append(Path(what))
        elif how == _KEY and what in waiting:
            found.append(waiting[what])
    return found, len(found) < len(drafted)


def keep_files(session: Session, ledger: BookLedger, files: Sequence[Given]) -> tuple[str, ...]:
    """Take photographs into the book, or out of its tray; the keys by which records name them.

    Refuses what has left the tray meanwhile: it was given to another record, or thrown away.
    """
    waiting = named_in_tray(ledger, [one.key for one in files if isinstance(one, Waiting)])
    take_out(ledger.connection, waiting)
    return tuple(one.key if isinstance(one, Waiting | Held) else _kept(session, ledger, one) for one in files)


def _kept(session: Session, ledger: BookLedger, file: Path | Pasted) -> str:
    taken = take_in(file) if isinstance(file, Path) else take_in(file.content, name=file.name)
    return session.book.pictures.keep(ledger.connection, taken.content, taken.taken_at)
