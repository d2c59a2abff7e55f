"""The household file: its strip over ten tabs in the order cadres know, and one more for kinds without a place."""

from PySide6.QtWidgets import QPushButton

from fupin_desktop.ledger.words import _
from fupin_desktop.subjects import SUBJECTS
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.household_strip import HouseholdStrip
from fupin_desktop.ui.households.moving import ask_move
from fupin_desktop.ui.plans.plan_sections import MeasuresSection, PlanSection
from fupin_desktop.ui.subject.file import SubjectFile
from fupin_desktop.ui.widgets.parts import button

_HAND_MADE = {"household_plan": PlanSection, "year_measure": MeasuresSection}


class HouseholdFile(SubjectFile):
    """Everything of one household."""

    def __init__(self, session: Session) -> None:
        self.move_button = button(_("Mo&ve to another village…"), self.ask_move, icon="export", kind="flat")
        super().__init__(session, SUBJECTS["household"], _HAND_MADE, self._strip)
        self.move_button.setVisible(session.book.identity.is_office and not session.book.read_only)

    def _strip(self, session: Session, back: QPushButton) -> HouseholdStrip:
        return HouseholdStrip(session, self.move_button, back)

    def ask_move(self) -> Asking:
        """Ask to which village the household moves."""
        return ask_move(self._session, self.id, self)
