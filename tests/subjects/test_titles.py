"""One line says what a record is; no number of a person stands in it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.privacy import PRIVATE, Privacy
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.model import Notice
from fupin_desktop.store.book.book import Book
from fupin_desktop.titles import telling, title_of, titles
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import FollowUpTask

VILLAGE, CARD, NUMBER = "441690101200", "6217000012345678901", "441690201201011234"
MATTER = "修好门前的路灯并回访" * 3
CHILD = "441690201201011242"
TODAY = date(2017, 6, 3)


@pytest.fixture
def written(book: Book) -> list[Record]:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
        home = ledger.save(Household(household_code=f"{VILLAGE}20160007", village_code=VILLAGE, status="registered"))
        member = ledger.save(
            Member(household=home.id, name="张三", relation="01", birth_date=date(1970, 1, 1), id_no=NUMBER)
        )
        child = ledger.save(
            Member(
                household=home.id, name="张小明", relation="03", birth_date=date(2012, 1, 1), id_no=NUMBER[:-1] + "2"
            )
        )
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一", unit_name="县农业局", phone="13800001111"))
        rest = [
            ledger.save(MemberYear(member=child.id, year=2017)),
            ledger.save(IncomeYear(household=home.id, year=2016)),
            ledger.save(BankCard(household=home.id, account_no=CARD, bank="农信社")),
            ledger.save(
                Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1))
            ),
            ledger.save(
                FollowUpTask(household=home.id, matter="修好门前的路灯并回访" * 3, state="open"), managed=("state",)
            ),
        ]
    return [home, member, child, cadre, *rest]


def test_a_record_is_named_in_the_words_cadres_use(book: Book, written: list[Record]) -> None:
    choose_language("zh_CN")
    with book.read() as reader:
        assert titles(reader, written, TODAY) == [
            "张三 · 演示一甲村 · 0007",
            "张三 · 户主 · 1970年生",
            "张×× · 之子 · 2012年生",
            "陈一 · 县农业局",
            "成员年度情况 · 张×× · 2017",
            "年度收支 · 2016",
            f"一卡通账户 · 农信社 · ＊{CARD[-4:]}",
            "责任分工 · 陈一 · 2016-05-01 · 帮扶责任人",
            "跟进事项 · 修好门前的路灯并回访修好门前的路灯并回访修好门…",
        ]


def test_a_notice_is_named_without_what_its_title_leaves_open(book: Book) -> None:
    notice = Notice(kind="N03", title="关于{village}贫困户名单的公告", state="draft")
    with book.read() as reader:
        assert "{" not in title_of(reader, notice, TODAY)
        assert "贫困户名单的公告" in title_of(reader, notice, TODAY)


def test_a_batch_says_what_one_alone_says(book: Book, written: list[Record]) -> None:
    with book.read() as reader:
        assert titles(reader, written, TODAY) == [title_of(reader, one, TODAY) for one in written]


@pytest.mark.parametrize("cls", KINDS.values(), ids=kind_of)
def test_no_title_is_made_of_what_is_masked(cls: type[Record]) -> None:
    """The last four, as every list shows them, only where a kind says that it is known by them."""
    told = telling(cls)
    assert all(field.privacy is not Privacy.SEALED for field in told)
    assert all(field.name in cls.titled for field in told if field.privacy in PRIVATE)


def test_the_command_line_names_records_the_same(book: Book, written: list[Record], run: Callable[..., Any]) -> None:
    with book.read() as reader:
        ids = {kind_of(type(one)): reader.text_of(one.id or 0) for one in written}
        expected = title_of(reader, written[-3], book.wall().date())
    book.close()
    shown = run("record", "show", book.path, "bank_card", ids["bank_card"])["record"]
    assert shown["called"] == expected
    (listed,) = run("record", "list", book.path, "bank_card")["records"]
    assert listed["called"] == expected
    assert CARD not in json.dumps([shown, listed])
