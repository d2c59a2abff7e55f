"""Chapter of the aid to persons: pupils by the term, the ill, relief, insurance and interest, those left behind."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.household.households import left_behind
from fupin_desktop.demo.people import FIVE_GUARANTEES, Home, Person
from fupin_desktop.education.model import EducationAid
from fupin_desktop.education.rules import term_on
from fupin_desktop.households.model import Member
from fupin_desktop.left_behind.model import CareSurvey
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.relief.model import AgriInsurance, InterestSubsidy, ReliefPayment

_TERMS, _ACCOUNTS, _RELIEVED, _INSURED = (4, 10), (2017, 2018), (1, 9), 3
_STAGES = ((6, 12, "primary"), (12, 15, "junior"), (15, 18, "vocational"))
_ABSENT = {"child": "父母在珠三角务工", "wife": "丈夫在珠三角务工"}  # by group, who is away
_NEEDS = {"child": "周末课业辅导", "wife": "农忙时帮工"}
_SCHOOLED, _PAID, _ILL, _INSURES = 0.97, 0.99, 0.04, 0.08


def _month(county: County, desk: VillageDesk) -> None:
    month = county.today.month
    if month in _TERMS:
        _pay_pupils(county, desk)
    if month == 5 and county.today.year in _ACCOUNTS:
        _help_the_ill(county, desk)
    if month == 9 or (month == 5 and county.today.year == 2018):
        _look_after(county, desk)
    if month in _RELIEVED:
        _relieve(county, desk)
    if month == _INSURED:
        _insure(county, desk)


def _known(members: Sequence[Member], desk: VillageDesk) -> Iterator[tuple[Home, Person, Member]]:
    """The persons of a village who still live there, with their records."""
    by_code = {one.person_code: one for one in members if one.change_type is None or one.change_type == "born"}
    for home in desk.homes:
        yield from ((home, one, by_code[one.code]) for one in home.people if one.code in by_code)


def _stage(age: int) -> str:
    return next((name for low, high, name in _STAGES if low <= age < high), "")


def _pay_pupils(county: County, desk: VillageDesk) -> None:
    school_year, term = term_on(county.today)
    with desk.write("education.enter") as ledger:
        made = [
            EducationAid(
                member=member.id, school_year=school_year, term=term, item="living", amount=1500_00, stage=stage,
                paid_on=county.today - timedelta(4) if dice.random() < _PAID else None, payer="演示县教育局",
            )
            for home, one, member in _known(desk.of_homes(ledger, Member), desk)
            for stage in [_stage(county.today.year - one.born.year)]
            for dice in [county.dice.of("school", one.code, county.today)]
            if stage and dice.random() < _SCHOOLED
        ]  # fmt: skip
        ledger.save_all(made)
    county.count(desk.code, "education_aid", len(made))


def _help_the_ill(county: County, desk: VillageDesk) -> None:
    with desk.write("medical.enter") as ledger:
        ill = [
            (member, dice)
            for _home, one, member in _known(desk.of_homes(ledger, Member), desk)
            for dice in [county.dice.of("hospital", one.code, county.today.year)]
            if dice.random() < _ILL
        ]
        made = []
        for member, dice in ill:
            compliant = (8 + dice.randrange(60)) * 500_00
            basic, serious = compliant * 6 // 10, compliant // 10
            aid = (compliant - basic - serious) * (8 if dice.random() < 0.95 else 4) // 10
            made.append(
                MedicalCase(
                    member=member.id, year=county.today.year, total=compliant * 11 // 10, compliant=compliant,
                    reimbursed_basic=basic, reimbursed_serious=serious, aid=aid, settled_on=county.today - timedelta(9),
                    paid_on=county.today - timedelta(2), payer="演示县民政局",
                    hospital_level=dice.choice(("county", "city")), serious=compliant > 20_000_00,
                )
            )  # fmt: skip
        ledger.save_all(made)
    county.count(desk.code, "medical_case", len(made))


def _look_after(county: County, desk: VillageDesk) -> None:
    """Who is left behind or disabled is asked after; a few are not met."""
    with desk.write("care.enter") as ledger:
        found = [
            (home, one, member, group)
            for home, one, member in _known(desk.of_homes(ledger, Member), desk)
            for group in [_group(county, home, one)]
            if (group or member.disability_type) and county.dice.of("care", one.code, county.today).random() < 0.97
        ]
        ledger.save_all(
            CareSurvey(
                member=member.id, group=group or None, surveyed_on=county.today - timedelta(5), surveyor=desk.secretary,
                carer=home.head.name if one is not home.head and group != "wife" else "邻居",
                carer_relation="家人" if group in ("child", "elder") else "亲属", absent=_ABSENT.get(group),
                needs=_NEEDS.get(group, "定期送医送药"), service="村关爱服务站",
            )
            for home, one, member, group in found
        )  # fmt: skip
    county.count(desk.code, "care_survey", len(found))


def _group(county: County, home: Home, one: Person) -> str:
    """Left behind as children and elders, as the facts of the year say of about one in six."""
    return next(iter(left_behind(county, home, one)), "")


def _relieve(county: County, desk: VillageDesk) -> None:
    """The support of who has the five guarantees, and here and there relief for an emergency."""
    with desk.write("relief.enter") as ledger:
        made = []
        for home in desk.homes:
            dice = county.dice.of("relief", home.code, county.today)
            kind = "support" if home.attribute == FIVE_GUARANTEES else "temporary" if dice.random() < 0.02 else ""
            if not kind:
                continue
            paid = county.today - timedelta(3) if dice.random() < _PAID else None
            made.append(
                ReliefPayment(
                    household=desk.home(ledger, home.code), type=kind, amount=3600_00 if kind == "support" else 1500_00,
                    approved_on=county.today - timedelta(20), paid_on=paid, payer="演示县民政局",
                )
            )  # fmt: skip
        ledger.save_all(made)
    county.count(desk.code, "relief_payment", len(made))


def _insure(county: County, desk: VillageDesk) -> None:
    year = county.today.year
    with desk.write("insurance.enter") as ledger:
        able = [home for home in desk.homes if home.able]
        dice = county.dice.of("insurance", desk.code, year)
        insured = [home for home in able if dice.random() < _INSURES]
        lent = [home for home in able if home.cause == "09" and dice.random() < 0.3]
        ledger.save_all(
            AgriInsurance(
                household=desk.home(ledger, home.code), year=year, thing=dice.choice(("rice", "fruit", "poultry")),
                insurer="演示财产保险公司", premium=120_00, subsidy=96_00,
                claim=500_00 if dice.random() < 0.1 else None,
            )
            for home in insured
        )  # fmt: skip
        ledger.save_all(
            InterestSubsidy(
                household=desk.home(ledger, home.code), bank="演示农村信用社", principal=30_000_00,
                start=county.today.replace(year=year - 1, day=1), end=county.today - timedelta(9),
                interest_paid=1305_00, subsidy=1305_00, paid_on=county.today if dice.random() < 0.9 else None,
            )
            for home in lent
        )  # fmt: skip
    county.count(desk.code, "agri_insurance", len(insured))
    county.count(desk.code, "interest_subsidy", len(lent))


CHAPTER = Chapter("aid", at_village=_month)
