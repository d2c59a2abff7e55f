"""A housing case: its facts, its steps, what it still lacks, and the step to the next stage."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.housing.commands import StepPapers, advance
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.housing.rules import came_from, missing, next_stages
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.showing import grouped, shown
from fupin_desktop.ledger.values import parse
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.notices.notice_panel import awaited
from fupin_desktop.ui.widgets.field_column import of_field
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.shown import head_name
from fupin_desktop.ui.widgets.table import Table

_FACTS = ("stage", "stage_on", "danger_grade", "mode", "year_plan", "subsidy_amount", "area_after", "contractor")
_A_ROW = 4


class CaseDialog(QDialog):
    """Opened from a card of the board."""

    def __init__(self, session: Session, id: Dot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._id = session, id
        self.setMinimumSize(720, 480)
        self.name = label("", "title")
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.lacks = label("", "small", tone="warn", wrap=True)
        self.steps = Table(
            [
                of_field(HousingStep, "on", 7),
                of_field(HousingStep, "to_stage", 8),
                of_field(HousingStep, "by", 7),
                of_field(HousingStep, "opinion"),
            ],
            _("Steps"),
        )
        self.to, self.on, self.opinion = QComboBox(), QLineEdit(), QLineEdit()
        self.words = Told(session)
        self.advance_button = button(_("&Advance"), self.advance, icon="forward", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self._lay_out()
        self.refresh()
        self.to.setFocus()

    def _lay_out(self) -> None:
        named = ((_("Next stage"), self.to), (_("Date"), self.on), (_("Opinion"), self.opinion))
        fields = row()
        for text, field in named:
            field.setAccessibleName(text)
            fields.addLayout(column(label(text, "label"), field, gap=2), 1)
        self.setLayout(
            column(
                self.name,
                self.facts,
                self.lacks,
                self.steps,
                fields,
                self.words,
                row(self.close_button, None, self.advance_button),
                margin=2 * GRID,
            )
        )

    def refresh(self) -> None:
        """Read the case."""
        self._session.read(self._show)

    def _show(self, reader: Reader) -> None:
        case = reader.get(HousingCase, self._id)
        steps = reader.find(HousingStep, case=self._id)
        home = reader.get(Household, Dot(case.household or 0))
        head = head_among(reader.find(Member, household=home.id))
        self.setWindowTitle(_("Housing case"))
        self.name.setText(f"{head_name(head, self._session.today)}  {grouped(home.household_code or '')}")
        self._show_facts(case)
        self.lacks.setText("  ".join([*missing(case), awaited(reader, case, home, self._session.today)]))
        self.steps.load_all(steps)
        self.to.clear()
        for stage in next_stages(case, came_from(steps)):
            self.to.addItem(word("house_stage", stage), stage)
        self.advance_button.setEnabled(self.to.count() > 0)
        self.on.setText(self._session.today.isoformat())

    def _show_facts(self, case: HousingCase) -> None:
        for number, name in enumerate(_FACTS):
            field = fields_of(HousingCase)[name]
            at, side = divmod(number, _A_ROW)
            for old in (self.facts.itemAtPosition(2 * at, side), self.facts.itemAtPosition(2 * at + 1, side)):
                if old is not None and (widget := old.widget()) is not None:
                    widget.deleteLater()
                    self.facts.removeWidget(widget)
            self.facts.addWidget(label(_(field.label), "small"), 2 * at, side)
            self.facts.addWidget(label(shown(field, getattr(case, name))), 2 * at + 1, side)

    def advance(self) -> None:
        """Bring the case to the chosen stage."""
        to, opinion = self.to.currentData(), self.opinion.text().strip() or None
        try:
            on: Any = parse(fields_of(HousingStep)["on"], self.on.text())
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self.advance_button.setEnabled(False)
        self._session.command(
            "case.advance",
            lambda ledger: advance(
                ledger, ledger.get(HousingCase, self._id), to=to, on=on, papers=StepPapers(opinion=opinion)
            ),
            self._moved,
            self._failed,
        )

    def _moved(self, case: HousingCase) -> None:
        self.opinion.clear()
        self.refresh()
        self.words.say(_("Now at: {stage}").format(stage=word("house_stage", case.stage or "")), "good")

    def _failed(self, error: Exception) -> None:
        self.advance_button.setEnabled(True)
        self.words.fail(error)
