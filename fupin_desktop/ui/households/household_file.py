"""The household file: its strip over ten tabs in the order cadres know, and one more for kinds without a place."""

from collections.abc import Mapping

from PySide6.QtWidgets import QPushButton

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.words import _
from fupin_desktop.subjects import SUBJECTS, photographed, subject_above
from fupin_desktop.ui.cases.board_section import BOARDS
from fupin_desktop.ui.cases.section import CasesSection
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.household_strip import HouseholdStrip
from fupin_desktop.ui.households.moving import ask_move
from fupin_desktop.ui.photos.viewer import PhotoViewer, view_records
from fupin_desktop.ui.plans.photo_section import ProgressSection
from fupin_desktop.ui.plans.plan_sections import MeasuresSection, PlanSection
from fupin_desktop.ui.subject.file import SubjectFile
from fupin_desktop.ui.subject.sections.section import Maker
from fupin_desktop.ui.visit_file.section import VisitsSection
from fupin_desktop.ui.widgets.parts import button

_HAND_MADE: Mapping[str, Maker] = {
    "household_plan": PlanSection,
    "year_measure": MeasuresSection,
    "measure_progress": ProgressSection,
    "visit": VisitsSection,
    **dict.fromkeys(CASES, CasesSection),
    **BOARDS,
}


class HouseholdFile(SubjectFile):
    """Everything of one household."""

    def __init__(self, session: Session) -> None:
        self.move_button = button(_("Mo&ve to another village…"), self.ask_move, icon="export", kind="flat")
        self.village_button = button(_("Village &file"), self.open_village, icon="households", kind="flat")
        self.forms_button = button(_("Fo&rms…"), self.open_forms, icon="print", kind="flat")
        self.photos_button = button(_("Pho&tographs…"), self.view_photographs, icon="photo", kind="flat")
        super().__init__(session, SUBJECTS["household"], _HAND_MADE, self._strip)
        self.move_button.setVisible(session.book.identity.is_office and not session.book.read_only)

    def _strip(self, session: Session, back: QPushButton) -> HouseholdStrip:
        return HouseholdStrip(
            session, self.forms_button, self.photos_button, self.village_button, self.move_button, back
        )

    def open_forms(self) -> None:
        """The forms of this household."""
        self.opened.emit("papers", [self.id])

    def open_village(self) -> None:
        """Open the file of the household's village, where the book holds it."""
        found = self._session.read(lambda reader: subject_above(reader, reader.get(Household, self.id)))
        if found is not None:
            self.opened.emit("village", found.id)
        else:
            self._session.said.emit(_("The book does not hold this village yet: enter it under “Village”."))

    def view_photographs(self) -> PhotoViewer | None:
        """Look at every photograph of the household: of visits, measures, cases and changes."""
        records = self._session.read(lambda reader: photographed(reader, reader.get(Household, self.id)))
        viewer = view_records(self._session, records, self.window())
        if viewer is None:
            self._session.said.emit(_("This household has no photograph yet: they come with visits and cases."))
        return viewer

    def ask_move(self) -> Asking:
        """Ask to which village the household moves."""
        return ask_move(self._session, self.id, self)
