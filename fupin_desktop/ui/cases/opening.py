"""Opening a case: for which household, on which day, with which facts; the one that is open already is shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import open_cases, stage_name
from fupin_desktop.kinds import KINDS, make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import called
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.queries import households_by_id
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.cases.editing import editors_of, free_fields
from fupin_desktop.ui.cases.naming import is_household_case
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Draft
from fupin_desktop.ui.forms.asking import title_of_field
from fupin_desktop.ui.forms.field_editor import FieldEditors
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.subject.finder import Finder
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.roomy import Roomy
from fupin_desktop.ui.widgets.shown import person

_WIDE = 3
_ASKED = 6  # facts of a kind whose table names none


class OpenCase(DraftDialog):
    """Asks for a new case.  `home` is given when it was asked for from a household's file.

    A kind of which one may be open at a time is not opened twice: the open one is named and can be gone to.
    """

    def __init__(
        self,
        session: Session,
        cls: type[Case],
        opened: Callable[[Dot], object],
        home: Dot | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._cls, self._opened = cls, opened
        self._home: Dot | None = None
        self._known: Case | None = None
        self.setWindowTitle(_("Open a case"))
        self.setMinimumWidth(720)
        self.owner = label("", "heading")
        self.finder = Finder(session)
        # What a case that is no household's belongs to is chosen by typing: no whole kind is read
        self.homes = FieldEditors(session, lambda: cls()).make(fields_of(cls)[cls.home])
        self.on = QLineEdit(session.today.isoformat())
        self.on.setAccessibleName(_("Date"))
        self.asked = QGridLayout()
        year: dict[str, Any] = {cls.path.year: session.today.year} if cls.path.year else {}
        self.editors = editors_of(session, cls(**year), cls.path.asks or free_fields(cls)[:_ASKED])
        self.words = Told(session)
        self.known_button = button(_("&Go to the open one"), self._go_on, kind="flat")
        self.ok_button = button(_("&Open the case"), self.save, icon="add", kind="primary")
        self.cancel_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(cls), register=True).code, self.ok_button)
        self._lay_out()
        self.finder.taken.connect(lambda id, _name: self.take(Dot(id)))
        self.homes.changed.connect(self._chosen)
        self._begin(home)

    def _lay_out(self) -> None:
        for number, editor in enumerate(self.editors):
            at, side = divmod(number + 1, _WIDE)
            self.asked.addWidget(label(title_of_field(editor.field), "label"), 2 * at, side)
            self.asked.addWidget(editor.widget, 2 * at + 1, side)
        self.asked.addWidget(label(_("Date"), "label"), 0, 0)
        self.asked.addWidget(self.on, 1, 0)
        asked = QWidget()
        asked.setLayout(self.asked)
        self.asked.setContentsMargins(0, 0, 0, 0)
        self.setLayout(
            column(
                label(_(self._cls.label), "title"),
                self.owner,
                self.finder,
                self.homes.widget,
                Roomy(asked),
                self.words,
                row(self.cancel_button, self.discard_button, None, self.known_button, self.ok_button),
                margin=2 * GRID,
                gap=2 * GRID,
            )
        )

    def _begin(self, home: Dot | None) -> None:
        of_household = is_household_case(self._cls)
        self.finder.setVisible(of_household and home is None)
        self.homes.widget.setVisible(not of_household and home is None)
        self.known_button.hide()
        self.ok_button.setEnabled(False)
        if home is not None:
            self.take(home)
        else:
            (self.finder if of_household else self.homes.widget).setFocus()
        self._keep_for(home)

    def _chosen(self) -> None:
        try:
            self.take(self.homes.value())
        except Refusal:
            self.take(None)  # it is being typed

    def _keep_for(self, home: Dot | None) -> None:
        parts: dict[str, Any] = {"on": self.on, **{one.field.name: one for one in self.editors}}
        if home is None and is_household_case(self._cls):
            parts["name"] = self.finder.field
            parts["home"] = Draft(lambda: str(self._home or ""), self._take_again)
        elif home is None:
            parts["place"] = self.homes
        title = _("New: {kind}").format(kind=_(self._cls.label))
        whose = f" · {self.owner.text()}" if self.owner.text() else ""
        told = self.begin_draft(f"open {kind_of(self._cls)} {home or ''}", f"{title}{whose}", parts)
        if told:
            self.words.say(f"{told} {self.words.text()}".strip(), "warn")

    def _take_again(self, home: str) -> None:
        if home.isdigit():
            self.take(Dot(int(home)))

    def take(self, home: Dot | None) -> None:
        """For this one; what is open already of the kind is told at once."""
        self._home, self._known = home, None
        if home is None:
            self.ok_button.setEnabled(False)
            return
        found = self._session.read(lambda reader: open_cases(reader, self._cls, [home]))
        self.owner.setText(self._session.read(lambda reader: self._name(reader, home)))
        if self._cls.path.single and found:
            self._known = found[0]
            text = _("A case of this kind is open already, at “{stage}”.")
            self.words.say(text.format(stage=stage_name(self._cls, found[0].stage)), "warn")
        else:
            self.words.say(" ")
        self.known_button.setVisible(self._known is not None)
        self.ok_button.setEnabled(self._known is None)
        if self.editors and self._known is None:
            self.editors[0].widget.setFocus()

    def _name(self, reader: Reader, home: Dot) -> str:
        if not is_household_case(self._cls):
            return called(reader.get(KINDS[fields_of(self._cls)[self._cls.home].link], home))
        found = households_by_id(reader, [home])
        names = [f"{person(one.head, one.head_born, self._session.today)} · {one.village or ''}" for one in found]
        return names[0] if names else ""

    def _go_on(self) -> None:
        if self._known is not None and self._known.id is not None:
            id = self._known.id
            self.close()
            self._opened(id)

    def save(self) -> None:
        """Open the case."""
        cls, home = self._cls, {self._cls.home: self._home}
        try:
            facts = {editor.field.name: editor.value() for editor in self.editors}
            on = parse(fields_of(cls)["stage_on"], self.on.text())
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self.ok_button.setEnabled(False)
        self.draft.rest()
        page = self.draft.page
        first = cls(**{**facts, **home, "stage_on": on})

        def act(ledger: BookLedger) -> Any:
            forget_draft(ledger, page)
            return make(ledger, first)

        self._session.command("case.open", act, self._saved, self._failed)

    def _saved(self, case: Case) -> None:
        self.is_saved = True
        self.close()
        if case.id is not None:
            self._opened(case.id)

    def _failed(self, error: Exception) -> None:
        self.ok_button.setEnabled(True)
        self.draft.go_on()
        self.words.fail(error)
