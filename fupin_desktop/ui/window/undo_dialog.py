"""The last saves of this desk: what undoing one would do, told before it is done; why one cannot be undone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.undo import Candidate, Foretold, Undone, candidates, foretell, undo
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import record_text, titles
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.subject.sections.history_lines import value_text
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_TOLD = 200  # lines of what would happen


class UndoDialog(QDialog):
    """Stands at the newest save; Enter or the button undoes the one in front."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._device = session, session.book.identity.device.id
        self.setWindowTitle(_("Undo"))
        self.resize(820, 540)
        self.saves = Table(
            [
                Column(_("When"), lambda one: one.save.wall[:16].replace("T", " "), 9),
                Column(_("What was saved"), lambda one: one.save.name),
                Column(_("Records"), lambda one: str(one.save.records), 4, right=True),
                Column(_("Can it be undone?"), _can, 8, tone=lambda one: "muted" if one.refusal else ""),
            ],
            _("Saves of this desk"),
        )
        self.saves.chosen.connect(self._look)
        self.saves.opened.connect(lambda _one: self.undo())
        self.lines = Table(
            [
                Column(_("Record"), lambda line: line[0]),
                Column(_("Field"), lambda line: line[1], 8),
                Column(_("Stands now"), lambda line: line[2], 11),
                Column(_("Stands then"), lambda line: line[3], 11),
            ],
            _("What undoing does"),
        )
        self.words = Told(session)
        self.undo_button = button(_("&Undo this"), self.undo, icon="back", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self.setLayout(
            column(
                label(_("Undo"), "title"),
                self.saves,
                label(_("What undoing does"), "heading"),
                self.lines,
                self.words,
                row(self.close_button, None, self.undo_button),
                margin=2 * GRID,
            )
        )
        self.refresh()
        self.saves.setFocus()

    def refresh(self) -> None:
        """Read the saves off the window's thread."""
        self._session.fetch(lambda reader: candidates(reader, self._device), self._show)

    def _show(self, found: Sequence[Candidate]) -> None:
        self.saves.load_all(found)
        if not found:
            self._look(None)

    def _look(self, one: Candidate | None) -> None:
        """Tell what undoing the one in front does."""
        self.lines.load_all([])
        self.undo_button.setEnabled(one is not None and one.refusal is None)
        if one is None:
            self.words.say(_("Nothing to undo yet"))
        elif one.refusal is not None:
            self.words.say(one.refusal.message, "warn")
        else:
            self.words.say(_("Reading what it wrote…"))
            self._session.fetch(lambda reader: (one, self._foretold(reader, one)), self._tell)

    def _foretold(self, reader: Reader, one: Candidate) -> list[tuple[str, str, str, str]]:
        found = foretell(reader, self._device, one.save)[:_TOLD]
        named = titles(reader, [line.record for line in found], self._session.today)
        return [self._line(reader, line, title) for line, title in zip(found, named, strict=True)]

    def _line(self, reader: Reader, line: Foretold, title: str) -> tuple[str, str, str, str]:
        record = record_text(line.record, title)
        if not line.field:
            return record, "", _("stands in the register"), _("put away, and kept in the history")
        if line.field == AWAY:
            return record, "", _("put away"), _("stands in the register again")
        field = fields_of(type(line.record)).get(line.field)
        if field is None:
            return record, line.field, "…", "…"
        now, then = (value_text(reader, field, value, self._session) for value in (line.now, line.then))
        return record, _(field.label), now, then

    def _tell(self, found: tuple[Candidate, list[tuple[str, str, str, str]]]) -> None:
        one, lines = found
        if one is self.saves.current():
            self.lines.load_all(lines)
            told = _("It is undone as a whole: {count} records. It stays in the history, as does the undoing.")
            self.words.say(told.format(count=one.save.records))

    def undo(self) -> None:
        """Undo the save in front; where somebody has written over it meanwhile, that is told instead."""
        one, book = self.saves.current(), self._session.book
        if one is None or not self.undo_button.isEnabled():
            return
        self.undo_button.setEnabled(False)
        self._session.run(lambda _progress: undo(book, one.save.id), self._done, self._refused)

    def _done(self, done: Undone) -> None:
        told = _("Undone: {name}").format(name=done.save.name)
        self._session.said.emit("  ".join([told, *done.warnings]))
        self._session.tell_changed(None)
        self.close()

    def _refused(self, error: Exception) -> None:
        self.words.fail(error)
        self.refresh()


def _can(one: Candidate) -> str:
    return _("no") if one.refusal is not None else _("yes")
