"""One dialog for the same record of many: the attendance of a training, a survey, a policy that reaches all households.

Whom it is about is typed, pasted as a list of names, or taken all at once; Ctrl+Enter looks the lines through, then
saves what was looked through as one command, which is taken back as one.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import narrowed
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.forms.asking import title_of_field
from fupin_desktop.ui.forms.field_editor import FieldEditors
from fupin_desktop.ui.forms.form_extras import begun
from fupin_desktop.ui.forms.record_fields import is_shared
from fupin_desktop.ui.forms.writing import writing_of
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told, few
from fupin_desktop.ui.many.lines import ManyLines
from fupin_desktop.ui.many.naming import Named, all_of, named_in
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_COLUMNS = 3
_NOTE_HEIGHT = 56  # pixels
Outcome = list[Refusal | None]


class Written(NamedTuple):
    """What became of the lines, the records that were written by kind, and what the rules only said."""

    made: Outcome
    changed: Mapping[str, set[int]]
    said: list[str]


class ManyGrid(DraftDialog):
    """New records of `cls`, one for each line; `own` are the fields of each line, all others are shared.

    `subject` is the place in whose file it was opened: only its people are offered.
    """

    def __init__(
        self, session: Session, parent: QWidget, cls: type[Record], own: Sequence[str], subject: Record
    ) -> None:
        super().__init__(session, parent)
        fields = fields_of(cls)
        self.cls, self._subject = cls, subject
        self._whose = fields[cls.home]
        self._title = _("{kind}: many at once").format(kind=_(cls.label))
        self.setWindowTitle(self._title)
        self.resize(max(parent.window().width() - 8 * GRID, 900), max(parent.window().height() - 8 * GRID, 560))
        first = begun(session, cls())
        makes = FieldEditors(session, lambda: first, subject)
        shared = [one for name, one in fields.items() if is_shared(cls, name) and name not in own]
        self.shared: dict[str, Editor] = {one.name: makes.make(one) for one in shared}
        for name, editor in self.shared.items():
            editor.set_value(getattr(first, name))
        whom = (partial(makes.look, self._whose), partial(makes.names, self._whose))
        self.picker = LinkPicker(session.fetch, self._whose, *whom)
        self.lines = ManyLines(_(self._whose.label), [fields[name] for name in own])
        self.words = Told(session, _("Type a name or initials and press Enter: each becomes a line."))
        self.paste_button = button(_("&Paste names"), self.paste_names)
        self.all_button = button(_("&Everybody of the place"), self.take_all)
        self.remove_button = button(_("Take the line o&ut"), self.remove, kind="flat")
        self.look_button = button(_("&Look through"), self.look_through, icon="eye")
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(cls), register=True).code, self.save_button)
        self._is_looked_through = False
        self._lay_out(shared)
        self._wire()
        told = self.begin_draft(f"many {kind_of(cls)} {subject.id}", self._title, about=subject)
        if told:
            self.words.say(told, "warn")
        self._change()
        self._first_focus()

    def _lay_out(self, shared: Sequence[Field]) -> None:
        above, fields = QWidget(), QGridLayout()
        above.setLayout(fields)
        fields.setContentsMargins(0, 0, 0, 0)
        for at, field in enumerate(shared):
            line, side = divmod(at, _COLUMNS)
            fields.addWidget(label(title_of_field(field), "label"), 2 * line, side)
            widget = self.shared[field.name].widget
            if field.kind is Kind.NOTE:
                widget.setMaximumHeight(_NOTE_HEIGHT)  # the lines below need the room
            fields.addWidget(widget, 2 * line + 1, side)
        whom = row(self.picker, self.paste_button, self.all_button, self.remove_button)
        whom.setStretch(0, 1)
        acts = row(self.close_button, self.discard_button, None, self.look_button, self.save_button)
        box = column(label(self._title, "title"), above, whom, self.lines, self.words, acts, margin=2 * GRID)
        box.setStretch(3, 1)
        self.setLayout(box)

    def _wire(self) -> None:
        self.picker.changed.connect(self._take)
        self.lines.changed.connect(self._change)
        for editor in self.shared.values():
            editor.changed.connect(self._change)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.go_on)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste_names)
        QShortcut(QKeySequence("Ctrl+Delete"), self, self.remove)

    def _first_focus(self) -> None:
        empty = (one for one in self.shared.values() if one.field.required and not one.typed())
        first = next(empty, None)
        (first.widget if first is not None else self.picker).setFocus()

    # --- what was typed before --------------------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """The lines and what they share, once there is a line."""
        lines = self.lines.typed()
        return {"lines": lines, "shared": {name: one.typed() for name, one in self.shared.items()}} if lines else {}

    def put_typed(self, draft: Mapping[str, Any]) -> list[str]:
        """Put a draft back."""
        for name, text in draft["shared"].items():
            if name in self.shared:
                self.shared[name].set_typed(text)
        self.lines.put_typed(draft["lines"])
        return []

    # --- whom it is about -------------------------------------------------------------------------------------------

    def _take(self) -> None:
        try:
            chosen = self.picker.value()
        except Refusal:
            return  # still being typed
        if chosen is not None:
            if not self.lines.add(Dot(chosen), self.picker.line.text()):
                self.words.say(_("There is a line for this one already."), "warn")
            self.picker.put(None)

    def paste_names(self) -> None:
        """A line for each name of the list that was copied elsewhere; what names nobody, or several, is told."""
        names = [line.split("\t")[0].strip() for line in QGuiApplication.clipboard().text().splitlines()]
        self._ask(partial(named_in, [name for name in names if name]), self._pasted)

    def take_all(self) -> None:
        """A line for everybody of the place who is counted."""
        self._ask(all_of, self._taken)

    def _ask(self, look: Any, then: Any) -> None:
        target, today, subject = KINDS[self._whose.link], self._session.today, self._subject

        def read(reader: Reader) -> Any:
            return look(reader, target, narrowed(reader, self._whose, self.cls(), subject), today)

        self._session.fetch(read, then, self.words.fail)

    def _pasted(self, found: Named) -> None:
        new = self.lines.give(found.names)
        told = [_("{count} lines added.").format(count=new)]
        if found.nobody:
            told.append(_("Not found here: {names}.").format(names="、".join(found.nobody)))
        if found.several:
            told.append(_("Several are called so, type them: {names}.").format(names="、".join(found.several)))
        self.words.say("  ".join(told), "warn" if len(told) > 1 else "good")

    def _taken(self, names: Mapping[Dot, str]) -> None:
        new = self.lines.give(names)
        self.words.say(_("{count} lines added.").format(count=new), "good")

    def remove(self) -> None:
        """Take the line in front out."""
        self.lines.take_out(self.lines.currentRow())

    def _change(self) -> None:
        """Something is not as it was when the lines were looked through."""
        self._is_looked_through = False
        for one in (self.look_button, self.save_button, self.remove_button):
            one.setEnabled(bool(self.lines.rowCount()))

    # --- saving -----------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Look through; what was looked through without a fault is saved."""
        if self._is_looked_through:
            self.save()
        else:
            self.look_through()

    def look_through(self) -> None:
        """What would become of each line, without saving any."""
        self._act(rehearse=True)

    def save(self) -> None:
        """Save the lines that are not refused as one command; the others stay here with the reason."""
        self._act(rehearse=False)

    def _act(self, *, rehearse: bool) -> None:
        if not self.lines.rowCount():
            return
        try:
            given = {name: one.value() for name, one in self.shared.items()}
            _refuse_empty(self.shared, given)
        except Refusal as refusal:
            self.words.fail(refusal)
            return
        records = [self._record(at, given) for at in range(self.lines.rowCount())]
        for one in (self.look_button, self.save_button):
            one.setEnabled(False)
        work = partial(self._write, records, rehearse)
        self._session.run(work, self._looked if rehearse else self._saved, self._failed)

    def _record(self, at: int, given: Mapping[str, Any]) -> Record | Refusal:
        whose = {self._whose.name: self.lines.about()[at]}
        try:
            return self.cls(**{**given, **self.lines.own_values(at), **whose})
        except Refusal as refusal:
            return refusal

    def _write(self, records: Sequence[Record | Refusal], rehearse: bool, _progress: object) -> Written:
        with self._session.book.write(f"{kind_of(self.cls)}.new", rehearse=rehearse) as ledger:
            made = [one if isinstance(one, Refusal) else self._written(ledger, one) for one in records]
            if not rehearse and not any(made):
                forget_draft(ledger, self.draft.page)  # with the save, or a crash after it would bring the lines back
            said = list(dict.fromkeys(ledger.warnings))
        return Written(made, ledger.changed, said)

    def _written(self, ledger: BookLedger, record: Record) -> Refusal | None:
        try:
            with ledger.savepoint():
                writing_of(self.cls).write(ledger, record, self._subject)
        except Refusal as refusal:
            return refusal
        return None

    def _told(self, made: Outcome) -> tuple[int, int]:
        for at, refusal in enumerate(made):
            self.lines.tell(at, refusal)
        self._change()
        bad = sum(one is not None for one in made)
        first = next((at for at, one in enumerate(made) if one is not None), None)
        if first is not None:
            self.lines.setCurrentCell(first, 0)
        return len(made) - bad, bad

    def _looked(self, found: Written) -> None:
        good, bad = self._told(found.made)
        self._is_looked_through = not bad
        told = _("{good} lines can be saved, {bad} cannot. Ctrl+Enter saves when none is red.")
        words = "  ".join([told.format(good=good, bad=bad), *few(found.said)])
        self.words.say(words, "warn" if bad or found.said else "good")

    def _saved(self, found: Written) -> None:
        made, changed = found.made, found.changed
        good, bad = self._told(made)
        for at in [at for at, one in enumerate(made) if one is None][::-1]:
            self.lines.take_out(at)
        said = _("{count} saved.").format(count=good)
        self._session.said.emit("  ".join([said, *few(found.said)]))
        self._session.tell_changed(changed)
        if not bad:
            self.is_saved = True
            self.close()
            return
        self.draft.keep()
        self.words.say(_("{said} {bad} lines stay to be corrected.").format(said=said, bad=bad), "warn")

    def _failed(self, error: Exception) -> None:
        self._change()
        self.words.fail(error)


def _refuse_empty(editors: Mapping[str, Editor], given: Mapping[str, Any]) -> None:
    """Refuse, as `field.missing`, what all lines need and share, once instead of in every line."""
    for name, editor in editors.items():
        if editor.field.required and given[name] in (None, "", ()):
            editor.widget.setFocus()
            message = _("{label}: this is needed. Nothing was changed.").format(label=_(editor.field.label))
            raise Refusal("field.missing", message, where={"field": name})
