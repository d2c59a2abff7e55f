import datetime as dt

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.team.commands import end_team
from fupin_desktop.team.model import ResponsibilityLetter, WorkTeam

TOWN, VILLAGE = "441690101", "441690101200"
START = dt.date(2016, 4, 30)


def refusal(book: Book, record: object) -> str:
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        ledger.save(record)
    return refused.value.code


def test_a_team_of_a_village_under_the_group_of_its_township(book: Book) -> None:
    with book.write("test") as ledger:
        group = ledger.save(WorkTeam(division=TOWN, type="town_group", name="甲镇工作组", start=START))
        team = ledger.save(
            WorkTeam(division=VILLAGE, type="village_team", name="甲村工作队", parent_team=group.id, start=START)
        )
    assert refusal(book, group.but(parent_team=team.id)) == "team.parent"
    assert refusal(book, group.but(parent_team=group.id)) == "team.parent"
    assert refusal(book, WorkTeam(division=TOWN, type="village_team", name="x")) == "team.village"
    assert refusal(book, WorkTeam(division=TOWN + "1", type="town_group", name="x")) == "division.form"
    with book.write("test") as ledger:
        for code, on, why in (("team.end", START - dt.timedelta(days=1), "x"), ("why.missing", START, " ")):
            with pytest.raises(Refusal) as refused:
                end_team(ledger, team, on, why)
            assert refused.value.code == code
        ended = end_team(ledger, team, dt.date(2019, 3, 31), "攻坚期结束")
        with pytest.raises(Refusal) as refused:
            end_team(ledger, ended, dt.date(2019, 4, 1), "x")
        assert refused.value.code == "team.ended"


def test_letters_of_responsibility(book: Book) -> None:
    letter = ResponsibilityLetter(division=TOWN, level="county_town", year=2017, signers=("甲", "乙"))
    assert refusal(book, letter.but(signed_on=dt.date(2990, 1, 1))) == "letter.future"
    assert refusal(book, letter.but(division=TOWN + "1")) == "division.form"
    with book.write("test") as ledger:
        ledger.save(letter.but(signed_on=dt.date(2017, 2, 1), scan=("a" * 64,)))
        assert ledger.warnings == []
        ledger.save(letter.but(signers=("甲", "丙")))
        assert len(ledger.warnings) == 1
        ledger.save_all(letter.but(division=VILLAGE, level="cadre_household", signers=(who,)) for who in "甲乙")
        assert len(ledger.warnings) == 1
