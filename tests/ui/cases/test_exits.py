"""脱贫 in the window: the shortlist opens many at once, a batch carries one vote to all, the file shows the case."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from fupin_desktop.after_exit.model import AfterExitVisit
from fupin_desktop.casework.model import Case
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.kinds import CASES
from fupin_desktop.meetings.model import MeetingVote
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.drafts import drafts
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.shortlist import ShortlistDialog
from fupin_desktop.ui.cases.step import asked_by
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.window.shell import Shell
from tests.exits.world import FIVE, add_home, code_of, home_at, village
from tests.ui.files import settled


@pytest.fixture
def page(qtbot: QtBot, book: Book) -> Iterator[CasesPage]:
    """The board of exits, in a township with four households that reach the line, one of them without a measure."""
    village(book)
    with book.write("test") as ledger:
        add_home(ledger, 4, "赵六", percent=50)
    shell = Shell(Session(book), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("housing")
    page = shell.pages["housing"]
    assert isinstance(page, CasesPage)
    choose(page, "exit_case")
    settled(qtbot, shell.session)
    yield page
    shell.close()
    shell.session.close()


def choose(page: CasesPage, kind: str) -> None:
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.kind.activated.emit(page.kind.currentIndex())


def opened(qtbot: QtBot, page: CasesPage, on: str = "2017-11-01") -> ShortlistDialog:
    dialog = page.shortlist()
    settled(qtbot, page.session)
    dialog.on.setText(on)
    dialog.save()
    settled(qtbot, page.session)
    return dialog


def stages(page: CasesPage) -> list[str | None]:
    return page.session.read(lambda reader: [one.stage for one in reader.find(ExitCase)])


def test_the_button_is_there_for_a_kind_that_has_a_list(qtbot: QtBot, page: CasesPage) -> None:
    assert page.shortlist_button.isVisibleTo(page)
    choose(page, "housing_case")
    assert not page.shortlist_button.isVisibleTo(page)


def test_the_shortlist_says_what_is_missing_and_opens_many(qtbot: QtBot, page: CasesPage) -> None:
    dialog = page.shortlist()
    settled(qtbot, page.session)
    said = {line.owner: line.said for line in dialog.table.rows.rows}
    assert list(said) == ["张三", "李四", "王五", "赵六"]
    assert "Food assured" in said["张三"]
    assert "No measure" in said["赵六"]
    assert "7,000" in dialog.rule.text()
    dialog.on.setText("2017-13-01")
    dialog.save()
    assert stages(page) == []
    dialog.on.setText("2017-11-01")
    dialog.save()
    settled(qtbot, page.session)
    assert stages(page) == ["initial_list"] * 4
    assert {line.verdict for line in dialog.table.rows.rows} == {"case opened"}
    dialog.table.selectAll()
    dialog.save()
    settled(qtbot, page.session)
    assert {line.refused for line in dialog.table.rows.rows} == {True}
    assert stages(page) == ["initial_list"] * 4


def test_a_list_closed_while_its_cases_are_opened_still_tells_the_pages(qtbot: QtBot, page: CasesPage) -> None:
    dialog = page.shortlist()
    settled(qtbot, page.session)
    dialog.on.setText("2017-11-01")
    with qtbot.waitSignal(page.session.changed):
        dialog.save()
        delete(dialog)  # as closing does, once the loop goes on
    settled(qtbot, page.session)
    assert stages(page) == ["initial_list"] * 4


def test_another_year_is_another_list(qtbot: QtBot, page: CasesPage) -> None:
    dialog = page.shortlist()
    dialog.year.setCurrentIndex(dialog.year.findData(2016))
    dialog.year.activated.emit(dialog.year.currentIndex())
    settled(qtbot, page.session)
    assert (dialog.table.rows.rows, dialog.ok_button.isEnabled()) == ([], False)
    assert "6,530.49" in dialog.rule.text()


def go(qtbot: QtBot, page: CasesPage, **facts: object) -> BatchDialog:
    """One step for all, with these facts said of each; taken when what it does was said."""
    dialog = page.batch()
    settled(qtbot, page.session)
    dialog.sheet.lines["on"].setText("2017-11-20")
    for editor in dialog.asks:
        if editor.field.name in facts:
            editor.choose(facts[editor.field.name])
    dialog.preview()
    settled(qtbot, page.session)
    for _twice in range(2):
        dialog.save()
        settled(qtbot, page.session)
    return dialog


def test_a_batch_carries_its_facts_to_all_and_names_those_refused(qtbot: QtBot, page: CasesPage) -> None:
    opened(qtbot, page).close()
    vote = page.session.read(lambda reader: reader.find(MeetingVote)[0].id)
    go(qtbot, page, vote=vote).close()
    assert stages(page) == ["assembly_reviewed"] * 4
    facts = {name: FIVE[name] for item in ("food", "clothing") for name in (item, f"{item}_evidence")}
    dialog = go(qtbot, page, **facts)
    refused = [(line.owner, line.verdict) for line in dialog.table.rows.rows if line.refused]
    assert [owner for owner, _why in refused] == ["赵六"]
    assert "No measure" in refused[0][1]
    assert stages(page) == [*["village_and_team_verified"] * 3, "assembly_reviewed"]
    kept = page.session.read(lambda reader: reader.find(ExitCase)[0])
    assert (kept.food_evidence, kept.education_evidence) == ("入户查看", "2017: 1 of school age, all at school")


def test_what_was_done_at_once_leaves_no_draft(qtbot: QtBot, page: CasesPage) -> None:
    opened(qtbot, page).close()
    settled(qtbot, page.session)
    vote = page.session.read(lambda reader: reader.find(MeetingVote)[0].id)
    go(qtbot, page, vote=vote).close()
    settled(qtbot, page.session)
    assert page.session.read(drafts) == []


def test_a_shortlist_that_could_not_be_saved_may_be_asked_again(qtbot: QtBot, page: CasesPage) -> None:
    dialog = page.shortlist()
    settled(qtbot, page.session)
    page.session.book.wall = lambda: datetime(2001, 1, 1, tzinfo=UTC)  # before all that stands in the book
    dialog.save()
    settled(qtbot, page.session)
    assert stages(page) == []
    assert dialog.ok_button.isEnabled()


@pytest.mark.parametrize("cls", CASES.values(), ids=CASES)
def test_a_step_asks_for_each_fact_once(cls: type[Case]) -> None:
    for stage in cls.path.stages:
        asked = asked_by(cls.path, stage.code)
        assert len(asked) == len(set(asked)), stage.code


def test_facts_of_a_batch_that_was_closed_are_kept(qtbot: QtBot, page: CasesPage) -> None:
    opened(qtbot, page).close()
    dialog = page.batch()
    settled(qtbot, page.session)
    vote = page.session.read(lambda reader: reader.find(MeetingVote)[0].id)
    dialog.asks[0].choose(vote)
    dialog.close()
    settled(qtbot, page.session)
    again = page.batch()
    settled(qtbot, page.session)
    assert again.asks[0].value() == vote
    assert stages(page) == ["initial_list"] * 4


def test_the_file_shows_the_case_and_what_follows_it(qtbot: QtBot, page: CasesPage) -> None:
    opened(qtbot, page).close()
    shell = page.window()
    assert isinstance(shell, Shell)
    with page.session.book.write("test") as ledger:
        home = home_at(ledger)
        ledger.save(home.but(status="exited"), managed=("status",))
    page.session.changed.emit()
    shell.go("households", home.id)
    settled(qtbot, page.session)
    file = shell.pages["households"]
    assert isinstance(file, HouseholdsPage)
    tab = file.file.page("cases")
    file.file.tabs.setCurrentWidget(tab)
    settled(qtbot, page.session)
    lists = {one.cls.__name__: one for one in tab.sections if isinstance(one, ListSection)}
    assert {"AfterExitVisit", "UnitFollowUp", "ExitCountyVisit"} <= lists.keys()
    lists["AfterExitVisit"].new_button.click()
    form = lists["AfterExitVisit"].dialog
    assert isinstance(form, RecordDialog)
    form.editors["by"].choose("陈队长")
    form.editors["findings"].set_typed("生活稳定")
    form.save_button.click()
    settled(qtbot, page.session)
    assert len(lists["AfterExitVisit"].table.rows.rows) == 1
    assert code_of(1) == home.household_code


def test_a_monitoring_visit_is_entered_at_the_case_that_waits_for_it(qtbot: QtBot, page: CasesPage) -> None:
    with page.session.book.write("test") as ledger:
        home = home_at(ledger)
        case = ledger.save(ExitCase(household=home.id, year=2017, stage="flagged"), managed=("stage",))
        ledger.save(home.but(status="exited", exit_year=2017), managed=("status", "exit_year"))
    assert case.id is not None
    dialog = CaseDialog(page.session, ExitCase, case.id, page)
    assert AfterExitVisit in dialog.lists
    asking = dialog.add(AfterExitVisit)
    assert (asking.record.household, asking.record.exit_case) == (home.id, case.id)
    asking.editors["by"].set_typed("甲")
    asking.editors["findings"].set_typed("生活稳定")
    asking.save()
    settled(qtbot, page.session)
    assert [one.by for one in dialog.lists[AfterExitVisit].rows.rows] == ["甲"]
    assert "no record" not in dialog.lacks.text()
    dialog.close()
