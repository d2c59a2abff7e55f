"""Sections of a village file that its households bring: the households, visits, dangerous houses, notices."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.showing import NOTHING, grouped
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.notices.rules import kind_label
from fupin_desktop.store.lists.cases import CaseRow, case_rows
from fupin_desktop.store.lists.queries import (
    Chosen,
    HouseholdRow,
    NoticeRow,
    VisitRow,
    notice_rows,
    visits,
)
from fupin_desktop.store.lists.queries import households as households_of
from fupin_desktop.store.lists.visiting import VisitsWanted
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.paged_section import PagedSection
from fupin_desktop.ui.subject.section import Maker
from fupin_desktop.ui.visit_file.dialog import open_visit
from fupin_desktop.ui.widgets.parts import button
from fupin_desktop.ui.widgets.shown import grade, person
from fupin_desktop.ui.widgets.table import Column


def _code(village: Record) -> str:
    return str(getattr(village, "code", None) or "")


class HouseholdsSection(PagedSection):
    """贫困户: the households of the village; Enter opens the file of one, a button makes a new one."""

    def __init__(self, session: Session) -> None:
        today = session.today
        columns = [
            Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6),
            Column(_("Household code"), lambda r: grouped(r.code), 12, spare=True),
            Column(_("Group"), lambda r: r.group or NOTHING),
            Column(_("Persons"), lambda r: str(r.persons or NOTHING), 4, right=True),
            Column(_("Attribute"), lambda r: _word("hh_attribute", r.attribute), 7),
            Column(_("Cause"), lambda r: _word("cause", r.cause), 8),
            Column(_("Danger"), lambda r: grade(r.danger), 4),
            Column(_("Status"), lambda r: _word("hh_status", r.status), 7),
            Column(_("Last visit"), lambda r: r.last_visit or _("none"), 7),
        ]
        super().__init__(
            session, _("Poor households"), _("No household of this village is in the book."), columns, _page
        )
        self.dialog: RecordDialog | None = None
        self.new_button = button(_("&New household…"), self.add, icon="add", kind="primary")
        self.add_buttons(self.new_button)
        if session.book.read_only:
            self.new_button.hide()
        self.table.opened.connect(lambda found: self.opened.emit("household", found.id))

    def add(self) -> RecordDialog:
        """The form of a new household of this village."""
        assert self.subject is not None, "a section stands in an open file"
        first = Household(village_code=_code(self.subject))
        self.dialog = RecordDialog(
            self.session, first, self.window(), given=("village_code",), subject=self.subject, done=self._added
        )
        self.dialog.open()
        return self.dialog

    def _added(self, made: Household) -> None:
        self.opened.emit("household", made.id)


def _page(reader: Reader, village: Record, last: HouseholdRow | None) -> Sequence[HouseholdRow]:
    return households_of(reader, Chosen(village=_code(village)), last)


def _word(name: str, code: str | None) -> str:
    return word(name, code) if code else NOTHING


def _visits(session: Session) -> PagedSection:
    """走访与大事: the visits to its households, the newest first; Enter opens the household."""
    today = session.today

    def page(reader: Reader, village: Record, last: VisitRow | None) -> Sequence[VisitRow]:
        return visits(reader, last, wanted=VisitsWanted(village=_code(village)))

    columns = [
        Column(_("Date"), lambda r: r.date, 7),
        Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6),
        Column(_("Visitors"), lambda r: "、".join(r.visitors), 9),
        Column(_("Type"), lambda r: _word("visit_type", r.type), 7),
        Column(_("Findings"), lambda r: r.findings or NOTHING),
    ]
    made = PagedSection(session, _("Visits and events"), _("No visit yet. Press Ctrl+N to log one."), columns, page)
    made.table.opened.connect(lambda found: open_visit(session, found.id, made.window(), made.opened.emit))
    return made


class _Case(NamedTuple):
    row: CaseRow
    case: HousingCase


def _cases(session: Session) -> PagedSection:
    """危房: the housing cases of its households, the longest waiting first; Enter opens the household."""
    today = session.today

    def page(reader: Reader, village: Record, last: _Case | None) -> Sequence[_Case]:
        if last is not None:
            return []
        rows = case_rows(reader, HousingCase, list(words("house_stage")), _code(village))
        found = {one.id: one for one in reader.find(HousingCase, id=[row.id for row in rows])} if rows else {}
        return [_Case(row, found[row.id]) for row in rows]

    columns = [
        Column(_("Head"), lambda r: person(r.row.head, r.row.head_born, today), 6),
        Column(_("Danger grade"), lambda r: grade(r.case.danger_grade), 6),
        Column(_("Way of repair"), lambda r: _word("house_mode", r.case.mode), 9),
        Column(_("Stage"), lambda r: _word("house_stage", r.case.stage)),
        Column(_("Since"), lambda r: str(r.case.stage_on or NOTHING), 7),
    ]
    said = _("No housing case in this village.")
    made = PagedSection(session, _("Dangerous houses"), said, columns, page)
    made.table.opened.connect(lambda found: made.opened.emit("household", found.row.home))
    return made


def _notices(session: Session) -> PagedSection:
    """公示: the notices of the village, the newest first; Enter opens one on its own page."""

    def page(reader: Reader, village: Record, last: NoticeRow | None) -> Sequence[NoticeRow]:
        return notice_rows(reader, _code(village), last)

    columns = [
        Column(_("Kind"), lambda r: kind_label(r.kind), 12),
        Column(_("Title"), lambda r: r.title or NOTHING),
        Column(_("Notice number"), lambda r: r.number or _("draft"), 12, spare=True),
        Column(_("State"), lambda r: _word("notice_state", r.state), 5),
        Column(_("On the board from"), lambda r: r.posted_from or NOTHING, 7),
        Column(_("On the board until"), lambda r: r.posted_to or NOTHING, 7),
    ]
    made = PagedSection(session, _("Notices"), _("No notice of this village yet."), columns, page)
    made.table.opened.connect(lambda found: made.opened.emit("notices", found.id))
    return made


VILLAGE_SECTIONS: Mapping[str, Maker] = {
    "household": HouseholdsSection,
    "visit": _visits,
    "housing_case": _cases,
    "notice": _notices,
}
