"""A measure of the year: its facts, its progress, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import shown
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.plans.commands import cancel_measure, confirm_measure, report_progress
from fupin_desktop.plans.model import MeasureFunding, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import CANCELLED, DONE, RUNNING, is_overdue
from fupin_desktop.store.photos.shots import shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import WHY, Act, Asking, of_fields, of_record
from fupin_desktop.ui.forms.opening import opens
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import keep_files, photo_editor
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, retone, row
from fupin_desktop.ui.widgets.shown import head_name

_FACTS = (
    *("category", "project8", "batch5", "planned_fund", "actual_fund"),
    *("benefit_income", "responsible", "start", "due", "support", "own_input", "household_signed"),
)
_A_ROW = 4
_WIDE, _MONEY, _STEPS = 780, 100, 96  # pixels: of the dialog, of two sources, of a step or two


def ask_measure(session: Session, household: Dot, parent: QWidget, measure: YearMeasure | None = None) -> RecordDialog:
    """Ask for a new measure of a household, or correct one: all its facts, the member it is for among them."""
    record = measure or YearMeasure(household=household, year=session.today.year)
    title = _("Correct the measure") if measure else _("New measure")
    dialog = RecordDialog(session, record, parent, title=title, given=("household",))
    dialog.open()
    return dialog


class MeasureDialog(QDialog):
    """Opened from the board, the list or the household's file; `household` asks for that file."""

    household = Signal(object)

    def __init__(self, session: Session, id: Dot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._id = session, id
        self.measure = YearMeasure()
        self.setWindowTitle(_("Measure of the year"))
        self.setMinimumWidth(_WIDE)
        self.resize(_WIDE, 660)
        self.name, self.stamp = label("", "title"), label("", "stamp")
        self.content = label("", wrap=True)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(2)
        self.steps = Table(
            [
                of_field(MeasureProgress, "date", 7),
                Column(_("Done"), lambda step: f"{step.percent} %", 4, right=True),
                of_field(MeasureProgress, "remark"),
                Column(_("Photographs"), lambda step: str(len(step.photos) or ""), 4, right=True),
            ],
            _("Progress"),
        )
        self.money = Table(
            [
                of_field(MeasureFunding, "source", 9),
                of_field(MeasureFunding, "planned", 8),
                of_field(MeasureFunding, "actual", 8),
                of_field(MeasureFunding, "on", 7),
                of_field(MeasureFunding, "remark"),
            ],
            _("Money by source"),
        )
        self.money.setFixedHeight(_MONEY)
        self.money.opened.connect(self.enter_money)
        self.steps.setMinimumHeight(_STEPS)
        self.photos = PhotoStrip(session)
        self.confirm_button = button(_("&Household was asked"), self._confirm, icon="check", kind="primary")
        self.report_button = button(_("&Report progress…"), self.report, icon="add", kind="primary")
        self.done_button = button(_("Confirm &done"), self._finish, icon="check")
        self.correct_button = button(_("Correc&t…"), self.correct)
        self.cancel_button = button(_("&Give up…"), self.give_up)
        self.money_button = button(_("Source of &money…"), self.enter_money, icon="add")
        working = (
            *(self.confirm_button, self.report_button, self.done_button, self.correct_button, self.cancel_button),
            self.money_button,
        )
        guard(session, "record.write", *working)
        self.file_button = button(_("Household &file"), self._open_file, kind="flat")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()
        self.report_button.setFocus()  # what a measure is opened for most days

    def _lay_out(self) -> None:
        acts = row(
            *(self.confirm_button, self.report_button, self.done_button, self.correct_button, self.cancel_button),
            *(None, self.file_button, self.close_button),
        )
        head = row(self.name, self.stamp, None, gap=2 * GRID)
        self.setLayout(
            column(
                *(head, self.content, self.facts, row(label(_("Money by source"), "heading"), None, self.money_button)),
                *(self.money, label(_("Progress"), "heading"), self.steps, self.photos, acts),
                margin=2 * GRID,
                gap=GRID,
            )
        )

    def refresh(self) -> None:
        """Read the measure."""
        self._session.read(self._show)

    def _show(self, reader: Reader) -> None:
        measure = self.measure = reader.get(YearMeasure, self._id)
        home = reader.get(Household, Dot(measure.household or 0))
        head = head_among(reader.find(Member, household=home.id))
        steps = reader.find(MeasureProgress, measure=self._id)
        self.name.setText(head_name(head, self._session.today))
        self.stamp.setText(self._state(measure))
        late = is_overdue(measure, self._session.today)
        retone(self.stamp, "good" if measure.state == DONE else "bad" if late else "")
        self.content.setText(f"{measure.year}　{measure.content or ''}")
        self._show_facts(measure)
        in_time = sorted(steps, key=lambda step: (str(step.date), step.id or 0))
        self.steps.load_all(in_time[::-1])
        sources = reader.find(MeasureFunding, measure=self._id)
        self.money.load_all(sources)
        self.money.setVisible(bool(sources))
        self.photos.show_shots(shots_of(reader, in_time))
        running = measure.state in RUNNING
        self.confirm_button.setVisible(bool(measure.to_be_confirmed) and running)
        for one in (self.done_button, self.cancel_button):
            one.setEnabled(running)
        self.report_button.setEnabled(measure.state != CANCELLED)

    def _state(self, measure: YearMeasure) -> str:
        if measure.to_be_confirmed and measure.state in RUNNING:
            return _("To be confirmed")
        state = word("measure_state", measure.state or "")
        return f"{state} · {_('Overdue')}" if is_overdue(measure, self._session.today) else state

    def _show_facts(self, measure: YearMeasure) -> None:
        clear(self.facts)
        for number, name in enumerate(_FACTS):
            field = fields_of(YearMeasure)[name]
            at, side = divmod(number, _A_ROW)
            self.facts.addWidget(label(_(field.label), "small"), 2 * at, side)
            self.facts.addWidget(label(shown(field, getattr(measure, name)), wrap=True), 2 * at + 1, side)

    # --- acts -------------------------------------------------------------------------------------------------------

    def _do(self, name: str, act: Callable[[BookLedger], object]) -> None:
        self._session.command(name, act)

    def _confirm(self) -> None:
        self._do("measure.confirm", lambda ledger: confirm_measure(ledger, self.measure))

    def _finish(self) -> None:
        day = self._session.today
        self._do("measure.progress", lambda ledger: report_progress(ledger, self.measure, date=day, percent=100))

    def _ask(self, title: str, editors: Any, name: str, act: Act, say: str = "") -> Asking:
        asking = Asking(self._session, title, editors, name, act, say=say, parent=self, whose=self.measure)
        asking.open()
        return asking

    def report(self) -> Asking:
        """Ask how far it has come."""
        first = of_record(MeasureProgress(date=self._session.today), "date", "percent", "remark")
        photos = photo_editor(self._session, fields_of(MeasureProgress)["photos"])
        return self._ask(_("Report progress"), [*first, photos], "measure.progress", self._reported)

    def _reported(self, ledger: BookLedger, values: dict[str, Any]) -> object:
        keys = keep_files(self._session, ledger, values["photos"])
        return report_progress(
            ledger, self.measure, date=values["date"], percent=values["percent"], note=values["remark"], photos=keys
        )

    def correct(self) -> RecordDialog:
        """Ask for the facts anew."""
        return ask_measure(self._session, Dot(self.measure.household or 0), self, self.measure)

    def enter_money(self, source: MeasureFunding | None = None) -> RecordDialog:
        """Ask for a source of the measure's money, or correct one."""
        record = source or MeasureFunding(measure=self._id)
        dialog = RecordDialog(self._session, record, self, given=("measure",))
        dialog.open()
        return dialog

    def give_up(self) -> Asking:
        """Ask why it is given up."""
        editors = of_fields({"why": (WHY, None)})
        return self._ask(_("Give the measure up"), editors, "measure.cancel", self._given_up)

    def _given_up(self, ledger: BookLedger, values: dict[str, Any]) -> object:
        return cancel_measure(ledger, self.measure, values["why"] or "")

    def _open_file(self) -> None:
        self.close()
        self.household.emit(self.measure.household)


def open_measure(session: Session, id: Dot, parent: QWidget, go: Callable[[str, object], None]) -> MeasureDialog:
    """Open a measure over a page; its button leads to the household's file."""
    dialog = MeasureDialog(session, id, parent)
    dialog.household.connect(partial(go, "households"))
    dialog.open()
    return dialog


@opens(YearMeasure, MeasureProgress, MeasureFunding)
def _opened(session: Session, record: Record, parent: QWidget) -> MeasureDialog:
    """A measure; of a step or of money of one, the measure it belongs to."""
    dialog = MeasureDialog(session, Dot(getattr(record, "measure", record.id) or 0), parent)
    dialog.open()
    return dialog
