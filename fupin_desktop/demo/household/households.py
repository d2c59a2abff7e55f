"""Chapter of the register: households with their members, as the office enters them, and each member's years."""

from datetime import date
from decimal import Decimal
from random import Random

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.people import ALLOWANCE, FIVE_GUARANTEES, MAN, ORDINARY, Home, Person
from fupin_desktop.households.model import Household, Member, MemberYear

_YEARS = {date(2016, 6, 1): 2016, date(2017, 1, 1): 2017, date(2018, 1, 1): 2018}


def _opening(county: County) -> None:
    for desk in county.villages:
        with county.office.write("roster.import") as ledger:
            saved = ledger.save_all([household_of(county, home) for home in desk.homes])
            people = [
                member_of(county, at, one) for home, at in zip(desk.homes, saved, strict=True) for one in home.people
            ]
            ledger.save_all(people)
        county.count(desk.code, "household", len(saved))
        county.count(desk.code, "member", len(people))


def household_of(county: County, home: Home) -> Household:
    """The record of a household, as it is entered today."""
    dice = county.dice.of("household", home.code)
    dangerous = home.grade in ("C", "D")
    return Household(
        household_code=home.code, village_code=home.village, natural_village=home.hamlet, group_name=home.group,
        address_detail=f"{home.hamlet}{1 + dice.randrange(90)}号", phone=f"199{dice.randrange(10**8):08}",
        persons=len(home.people), attribute=home.attribute, identification_standard="2",
        labour_class="have" if home.able else "none", cause_main=home.cause,
        cause_other=tuple(sorted({dice.choice(("01", "03", "07", "09")) for _n in range(2)} - {home.cause})),
        power_living=True, water_safe=dice.random() < 0.8, water_source=dice.choice(("1", "2", "2", "3")),
        tv_signal=dice.random() < 0.9, broadband=dice.random() < 0.3, house_dangerous=dangerous,
        house_danger_grade=home.grade, house_area=Decimal(40 + dice.randrange(70)),
        house_structure="4" if dangerous else "2",
        house_built_year=1968 + dice.randrange(20) if dangerous else 1988 + dice.randrange(24),
        sanitary_toilet=dice.random() < 0.5, fuel=dice.choice(("1", "4")), road_type=dice.choice(("1", "2", "3", "3")),
        farmland=Decimal(1 + dice.randrange(5)), woodland=Decimal(dice.randrange(9)), entered_on=county.today,
        planned_exit_year=home.exit_year, martyr_army_family=dice.random() < 0.02,
    )  # fmt: skip


def member_of(county: County, home: Household, one: Person) -> Member:
    """The record of a person of a household that is saved."""
    dice, age = county.dice.of("member", one.code), one.age(county.today)
    ill = dice.random() < (0.5 if age > 60 else 0.12)
    disabled = home.cause_main == "02" and one.relation == "01"
    return Member(
        household=home.id, person_code=one.code, name=one.name, sex=one.sex, id_type="id_card", id_no=one.id_no,
        birth_date=one.born, relation=one.relation, ethnic="汉族", political="01" if dice.random() < 0.05 else "13",
        education=_education(dice, age), health=("4",) if disabled else ("2",) if ill else ("1",),
        disability_type="3" if disabled else None, disability_grade="2" if disabled else None,
    )  # fmt: skip


def _education(dice: Random, age: int) -> str:
    if age < 7:
        return "6"
    return "2" if age < 13 else "3" if age < 16 else dice.choice(("1", "2", "2") if age > 55 else ("2", "3", "3", "4"))


def _month(county: County, desk: VillageDesk) -> None:
    year = _YEARS.get(county.today.replace(day=1))
    if year is None:
        return
    with desk.write("member.year") as ledger:
        known = {one.person_code: one for one in desk.of_homes(ledger, Member)}
        made = [
            _year(county, home, one, known[one.code], year)
            for home in desk.homes
            for one in home.people
            if one.code in known
        ]
        ledger.save_all(made)
    county.count(desk.code, "member_year", len(made))


def _year(county: County, home: Home, one: Person, member: Member, year: int) -> MemberYear:
    dice, age = county.dice.of("year", one.code, year), year - one.born.year
    school = _school(age)
    works = 17 < age < 60 and home.able
    labour = ("2" if dice.random() < 0.2 else "1") if works else "5" if 17 < age < 66 else "4"
    away = works and one.sex == MAN and dice.random() < 0.6
    return MemberYear(
        member=member.id, year=year, school_state=school, school_name=_school_name(age),
        labour_capacity=labour, work_state=("away" if away else "farming") if works else "none",
        work_place=dice.choice(("2", "3")) if away else None, work_months=6 + dice.randrange(6) if away else None,
        employer_name=dice.choice(words()["employers"]) if away else None,
        training_need="电工" if works and dice.random() < 0.15 else None,
        medical_resident=dice.random() < 0.95 or home.exit_year <= year, serious_illness_insured=dice.random() < 0.95,
        pension_resident=age > 15 and dice.random() < 0.97, pension_receiving=age >= 60,
        dibao=home.attribute == ALLOWANCE, wubao=home.attribute == FIVE_GUARANTEES,
        left_behind=left_behind(county, home, one), verified=True,
        serious_relief=county.dice.of("serious relief", one.code).random() < 0.99,
    )  # fmt: skip


def left_behind(county: County, home: Home, one: Person) -> tuple[str, ...]:
    """How a person is left behind (三留守); the same in every year, as long as the age fits."""
    age, chance = one.age(county.today), county.dice.of("left behind", one.code).random()
    if home.attribute == ORDINARY and age < 16 and chance < 0.2:
        return ("child",)
    if home.attribute == ORDINARY and one.relation == "02" and chance < 0.05:
        return ("wife",)
    return ("elder",) if age > 64 and chance < 0.15 else ()


def _school(age: int) -> str:
    if 3 <= age < 6:
        return "2"
    if 6 <= age < 12:
        return "3"
    return {12: "4", 13: "5", 14: "6", 15: "10", 16: "11", 17: "12"}.get(age, "1")


def _school_name(age: int) -> str | None:
    schools: list[str] = words()["schools"]
    return schools[0] if 6 <= age < 12 else schools[1] if 12 <= age < 15 else schools[2] if 15 <= age < 18 else None


CHAPTER = Chapter("households", opening=_opening, at_village=_month)
