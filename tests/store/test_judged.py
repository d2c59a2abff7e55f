"""What the rules say of the book is kept, and judged again only where something it stands on has changed."""

from datetime import date, timedelta

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.ledger.progress import silent
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.judged import JudgedKind, judge_book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write import findings
from fupin_desktop.store.write.findings import kinds_judged
from fupin_desktop.villages.model import Village

VILLAGE = "441690101200"


@pytest.fixture
def household(book: Book) -> Household:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
        home = ledger.save(Household(household_code=f"{VILLAGE}0001", village_code=VILLAGE, status="registered"))
        ledger.save(Member(household=home.id, name="张三", relation="01", id_no="441690197001011234"))
        ledger.save(BankCard(household=home.id, account_no="6228480000000000001"))
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一"))
        helper = {"role": "household_cadre", "start": date(2016, 5, 1)}
        ledger.save(Responsibility(household=home.id, cadre=cadre.id, **helper))
        return home


@pytest.fixture
def judged_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of which records were really looked at, as they are."""
    seen: list[str] = []
    pieces = Reader.pieces

    def noted(self: Reader, cls: type, size: int) -> object:
        seen.append(kind_of(cls))
        return pieces(self, cls, size)

    monkeypatch.setattr(Reader, "pieces", noted)
    return seen


def judge(book: Book, day: date | None = None) -> list[JudgedKind]:
    with book.read() as reader:
        return judge_book(book, reader, day or book.wall().date(), silent)


def test_it_says_what_judging_says(book: Book, household: Household) -> None:
    with book.read() as reader:
        plain = [
            (one.record.id, one.code, one.sentence) for one in findings.findings(reader, book.identity, _day(book))
        ]
    assert plain, "the fixture lacks what rules want"
    for _again in range(2):
        assert [tuple(one) for kind in judge(book) for one in kind.first] == plain
    assert sum(kind.total for kind in judge(book)) == len(plain)


def _day(book: Book) -> date:
    return book.wall().date()


def test_an_unchanged_book_is_not_judged_again(book: Book, household: Household, judged_now: list[str]) -> None:
    first = judge(book)
    assert judged_now == kinds_judged()
    judged_now.clear()
    assert judge(book) == first
    assert judged_now == []


def test_only_what_stands_on_a_change_is_judged_again(book: Book, household: Household, judged_now: list[str]) -> None:
    judge(book)
    judged_now.clear()
    with book.write("test") as ledger:
        card = ledger.find(BankCard)[0]
        ledger.save(card.but(bank="信用社"))
    judge(book)
    assert judged_now == ["bank_card"]
    judged_now.clear()
    with book.write("test") as ledger:
        ledger.save(ledger.find(Cadre)[0].but(phone="13800000000"))
    judge(book)
    assert {"cadre", "responsibility"} <= set(judged_now)  # a rule of responsibilities asks about the cadre
    assert not {"bank_card", "household"} & set(judged_now)


def test_another_day_is_judged_where_a_rule_asks_for_the_day(
    book: Book, household: Household, judged_now: list[str]
) -> None:
    judge(book)
    judged_now.clear()
    judge(book, _day(book) + timedelta(days=1))
    assert "bank_card" not in judged_now


def test_in_another_language_the_sentences_are_made_anew(
    book: Book, household: Household, judged_now: list[str]
) -> None:
    judge(book)
    judged_now.clear()
    choose_language("zh_CN")
    judge(book)
    assert judged_now == kinds_judged()


def test_what_was_judged_before_a_stop_is_kept(book: Book, household: Household, judged_now: list[str]) -> None:
    def stop_at_the_third(done: int, total: int, text: str) -> None:
        assert 0 <= done <= total, text
        if done > 2:
            raise Cancelled

    with book.read() as reader, pytest.raises(Cancelled):
        judge_book(book, reader, _day(book), stop_at_the_third)
    begun = list(judged_now)
    judged_now.clear()
    judge(book)
    assert judged_now[0] == begun[-1]
    assert len(judged_now) < len(kinds_judged())
