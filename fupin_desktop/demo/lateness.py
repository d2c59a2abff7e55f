"""Chapter of the exchange's troubles: two laptops that are late, and three questions that wait at the office."""

from decimal import Decimal
from typing import Any

from fupin_desktop.demo import exchange
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk

LATE_FOLDER = "迟到的数据包"
_LOST, _LATE = (2018, 3), (2018, 6)  # from this month on one sends nothing; the bundle of the other is under way
_LAST = (2018, 6)
# What the village and the office entered otherwise, of three households
_TWICE: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"road_km": Decimal("0.5")}, {"road_km": Decimal("0.6")}),
    ({"house_area": Decimal(62)}, {"house_area": Decimal(60)}),
    ({"farmland": Decimal("2.4")}, {"farmland": Decimal(2)}),
)


def silent_ones(county: County) -> list[VillageDesk]:
    """The laptop that sends nothing any more, and the one whose bundle is late; none where there are few."""
    return county.laptops[-2:] if len(county.laptops) > 3 else []


def _month(county: County, desk: VillageDesk) -> None:
    now, quiet = (county.today.year, county.today.month), silent_ones(county)
    if desk in quiet and now == (_LOST, _LATE)[quiet.index(desk)]:
        desk.is_silent = True
    if desk is county.villages[0] and now == _LAST and desk.is_laptop:
        _enter_twice(county, desk)


def _enter_twice(county: County, desk: VillageDesk) -> None:
    for home, (here, there) in zip(desk.homes, _TWICE, strict=False):
        for at, facts in ((desk, here), (county.office, there)):
            with at.write("household.edit") as ledger:
                ledger.save(at.household(ledger, home.code).but(**facts))
        county.count(desk.code, "question")


def _ending(county: County) -> None:
    """The late bundle lies in a folder of its own: whoever practises takes it in."""
    for desk in silent_ones(county)[1:]:
        folder = county.out / LATE_FOLDER
        folder.mkdir(exist_ok=True)
        exchange.send(desk, folder / f"{desk.name}.fpb")


CHAPTER = Chapter("lateness", at_village=_month, ending=_ending)
