"""A county's own values: entered with document, clause and reason, before shipped ones, below it by the next bundle."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.policy.commands import Standing, set_value, take_back
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.policy.values import find_value, own_values, value
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings

LINE, INCOME = "exit_line_household", "prov_rural_income"
COUNTY, VILLAGE = "441690", "441690101200"


@pytest.fixture
def county(tmp_path: Any) -> Any:
    with Book.create(
        tmp_path / "county.book", role="county", name="演示县", division=COUNTY, passphrase="wu ge pin yin ci"
    ) as made:
        yield made


def enter(book: Book, code: str, text: str, **more: Any) -> PolicyParameter:
    area = more.pop("area", "")
    with book.write("policy.set") as ledger:
        return set_value(ledger, code, text, why="县会议纪要", area=area, on=Standing(**more))


def held(book: Book, code: str, on: date, area: str = VILLAGE) -> Any:
    with book.read() as reader:
        return value(reader, code, area, on)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_an_own_value_comes_before_the_shipped_one_with_its_document(county: Book) -> None:
    enter(
        county,
        LINE,
        "6883",
        document="演示府〔2018〕3号",
        clause="二",
        begins=date(2017, 1, 1),
        ends=date(2017, 12, 31),
    )
    found = held(county, LINE, date(2017, 6, 1))
    assert (found.text, found.state, found.own, found.missing) == ("6883", "actual", True, None)
    assert found.cited == "演示府〔2018〕3号 二：县会议纪要"
    assert held(county, LINE, date(2018, 6, 1)).text == "7365"
    with county.read() as reader:
        assert [one.number for one in reader.find(PolicyDocument)] == ["演示府〔2018〕3号"]


def test_the_income_of_a_year_gives_its_line(county: Book) -> None:
    assert enter(county, INCOME, "15779.7", begins=date(2017, 1, 1)).ends == date(2017, 12, 31)
    found = held(county, LINE, date(2017, 12, 31))
    assert (found.text, found.state, found.missing, found.own) == ("7100.865", "actual", None, True)
    enter(county, INCOME, "17167.7", begins=date(2018, 1, 1), ends=date(2018, 12, 31), state="estimate")
    assert held(county, LINE, date(2018, 12, 31)).state == "estimate"


def test_narrower_and_newer_values_come_first_and_nothing_is_overwritten(county: Book) -> None:
    enter(county, "notice_days_exit", "7", begins=date(2017, 1, 1))
    enter(county, "notice_days_exit", "10", begins=date(2017, 1, 1))
    enter(county, "notice_days_exit", "15", begins=date(2017, 1, 1), area="441690102")
    day = date(2017, 6, 1)
    assert held(county, "notice_days_exit", day).count == 10
    assert held(county, "notice_days_exit", day, "441690102201").count == 15
    assert held(county, "notice_days_exit", date(2016, 12, 31)).own is False
    with county.read() as reader:
        known = reader.find(PolicyParameter)
        assert [(one.value, one.serial) for one in known] == [("7", 1), ("10", 2), ("15", 3)]
    with county.write("policy.take_back") as ledger:
        take_back(ledger, known[1], "误录")
    assert held(county, "notice_days_exit", day).count == 7


def test_a_value_that_stands_is_not_edited(county: Book) -> None:
    made = enter(county, "cadre_household_cap", "6")
    with county.write("x") as ledger:
        assert refused(lambda: ledger.save(made.but(value="7"))) == "policy.kept"
        assert refused(lambda: ledger.save(PolicyParameter(area=COUNTY, code="no", value="1"))) == "field.missing"


@pytest.mark.parametrize(
    ("code", "text", "more", "wanted"),
    [
        ("no_such", "1", {}, "policy.code"),
        (LINE, "viel", {}, "policy.value"),
        (LINE, "7000", {"area": "某县"}, "policy.area"),
        (LINE, "7000", {"area": "4416"}, "scope.foreign"),
        (LINE, "7000", {"begins": date(2018, 1, 1), "ends": date(2017, 1, 1)}, "policy.period"),
    ],
)
def test_what_cannot_stand_is_refused(county: Book, code: str, text: str, more: dict[str, Any], wanted: str) -> None:
    assert refused(lambda: enter(county, code, text, **more)) == wanted
    with county.write("x") as ledger:
        assert refused(lambda: set_value(ledger, LINE, "7000", why=" ")) == "why.missing"
        assert not ledger.find(PolicyParameter)


def test_only_an_office_lays_a_value_down(village_book: Book) -> None:
    with village_book.write("x") as ledger:
        assert refused(lambda: set_value(ledger, LINE, "7000", why="x")) == "office.only"
        record = PolicyParameter(
            area=VILLAGE, code=LINE, value="7000", state="actual", begins=date(2017, 1, 1), why="x", serial=1
        )
        assert refused(lambda: ledger.save(record, managed=("serial",))) == "office.only"


def test_the_highest_office_may_even_if_it_is_a_township(book: Book) -> None:
    enter(book, "visit_interval_days", "30")
    assert held(book, "visit_interval_days", date(2100, 1, 1)).count == 30


def test_what_no_rule_here_would_have_written_is_passed_over(county: Book) -> None:
    """A newer program may send a code or a value this one does not know; the rest goes on."""
    made = enter(county, LINE, "6883", begins=date(2017, 1, 1))
    with county.transaction() as connection:
        connection.exec_driver_sql("UPDATE policy_parameter SET value='?' WHERE id=?", (made.id,))
    with county.read() as reader:
        assert own_values(reader) == []
        assert find_value(reader, LINE, VILLAGE, date(2018, 1, 1)) is not None


def test_on_the_command_line(run: Any, tmp_path: Any) -> None:
    book = tmp_path / "c.book"
    run("book", "new", book, "--role=county", "--name=演示县", f"--division={COUNTY}")
    told = run("policy", "set", book, LINE, "--value=6883", "--why=纪要", "--document=演示府〔2018〕3号", "--clause=二",
               "--from=2017-01-01", "--to=2017-12-31")  # fmt: skip
    assert (told["value"], told["document"], told["warnings"]) == ("6883", "演示府〔2018〕3号", [])
    assert run("policy", "set", book, "visit_interval_days", "--value", "30", "--why", "x")["warnings"]
    shown = run("policy", "show", LINE, f"--book={book}", "--date=2017-06-01")
    assert (shown["value"], shown["own"], shown["from"]) == ("6883", True, "2017-01-01")
    listed = {one["code"]: one for one in run("policy", "list", "--book", book, "--date=2017-06-01")["parameters"]}
    assert listed[LINE]["value"] == "6883"
    assert listed["public_post_share_min"]["value"] is None
    refused = run("policy", "set", book, LINE, "--value=viel", "--why=x", code=1)["refused"]
    assert refused["code"] == "policy.value"
    # What any form writes is made as the command makes it: in its one form, with its version
    run("record", "new", book, "policy_parameter", f"code={LINE}", "value=7,000元", "why=x")
    assert run("policy", "show", LINE, f"--book={book}")["value"] == "7000"


def test_without_a_book_the_papers_answer(run: Any) -> None:
    told = run("policy", "show", LINE, "--area=汕尾市", "--date=2018-06-01")
    assert (told["value"], told["state"], told["clause"]) == ("7365", "estimate", "§3")
    assert run("policy", "show", LINE, "--area=广州市", "--date=2018-06-01")["state"] == "actual"
    assert run("policy", "show", LINE, "--area=44", "--date=2017-06-01")["caution"]
    assert run("policy", "show", "cadre_household_cap", "--area=广州市", code=1)["refused"]["code"] == "policy.unknown"
    assert len(run("policy", "list")["parameters"]) > 40


def test_what_stands_well_is_no_finding(county: Book) -> None:
    """The rules at the door run over what stands as well: a value that stands is none, one nobody can read is."""
    made = enter(county, LINE, "6883", document="演示府〔2018〕3号", begins=date(2017, 1, 1))
    with county.read() as reader:
        assert list(findings(reader, county.identity, date(2018, 1, 1), ["policy_parameter", "policy_document"])) == []
    with county.transaction() as connection:
        connection.exec_driver_sql("UPDATE policy_parameter SET value='?' WHERE id=?", (made.id,))
    with county.read() as reader:
        found = list(findings(reader, county.identity, date(2018, 1, 1), ["policy_parameter"]))
    assert [one.code for one in found] == ["policy.value"]
