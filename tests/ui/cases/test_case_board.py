"""The board of cases: narrowed by grade, stage, what is missing and overdue; one step for those that are left."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from fupin_desktop.casework.missing import LATE
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.papers import SIX, HousingPaper
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.window.shell import Shell
from tests.ui.cases.case_hands import cases, click, fill, homes, saved
from tests.ui.files import settled


@pytest.fixture
def three(qtbot: QtBot, shell: Shell, board: CasesPage) -> CasesPage:
    """Three houses: applied since June of grade C, begun of grade D, and one that should have begun yesterday."""
    yesterday = shell.session.today - timedelta(days=1)
    with shell.session.book.write("test") as ledger:
        ledger.save(ledger.find(HousingCase)[0].but(danger_grade="C"))
        for home, facts in zip(
            homes(shell)[1:],
            ({"stage": "started", "danger_grade": "D"}, {"stage": "applied", "planned_start": yesterday}),
            strict=True,
        ):
            case = HousingCase(household=home.id, year_plan=2017, mode="rebuild", **facts)
            ledger.save(case, managed=("stage",))
    board.refresh()
    settled(qtbot, shell.session)
    return board


def choose(box: QComboBox, what: str) -> None:
    """Choose an item as a hand does."""
    box.setCurrentIndex(box.findData(what))
    box.activated.emit(box.currentIndex())


def counts(page: CasesPage) -> dict[str, int]:
    return {name: cards.count() for name, cards in page.board.columns.items() if cards.count()}


def test_the_board_is_narrowed(qtbot: QtBot, three: CasesPage) -> None:
    assert counts(three) == {"apply": 2, "build": 1}
    grade, mode = three.filters.facts.values()
    assert grade.itemText(0) == "Danger grade"
    choose(grade, "D")
    assert counts(three) == {"build": 1}
    choose(grade, "")
    choose(mode, "repair")
    assert counts(three) == {"apply": 1}
    choose(mode, "")
    choose(three.filters.stage, "started")
    assert counts(three) == {"build": 1}
    choose(three.filters.stage, "withdrawn")
    assert counts(three) == {}
    assert not three.batch_button.isEnabled(), "nothing is left for a step"
    choose(three.filters.stage, "")
    choose(three.filters.lack, "case.facts")
    assert counts(three) == {"apply": 1}, "the one without a grade"
    choose(three.filters.lack, "")
    click(qtbot, three.filters.late)
    assert counts(three) == {"apply": 1}
    assert "not begun" in three.board.columns["apply"].item(0).data(Qt.ItemDataRole.UserRole).warning
    assert LATE not in [three.filters.lack.itemData(at) for at in range(three.filters.lack.count())], "it has a button"


def test_one_step_for_those_that_are_left(qtbot: QtBot, shell: Shell, three: CasesPage) -> None:
    choose(next(iter(three.filters.facts.values())), "C")
    click(qtbot, three.batch_button)
    dialog = three.findChild(BatchDialog)
    assert isinstance(dialog, BatchDialog)
    settled(qtbot, shell.session)
    assert dialog.at.count() == 1
    assert [line.case.danger_grade for line in dialog.table.rows.rows] == ["C"]


def test_the_board_is_ordered_as_the_county_says(qtbot: QtBot, shell: Shell, three: CasesPage) -> None:
    def first() -> int:
        found: int = three.board.columns["apply"].item(0).data(Qt.ItemDataRole.UserRole).what
        return found

    waiting = first()
    with shell.session.book.write("test") as ledger:
        other = next(one for one in ledger.find(HousingCase, stage="applied") if one.id != waiting)
        ledger.save(other.but(danger_grade="D"))
        set_value(ledger, "housing_order", "危房等级", why="县", on=Standing(begins=date(2016, 1, 1), clause="三"))
    three.refresh()
    settled(qtbot, shell.session)
    assert first() == other.id


def test_the_papers_of_the_file_are_a_checklist(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    table = case.lists[HousingPaper]
    assert [line.paper for line in table.rows.rows] == [*SIX, "proofs"]
    texts = [table.rows.columns[0].text(line) for line in table.rows.rows]
    assert texts == ["missing"] * 7
    asking = case.change(table.rows.rows[1])
    assert "paper" not in asking.editors, "which paper it is is said by the line"
    fill(asking, signed_on=shell.session.today.isoformat())
    saved(qtbot, shell, asking, asking.save_button)
    settled(qtbot, shell.session)
    found = shell.session.read(lambda reader: reader.find(HousingPaper))
    assert [(one.paper, one.case) for one in found] == [("survey", cases(shell)[0].id)]
    assert [table.rows.columns[0].text(line) for line in table.rows.rows][:2] == ["missing", "in the file"]
    assert kind_of(HousingPaper) == "housing_paper"
