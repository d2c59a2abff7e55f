"""The line of the year as the papers have it (Q14, Q15): by that year's income, and never the line of entry."""

from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.standing import Look, Standing
from fupin_desktop.exits.gates import IncomeReaches, LineTold
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.policy.commands import Standing as Holds
from fupin_desktop.policy.commands import set_value
from tests.exits.world import home_at


def standing(ledger: Ledger, year: int, fen: int) -> Standing:
    """One person's income of a year, with the prices of that year beside it."""
    home = home_at(ledger)
    index = Decimal("1.25")
    ledger.save(IncomeYear(household=home.id, year=year, persons=1, wage=fen, price_index=index))
    case = ExitCase(household=home.id, year=year)
    return Standing(Look(ledger, [case]), case, "village_and_team_verified", ledger.today, ledger.today)


def code(lack: Lack | None) -> str:
    return lack.code if lack is not None else ""


@pytest.mark.parametrize(("fen", "wanted"), [(6_530_49, ""), (6_530_48, "case.income")])
def test_the_line_of_2016_is_the_share_of_that_year_s_income(fen: int, wanted: str, ledger: Ledger) -> None:
    at = standing(ledger, 2016, fen)
    assert code(IncomeReaches().lack(at)) == wanted
    assert IncomeReaches().gives(at) == {"income_pc": fen, "line": 6_530_49, "line_state": "actual"}


def test_altering_the_year_s_income_alters_the_line(ledger: Ledger) -> None:
    at = standing(ledger, 2016, 6_530_49)
    assert code(IncomeReaches().lack(at)) == ""
    of_2016 = Holds(begins=date(2016, 1, 1), ends=date(2016, 12, 31))
    set_value(ledger, "prov_rural_income", "14513.2", why="更正", on=of_2016)
    later = Standing(Look(ledger, [at.case]), at.case, at.to, at.on, at.today)
    assert code(IncomeReaches().lack(later)) == "case.income"
    assert IncomeReaches().gives(later)["line"] == 6_530_94


def test_who_is_above_the_line_of_entry_does_not_exit_by_it(ledger: Ledger) -> None:
    # 5000 yuan in 2018 is 4000 in the prices of 2014: no longer poor enough to enter, and far from leaving
    at = standing(ledger, 2018, 5_000_00)
    assert code(IncomeReaches(final=True).lack(at)) == "case.income"
    assert "7,365" in (IncomeReaches(final=True).lack(at) or Lack("", "")).text


def test_the_estimate_of_2018_is_told_and_does_not_stop_the_village(ledger: Ledger) -> None:
    at = standing(ledger, 2018, 7_364_99)
    assert code(IncomeReaches().lack(at)) == ""
    told = LineTold().lack(at)
    assert told is not None
    assert ("estimate" in told.text, told.stops) == (True, False)
    assert IncomeReaches().gives(at)["line_state"] == "estimate"
    assert code(IncomeReaches(final=True).lack(at)) == "case.income"


def test_medical_money_counts_as_the_county_says(ledger: Ledger) -> None:
    home = home_at(ledger)
    ledger.save(IncomeYear(household=home.id, year=2016, persons=1, wage=6_000_00, medical_reimbursed=600_00))
    case = ExitCase(household=home.id, year=2016)

    def now() -> Standing:
        return Standing(Look(ledger, [case]), case, "village_and_team_verified", ledger.today, ledger.today)

    assert code(IncomeReaches().lack(now())) == ""
    set_value(ledger, "count_medical_reimbursement", "no", why="县通知", on=Holds(begins=date(2016, 1, 1)))
    assert code(IncomeReaches().lack(now())) == "case.income"
