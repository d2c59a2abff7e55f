"""The photo tray (照片托盘): forty photographs come home on a telephone, and are given to visits one by one."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QMessageBox, QWidget

from fupin_desktop.imaging.taking import ENDINGS, take_in
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.photo_tray import Waiting, groups, lay_in, throw_away, tray_photos
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_folder
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.choosing import chosen_photographs, files_of, png_of
from fupin_desktop.ui.photos.thumbnails import drawn, dress_pictures, icon_of
from fupin_desktop.ui.photos.viewer import view_keys
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row

_ITEM = Qt.ItemDataRole.UserRole


class Laid(NamedTuple):
    """What became of the files: how many are in the tray now, and what was said of the others."""

    taken: int
    refused: list[str]


class PhotoTray(QDialog):
    """Small pictures in the order they were taken; `taken` gives those that were chosen."""

    taken = Signal(list)

    def __init__(self, session: Session, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(_("Photo tray"))
        self.resize(760, 520)
        self.setAcceptDrops(True)
        self.list = QListWidget()
        dress_pictures(self.list, _("Photo tray"))
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda item: self.look(self.list.row(item)))
        self.words = label(" ", "small", wrap=True)
        self.add_button = button(_("Add &photographs…"), self._choose, icon="add")
        self.folder_button = button(_("Add a &folder…"), self._choose_folder)
        self.group_button = button(_("All of this &time"), self.choose_group, kind="flat")
        self.away_button = button(_("Th&row away…"), self._ask_away, kind="flat")
        self.act_button = button(act, self._give, icon="check", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        first = row(self.add_button, self.folder_button, None, self.group_button, self.away_button)
        last = row(self.close_button, None, self.act_button)
        self.setLayout(column(first, self.list, self.words, last, margin=2 * GRID))
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)
        self.refresh()

    # --- in ---------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        self.add(chosen_photographs(self))

    def _choose_folder(self) -> None:
        if folder := ask_folder(self, _("Add a folder"), Purpose.PHOTOGRAPH):
            self.add_folder(folder)

    def add_folder(self, folder: Path) -> None:
        """Take the photographs of a folder in; one that the system does not open, or without any, is told."""
        try:
            with disk.in_words(disk.FILE, folder):
                found = sorted(file for file in folder.iterdir() if file.suffix.lower() in ENDINGS)
        except Refusal as refusal:
            self._say(refusal.message, "bad")
            return
        if not found:
            self._say(_("There are no photographs in this folder."), "warn")
        self.add(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photographs may be dropped here."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Lay the dropped ones in."""
        self.add(files_of(event.mimeData()))

    def paste(self) -> None:
        """Lay in what was copied elsewhere: files, or one picture."""
        clipboard = QGuiApplication.clipboard()
        self.add(files_of(clipboard.mimeData()) or [content for content in [png_of(clipboard.image())] if content])

    def add(self, sources: Sequence[Path | bytes]) -> None:
        """Take these in, on the lane; what cannot be read is named and stops nothing."""
        if not sources:
            return
        book, listed = self._session.book, list(sources)
        self._say(_("Reading the photographs…"))
        self._session.run(lambda progress: _lay_all(book, listed, progress), self._laid)

    def _laid(self, laid: Laid) -> None:
        text = _("{count} photographs are in the tray, encrypted in the book; the files themselves were not touched.")
        self._say("  ".join([text.format(count=laid.taken), *laid.refused]), "warn" if laid.refused else "good")
        self._session.changed.emit()
        self.refresh()

    # --- shown ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what waits; the pictures are drawn on the lane."""
        parted = groups(self._session.read(tray_photos))
        self.list.clear()
        for number, group in enumerate(parted, 1):
            for one in group:
                self.list.addItem(_item(one, number))
        found = [one for group in parted for one in group]
        if not found:
            self._say(_("The tray is empty. Drop photographs here, paste them, or add a folder."))
        book = self._session.book
        keys = [one.key for one in found]
        self._session.run(lambda progress: drawn(book, keys, progress), self._paint)
        self._enable()

    def _paint(self, drawn: dict[str, QImage]) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            image = drawn.get(item.data(_ITEM)[0].key)
            if image is not None:
                item.setIcon(icon_of(image))

    def look(self, at: int) -> None:
        """Look at one closely, and from there at the others."""
        keys = [self.list.item(number).data(_ITEM)[0].key for number in range(self.list.count())]
        view_keys(self._session, keys, self, at)

    def chosen(self) -> list[Waiting]:
        """Those that are marked, in the order of the list."""
        marked = {item.data(_ITEM)[0].key for item in self.list.selectedItems()}
        return [one for at in range(self.list.count()) if (one := self.list.item(at).data(_ITEM)[0]).key in marked]

    def choose_group(self) -> None:
        """Mark everything that was taken around the current one."""
        current = self.list.currentItem()
        for at in range(self.list.count() if current is not None else 0):
            item = self.list.item(at)
            item.setSelected(item.data(_ITEM)[1] == current.data(_ITEM)[1])

    def _enable(self) -> None:
        some = bool(self.list.selectedItems())
        for one in (self.act_button, self.away_button, self.group_button):
            one.setEnabled(some)

    # --- out --------------------------------------------------------------------------------------------------------

    def _give(self) -> None:
        found = self.chosen()
        self.close()
        self.taken.emit(found)

    def _ask_away(self) -> None:
        text = _("{count} photographs are thrown away for good; the files they came from stay where they are.")
        answer = QMessageBox.question(self, _("Throw away"), text.format(count=len(self.chosen())))
        if answer == QMessageBox.StandardButton.Yes:
            self.throw()

    def throw(self) -> None:
        """Throw the marked ones away."""
        book, found = self._session.book, self.chosen()
        self._session.run(lambda _progress: throw_away(book, found), self._thrown)

    def _thrown(self, _none: object) -> None:
        self._session.changed.emit()
        self.refresh()

    def _say(self, text: str, tone: str = "") -> None:
        self.words.setText(text)
        retone(self.words, tone)


def _item(one: Waiting, group: int) -> QListWidgetItem:
    when = one.taken_at[5:16].replace("T", " ") if one.taken_at else _("no time")
    item = QListWidgetItem(f"{group} · {when}")
    item.setData(_ITEM, (one, group))
    item.setToolTip(one.file)
    return item


def _lay_all(book: Book, sources: Sequence[Path | bytes], progress: Progress) -> Laid:
    refused: list[str] = []
    count = 0
    for number, source in enumerate(sources):
        name = source.name if isinstance(source, Path) else _("pasted picture")
        try:
            progress(number, len(sources), name)
            taken = take_in(source, name=name)
        except Cancelled:
            break  # what was taken in stays in the tray
        except Refusal as refusal:
            refused.append(refusal.message)
        else:
            lay_in(book, taken.content, taken.taken_at, name)
            count += 1
    return Laid(count, refused)
