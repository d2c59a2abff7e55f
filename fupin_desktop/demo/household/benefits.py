"""Chapter of the policy cards: what each household is entitled to in a year, and what of it has come."""

from collections.abc import Iterator

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.people import ALLOWANCE, FIVE_GUARANTEES, Home
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR

_ENTERED_IN = {(2017, 5): 2017, (2018, 5): 2018}
_NOT_COME, _NO_CARD = 0.02, 0.01


def _month(county: County, desk: VillageDesk) -> None:
    year = _ENTERED_IN.get((county.today.year, county.today.month))
    if year is None:
        return
    with desk.write("benefit.enter") as ledger:
        poor = {one.household_code for one in ledger.find(Household, village_code=desk.code, status=sorted(STILL_POOR))}
        cards = [
            item.but(household=desk.home(ledger, home.code))
            for home in desk.homes
            if home.code in poor
            for item in _card(county, home, year)
        ]
        ledger.save_all(cards)
    county.count(desk.code, "household_benefit", len(cards))


def _card(county: County, home: Home, year: int) -> Iterator[HouseholdBenefit]:
    dice = county.dice.of("benefits", home.code, year)
    if dice.random() < _NO_CARD:
        return
    for name, yuan in _entitled(county, home):
        item = HouseholdBenefit(year=year, item=name, entitled=True, due_amount=yuan * 100)
        if dice.random() < _NOT_COME:
            yield item.but(received=False, why_not="账号有误，已报镇核对")
        else:
            yield item.but(received=True, received_amount=yuan * 100, received_on=county.today)


def _entitled(county: County, home: Home) -> Iterator[tuple[str, int]]:
    """Policies with their amounts in yuan."""
    yield "medical_premium", 180 * len(home.people)
    if home.attribute == ALLOWANCE:
        yield "dibao", 2200 * len(home.people)
    if home.attribute == FIVE_GUARANTEES:
        yield "wubao", 7200
    if any(6 <= one.age(county.today) < 15 for one in home.people):
        yield "school_living", 3000
    if home.able:
        yield "farmland", 240


CHAPTER = Chapter("benefits", at_village=_month)
