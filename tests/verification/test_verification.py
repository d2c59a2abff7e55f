"""A round of verification: opened by the county, a card for every household on the register, what is left."""

from datetime import date

import pytest

from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.reports.period import Period
from fupin_desktop.verification.commands import answer_many
from fupin_desktop.verification.model import VerificationCard, VerificationRound
from fupin_desktop.verification.report import verification_columns
from tests.casework.entry_desk import COUNTY, Desk

OPENED = date(2017, 4, 1)


def opened(desk: Desk) -> VerificationRound:
    (found,) = desk.save(VerificationRound(county_code=COUNTY, year=2017, name="2017年春季核查", opened_on=OPENED))
    return found


def card(desk: Desk, number: int = 1, **facts: object) -> VerificationCard:
    (found,) = desk.save(VerificationCard(household=desk.home(number).id, **{"result": "keep", **facts}))
    return found


def refused(desk: Desk, **facts: object) -> tuple[str, object]:
    with pytest.raises(Refusal) as caught:
        card(desk, **facts)
    return caught.value.code, (caught.value.where or {}).get("field")


def left(desk: Desk, name: str = "verification_unanswered") -> int:
    with desk.book.read() as reader:
        return gap_count(gap_named(name), asked(reader, COUNTY, date(2017, 6, 30), Period(2017)), reader) or 0


def test_every_household_of_the_register_is_answered_for(desk: Desk) -> None:
    assert left(desk) == 0, "nobody is asked for before the county opens a round"
    assert refused(desk) == ("verification.none", "round")
    opened(desk)
    assert left(desk) == 2
    kept = card(desk, found="收入、住房与登记相符")
    assert (kept.year, kept.on, bool(kept.by)) == (2017, date(2017, 6, 30), True)
    assert left(desk) == 1
    card(desk, 2, result="absent")
    assert left(desk) == 1, "who met nobody has no answer"


def test_a_household_that_left_the_register_is_not_asked_for(desk: Desk) -> None:
    opened(desk)
    with desk.book.write("test") as ledger:
        home = desk.home(2).id
        assert home is not None
        set_status(ledger, ledger.get(Household, home), "closed", "户主死亡，无其他成员")
    assert left(desk) == 1
    with desk.book.write("test") as ledger:
        make(ledger, VerificationCard(household=home, result="keep"))
        assert any("not" in one or "asks" in one for one in ledger.warnings)


def test_an_exclusion_needs_its_number_and_what_was_found(desk: Desk) -> None:
    opened(desk)
    assert refused(desk, result="exclude", found="购有商品房") == ("verification.reason", "bar")
    assert refused(desk, result="exclude", bar="bar7_3") == ("verification.reason", "found")
    assert refused(desk, bar="bar7_3") == ("verification.bar", "bar")
    card(desk, result="exclude", bar="bar7_3", found="购有商品房")
    assert left(desk, "verification_to_exclude") == 1


def test_days_of_rounds_and_cards(desk: Desk) -> None:
    for facts, code in (
        ({"opened_on": date(2017, 7, 1)}, "verification.opened"),
        ({"opened_on": date(2016, 12, 1)}, "verification.opened"),
        ({"due": date(2017, 3, 1)}, "verification.due"),
        ({"county_code": "4416901"}, "division.form"),
    ):
        given = {"county_code": COUNTY, "year": 2017, "name": "核查", "opened_on": OPENED, **facts}
        with pytest.raises(Refusal) as caught:
            desk.save(VerificationRound(**given))
        assert caught.value.code == code
    opened(desk)
    assert refused(desk, on=date(2017, 3, 31)) == ("verification.on", "on")
    assert refused(desk, on=date(2017, 7, 1)) == ("verification.on", "on")
    card(desk)
    assert refused(desk)[0] == "record.exists", "one card of a household in a round"


def test_the_same_answer_for_many(desk: Desk) -> None:
    opened(desk)
    card(desk, 2)
    with desk.book.write("test") as ledger:
        kept, named = answer_many(ledger, ledger.find(Household), VerificationCard(result="keep", found="无变化"))
    assert len(kept) == 1
    assert [(home.household_code, refusal.code) for home, refusal in named] == [
        (desk.home(2).household_code, "record.exists")
    ]


def test_the_figures_add_up(desk: Desk) -> None:
    opened(desk)
    card(desk)
    with desk.book.read() as reader:
        wanted = asked(reader, COUNTY, date(2017, 6, 30), Period(2017))
        columns = {one.name: one.figure.value(reader) for one in verification_columns(wanted)}
    assert columns == {
        "homes": 2, "answered": 1, "rate": pytest.approx(0.5), "result_keep": 1, "result_correct": 0,
        "result_exclude": 0, "result_absent": 0,
    }  # fmt: skip
