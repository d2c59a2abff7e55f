"""The lines of a round of visits: a household each, its words, its photographs, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.lists.queries import households_by_id
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import Given, drafted_files, files_again, keep_files
from fupin_desktop.ui.visits.phrase_delegate import LineDelegate, PhraseDelegate
from fupin_desktop.ui.widgets.shown import person
from fupin_desktop.ui.widgets.style import colour
from fupin_desktop.visits.commands import LineLogged, VisitLine
from fupin_desktop.visits.model import FollowUpTask, Visit

HOME, NOTES, REQUEST, DUE, PHOTOS, RESULT = range(6)
TYPED = (NOTES, REQUEST, DUE)
_WIDTHS = ((HOME, 150), (REQUEST, 130), (DUE, 100), (PHOTOS, 60), (RESULT, 200))
_PREVIEW_PHOTO = "0" * 64  # stands for photographs while the lines are only looked through


@dataclass
class _Row:
    """The household of a line and its photographs; its words stand in the table."""

    household: Dot
    photos: list[Given]


@dataclass(frozen=True)
class Prepared:
    """A line as it was read from the table, for the worker."""

    household: Dot
    facts: Mapping[str, Any]
    files: Sequence[Given]

    def line(self, session: Session, ledger: BookLedger | None) -> VisitLine:
        """For the command; a ledger takes the photographs in, without one they are only looked at."""

        def photos() -> Sequence[str]:
            return keep_files(session, ledger, self.files) if ledger is not None else _looked_at(self.files)

        return VisitLine(self.household, self.facts, photos)


class LineTable(QTableWidget):
    """`changed` when something is typed, added or taken out."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(0, 6)
        self._session = session
        self._rows: list[_Row] = []
        titles = (_("Household"), _("Findings"), _("Request"), _("Due"), _("Photographs"), _("Outcome of the line"))
        self.setHorizontalHeaderLabels(titles)
        self.setAccessibleName(_("Lines"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.verticalHeader().setDefaultSectionSize(32)
        header = self.horizontalHeader()
        for at, width in _WIDTHS:
            header.resizeSection(at, width)
        header.setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegateForColumn(NOTES, PhraseDelegate(session, self))
        for side in (REQUEST, DUE):
            self.setItemDelegateForColumn(side, LineDelegate(self))
        self.itemChanged.connect(lambda item: self.changed.emit() if item.column() in TYPED else None)

    def add(self, household: Dot) -> bool:
        """A line for a household; False, and its line in front, when it has one already."""
        known = [one.household for one in self._rows]
        if household in known:
            self.setCurrentCell(known.index(household), NOTES)
            return False
        at = self.rowCount()
        self._rows.append(_Row(household, []))
        self.insertRow(at)
        name = self._name(household)
        for side in range(6):
            item = QTableWidgetItem(name if side == HOME else "")
            if side in (HOME, PHOTOS, RESULT):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(at, side, item)
        self.setCurrentCell(at, NOTES)
        self.changed.emit()
        return True

    def _name(self, household: Dot) -> str:
        found = self._session.read(lambda reader: households_by_id(reader, [household]))
        parts = [person(one.head, one.head_born, self._session.today) for one in found]
        return " · ".join([*parts, *(one.group for one in found if one.group)])

    def take_out(self, at: int) -> None:
        """Take a line out."""
        if 0 <= at < len(self._rows):
            del self._rows[at]
            self.removeRow(at)
            self.changed.emit()

    def add_photos(self, at: int, files: Sequence[Given]) -> None:
        """Photographs of one line."""
        held = self._rows[at].photos
        held.extend(one for one in files if one not in held)
        self.put(at, PHOTOS, str(len(held) or ""))
        self.changed.emit()

    def text(self, at: int, side: int) -> str:
        """What stands in a cell."""
        item = self.item(at, side)
        return item.text() if item is not None else ""

    def put(self, at: int, side: int, text: str, tone: str = "text") -> None:
        """Put a text into a cell as the program, not as somebody who types."""
        item = self.item(at, side)
        if item is not None:
            self.blockSignals(True)
            item.setText(text)
            item.setToolTip(text)
            item.setForeground(colour(tone))
            self.blockSignals(False)
            self.viewport().update()

    def typed(self) -> list[list[Any]]:
        """The household and the words of each line, for a draft."""
        return [[one.household, *(self.text(at, side) for side in TYPED)] for at, one in enumerate(self._rows)]

    def put_typed(self, lines: Sequence[Sequence[Any]]) -> None:
        """Put a draft back."""
        for household, *texts in lines:
            self.add(Dot(household))
            for side, text in zip(TYPED, texts, strict=True):
                self.put(self.rowCount() - 1, side, text)

    def drafted_photos(self) -> list[list[list[str]]]:
        """Where the photographs of each line lie, for a draft."""
        return [drafted_files(one.photos) for one in self._rows]

    def put_photos(self, drafted: Sequence[Sequence[Sequence[str]]]) -> bool:
        """Put the photographs of a draft back; True when one of them is no longer where it was."""
        was_lost = False
        for at, files in enumerate(drafted[: len(self._rows)]):
            found, lost = files_again(self._session, files)
            was_lost |= lost
            if found:
                self.add_photos(at, found)
        return was_lost

    def prepared(self) -> list[Prepared | Refusal]:
        """The lines as they stand, or why one cannot be read."""
        return [self._prepared(at, one) for at, one in enumerate(self._rows)]

    def _prepared(self, at: int, one: _Row) -> Prepared | Refusal:
        fields = {**fields_of(Visit), "due": fields_of(FollowUpTask)["due"]}
        typed = {"findings": self.text(at, NOTES), "requests": self.text(at, REQUEST), "due": self.text(at, DUE)}
        try:
            facts = {name: parse(fields[name], text) for name, text in typed.items()}
        except Refusal as refusal:
            return refusal
        return Prepared(one.household, facts, tuple(one.photos))

    def tell(self, made: Sequence[LineLogged]) -> None:
        """Say what became of each line; a refused one is red and says why."""
        for at, one in enumerate(made):
            told, tone = (one.refusal.message, "accent") if one.refusal else (_("good"), "good")
            self.put(at, RESULT, told, tone)


def _looked_at(files: Sequence[Given]) -> Sequence[str]:
    """Photographs that are only looked at: a file that is none is refused as it would be when it is saved."""
    for one in files:
        if hasattr(one, "suffix"):
            take_in(one)  # type: ignore[arg-type]  # a path
    return [_PREVIEW_PHOTO] if files else ()
