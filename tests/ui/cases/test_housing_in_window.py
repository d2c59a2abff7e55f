"""A house of the demonstration county in the window, in Chinese: from application to archive, with what is refused."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.files import resource
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.housing.papers import SIX, HousingPaper
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.intake.commands import take_in
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell
from tests.conftest import PASSPHRASE
from tests.ui.cases.case_hands import click, fill, saved
from tests.ui.files import settled

VILLAGE, TOWN = "441690101200", "441690101"
R = TypeVar("R", bound=Record)
HOUSE, SETTLES = f"{VILLAGE}20160001", f"{VILLAGE}20160010"  # without a case yet; 入住敬老院, 手续办理中


class Hands:
    """Somebody at the window of the county, with a clock that goes on."""

    def __init__(self, qtbot: QtBot, shell: Shell, folder: Path) -> None:
        self.qtbot, self.shell, self.folder = qtbot, shell, folder
        self.book = shell.session.book
        self._now, self._pictures = datetime.now().astimezone(), 0
        self.book.wall = lambda: self._now

    @property
    def today(self) -> date:
        return self._now.date()

    def later(self, days: int) -> date:
        """Some days go by."""
        self._now += timedelta(days=days)
        return self.today

    def picture(self) -> Path:
        self._pictures += 1
        path = self.folder / f"{self._pictures}.png"
        Image.new("RGB", (64, 48), (self._pictures * 37 % 256, self._pictures * 91 % 256, 90)).save(path)
        return path

    def hang(self, kind: str, *, division: str = VILLAGE) -> None:
        """A notice of the office, taken down when it ran out; the clock goes on by its days."""
        with self.book.write("test") as ledger:
            year = str(self.today.year) if kind != "N11" else None
            notice = issue_notice(ledger, draft_notice(ledger, kind, division=division, **_of(year)), self.today)
            post_notice(ledger, notice, place="村务公开栏", photos=["a" * 64])
        self.later(7)
        with self.book.write("test") as ledger:
            close_notice(ledger, ledger.get(Notice, notice.id))

    def step(self, case: CaseDialog, to: str, *, photo: bool = False, **facts: str) -> None:
        """The next step of the case that is open."""
        dialog = case.step()
        dialog.to.setCurrentIndex(dialog.to.findData(to))
        assert dialog.to.currentData() == to
        for name, text in facts.items():
            if name in dialog.sheet.lines:
                dialog.sheet.lines[name].setText(text)
            else:
                editor = next(one for one in dialog.asks if one.field.name == name)
                editor.set_typed(text)
        if photo:
            dialog.photos.add([self.picture()])
        click(self.qtbot, dialog.ok_button)
        saved(self.qtbot, self.shell, dialog, dialog.ok_button)
        settled(self.qtbot, self.shell.session)

    def refused(self, case: CaseDialog, to: str, *, photo: bool = False) -> str:
        """What the window says when a step is not let through."""
        dialog = case.step()
        dialog.to.setCurrentIndex(dialog.to.findData(to))
        if photo:
            dialog.photos.add([self.picture()])
        for _press in range(2):
            click(self.qtbot, dialog.ok_button)
        self.qtbot.waitUntil(lambda: "没有改动" in dialog.words.text())
        told: str = dialog.words.text()
        dialog.close()
        return told

    def form(self, record: Record) -> RecordDialog:
        """The form of a record, as its list opens it."""
        dialog = RecordDialog(self.shell.session, record, self.shell)
        dialog.open()
        return dialog

    def only(self, cls: type[R]) -> R:
        """The one record of a kind."""
        with self.book.read() as reader:
            (one,) = reader.find(cls)
            return one

    def pay(self, case: CaseDialog, amount: str, expected: str = "") -> None:
        """Record a payment to the household's card; `expected` is what is said when it is refused."""
        asking = case.add(HousingPayment)
        picker = asking.editors["card"].widget
        assert isinstance(picker, LinkPicker)
        if not picker.line.text():  # else the draft of what was refused stands there again
            picker.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.qtbot.waitUntil(lambda: picker.hits.count() == 1)  # its own card alone
            self.qtbot.keyClick(picker.line, Qt.Key.Key_Down)
            self.qtbot.keyClick(picker.line, Qt.Key.Key_Return)
        assert picker.line.text().endswith("＊0001"), "a card is shown by its last four"
        fill(asking, amount=amount, on=self.today.isoformat())
        if expected:
            click(self.qtbot, asking.save_button)
            self.qtbot.waitUntil(lambda: expected in asking.words.text())
            asking.close()
        else:
            saved(self.qtbot, self.shell, asking, asking.save_button)
        settled(self.qtbot, self.shell.session)


def _of(year: str | None) -> dict[str, object]:
    return {"where": {"year_plan": year}} if year else {}


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    """The demonstration county in the window."""
    choose_language("zh_CN")
    with Book.create(
        tmp_path / "county.book", role="county", name="演示县", division="441690", passphrase=PASSPHRASE
    ) as book:
        with resource("demo", "demo-county-roster.xlsx").open("rb") as file:
            (tmp_path / "roster.xlsx").write_bytes(file.read())
        reading = read_roster(tmp_path / "roster.xlsx", division="441690")
        with book.write("roster.import") as ledger:
            take_in(ledger, reading.drafts)
        shell = Shell(Session(book), Prefs(language="zh_CN"))
        qtbot.addWidget(shell)
        shell.show()
        yield Hands(qtbot, shell, tmp_path)
        shell.close()


def board_of(hands: Hands) -> CasesPage:
    hands.shell.go("housing", None)
    page = hands.shell.pages["housing"]
    assert isinstance(page, CasesPage)
    settled(hands.qtbot, hands.shell.session)
    return page


def case_of(hands: Hands, code: str) -> CaseDialog:
    """The open case of a household, as a card of the board opens it."""
    with hands.book.read() as reader:
        (home,) = reader.find(Household, household_code=code)
        case = next(one for one in reader.find(HousingCase, household=home.id) if one.is_open)
    page = board_of(hands)
    page.open(case.id)
    found = page.findChildren(CaseDialog)[-1]
    assert isinstance(found, CaseDialog)
    return found


def opened(hands: Hands) -> CaseDialog:
    """A case opened on the board for a household that is found by its number."""
    page = board_of(hands)
    click(hands.qtbot, page.open_button)
    asking = page.findChild(OpenCase)
    assert isinstance(asking, OpenCase)
    hands.qtbot.keyClicks(asking.finder.field, HOUSE)
    hands.qtbot.keyClick(asking.finder.field, Qt.Key.Key_Return)
    assert "朱国安" in asking.owner.text()
    editors = {editor.field.name: editor for editor in asking.editors}
    editors["danger_grade"].set_value("D")
    editors["mode"].set_value("rebuild")
    saved(hands.qtbot, hands.shell, asking, asking.ok_button)
    hands.qtbot.waitUntil(lambda: bool(page.findChildren(CaseDialog)))
    return page.findChildren(CaseDialog)[-1]


def test_from_application_to_archive_in_the_window(hands: Hands) -> None:
    case = opened(hands)
    assert "已申请" in case.stamp.text()
    assert "评议" in hands.refused(case, "assembly_reviewed")
    voted(hands, case)
    assert "评议通过" in case.stamp.text()
    assert "危房改造对象评议公示" in hands.refused(case, "posted_village")
    hands.step(case, "objection", opinion="有村民提出异议")
    assert "有异议" in case.stamp.text()
    hands.step(case, "assembly_reviewed", opinion="异议不成立")
    hands.hang("N10")
    hands.step(case, "posted_village")
    hands.step(case, "town_checked", photo=True, report_no="演鉴7", appraised_on=hands.today.isoformat())
    hands.hang("N10", division=TOWN)
    hands.step(case, "posted_town")
    hands.step(case, "county_approved", paper="演建〔2018〕3号", subsidy_amount="40000.01")
    hands.hang("N11")
    hands.step(case, "posted_result")
    build(hands, case)
    accept(hands, case)
    file_it(hands, case)


def voted(hands: Hands, case: CaseDialog) -> None:
    """The meeting of today and its vote, entered where the step asks for them; the first number is a slip."""
    step = case.step()
    assert step.vote_button.isVisible()
    click(hands.qtbot, step.vote_button)
    asking = step.findChild(Asking)
    assert isinstance(asking, Asking)
    assert asking.editors["matter"].typed() == "危房改造 朱国安"
    fill(
        asking, due="30", attended="24", minutes="逐户评议", agreed="25", against="1", abstained="1", resolution="同意"
    )
    click(hands.qtbot, asking.ok_button)
    hands.qtbot.waitUntil(lambda: "27" in asking.words.text() and "24" in asking.words.text())
    fill(asking, agreed="22")
    saved(hands.qtbot, hands.shell, asking, asking.ok_button)
    settled(hands.qtbot, hands.shell.session)
    for _press in range(2):
        click(hands.qtbot, step.ok_button)
    hands.qtbot.waitUntil(lambda: "没有照片" in step.words.text())
    step.photos.add([hands.picture()])
    click(hands.qtbot, step.ok_button)
    saved(hands.qtbot, hands.shell, step, step.ok_button)
    settled(hands.qtbot, hands.shell.session)


def build(hands: Hands, case: CaseDialog) -> None:
    """A builder whose qualification ends the day before the work begins is told of; on the day itself it holds."""
    begins = hands.today + timedelta(days=3)
    form = hands.form(HousingBuilder(village_code=VILLAGE))
    fill(form, name="演示建筑队", qualification_no="粤建444", valid_to=(begins - timedelta(days=1)).isoformat())
    saved(hands.qtbot, hands.shell, form, form.save_button)
    settled(hands.qtbot, hands.shell.session)
    builder = hands.only(HousingBuilder)
    facts = case.correct()
    facts.editors["builder"].choose(builder.id)
    saved(hands.qtbot, hands.shell, facts, facts.save_button)
    settled(hands.qtbot, hands.shell.session)
    with hands.qtbot.waitSignal(hands.shell.session.said, timeout=5000) as told:
        hands.step(
            case, "agreement_signed", contract_signed_on=hands.today.isoformat(), planned_start=begins.isoformat()
        )
    assert "资质" in told.args[0]
    form = hands.form(hands.only(HousingBuilder))
    fill(form, valid_to=begins.isoformat())
    saved(hands.qtbot, hands.shell, form, form.save_button)
    settled(hands.qtbot, hands.shell.session)
    hands.later(3)
    hands.step(case, "started", photo=True)
    for to in ("foundation", "main_body", "completed"):
        hands.later(20)
        hands.step(case, to)
    asking = case.add(HousingInspection)
    fill(asking, inspector="镇村建办 李工", points="墙体开裂", to_mend="补强墙体")
    asking.editors["photos"].widget.add([hands.picture()])
    saved(hands.qtbot, hands.shell, asking, asking.save_button)
    settled(hands.qtbot, hands.shell.session)


def accept(hands: Hands, case: CaseDialog) -> None:
    """Not before what was found is mended; an over-area house is told of; money after acceptance, by somebody else."""
    assert "补强墙体" in hands.refused(case, "accepted", photo=True)
    hands.pay(case, "20000", "验收后")
    (found,) = case.lists[HousingInspection].rows.rows
    mending = case.change(found)
    fill(mending, mended_on=hands.later(2).isoformat(), rectification="已补强")
    saved(hands.qtbot, hands.shell, mending, mending.save_button)
    with hands.qtbot.waitSignal(hands.shell.session.said, timeout=5000) as told:
        hands.step(case, "accepted", acceptors="镇村建办、村委会、户主", area_after="90", photo=True)
    assert "90" in told.args[0]
    assert "60" in told.args[0]
    hands.pay(case, "20000", "换人")
    first, hands.book.user = hands.book.user, "乙"
    hands.pay(case, "40000.02", "补助")
    hands.pay(case, "13333.33")
    hands.later(5)
    hands.pay(case, "26666.68")
    hands.book.user = first
    hands.step(case, "paid")
    table = case.lists[HousingPayment]
    amounts, cards = (
        [next(one for one in table.rows.columns if one.title == title).text(line) for line in table.rows.rows]
        for title in ("金额", "一卡通账户")
    )
    assert sorted(amounts) == [f"{yuan(fen)} 元" for fen in (13_333_33, 26_666_68)]
    assert all(text.endswith("＊0001") for text in cards)


def file_it(hands: Hands, case: CaseDialog) -> None:
    """The checklist of the file, then the archive."""
    assert "一户一档" in case.lacks.text()
    for _paper in SIX:
        line = next(one for one in case.lists[HousingPaper].rows.rows if one.id is None)
        asking = case.change(line)
        assert isinstance(asking, RecordDialog)
        fill(asking, signed_on=hands.today.isoformat())
        saved(hands.qtbot, hands.shell, asking, asking.save_button)
        settled(hands.qtbot, hands.shell.session)
    assert "未扫描" in case.lacks.text()
    hands.step(case, "archived")
    assert "已归档" in case.stamp.text()
    assert not case.step_button.isEnabled()


def test_a_household_moves_into_the_home_in_the_window(hands: Hands) -> None:
    case = case_of(hands, SETTLES)
    with hands.book.write("test") as ledger:
        read = ledger.find(HousingCase, id=case.case.id)[0]
        ledger.save(read.but(stage="posted_result"), managed=("stage",))
    case.refresh()
    hands.step(case, "agreement_signed")
    dialog = case.step()
    offered = [dialog.to.itemData(at) for at in range(dialog.to.count())]
    dialog.close()
    assert offered == ["moved_in", "rejected", "withdrawn", "objection"], "no works, and nobody brings it to unknown"
    hands.step(case, "moved_in", photo=True)
    with hands.book.write("test") as ledger:
        read = ledger.find(HousingCase, id=case.case.id)[0]
        ledger.save(read.but(photos_before=("b" * 64,)))
    case.refresh()
    hands.step(case, "accepted", acceptors="镇村建办、村委会")
    hands.step(case, "archived")
    with hands.book.read() as reader:
        assert reader.find(HousingCase, id=case.case.id)[0].stage == "archived"
        assert reader.find(BankCard, household=case.case.household), "it has a card, and nothing was paid to it"
        assert reader.find(HousingPayment, case=case.case.id) == []
