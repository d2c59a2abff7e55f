"""Sections of a village file that its households bring: the households, visits, dangerous houses, notices."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.declared.asked import Asked
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rules import kind_label
from fupin_desktop.store.lists.arranged import arranged
from fupin_desktop.store.lists.cases import CaseRow, case_base, case_rows_of
from fupin_desktop.store.lists.queries import (
    Chosen,
    HouseholdRow,
    NoticeRow,
    VisitRow,
    household_base,
    household_rows,
    notice_base,
    notice_rows,
    notice_rows_of,
    visit_base,
    visit_rows,
    visits,
)
from fupin_desktop.store.lists.queries import households as households_of
from fupin_desktop.store.lists.visiting import VisitsWanted
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.home_columns import household_columns, keyed
from fupin_desktop.ui.subject.sections.paged_section import ByHeadings, PagedSection
from fupin_desktop.ui.subject.sections.section import Maker
from fupin_desktop.ui.visit_file.dialog import open_visit
from fupin_desktop.ui.widgets.lists.column import Column, stored
from fupin_desktop.ui.widgets.parts import button
from fupin_desktop.ui.widgets.shown import grade, person
from fupin_desktop.visits.model import Visit


def _code(village: Record) -> str:
    return str(getattr(village, "code", None) or "")


class HouseholdsSection(PagedSection):
    """贫困户: the households of the village; Enter opens the file of one, a button makes a new one."""

    def __init__(self, session: Session) -> None:
        columns = household_columns(session.today, with_village=False)
        by = ByHeadings(
            lambda reader, village: household_base(reader, Chosen(village=_code(village)), session.today),
            household_rows,
        )
        super().__init__(
            session, _("Poor households"), _("No household of this village is in the book."), columns, _page, by
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
    """入户走访: the visits to its households, the newest first; Enter opens the household."""
    today = session.today

    def page(reader: Reader, village: Record, last: VisitRow | None) -> Sequence[VisitRow]:
        return visits(reader, last, wanted=VisitsWanted(village=_code(village)))

    columns = [
        Column(_("Date"), lambda r: r.date or NOTHING, 7, **keyed(Visit, "date", lambda r: r.date)),
        Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6, key="head"),
        Column(
            _("Visitors"), lambda r: "、".join(r.visitors), 9, typed=True,
            **keyed(Visit, "visitors", lambda r: r.visitors),
        ),
        Column(_("Type"), lambda r: _word("visit_type", r.type), 7, **keyed(Visit, "type", lambda r: r.type)),
        Column(
            _("Findings"), lambda r: r.findings or NOTHING, typed=True,
            **keyed(Visit, "findings", lambda r: r.findings),
        ),
    ]  # fmt: skip
    by = ByHeadings(lambda reader, village: visit_base(reader, VisitsWanted(village=_code(village)), today), visit_rows)
    said = _("No visit yet. Press Ctrl+N to log one.")
    made = PagedSection(session, _("Visits"), said, columns, page, by)
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
        ids = arranged(reader, case_base(reader, HousingCase, _code(village), today), Asked(), today).ids
        found = _case_lines(reader, ids)
        return [found[id] for id in ids]

    columns = [
        Column(_("Head"), lambda r: person(r.row.head, r.row.head_born, today), 6, key="head"),
        Column(_("Danger grade"), lambda r: grade(r.case.danger_grade), 6, **_of_case("danger_grade")),
        Column(_("Way of repair"), lambda r: _word("house_mode", r.case.mode), 9, **_of_case("mode")),
        Column(_("Stage"), lambda r: _word("house_stage", r.case.stage), **_of_case("stage")),
        Column(_("Since"), lambda r: str(r.case.stage_on or NOTHING), 7, **_of_case("stage_on")),
    ]
    said = _("No housing case in this village.")
    by = ByHeadings(lambda reader, village: case_base(reader, HousingCase, _code(village), today), _case_lines)
    made = PagedSection(session, _("Dangerous houses"), said, columns, page, by)
    made.table.opened.connect(lambda found: made.opened.emit("household", found.row.home))
    return made


def _of_case(name: str) -> dict[str, Any]:
    return keyed(HousingCase, name, lambda line: stored(fields_of(HousingCase)[name], line.case))


def _case_lines(reader: Reader, ids: Sequence[int]) -> dict[int, _Case]:
    rows = case_rows_of(reader, HousingCase, ids)
    cases = reader.find(HousingCase, id=list(rows), with_away=True) if rows else []
    return {one.id: _Case(rows[one.id], one) for one in cases if one.id is not None}


def _notices(session: Session) -> PagedSection:
    """公示: the notices of the village, the newest first; Enter opens one on its own page."""

    def page(reader: Reader, village: Record, last: NoticeRow | None) -> Sequence[NoticeRow]:
        return notice_rows(reader, _code(village), last)

    columns = [
        Column(_("Kind"), lambda r: kind_label(r.kind), 12, key="kind"),
        Column(_("Title"), lambda r: r.title or NOTHING, **keyed(Notice, "title", lambda r: r.title)),
        Column(
            _("Notice number"), lambda r: r.number or _("draft"), 12, spare=True,
            **keyed(Notice, "number", lambda r: r.number),
        ),
        Column(_("State"), lambda r: _word("notice_state", r.state), 5, **keyed(Notice, "state", lambda r: r.state)),
        Column(
            _("On the board from"), lambda r: r.posted_from or NOTHING, 7,
            **keyed(Notice, "posted_from", lambda r: r.posted_from),
        ),
        Column(
            _("On the board until"), lambda r: r.posted_to or NOTHING, 7,
            **keyed(Notice, "posted_to", lambda r: r.posted_to),
        ),
    ]  # fmt: skip
    by = ByHeadings(lambda _reader, village: notice_base(_code(village), kind_label), notice_rows_of)
    made = PagedSection(session, _("Notices"), _("No notice of this village yet."), columns, page, by)
    made.table.opened.connect(lambda found: made.opened.emit("notices", found.id))
    return made


VILLAGE_SECTIONS: Mapping[str, Maker] = {
    "household": HouseholdsSection,
    "visit": _visits,
    "housing_case": _cases,
    "notice": _notices,
}
