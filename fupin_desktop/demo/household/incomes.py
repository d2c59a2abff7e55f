"""Chapter of the incomes: three years of every household, and the cards they are paid on."""

from random import Random

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.people import ALLOWANCE, FIVE_GUARANTEES, Home, card_number
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import BankCard, IncomeYear

_ENTERED = {(2016, 6): 2015, (2017, 1): 2016, (2018, 1): 2017}  # by month, the year that is entered in it
_BANKS = ("演示农村信用社", "演示农商银行")


def _month(county: County, desk: VillageDesk) -> None:
    year = _ENTERED.get((county.today.year, county.today.month))
    if year is None:
        return
    with desk.write("income.enter") as ledger:
        for home in desk.homes:
            enter_income(ledger, income_of(county, home, year).but(household=desk.home(ledger, home.code)))
    county.count(desk.code, "income_year", len(desk.homes))


def income_of(county: County, home: Home, year: int) -> IncomeYear:
    """A household's income of a year, without the household."""
    dice, persons = county.dice.of("income", home.code, year), len(home.people)
    each = _each(dice, home, year)
    total = each * persons * 100
    aid = _aid(home, persons)
    left = max(0, total - aid)
    wage = left * (60 + dice.randrange(25)) // 100 if home.able else 0
    cost = (left - wage) // 4
    return IncomeYear(
        year=year, persons=persons, wage=wage, business=left - wage + cost, business_cost=cost, property=0,
        dibao_money=aid if home.attribute == ALLOWANCE else None,
        wubao_money=aid if home.attribute == FIVE_GUARANTEES else None,
        other_transfer=0 if home.able else None, social_security_paid=0, source="survey", verified=True,
    )  # fmt: skip


def _each(dice: Random, home: Home, year: int) -> int:
    """Disposable income per head in yuan: below the line before the household is to exit, above it from then on."""
    if not home.able:
        return {2015: 3100, 2016: 4300, 2017: 5600}[year] + dice.randrange(900)
    if year >= home.exit_year:
        return 7500 + 600 * (year - home.exit_year) + dice.randrange(2600)
    return {2015: 2700, 2016: 3700, 2017: 5200}[year] + dice.randrange(1200)


def _aid(home: Home, persons: int) -> int:
    yuan = {ALLOWANCE: 2200 * persons, FIVE_GUARANTEES: 7200}.get(home.attribute, 0)
    return yuan * 100


def _opening(county: County) -> None:
    for desk in county.villages:
        with county.office.write("card.enter") as ledger:
            ledger.save_all(
                BankCard(
                    household=county.office.home(ledger, home.code), account_no=card_number(dice),
                    bank=dice.choice(_BANKS), holder_name=home.head.name, verified_on=county.today, active=True,
                )
                for home in desk.homes
                for dice in [county.dice.of("card", home.code)]
            )  # fmt: skip
        county.count(desk.code, "bank_card", len(desk.homes))


CHAPTER = Chapter("incomes", opening=_opening, at_village=_month)
