"""Chapter of the changes: births, deaths, weddings; and households that move to another village."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.people import MAN, WOMAN, Home, Person, person
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import HELPER
from fupin_desktop.households.commands import BORN, change_household
from fupin_desktop.households.model import HEAD, Member
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.write.writing import BookLedger

_BIRTH, _DEATH, _WEDDING = 0.10, 0.14, 0.06  # in a village of fifty households, in a month
_MOVES = {(2017, 12): (0, 1), (2018, 3): (1, 0)}  # by month of an exchange, from which village to which


def _month(county: County, desk: VillageDesk) -> None:
    for name, chance, happens in (("born", _BIRTH, _born), ("died", _DEATH, _died), ("wed", _WEDDING, _wed)):
        dice = county.dice.of(name, desk.code, county.today)
        if dice.random() < chance * max(10, len(desk.homes)) / 50:
            happens(county, desk, dice)


def _home_with(desk: VillageDesk, dice: Random, *relations: str, least: int = 0, most: int = 200) -> Home | None:
    def fits(one: Person) -> bool:
        return one.relation in relations and least <= one.age(desk.calendar.today) <= most

    found = [home for home in desk.homes if any(map(fits, home.people))]
    return dice.choice(found) if found else None


def _born(county: County, desk: VillageDesk, dice: Random) -> None:
    home = _home_with(desk, dice, "02", most=42)
    if home is None:
        return
    sex, day = dice.choice((MAN, WOMAN)), county.today - timedelta(1 + dice.randrange(24))
    relation = "03" if sex == MAN else "04"
    at = 20 + sum(one.code[-2] == "2" for one in home.people)
    child = person(dice, home, at, home.head.name[0], relation, sex, day, county.numbers)
    with desk.write("household.change") as ledger:
        member = Member(person_code=child.code, name=child.name, sex=sex, relation=relation, birth_date=day)
        change_household(
            ledger, desk.household(ledger, home.code), type="increase", date=day, member=member, member_change=BORN,
            why="新生儿",
        )  # fmt: skip
    home.people.append(replace(child, id_no=""))
    county.count(desk.code, "household_change")
    county.count(desk.code, "member")


def _died(county: County, desk: VillageDesk, dice: Random) -> None:
    home = _home_with(desk, dice, "11", "12", "02", "01", least=64)
    if home is None:
        return
    gone = max(home.people, key=lambda one: one.age(county.today))
    day = county.today - timedelta(1 + dice.randrange(20))
    if gone.relation == HEAD and len(home.people) > 1:
        return  # another head has to be found first: no part of this chapter
    _leave(county, desk, home, gone, day, "died", "因病去世")
    if not home.people:
        with desk.write("household.change") as ledger:
            home_now = desk.household(ledger, home.code)
            change_household(ledger, home_now, type="terminated", date=day, why="户内已无成员")
        desk.homes.remove(home)
        county.count(desk.code, "household_change")
        county.count(desk.code, "terminated")


def _wed(county: County, desk: VillageDesk, dice: Random) -> None:
    home = _home_with(desk, dice, "04", least=20, most=30)
    if home is None:
        return
    bride = next(one for one in home.people if one.relation == "04" and 20 <= one.age(county.today) <= 30)
    _leave(county, desk, home, bride, county.today - timedelta(5), "married_out", "出嫁，户口已迁")


def _leave(county: County, desk: VillageDesk, home: Home, gone: Person, day: date, how: str, why: str) -> None:
    with desk.write("household.change") as ledger:
        known = next(one for one in desk.of_homes(ledger, Member, [home]) if one.person_code == gone.code)
        change_household(
            ledger, desk.household(ledger, home.code), type="decrease", date=day, member=known, member_change=how,
            why=why,
        )  # fmt: skip
    home.people.remove(gone)
    county.count(desk.code, "household_change")
    county.count(desk.code, "left")


# --- moves ----------------------------------------------------------------------------------------------------------


def _office(county: County) -> None:
    at = _MOVES.get((county.today.year, county.today.month))
    if at is None or len(county.villages) <= max(at):
        return
    old, new = (county.villages[n] for n in at)
    dice = county.dice.of("move", county.today)
    home = dice.choice([one for one in old.homes if one.able])
    with county.office.write("household.move") as ledger:
        move(ledger, county.office.household(ledger, home.code), new.code, county.today, "投靠子女，户籍迁入")
        _answer_for(ledger, county, new, home)
    old.homes.remove(home)
    new.homes.append(home)
    county.count(new.code, "moved_in")
    county.count(old.code, "moved_out")


def _answer_for(ledger: BookLedger, county: County, new: VillageDesk, home: Home) -> None:
    """A cadre of the new village answers for it."""
    name = new.cadres[-1]
    cadre = next(one for one in ledger.find(Cadre, name=name) if one.village_code == new.code)
    duty = Responsibility(household=county.office.home(ledger, home.code), cadre=cadre.id, role=HELPER)
    ledger.save(duty.but(start=county.today))
    new.responsible[home.code] = name
    county.count(new.code, "responsibility")


CHAPTER = Chapter("changes", at_village=_month, at_office=_office)
