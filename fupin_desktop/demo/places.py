"""Chapter of the places: parameters, villages with their figures, who assists them, whom notices name."""

import tomllib
from datetime import date
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.files import resource
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.notices.contacts import set_contact
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.villages.commands import link_unit
from fupin_desktop.villages.model import AssistingUnit, NaturalVillage, Village, VillagerGroup
from fupin_desktop.villages.rules import LEAD

_LINKED = date(2016, 5, 3)
VILLAGE_PHONE = "0660-5550199"
_PAPER = "演示扶〔2016〕1号"


def _opening(county: County) -> None:
    with county.office.write("policy.set") as ledger:
        for row in _parameters():
            on = Standing(document=row.get("document", _PAPER), begins=row.get("from"), ends=row.get("to"))
            set_value(ledger, row["code"], row["value"], why="演示县自定的数，只供练习", on=on)
    with county.office.write("village.enter") as ledger:
        for desk in county.villages:
            _enter(ledger, county, desk)
    with county.office.write("notice.contact") as ledger:
        address = "演示镇政府一楼扶贫办"
        set_contact(ledger, contact="黄演示", contact_phone="0660-5550101", contact_address=address)


def _parameters() -> list[dict[str, Any]]:
    with resource("demo", "parameters.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["value"]
    return found


def _enter(ledger: Ledger, county: County, desk: VillageDesk) -> None:
    place, dice = desk.place, county.dice.of("places", desk.code)
    hamlets = {name: 50 + dice.randrange(60) for name in sorted({home.hamlet for home in desk.homes})}
    people = {name: homes * 4 + dice.randrange(40) for name, homes in hamlets.items()}
    all_homes = sum(hamlets.values())
    village = ledger.save(
        Village(
            code=place.code, name=place.name, town=place.town, county="演示县", is_poor_village=place.is_poor,
            designated_year=2016 if place.is_poor else None, assist_type="partner_city" if place.is_poor else "self",
            terrain=dice.choice(("丘陵", "山区", "平原")),
            direction=dice.choice(("百香果", "生态养殖", "光伏", "茶叶")),
            natural_villages=len(hamlets), households=all_homes,
            registered_population=sum(people.values()), labour_force=all_homes * 2,
            collective_income=dice.randrange(20_000, 120_000) * 100, income_pc=dice.randrange(8_000, 11_000) * 100,
            clinics=1, doctors=1, library=True, finance_station=dice.random() < 0.5, contact_phone=VILLAGE_PHONE,
        )
    )  # fmt: skip
    saved = ledger.save_all(
        NaturalVillage(
            village_code=place.code, name=name, population=people[name], households=homes,
            road_hardened=dice.random() < 0.7, power_through=True,
        )
        for name, homes in hamlets.items()
    )  # fmt: skip
    ledger.save_all(
        VillagerGroup(village_code=place.code, name=name, natural_village=saved[at % len(saved)].id)
        for at, name in enumerate(sorted({home.group for home in desk.homes}))
    )
    unit = ledger.save(
        AssistingUnit(
            village_code=place.code, name=place.unit, unit_class="city", affiliation_level="city",
            division_code="4416", leading_group_head="温主任", liaison="谢联络", active_from=_LINKED,
        )
    )  # fmt: skip
    link_unit(ledger, village, unit, role=LEAD, start=_LINKED)
    county.count(place.code, "village")
    county.count(place.code, "natural_village", len(hamlets))


CHAPTER = Chapter("places", opening=_opening)
