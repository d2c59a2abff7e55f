"""Chapter of work: vacancies that came to the village, who wishes for what, who found work, what people can do."""

from datetime import timedelta
from random import Random

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.employment.model import EmploymentRecord, Vacancy, WorkWish
from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import has_left
from fupin_desktop.training.model import MemberSkill

_ASKED_IN, _WORKING, _CLERK = (2016, 10), range(18, 60), "镇人社所"
_CHANNELS = {"organised": 50, "park": 12, "workshop": 10, "project": 8, "self": 15, "startup": 5}  # of a hundred
_JOBS = ("车工", "保安", "保洁", "普工", "帮厨")
_SKILLS = ("百香果种植", "电工", "家政服务", "缝纫")
_SKILLED, _WISHING, _FOUND = 0.98, 0.25, 0.93


def _month(county: County, desk: VillageDesk) -> None:
    if county.today.month == _ASKED_IN[1]:
        _offer(county, desk)
    if (county.today.year, county.today.month) == _ASKED_IN:
        _ask(county, desk)


def _offer(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("vacancy", desk.code, county.today)
    with desk.write("vacancy.enter") as ledger:
        job = Vacancy(village_code=desk.code, employer=dice.choice(words()["employers"]), job="普工", place="演示县城")
        until = county.today + timedelta(90)
        ledger.save(job.but(persons=3, monthly_wage=3200_00, organised_by=_CLERK, heard_on=county.today, until=until))
    county.count(desk.code, "vacancy")


def _ask(county: County, desk: VillageDesk) -> None:
    """What those who can work know and wish; most who wish for work find it."""
    year, day = county.today.year, county.today - timedelta(6)
    with desk.write("work.enter") as ledger:
        able = {home.code for home in desk.homes if home.able}
        members = [one for one in desk.of_homes(ledger, Member) if (one.person_code or "")[:-2] in able]
        grown = [one for one in members if one.birth_date and year - one.birth_date.year in _WORKING]
        there = [(one, county.dice.of("work", one.person_code)) for one in grown if not has_left(one)]
        skills = [
            MemberSkill(member=one.id, skill=dice.choice(_SKILLS), level=dice.choice(("none", "5")), gained_on=day)
            for one, dice in there
            if dice.random() < _SKILLED
        ]
        wishing = [(one, dice) for one, dice in there if dice.random() < _WISHING]
        wishes = [WorkWish(member=one.id, said_on=day, wish="local", place="本镇") for one, _dice in wishing]
        found = [(one, dice) for one, dice in wishing if dice.random() < _FOUND]
        jobs = [_job(dice, desk).but(member=one.id, start=county.today - timedelta(3)) for one, dice in found]
        ledger.save_all(skills)
        ledger.save_all(wishes)
        ledger.save_all(jobs)
    for kind, made in (("member_skill", skills), ("work_wish", wishes), ("employment_record", jobs)):
        county.count(desk.code, kind, len(made))


def _job(dice: Random, desk: VillageDesk) -> EmploymentRecord:
    """Most are sent together to the county's town; some find work at home, or go by themselves."""
    channel = dice.choices(tuple(_CHANNELS), tuple(_CHANNELS.values()))[0]
    job = EmploymentRecord(
        employer=dice.choice(words()["employers"]), job=dice.choice(_JOBS), channel=channel,
        kind="temporary" if channel == "project" or dice.random() < 0.1 else "stable",
        monthly_wage=(22 + dice.randrange(14)) * 100_00, from_place=desk.name, to_place="演示县城", area="2",
    )  # fmt: skip
    return job.but(organised_by=_CLERK) if channel == "organised" else job


CHAPTER = Chapter("work", at_village=_month)
