"""The file of a case: its facts, what is missing next, its steps, its photographs, and what else hangs on it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from fupin_desktop.casework.commands import correct_day
from fupin_desktop.casework.missing import awaited_notice, missing_next
from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.casework.rules import findings, next_stages, stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.showing import shown
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.history.undo import undo, unsent_save
from fupin_desktop.store.photos.shots import Shot, completeness, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.own_saves import Save
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.cases.editing import free_fields
from fupin_desktop.ui.cases.hanging import columns_of, hanging_on, lines_of, link_to, names_of_links
from fupin_desktop.ui.cases.naming import is_household_case, owner_name
from fupin_desktop.ui.cases.photographs import CasePhotographs
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.forms.acts import Act, acts_of
from fupin_desktop.ui.forms.asking import WHY, Asking, BookAsking, of_fields
from fupin_desktop.ui.forms.opening import opens
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row
from fupin_desktop.ui.widgets.tabs import Tabs

_A_ROW = 4
_AT_A_GLANCE = 3
_STEP_COLUMNS = (("on", 7), ("from_stage", 7), ("to_stage", 7), ("by", 6), ("paper", 7), ("meeting", 6), ("opinion", 0))


class CaseDialog(QDialog):
    """Opened from a card of the board, from a household's file, or beside a notice."""

    def __init__(
        self,
        session: Session,
        cls: type[Case],
        id: Dot,
        parent: QWidget | None = None,
        go: Callable[[str, object], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._cls, self._id, self._go = session, cls, id, go
        self.case: Case = cls()
        self._awaited: Dot | str | None = None
        self._undo: Save | None = None
        self.setWindowTitle(_(cls.label))
        self.resize(940, 640)
        self.name, self.stamp = label("", "title"), label("", "stamp")
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(2)
        self.lacks = label("", "small", tone="warn", wrap=True)
        self.findings = label("", "small", tone="bad", wrap=True)
        self.steps = Table([of_field(cls.step, name, chars) for name, chars in _STEP_COLUMNS], _("Steps"))
        self.names: dict[int, str] = {}
        self._by = {one: link_to(one, cls) for one in hanging_on(cls)}
        self.lists = {one: Table(columns_of(one, self.names, by), _(one.label)) for one, by in self._by.items()}
        self.pictures = PhotoStrip(session)
        self.tabs = Tabs(_(cls.label))
        self.tabs.setDocumentMode(True)
        self.step_button = button(_("Next &step…"), self.step, icon="forward", kind="primary")
        self.facts_button = button(_("Fac&ts…"), self.correct)
        self.photos_button = button(_("&Photographs…"), self.photographs)
        self.acts = [(act, button(_(act.title), partial(self.do, act))) for act in acts_of(cls)]
        self.notice_button = button(_("N&otice it waits for"), self._open_notice, kind="flat")
        self.away_button = button(_("Put the step &away…"), self.put_away, kind="flat")
        self.back_button = button(_("Take the last step &back"), self.take_back, icon="back", kind="flat")
        self.day_button = button(_("Correct the &day…"), self.correct_day, kind="flat")
        of_household = is_household_case(cls)
        self.file_button = button(
            _("Household &file") if of_household else _("Village &file"), self._open_file, kind="flat"
        )
        self.close_button = button(_("&Close"), self.close, kind="flat")
        working = (self.step_button, self.facts_button, self.day_button, self.away_button, self.back_button)
        guard(session, act_of(kind_of(cls)).code, *working, *(one for _act, one in self.acts))
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()
        self.step_button.setFocus()

    def _lay_out(self) -> None:
        kept = QWidget()
        kept.setLayout(column(self.steps, row(None, self.back_button, self.day_button, self.away_button), margin=GRID))
        self.tabs.addTab(kept, _("Steps"))
        for cls, table in self.lists.items():
            page = QWidget()
            add = button(_("&New entry…"), partial(self.add, cls), icon="add")
            guard(self._session, act_of(kind_of(cls)).code, add)
            table.opened.connect(self.change)
            page.setLayout(column(table, row(None, add), margin=GRID))
            self.tabs.addTab(page, _(cls.label))
        seen = QWidget()
        seen.setLayout(column(self.pictures, None, margin=GRID))
        self.tabs.addTab(seen, _("Photographs"))
        self.photos_button.setVisible(bool(self._cls.path.moments))
        self.file_button.setVisible(self._go is not None)
        acts = row(
            *(self.step_button, *(one for _act, one in self.acts), self.facts_button, self.photos_button, None),
            *(self.notice_button, self.file_button, self.close_button),
        )
        head = row(self.name, self.stamp, None, gap=2 * GRID)
        self.setLayout(
            column(head, self.facts, self.findings, self.lacks, self.tabs, acts, margin=2 * GRID, gap=2 * GRID)
        )

    def refresh(self) -> None:
        """Read the case."""
        self._session.read(self._show)

    def _show(self, reader: Reader) -> None:
        case = self.case = reader.get(self._cls, self._id)
        look, today = Look(reader, [case]), self._session.today
        steps = look.steps(case)
        self.name.setText(owner_name(self._session, reader, case))
        since = shown(fields_of(self._cls)["stage_on"], case.stage_on)
        self.stamp.setText(f"{stage_name(self._cls, case.stage)} · {since}")
        self._show_facts(case)
        _tell(self.lacks, _("Missing:"), [lack.text for lack in missing_next(look, case, today, self._session)])
        contradictions = findings(look, case)
        _tell(self.findings, _("To be cleared up:"), contradictions)
        self.away_button.setVisible(bool(contradictions) and self._session.book.identity.is_office)
        self.steps.load_all(steps)
        last = max(steps, key=lambda step: step.id or 0, default=None)
        self._undo = unsent_save(reader, self._session.book.identity.device.id, last.id) if last and last.id else None
        self.back_button.setVisible(self._undo is not None)
        hanging = {cls: look.linked(kind_of(cls), by, case) for cls, by in self._by.items()}
        self.names |= names_of_links(reader, [one for some in hanging.values() for one in some], today)
        for cls, table in self.lists.items():
            table.load_all(lines_of(cls, case, hanging[cls]))
        self._show_photographs(shots_of(reader, [case, *steps, *(one for some in hanging.values() for one in some)]))
        self.step_button.setEnabled(bool(next_stages(case, steps)))
        for act, one in self.acts:
            one.setVisible(act.fits(case))
        self.day_button.setVisible(bool(steps))
        self._count_photographs(case)
        self._awaited = awaited_notice(look, case, today)
        self.notice_button.setVisible(self._go is not None and self._awaited is not None)

    def _count_photographs(self, case: Case) -> None:
        each = [len(getattr(case, name)) for name in self._cls.path.moments]
        # Before, during and after are read at a glance; of more moments a row of figures says nothing
        counts = " / ".join(map(str, each)) if len(each) <= _AT_A_GLANCE else str(sum(each))
        self.photos_button.setText(_("&Photographs… ({counts})").format(counts=counts))

    def _show_photographs(self, shots: Sequence[Shot]) -> None:
        """Those of the case, of its steps and of what hangs on it; the tab says what has not arrived."""
        at, count = self.tabs.count() - 1, completeness(shots)
        self.pictures.show_shots(shots)
        self.tabs.setTabVisible(at, bool(shots))
        told = _("Photographs ({count}, {missing} not here)") if count.missing else _("Photographs ({count})")
        self.tabs.setTabText(at, told.format(count=count.named, missing=count.missing))

    def _show_facts(self, case: Case) -> None:
        clear(self.facts)
        for number, name in enumerate(self._cls.path.facts or free_fields(self._cls)[: 2 * _A_ROW]):
            field = fields_of(self._cls)[name]
            at, side = divmod(number, _A_ROW)
            self.facts.addWidget(label(_(field.label), "small"), 2 * at, side)
            self.facts.addWidget(label(shown(field, getattr(case, name))), 2 * at + 1, side)

    # --- acts -------------------------------------------------------------------------------------------------------

    def step(self) -> StepDialog:
        """Ask for the next step."""
        dialog = StepDialog(self._session, self.case, parent=self)
        dialog.open()
        return dialog

    def do(self, act: Act) -> Any:
        """Ask for what is done with cases of this kind beside its steps."""
        return act.ask(self._session, self.case, self)

    def correct(self) -> RecordDialog:
        """Ask for the facts anew; what steps write is only told."""
        return self._ask_record(self.case, title=_("Facts of the case"))

    def photographs(self) -> CasePhotographs:
        """Look at the photographs, add some, take some out."""
        dialog = CasePhotographs(self._session, self.case, self)
        dialog.open()
        return dialog

    def add(self, cls: type[Record]) -> RecordDialog:
        """Ask for a new record that hangs on the case; its day is today until another is typed."""
        fields = fields_of(cls).values()
        days = {field.name: self._session.today for field in fields if field.kind is Kind.DAY and field.required}
        # What hangs on the household is also of this case
        given: dict[str, Any] = {cls.home: self.case.belongs_to, self._by[cls]: self._id}
        facts: dict[str, Any] = {**given, **days}
        return self._ask_record(cls(**facts), given=list(given))

    def change(self, record: Record) -> RecordDialog:
        """Ask for the facts of a record anew, or for those of a line of a checklist that has none yet.

        What is written for good is shown, and kept.
        """
        checklist = [type(record).checklist] if record.id is None else []
        return self._ask_record(record, given=[type(record).home, *checklist] if checklist else ())

    def _ask_record(self, record: Record, title: str = "", given: Sequence[str] = ()) -> RecordDialog:
        dialog = RecordDialog(self._session, record, self, title=title, given=given)
        dialog.open()
        return dialog

    def correct_day(self) -> Asking | None:
        """Ask on which day the chosen step was really taken, and why it is corrected."""
        step, case = self.steps.current(), self.case
        if step is None:
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> object:
            return correct_day(ledger, case, step, values["on"] or step.on, values["why"] or "")

        editors = of_fields({"on": (fields_of(type(step))["on"], step.on), "why": (WHY, None)})
        return self._ask(_("Correct the day of the step"), editors, "case.correct", act, step)

    def take_back(self) -> BookAsking | None:
        """Ask whether the last step is taken back: as long as no bundle with it was sealed, it is as if never taken.

        Later a step stands with others, too: its day is corrected, or an office puts it away.
        """
        save, session = self._undo, self._session
        if save is None:
            return None
        asking = BookAsking(
            session,
            _("Take the last step back"),
            [],
            "",
            lambda book, _values: undo(book, save.id),
            say=_("Nobody else holds this step yet. The case stands again where it stood before; the step stays in the "
                  "history as undone."),
            parent=self,
            ok=_("Take the last step back"),
        )  # fmt: skip
        asking.open()
        return asking

    def put_away(self) -> Asking | None:
        """Ask why the chosen step is wrong; it stays in the history and counts no more."""
        step = self.steps.current()
        if step is None:
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> None:
            ledger.put_away(step, values["why"] or "")

        return self._ask(_("Put the step away"), of_fields({"why": (WHY, None)}), "case.step_away", act, step)

    def _ask(
        self, title: str, editors: Any, command: str, act: Callable[[Any, dict[str, Any]], Any], whose: Record
    ) -> Asking:
        asking = Asking(
            self._session, title, editors, command, act, parent=self, whose=whose if whose.id is not None else self.case
        )
        asking.open()
        return asking

    def _open_notice(self) -> None:
        if self._go is not None:
            self.close()
            self._go("notices", self._awaited)

    def _open_file(self) -> None:
        if self._go is not None:
            self.close()
            kind = fields_of(self._cls)[self._cls.home].link
            self._go("households", (kind, self.case.belongs_to))


def _tell(where: Any, heading: str, sentences: list[str]) -> None:
    where.setText("\n".join([heading, *(f"· {text}" for text in sentences)]) if sentences else "")
    where.setVisible(bool(sentences))


@opens(Case, CaseStep)
def _opened(session: Session, record: Record, parent: QWidget) -> CaseDialog:
    """A case; of a step, the case it belongs to."""
    kind = next(one for one in CASES.values() if type(record) in (one, one.step))
    dialog = CaseDialog(session, kind, Dot(getattr(record, "case", record.id) or 0), parent)
    dialog.open()
    return dialog
