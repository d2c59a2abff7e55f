"""One visit entered for many households: what they share above, one line each; looked through before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.values import parse
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.store.lists.queries import households_by_id
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.choosing import chosen_photographs
from fupin_desktop.ui.photos.photo_files import Given, keep_files
from fupin_desktop.ui.subject.finder import Finder
from fupin_desktop.ui.visits.phrase_delegate import PhraseDelegate
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.shown import person
from fupin_desktop.ui.widgets.style import colour
from fupin_desktop.ui.widgets.topics import Topics
from fupin_desktop.visits.commands import LineLogged, VisitLine, log_visits
from fupin_desktop.visits.model import FollowUpTask, Visit

_HOME, _NOTES, _REQUEST, _DUE, _PHOTOS, _RESULT = range(6)
_PREVIEW_PHOTO = "0" * 64  # stands for photographs while the lines are only looked through


@dataclass(frozen=True)
class SharedFacts:
    """What all lines share, as it was typed."""

    date: str = ""
    visitors: str = ""
    type: str | None = None
    topics: Sequence[str] = ()


@dataclass
class _Row:
    """The household of a line and its photographs; its words stand in the table."""

    household: Dot
    photos: list[Given]


@dataclass(frozen=True)
class _Prepared:
    """A line as it was read from the table."""

    household: Dot
    facts: Mapping[str, Any]
    files: Sequence[Given]

    def line(self, session: Session, ledger: BookLedger | None) -> VisitLine:
        """For the command; a ledger takes the photographs in, without one they are only looked at."""

        def photos() -> Sequence[str]:
            return keep_files(session, ledger, self.files) if ledger is not None else _looked_at(self.files)

        return VisitLine(self.household, self.facts, photos)


_DRAFT = "visits of many"
_WORDS = (_NOTES, _REQUEST, _DUE)  # the columns a person types into


class VisitGrid(DraftDialog):
    """Typing initials above adds a line; Ctrl+Enter looks the lines through, then saves what was looked through."""

    def __init__(
        self, session: Session, parent: QWidget, *, households: Sequence[int] = (), shared: SharedFacts | None = None
    ) -> None:
        super().__init__(session, parent)
        self._rows: list[_Row] = []
        self.setWindowTitle(_("One visit, many households"))
        self.resize(max(parent.window().width() - 8 * GRID, 900), max(parent.window().height() - 8 * GRID, 520))
        shared = shared or SharedFacts()
        self.date = _line(_("Date"), shared.date or session.today.isoformat())
        self.visitors = _line(_("Visitors"), shared.visitors or session.book.user)
        self.type = QComboBox()
        self.type.setAccessibleName(_("Type"))
        for code in words("visit_type"):
            self.type.addItem(word("visit_type", code), code)
        self.type.setCurrentIndex(max(0, self.type.findData(shared.type)))
        self.topics = Topics()
        self.topics.set_codes(tuple(shared.topics))
        self.finder = Finder(session)
        self.finder.taken.connect(self._take)
        self.table = self._make_table()
        self.words = Told(session, _("Type initials and press Enter: each household becomes a line."))
        self.photo_button = button(_("Add &photographs to the line…"), self._choose_photos, icon="photo")
        self.remove_button = button(_("Take the line o&ut"), self.remove, kind="flat")
        self.look_button = button(_("&Look through"), self.look_through, icon="eye")
        self.good_button = button(_("Save the &good lines"), lambda: self.save(together=False), icon="save")
        self.all_button = button(_("&Save all or none"), lambda: self.save(together=True), icon="save", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, "visit.log", self.good_button, self.all_button)
        self._lay_out()
        self._was_looked_through = False
        for id in households:
            self.add(Dot(id))
        self._change()
        if told := self.begin_draft(_DRAFT, self.windowTitle()):
            self.words.say(told, "warn")
        (self.table if self._rows else self.finder.field).setFocus()

    def typed(self) -> dict[str, Any]:
        """The lines, once something was typed in one of them: each household with its words."""
        lines = [[int(one.household), *(self.text(at, side) for side in _WORDS)] for at, one in enumerate(self._rows)]
        shared = {"date": self.date.text(), "visitors": self.visitors.text(), "type": self.type.currentData()}
        body = {**shared, "topics": list(self.topics.codes()), "lines": lines}
        return body if any(any(words) for _home, *words in lines) else {}

    def put_typed(self, draft: Mapping[str, Any]) -> list[str]:
        """Put a draft back: its lines stand before those that were asked for now."""
        self.date.setText(draft["date"])
        self.visitors.setText(draft["visitors"])
        self.type.setCurrentIndex(max(0, self.type.findData(draft["type"])))
        self.topics.set_codes(draft["topics"])
        for home, *texts in draft["lines"]:
            self.add(Dot(home))
            at = [int(one.household) for one in self._rows].index(home)
            for side, text in zip(_WORDS, texts, strict=True):
                self._set(at, side, text)
        return []

    def _make_table(self) -> QTableWidget:
        made = QTableWidget(0, 6)
        titles = (_("Household"), _("Findings"), _("Request"), _("Due"), _("Photographs"), _("Outcome of the line"))
        made.setHorizontalHeaderLabels(titles)
        made.setAccessibleName(_("Lines"))
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        made.verticalHeader().setDefaultSectionSize(32)
        header = made.horizontalHeader()
        for at, width in ((_HOME, 150), (_REQUEST, 130), (_DUE, 100), (_PHOTOS, 60), (_RESULT, 200)):
            header.resizeSection(at, width)
        header.setSectionResizeMode(_NOTES, QHeaderView.ResizeMode.Stretch)
        made.setItemDelegateForColumn(_NOTES, PhraseDelegate(self._session, made))
        made.itemChanged.connect(self._edited)
        return made

    def _lay_out(self) -> None:
        named = [(_("Date"), self.date), (_("Visitors"), self.visitors), (_("Type"), self.type)]
        above = row(*(column(label(text, "label"), field, gap=2) for text, field in named))
        above.setStretch(1, 1)
        acts = row(
            *(self.close_button, self.discard_button, self.photo_button, self.remove_button, None),
            *(self.look_button, self.good_button, self.all_button),
        )
        self.setLayout(
            column(
                label(_("One visit, many households"), "title"),
                *(above, self.topics, self.finder, self.table, self.words, acts),
                margin=2 * GRID,
            )
        )
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.go_on)
        for line in (self.date, self.visitors):
            line.textEdited.connect(lambda _text: self._change())

    # --- lines ------------------------------------------------------------------------------------------------------

    def _take(self, household: int, _name: str) -> None:
        self.add(Dot(household))
        self.finder.clear()

    def add(self, household: Dot) -> None:
        """A line for a household; one that stands there already is shown instead."""
        known = [one.household for one in self._rows]
        if household in known:
            self.table.setCurrentCell(known.index(household), _NOTES)
            self.words.say(_("This household has a line already."), "warn")
            return
        today = self._session.today
        found = self._session.read(lambda reader: households_by_id(reader, [household]))
        at = self.table.rowCount()
        self._rows.append(_Row(household, []))
        self.table.insertRow(at)
        name = (
            f"{person(found[0].head, found[0].head_born, today)} · {found[0].group or ''}".rstrip(" ·")
            if found
            else "?"
        )
        for side in range(6):
            item = QTableWidgetItem(name if side == _HOME else "")
            if side in (_HOME, _PHOTOS, _RESULT):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(at, side, item)
        self.table.setCurrentCell(at, _NOTES)
        self._change()

    def remove(self) -> None:
        """Take the line in front out."""
        at = self.table.currentRow()
        if at >= 0:
            del self._rows[at]
            self.table.removeRow(at)
            self._change()

    def _choose_photos(self) -> None:
        if self.table.currentRow() >= 0:
            self.add_photos(self.table.currentRow(), chosen_photographs(self))

    def add_photos(self, at: int, files: Sequence[Given]) -> None:
        """Photographs of one line."""
        held = self._rows[at].photos
        held.extend(one for one in files if one not in held)
        self._set(at, _PHOTOS, str(len(held) or ""))
        self._change()

    def _edited(self, item: QTableWidgetItem) -> None:
        if item.column() in (_NOTES, _REQUEST, _DUE):
            self._change()

    def _change(self) -> None:
        """Something is not as it was when the lines were looked through."""
        self._was_looked_through = False
        for one in (self.look_button, self.good_button, self.all_button, self.remove_button, self.photo_button):
            one.setEnabled(bool(self._rows))

    def text(self, at: int, side: int) -> str:
        """What stands in a cell."""
        item = self.table.item(at, side)
        return item.text() if item is not None else ""

    def _set(self, at: int, side: int, text: str, tone: str = "text") -> None:
        item = self.table.item(at, side)
        if item is not None:
            self.table.blockSignals(True)
            item.setText(text)
            item.setToolTip(text)
            item.setForeground(colour(tone))
            self.table.blockSignals(False)

    # --- saving -----------------------------------------------------------------------------------------------------

    def _shared(self) -> dict[str, Any]:
        fields = fields_of(Visit)
        return {
            "date": parse(fields["date"], self.date.text()),
            "visitors": parse(fields["visitors"], self.visitors.text()),
            "type": self.type.currentData(),
            "topics": self.topics.codes(),
        }

    def _prepared(self) -> list["_Prepared | Refusal"]:
        """The lines as they stand, or why one cannot be read; made in the window's thread."""
        return [self._line(at, one) for at, one in enumerate(self._rows)]

    def _line(self, at: int, one: _Row) -> "_Prepared | Refusal":
        typed = {"findings": self.text(at, _NOTES), "requests": self.text(at, _REQUEST), "due": self.text(at, _DUE)}
        try:
            return _Prepared(one.household, _parsed(typed), tuple(one.photos))
        except Refusal as refusal:
            return refusal

    def go_on(self) -> None:
        """Look through; what was looked through without a fault is saved."""
        if self._was_looked_through:
            self.save(together=True)
        else:
            self.look_through()

    def look_through(self) -> None:
        """What would become of each line, without saving any."""
        self._act(together=False, rehearse=True)

    def save(self, *, together: bool) -> None:
        """Save the lines as one act: all of them or none, or those that can be saved."""
        self._act(together=together, rehearse=False)

    def _act(self, *, together: bool, rehearse: bool) -> None:
        try:
            shared = self._shared()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        session, lines = self._session, self._prepared()
        if together and not rehearse and any(isinstance(one, Refusal) for one in lines):
            self._tell_lines([LineLogged(refusal=one if isinstance(one, Refusal) else None) for one in lines])
            self.words.say(_("Nothing was saved: correct the red lines first."), "bad")
            return

        def work(_progress: object) -> tuple[list[LineLogged], Mapping[str, Any]]:
            with session.book.write("visit.log", rehearse=rehearse) as ledger:
                kept = None if rehearse else ledger
                if not rehearse:
                    forget_draft(ledger, _DRAFT)  # lines that stay are kept anew
                readable = [one.line(session, kept) for one in lines if isinstance(one, _Prepared)]
                made = iter(log_visits(ledger, shared, readable, together=together))
            logged = [LineLogged(refusal=one) if isinstance(one, Refusal) else next(made) for one in lines]
            return logged, ledger.changed

        def done(found: tuple[list[LineLogged], Mapping[str, Any]]) -> None:
            self._done(found, rehearse=rehearse)

        self._busy(True)
        session.run(work, done, self._failed)

    def _busy(self, on: bool) -> None:
        for one in (self.look_button, self.good_button, self.all_button):
            one.setEnabled(not on)

    def _done(self, found: tuple[list[LineLogged], Mapping[str, Any]], *, rehearse: bool) -> None:
        made, changed = found
        self._busy(False)
        bad = sum(one.refusal is not None for one in made)
        good = len(made) - bad
        self._tell_lines(made)
        if rehearse:
            self._was_looked_through = not bad
            told = _("{good} lines can be saved, {bad} cannot. Ctrl+Enter saves when none is red.")
            self.words.say(told.format(good=good, bad=bad), "warn" if bad else "good")
            return
        for at in [at for at, one in enumerate(made) if one.refusal is None][::-1]:
            del self._rows[at]
            self.table.removeRow(at)
        self.words.say(_("{good} visits saved; {bad} lines stay to be corrected.").format(good=good, bad=bad), "good")
        self._change()
        self.draft.keep()
        self._session.said.emit(_("{good} visits saved.").format(good=good))
        self._session.tell_changed(changed)

    def _tell_lines(self, made: Sequence[LineLogged]) -> None:
        for at, one in enumerate(made):
            self._set(
                at, _RESULT, one.refusal.message if one.refusal else _("good"), "accent" if one.refusal else "good"
            )

    def _failed(self, error: Exception) -> None:
        """With all or none: the line that is wrong is named and red, and nothing was saved."""
        self._busy(False)
        self.words.fail(error)
        if isinstance(error, Refusal) and isinstance(at := error.where.get("line"), int):
            self._set(at - 1, _RESULT, error.message, "accent")
            self.table.setCurrentCell(at - 1, _NOTES)


def _parsed(typed: Mapping[str, str]) -> dict[str, Any]:
    fields = {**fields_of(Visit), "due": fields_of(FollowUpTask)["due"]}
    return {name: parse(fields[name], text) for name, text in typed.items()}


def _looked_at(files: Sequence[Given]) -> Sequence[str]:
    """Photographs that are only looked at: a file that is none is refused as it would be when it is saved."""
    for one in files:
        if hasattr(one, "suffix"):
            take_in(one)  # type: ignore[arg-type]  # a path
    return [_PREVIEW_PHOTO] if files else ()


def _line(title: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(title)
    made.setPlaceholderText(title)
    return made
