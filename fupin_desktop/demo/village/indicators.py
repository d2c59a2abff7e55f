"""Chapter of the yearly indicators of villages (E32): measured each December, and once more before the end."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.scores.model import VillageIndicator

_MEASURED = {(2016, 12): 0, (2017, 12): 1, (2018, 5): 2}  # by month, how many rounds of measuring came before
_SHARES = ("road200", "water", "tv", "broadband")


def _month(county: County, desk: VillageDesk) -> None:
    at = _MEASURED.get((county.today.year, county.today.month))
    if at is None:
        return
    with desk.write("indicator.enter") as ledger:
        values = list(_values(county, desk, at))
        ledger.save_all(
            VillageIndicator(
                village_code=desk.code, code=code, measured_on=county.today, value=value, measured_by="驻村工作队"
            )
            for code, value in values
        )
    county.count(desk.code, "village_indicator", len(values))


def _values(county: County, desk: VillageDesk, at: int) -> Iterator[tuple[str, Decimal]]:
    """Each village begins somewhere and comes nearer to the target from year to year."""
    dice = county.dice.of("indicators", desk.code)
    yield "incidence", Decimal(max(2, 90 - 30 * at + dice.randrange(10))) / 10
    yield "income_pc", Decimal(8600 + dice.randrange(1200) + 1500 * at)
    yield "collective_income", Decimal(30_000 + dice.randrange(40_000) + 30_000 * at)
    yield "funds", Decimal((at + 1) * (180_000 + dice.randrange(120_000)))
    for code in _SHARES:
        yield code, Decimal(min(100, 66 + dice.randrange(20) + 17 * at))
    yield "power", Decimal(100)
    yield "clinic", Decimal(1)
    yield "doctor", Decimal(1 if at or dice.random() < 0.7 else 0)
    yield "bus", Decimal(100 if at or dice.random() < 0.6 else 0)


CHAPTER = Chapter("indicators", at_village=_month)
