"""Two sections of a household file: the plan of three years, and the measures of each year with their progress."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import shown
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.plans.approval import HOUSEHOLD, known_of, lacks, version_of
from fupin_desktop.plans.commands import make_plan
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import check_plan, is_overdue, reached
from fupin_desktop.plans.signing import approve, sign
from fupin_desktop.plans.yearly import HouseholdSurvey, PlanSignature
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.asking import Asking, of_record
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import keep_files, photo_editor
from fupin_desktop.ui.plans.measure import MeasureDialog, ask_measure
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row

_LOAN = ("loan_wish", "loan_purpose", "loan_amount")
_ASKED = ("planned_exit_year", *_LOAN, "wish", "cause_analysis", "goal")
_SHOWN = (
    *("version", "planned_exit_year", "wish", "cause_analysis", "goal", *_LOAN),
    *("household_signed", "signed_on", "approved_by", "approved_on"),
)
_LOW = 150  # pixels the list keeps in a tab of several
_LONG = ("wish", "cause_analysis", "goal")


@dataclass(frozen=True)
class _Plan:
    """The plan, what it lacks before it may be approved, and what the household said when it was asked last."""

    plan: HouseholdPlan | None
    lacks: list[str]
    survey: HouseholdSurvey | None


class PlanSection(Section):
    """The wish, the cause, the goal, the year of exit; made, revised, signed and approved here."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Plan"))
        self.plan: HouseholdPlan | None = None
        self._survey: HouseholdSurvey | None = None
        self._household = Dot(0)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(GRID)
        self.facts.setColumnStretch(1, 1)
        self.facts.setColumnStretch(3, 1)
        self.warning = label("", "small", tone="warn", wrap=True)
        whole = QWidget()
        whole.setLayout(column(self.facts, self.warning, None, gap=2 * GRID, margin=GRID))
        words = _("No three-year plan yet. Write down the wish, the cause and the year of exit.")
        self.stack = Either(words, whole)
        self.box.addWidget(self.stack, 1)
        self.make_button = button(_("&Make the plan…"), self.ask, icon="add", kind="primary")
        self.sign_button = button(_("&Signed…"), self.sign, icon="check")
        self.approve_button = button(_("A&pprove…"), self.approve, icon="check")
        guard(session, "record.write", self.make_button, self.sign_button, self.approve_button)
        self.box.addLayout(row(None, self.approve_button, self.sign_button, self.make_button))

    def read(self, reader: Reader, subject: Record) -> _Plan:
        """The plan, where there is one, and the newest survey."""
        plan = next(iter(reader.find(HouseholdPlan, household=subject.id)), None)
        surveys = sorted(reader.find(HouseholdSurvey, household=subject.id), key=lambda one: str(one.date))
        lacking = lacks(plan, known_of(reader, [plan]), self.session.today) if plan else []
        return _Plan(plan, lacking, surveys[-1] if surveys else None)

    def show_read(self, subject: Record, found: _Plan) -> None:
        """The plan, or the words that say there is none."""
        self._household, self.plan, self._survey = Dot(subject.id or 0), found.plan, found.survey
        clear(self.facts)
        if self.plan is not None:
            self._show(self.plan, found.lacks)
        self.stack.show_some(self.plan)
        self.make_button.setText(_("&Revise the plan…") if self.plan else _("&Make the plan…"))
        self.sign_button.setEnabled(self.plan is not None)
        self.approve_button.setEnabled(self.plan is not None and not self.plan.approved_by)

    def _show(self, plan: HouseholdPlan, lacking: list[str]) -> None:
        at = 0
        for name in _SHOWN:
            field = fields_of(HouseholdPlan)[name]
            value = version_of(plan) if name == "version" else getattr(plan, name)
            down, side = divmod(at, 2)
            if name in _LONG and side:
                down, side, at = down + 1, 0, at + 1
            self.facts.addWidget(label(_(field.label), "label"), down, 2 * side)
            told = label(shown(field, value), wrap=True)
            self.facts.addWidget(told, down, 2 * side + 1, 1, 3 if name in _LONG else 1)
            at += 2 if name in _LONG else 1
        warnings = check_plan(plan)
        if lacking and not plan.approved_by:
            warnings.append(_("Before it is approved: {lacks}.").format(lacks="；".join(lacking)))
        self.warning.setText("  ".join(warnings))

    def ask(self) -> Asking:
        """Ask for the plan, or revise it: a revised plan is to be signed anew."""
        first = self.plan or self._first()

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

    def _first(self) -> HouseholdPlan:
        """A new plan begins with what the household said in its last survey."""
        told = self._survey
        if told is None:
            return HouseholdPlan(household=self._household)
        loan = {name: getattr(told, name) for name in _LOAN}
        return HouseholdPlan(household=self._household, wish=told.wish, **loan)

    def sign(self) -> Asking | None:
        """Ask who signed on which day, with the photograph of the signed paper."""
        plan = self.plan
        if plan is None:
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> object:
            keys = keep_files(self.session, ledger, values["photos"])
            signer, on = values["signer"] or HOUSEHOLD, values["on"] or ledger.today
            return sign(ledger, plan, signer=signer, on=on, name=values["name"], photos=keys)

        first = of_record(PlanSignature(signer=HOUSEHOLD, on=self.session.today), "signer", "on", "name")
        editors = [*first, photo_editor(self.session, fields_of(PlanSignature)["photos"])]
        asking = Asking(self.session, _("The plan was signed"), editors, "plan.sign", act, parent=self, whose=plan)
        asking.open()
        return asking

    def approve(self) -> Asking | None:
        """Ask who approved it on which day; what the plan lacks is told above."""
        plan = self.plan
        if plan is None:
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> object:
            return approve(ledger, plan, by=values["approved_by"] or "", on=values["approved_on"] or ledger.today)

        first = plan.but(approved_by=self.session.book.user, approved_on=self.session.today)
        editors = of_record(first, "approved_by", "approved_on")
        asking = Asking(self.session, _("Approve the plan"), editors, "plan.approve", act, parent=self, whose=plan)
        asking.open()
        return asking


class MeasuresSection(Section):
    """The measures of all years; Enter opens one, a button sets a new one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Measures"))
        self._household = Dot(0)
        self._reached: dict[Dot | None, int] = {}
        self.table = Table(
            [
                of_field(YearMeasure, "year", 4),
                of_field(YearMeasure, "category", 6),
                of_field(YearMeasure, "content"),
                of_field(YearMeasure, "planned_fund", 7),
                of_field(YearMeasure, "actual_fund", 7),
                replace(of_field(YearMeasure, "benefit_income", 6), spare=True),
                Column(_("Done"), lambda m: f"{self._reached.get(m.id, 0)} %", 4, right=True),
                replace(of_field(YearMeasure, "due", 7), spare=True),
                Column(_("State"), _state, 6, tone=lambda m: "accent" if is_overdue(m, session.today) else ""),
            ],
            _("Measures"),
        )
        self.table.setMinimumHeight(_LOW)
        self.table.opened.connect(lambda measure: self.open(measure.id))
        words = _("No measures yet. Each year's measures, with money and state, stand here.")
        self.stack = Either(words, self.table)
        self.box.addWidget(self.stack, 1)
        self.add_button = button(_("&New measure…"), self.add, icon="add", kind="primary")
        guard(session, "record.write", self.add_button)
        self.box.addLayout(row(None, self.add_button))

    def read(self, reader: Reader, subject: Record) -> list[tuple[YearMeasure, int]]:
        """The measures, the newest year first, each with the percentage it has reached."""
        found = sorted(
            reader.find(YearMeasure, household=subject.id), key=lambda one: (-(one.year or 0), one.id or 0)
        )  # fmt: skip
        steps: dict[Dot | None, list[MeasureProgress]] = {}
        for step in reader.find(MeasureProgress, measure=[one.id for one in found]) if found else ():
            steps.setdefault(step.measure, []).append(step)
        return [(one, reached(steps.get(one.id, ()))) for one in found]

    def show_read(self, subject: Record, found: list[tuple[YearMeasure, int]]) -> None:
        """The list."""
        self._household = Dot(subject.id or 0)
        self._reached = {measure.id: percent for measure, percent in found}
        self.table.load_all([measure for measure, _percent in found])
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
