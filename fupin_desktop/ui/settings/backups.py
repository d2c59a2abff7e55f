"""Backups: how old the last one is, one more now, and how to put one back; a card of the settings."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.copies.backup import LAST, LAST_AWAY, backup, backups_of, safeguard
from fupin_desktop.store.lists.overview import noted_at
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_folder
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, frame, label, row


def age(reader: Reader, key: str) -> int | None:
    """Whole days since a backup of this sort; None when there never was one."""
    told = noted_at(reader, key)
    return (datetime.now(UTC) - datetime.fromisoformat(told)).days if told else None


def age_words(days: int | None) -> str:
    """The age in words."""
    if days is None:
        return _("never")
    return _("today") if days <= 0 else _("{days} days ago").format(days=days)


class Backups(QWidget):
    """The card."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.told = label("", wrap=True)
        self.now_button = button(_("&Back up now"), self.now, icon="save")
        self.away_button = button(_("Copy to a &stick…"), self._away, icon="export")
        how = label(
            _("To put a backup back: on the first window, “Put a backup back…”. The restored book becomes a new laptop "
              "of its own; the office's next bundle brings back what was delivered after the backup."),
            "small", wrap=True,
        )  # fmt: skip
        inner = column(
            label(_("Backups"), "heading"), self.told, row(self.now_button, self.away_button, None), how,
            margin=2 * GRID,
        )  # fmt: skip
        self.setLayout(column(frame(inner)))
        self.refresh()

    def refresh(self) -> None:
        """How old they are."""
        self._session.fetch(lambda reader: (age(reader, LAST), age(reader, LAST_AWAY)), self._show)

    def _show(self, ages: tuple[int | None, int | None]) -> None:
        words = _("Last backup: {last}. Last copy outside this laptop: {away}. Folder: {folder}")
        last, away = ages
        folder = backups_of(self._session.book.path).name
        self.told.setText(words.format(last=age_words(last), away=age_words(away), folder=folder))

    def now(self) -> None:
        """A backup beside the book."""
        book = self._session.book
        self._session.run(lambda _progress: safeguard(book), self._made)

    def _away(self) -> None:
        folder = ask_folder(self, _("Where the copy goes"), Purpose.COPY)
        if folder is not None:
            self.copy_to(folder)

    def copy_to(self, folder: Path) -> None:
        """A backup in this folder."""
        book = self._session.book
        self._session.run(lambda _progress: backup(book, folder), self._made)

    def _made(self, file: Path) -> None:
        self._session.said.emit(_("Backed up and checked: {name}").format(name=file.name))
        self._session.changed.emit()
