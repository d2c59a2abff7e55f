"""A record is found by its id and by every form of its key; whatever else is typed is refused in words."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.where import selection_of
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.villages.model import AssistingUnit
from tests.cli.every_verb import ON_A_BOOK, VERBS, call, words_for

CODE = "441690101200"
HOME = f"{CODE}20160001"
HOSTILE = (
    *("", "x", "/", "//", "a/b", "a/b/c/d/e/f", f"{HOME}/x", f"{HOME}/2019/1", f"{HOME}/99999999999999999999", "²"),
    *("..", f"{'a' * 32}.{CODE}.²", f"{'a' * 32}.{CODE}.{'9' * 5000}", f"{'a' * 32}.{CODE}/s.1", "\udc80", "\u202e"),
    *("%s{}", "';--", "９", f"{CODE} 2016 0001", "-", "9" * 400, "张三/2019-13-01"),
)


@pytest.fixture
def filled(book: Book) -> Book:
    with book.write("x") as ledger:
        home = ledger.save(Household(household_code=HOME, village_code=CODE, status="registered"))
        person = ledger.save(Member(household=home.id, name="张三", relation="01", person_code=f"{HOME}01"))
        cadre = ledger.save(Cadre(village_code=CODE, name="李四", unit_name="县住建局"))
        ledger.save(Cadre(village_code=CODE, name="李四", unit_name="县农业局"))
        ledger.save_all([MemberYear(member=person.id, year=2019), IncomeYear(household=home.id, year=2019)])
        ledger.save(IncomeYear(household=home.id, year=2018))
        ledger.save(BankCard(household=home.id, account_no="6217000000000000001"))
        ledger.save(Responsibility(household=home.id, cadre=cadre.id, role="first_responsible", start=date(2019, 1, 1)))
        ledger.save(AssistingUnit(village_code=CODE, name="县住建局"))
    return book


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("household", HOME),
        ("household", f"{CODE} 2016 0001"),
        ("income_year", f"{HOME}/2019"),
        ("member_year", f"{HOME}01/2019"),
        ("member_year", f"{HOME}01"),
        ("bank_card", f"{HOME}/6217000000000000001"),
        ("bank_card", HOME),
        ("cadre", f"{CODE}/李四/县住建局"),
        ("cadre", f"{CODE}/李四/县住建局/"),
        ("responsibility", HOME),
        ("assisting_unit", f"{CODE}/县住建局"),
    ],
)
def test_every_form_of_a_key_is_found(kind: str, name: str, filled: Book, run: Callable[..., Any]) -> None:
    shown = run("record", "show", filled.path, kind, name)["record"]
    assert run("record", "show", filled.path, kind, shown["id"])["record"] == shown


def test_a_link_inside_a_key_may_be_an_id(filled: Book, run: Callable[..., Any]) -> None:
    home = run("record", "show", filled.path, "household", HOME)["record"]["id"]
    assert run("record", "show", filled.path, "income_year", f"{home}/2019")["record"]["id"]
    assert len(run("record", "list", filled.path, "income_year", f"--where=household={home}")["records"]) == 2
    assert len(run("record", "list", filled.path, "income_year", f"--where=household={HOME}")["records"]) == 2


def test_a_beginning_that_leaves_several_names_what_is_missing(filled: Book, run: Callable[..., Any]) -> None:
    refused = run("record", "show", filled.path, "income_year", HOME, code=1)["refused"]
    assert (refused["code"], len(refused["where"]["ids"])) == ("record.ambiguous", 2)
    assert "Household/Year" in refused["message"]
    refused = run("record", "show", filled.path, "cadre", f"{CODE}/李四", code=1)["refused"]
    assert refused["code"] == "record.ambiguous"


def test_too_many_parts_and_a_kind_without_a_number(filled: Book, run: Callable[..., Any]) -> None:
    refused = run("record", "show", filled.path, "income_year", f"{HOME}/2019/1", code=1)["refused"]
    assert refused["code"] == "record.key"
    refused = run("record", "show", filled.path, "visit", "1", code=1)["refused"]
    assert refused["code"] == "record.unknown"
    assert "no number of its own" in refused["message"]


def test_no_name_and_no_value_is_a_fault_of_the_program(filled: Book) -> None:
    with filled.read() as reader:
        for kind, cls in KINDS.items():
            for typed in HOSTILE:
                refuses_at_most(partial(reader.record_at, kind, typed))
                for name in fields_of(cls):
                    refuses_at_most(partial(asked, reader, cls, f"{name}={typed}"))
                    refuses_at_most(partial(values_of, reader, cls, [f"{name}={typed}"]))


def asked(reader: Reader, cls: type[Record], pair: str) -> list[Record]:
    return list(reader.select(selection_of(reader, cls, [pair])))


def refuses_at_most(act: Callable[[], object]) -> None:
    with suppress(Refusal):
        act()


NAMES = {"id", "ids", "household", "case", "questions", "items", "device", "measure", "cadre"}
NAMED = sorted(
    (verb, one.dest) for verb in ON_A_BOOK for one in VERBS[verb]._actions if one.type is None and one.dest in NAMES
)


@pytest.mark.parametrize(("verb", "argument"), NAMED)
def test_no_verb_fails_for_a_name(verb: str, argument: str, filled: Book, tmp_path: Path) -> None:
    given = {argument: f"{'a' * 32}.{CODE}.²"}
    if any(action.dest == "kind" and not action.choices for action in VERBS[verb]._actions):
        given["kind"] = "income_year"
    code, answer, said = call(words_for(verb, filled.path, tmp_path, **given))
    assert code in (0, 1), (answer, said)
