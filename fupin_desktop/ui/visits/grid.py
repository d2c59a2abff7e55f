"""One visit entered for many households: what they share above, one line each; looked through before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told, few
from fupin_desktop.ui.photos.choosing import chosen_photographs
from fupin_desktop.ui.subject.finder import Finder
from fupin_desktop.ui.visits.line_table import NOTES, RESULT, LineTable, Prepared
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.topics import Topics
from fupin_desktop.visits.commands import LineLogged, log_visits
from fupin_desktop.visits.model import Visit

_DRAFT = "visits of many"


@dataclass(frozen=True)
class SharedFacts:
    """What all lines share, as it was typed."""

    date: str = ""
    visitors: str = ""
    type: str | None = None
    topics: Sequence[str] = ()


class _Round(NamedTuple):
    """What became of the lines, by kind the records that were written, and what the rules only said."""

    made: list[LineLogged]
    changed: Mapping[str, set[int]]
    said: list[str]


class VisitGrid(DraftDialog):
    """Typing initials above adds a line; Ctrl+Enter looks the lines through, then saves what was looked through."""

    def __init__(
        self, session: Session, parent: QWidget, *, households: Sequence[int] = (), shared: SharedFacts | None = None
    ) -> None:
        super().__init__(session, parent)
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
        self.table = LineTable(session)
        self.words = Told(session, _("Type initials and press Enter: each household becomes a line."))
        self.photo_button = button(_("Add &photographs to the line…"), self._choose_photos, icon="photo")
        self.remove_button = button(_("Take the line o&ut"), self.remove, kind="flat")
        self.look_button = button(_("&Look through"), self.look_through, icon="eye")
        self.good_button = button(_("Save the &good lines"), lambda: self.save(together=False), icon="save")
        self.all_button = button(_("&Save all or none"), lambda: self.save(together=True), icon="save", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, "visit.log", self.good_button, self.all_button)
        self._was_looked_through = False
        self._lay_out()
        self._wire()
        if told := self.begin_draft(_DRAFT, self.windowTitle()):
            self.words.say(told, "warn")
        for id in households:
            self.table.add(Dot(id))
        self._change()
        (self.table if self.table.rowCount() else self.finder.field).setFocus()

    def _lay_out(self) -> None:
        named = [(_("Date"), self.date), (_("Visitors"), self.visitors), (_("Type"), self.type)]
        above = row(*(column(label(text, "label"), field, gap=2) for text, field in named))
        above.setStretch(1, 1)
        lines = row(self.finder, self.photo_button, self.remove_button)
        lines.setStretch(0, 1)
        acts = row(
            *(self.close_button, self.discard_button, None), *(self.look_button, self.good_button, self.all_button)
        )
        title = label(_("One visit, many households"), "title")
        parts = (title, above, self.topics, lines, self.table, self.words, acts)
        self.setLayout(column(*parts, margin=2 * GRID))

    def _wire(self) -> None:
        self.finder.taken.connect(self._take)
        self.table.changed.connect(self._change)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.go_on)
        for line in (self.date, self.visitors):
            line.textEdited.connect(lambda _text: self._change())

    # --- what was typed before --------------------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """The lines, once something was typed into one of them or a photograph was added."""
        lines = self.table.typed()
        if not any(any(words) for _home, *words in lines) and not any(self.table.drafted_photos()):
            return {}
        shared = {"date": self.date.text(), "visitors": self.visitors.text(), "type": self.type.currentData()}
        kept = {"topics": list(self.topics.codes()), "lines": lines, "files": self.table.drafted_photos()}
        return {**shared, **kept}

    def put_typed(self, draft: Mapping[str, Any]) -> list[str]:
        """Put a draft back, with the photographs that are still where they were."""
        self.date.setText(draft["date"])
        self.visitors.setText(draft["visitors"])
        self.type.setCurrentIndex(max(0, self.type.findData(draft["type"])))
        self.topics.set_codes(draft["topics"])
        self.table.put_typed(draft["lines"])
        lost = self.table.put_photos(draft["files"]) if "files" in draft else True
        return [_("Photographs")] if lost else []

    # --- lines ------------------------------------------------------------------------------------------------------

    def _take(self, household: int, _name: str) -> None:
        if not self.table.add(Dot(household)):
            self.words.say(_("This household has a line already."), "warn")
        self.finder.clear()

    def remove(self) -> None:
        """Take the line in front out."""
        self.table.take_out(self.table.currentRow())

    def _choose_photos(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.add_photos(self.table.currentRow(), chosen_photographs(self))

    def _change(self) -> None:
        """Something is not as it was when the lines were looked through."""
        self._was_looked_through = False
        self._enable(bool(self.table.rowCount()))

    def _enable(self, on: bool) -> None:
        for one in (self.look_button, self.good_button, self.all_button, self.remove_button, self.photo_button):
            one.setEnabled(on)

    # --- saving -----------------------------------------------------------------------------------------------------

    def _shared(self) -> dict[str, Any]:
        fields = fields_of(Visit)
        return {
            "date": parse(fields["date"], self.date.text()),
            "visitors": parse(fields["visitors"], self.visitors.text()),
            "type": self.type.currentData(),
            "topics": self.topics.codes(),
        }

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
        session, lines = self._session, self.table.prepared()
        if together and any(isinstance(one, Refusal) for one in lines):
            self.table.tell([LineLogged(refusal=one if isinstance(one, Refusal) else None) for one in lines])
            self.words.say(_("Nothing was saved: correct the red lines first."), "bad")
            return

        def work(_progress: object) -> _Round:
            with session.book.write("visit.log", rehearse=rehearse) as ledger:
                kept = None if rehearse else ledger
                readable = [one.line(session, kept) for one in lines if isinstance(one, Prepared)]
                logged = log_visits(ledger, shared, readable, together=together)
                if kept is not None and any(one.visit for one in logged):
                    forget_draft(ledger, _DRAFT)  # with the save, or a crash after it would bring saved lines back
                said = list(dict.fromkeys(ledger.warnings))
            rest = iter(logged)
            made = [LineLogged(refusal=one) if isinstance(one, Refusal) else next(rest) for one in lines]
            return _Round(made, ledger.changed, said)

        self._enable(False)
        session.run(work, self._looked if rehearse else self._saved, self._failed)

    def _looked(self, found: _Round) -> None:
        bad = sum(one.refusal is not None for one in found.made)
        self.table.tell(found.made)
        self._change()
        self._was_looked_through = not bad
        told = _("{good} lines can be saved, {bad} cannot. Ctrl+Enter saves when none is red.")
        words = "  ".join([told.format(good=len(found.made) - bad, bad=bad), *few(found.said)])
        self.words.say(words, "warn" if bad or found.said else "good")

    def _saved(self, found: _Round) -> None:
        self.table.tell(found.made)
        good = [at for at, one in enumerate(found.made) if one.refusal is None]
        for at in good[::-1]:
            self.table.take_out(at)
        bad = len(found.made) - len(good)
        told = _("{good} visits saved; {bad} lines stay to be corrected.").format(good=len(good), bad=bad)
        self.words.say(told, "warn" if bad else "good")
        self._change()
        self.draft.keep()
        self._session.said.emit("  ".join([_("{good} visits saved.").format(good=len(good)), *few(found.said)]))
        self._session.tell_changed(found.changed)

    def _failed(self, error: Exception) -> None:
        """With all or none: the line that is wrong is named and red, and nothing was saved."""
        self._change()
        self.words.fail(error)
        if isinstance(error, Refusal) and isinstance(at := error.where.get("line"), int):
            self.table.put(at - 1, RESULT, error.message, "accent")
            self.table.setCurrentCell(at - 1, NOTES)


def _line(title: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(title)
    made.setPlaceholderText(title)
    return made
