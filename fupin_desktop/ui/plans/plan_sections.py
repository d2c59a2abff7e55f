"""Two sections of a household file: the plan of three years, and the measures of each year with their progress."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.showing import shown
from fupin_desktop.ledger.words import _, word
from fupin_desktop.plans.commands import make_plan, sign_plan
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.plans.rules import check_plan, is_overdue
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.asking import Asking, of_record
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.plans.measure import MeasureDialog, ask_measure
from fupin_desktop.ui.subject.section import Section
from fupin_desktop.ui.widgets.field_column import of_field
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row
from fupin_desktop.ui.widgets.table import Column, Table

_ASKED = ("planned_exit_year", "approved_by", "wish", "cause_analysis", "goal")
_SHOWN = ("planned_exit_year", "wish", "cause_analysis", "goal", "approved_by", "household_signed", "signed_on")


class PlanSection(Section):
    """The wish, the cause, the goal, the year of exit; made, revised and signed here."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Plan"))
        self.plan: HouseholdPlan | None = None
        self._household = Dot(0)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(GRID)
        self.facts.setColumnStretch(1, 1)
        self.warning = label("", "small", tone="warn", wrap=True)
        whole = QWidget()
        whole.setLayout(column(self.facts, self.warning, None, gap=2 * GRID, margin=GRID))
        words = _("No three-year plan yet. Write down the wish, the cause and the year of exit.")
        self.stack = Either(words, whole)
        self.box.addWidget(self.stack, 1)
        self.make_button = button(_("&Make the plan…"), self.ask, icon="add", kind="primary")
        self.sign_button = button(_("Household &signed…"), self.sign, icon="check")
        guard(session, "record.write", self.make_button, self.sign_button)
        self.box.addLayout(row(None, self.sign_button, self.make_button))

    def read(self, reader: Reader, subject: Record) -> HouseholdPlan | None:
        """The plan, where there is one."""
        return next(iter(reader.find(HouseholdPlan, household=subject.id)), None)

    def show_read(self, subject: Record, found: HouseholdPlan | None) -> None:
        """The plan, or the words that say there is none."""
        self._household, self.plan = Dot(subject.id or 0), found
        clear(self.facts)
        if self.plan is not None:
            self._show(self.plan)
        self.stack.show_some(self.plan)
        self.make_button.setText(_("&Revise the plan…") if self.plan else _("&Make the plan…"))
        self.sign_button.setEnabled(self.plan is not None and not self.plan.household_signed)

    def _show(self, plan: HouseholdPlan) -> None:
        for number, name in enumerate(_SHOWN):
            field = fields_of(HouseholdPlan)[name]
            self.facts.addWidget(label(_(field.label), "label"), number, 0)
            self.facts.addWidget(label(shown(field, getattr(plan, name)), wrap=True), number, 1)
        self.warning.setText("  ".join(check_plan(plan)))

    def ask(self) -> Asking:
        """Ask for the plan, or revise it: a revised plan is to be signed anew."""
        first = self.plan or HouseholdPlan(household=self._household)

        def act(ledger: BookLedger, values: dict[str, Any]) -> object:
            return make_plan(ledger, first, **values)

        say = _("A revised plan must be signed by the household anew.") if self.plan else ""
        editors = of_record(first, *_ASKED)
        asking = Asking(
            self.session,
            _("Plan of three years"),
            editors,
            "plan.make",
            act,
            say=say,
            parent=self,
            whose=self._household,
        )
        asking.open()
        return asking

    def sign(self) -> Asking | None:
        """Ask on which day the household signed."""
        plan = self.plan
        if plan is None:
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> object:
            return sign_plan(ledger, plan, values["signed_on"] or ledger.today)

        editors = of_record(plan.but(signed_on=self.session.today), "signed_on")
        asking = Asking(self.session, _("The household signed"), editors, "plan.sign", act, parent=self, whose=plan)
        asking.open()
        return asking


class MeasuresSection(Section):
    """The measures of all years; Enter opens one, a button sets a new one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Measures"))
        self._household = Dot(0)
        self.table = Table(
            [
                of_field(YearMeasure, "year", 4),
                of_field(YearMeasure, "category", 8),
                of_field(YearMeasure, "content"),
                of_field(YearMeasure, "planned_fund", 7),
                of_field(YearMeasure, "actual_fund", 7),
                of_field(YearMeasure, "due", 7),
                Column(_("State"), _state, 6, tone=lambda m: "accent" if is_overdue(m, session.today) else ""),
            ],
            _("Measures"),
        )
        self.table.opened.connect(lambda measure: self.open(measure.id))
        words = _("No measures yet. Each year's measures, with money and state, stand here.")
        self.stack = Either(words, self.table)
        self.box.addWidget(self.stack, 1)
        self.add_button = button(_("&New measure…"), self.add, icon="add", kind="primary")
        guard(session, "record.write", self.add_button)
        self.box.addLayout(row(None, self.add_button))

    def read(self, reader: Reader, subject: Record) -> list[YearMeasure]:
        """The measures, the newest year first."""
        found = reader.find(YearMeasure, household=subject.id)
        return sorted(found, key=lambda one: (-(one.year or 0), one.id or 0))

    def show_read(self, subject: Record, found: list[YearMeasure]) -> None:
        """The list."""
        self._household = Dot(subject.id or 0)
        self.table.load_all(found)
        self.stack.show_some(found)

    def add(self) -> RecordDialog:
        """Ask for a new measure."""
        return ask_measure(self.session, self._household, self)

    def open(self, id: Dot) -> None:
        """Open a measure."""
        dialog = MeasureDialog(self.session, id, self)
        dialog.file_button.hide()
        dialog.open()


def _state(measure: YearMeasure) -> str:
    return _("To be confirmed") if measure.to_be_confirmed else word("measure_state", measure.state or "")
