"""Money of housing cases: the table of standards, channels, payments before acceptance, builders, what is late."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.deadline import overdue
from fupin_desktop.housing.eligibility import builder_doubts, group_of_household, standard_for
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE, TOWN, COUNTY = "441690101200", "441690101", "441690"
DEADLINE, MARCH = date(2018, 12, 31), date(2017, 3, 1)


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        home = ledger.save(
            Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered", attribute="2", persons=3)
        )
        ledger.save(Member(household=home.id, name="张三", relation="01", birth_date=date(1960, 1, 1)))
        ledger.save(BankCard(household=home.id, account_no="6228480000000000018"))
        yield ledger


def opened(ledger: Ledger, **facts: object) -> HousingCase:
    """A case as people open it."""
    home = ledger.find(Household)[0]
    case = HousingCase(household=home.id, stage_on=date(2017, 1, 5), mode="rebuild", danger_grade="D", **facts)
    made = make(ledger, case)
    assert isinstance(made, HousingCase)
    return made


def accepted(ledger: Ledger, **facts: object) -> HousingCase:
    """A case that was accepted on 1 June 2017, as a roster brings one."""
    case = opened(ledger).but(stage="accepted", accepted_on=date(2017, 6, 1), **facts)
    return ledger.save(case, managed=("stage", "accepted_on"))


def code(ledger: Ledger, record: HousingCase | HousingPayment | HousingStandard | HousingInspection) -> str:
    """The refusal a record meets at the door."""
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(record) if record.id else make(ledger, record)
    return caught.value.code


def told_of(ledger: Ledger) -> str:
    """What the ledger would tell the person who acts."""
    assert isinstance(ledger, BookLedger)
    return "".join(ledger.warnings)


def paid(ledger: Ledger, case: HousingCase, fen: int, on: date) -> HousingPayment:
    card = ledger.find(BankCard, household=case.household)[0]
    return HousingPayment(case=case.id, card=card.id, amount=fen, on=on)


@pytest.mark.parametrize(
    ("attribute", "scattered", "disabled", "group"),
    [
        ("3", None, True, "wubao"),
        ("1", True, True, "wubao"),
        ("3", False, True, "disabled"),
        ("3", False, False, "registered"),
        ("2", None, True, "dibao"),
        ("1", None, True, "disabled"),
        (None, None, False, "registered"),
    ],
)
def test_of_the_subsidy_groups_the_first_that_fits(
    attribute: str | None, scattered: bool | None, disabled: bool, group: str
) -> None:
    member = Member(disability_type="limbs" if disabled else None)
    found = group_of_household(HousingCase(scattered_wubao=scattered), Household(attribute=attribute), [member])
    assert found == group


def test_a_case_is_opened_with_its_group(ledger: Ledger) -> None:
    assert opened(ledger).subsidy_class == "dibao"


def test_the_table_answers_with_its_most_exact_line() -> None:
    lines = [
        HousingStandard(area="44", year=2017, amount=1),
        HousingStandard(area=COUNTY, year=2017, amount=2),
        HousingStandard(area=COUNTY, year=2017, group="dibao", amount=3),
        HousingStandard(area=COUNTY, year=2017, grade="D", amount=4),
        HousingStandard(area=COUNTY, year=2017, mode="rebuild", grade="D", amount=5),
        HousingStandard(area=COUNTY, year=2018, amount=6),
        HousingStandard(area="4417", year=2017, group="wubao", amount=7),
    ]

    def asked(**facts: object) -> int | None:
        line = standard_for(lines, HousingCase(year_plan=2017, **facts), ONE)
        return line.amount if line else None

    assert asked() == 2
    assert asked(subsidy_class="dibao", danger_grade="D") == 3
    assert asked(subsidy_class="wubao", danger_grade="D") == 4
    assert asked(subsidy_class="dibao", mode="rebuild", danger_grade="D") == 5
    assert standard_for(lines, HousingCase(year_plan=2016), ONE) is None


def test_above_the_standard_only_with_a_reason(ledger: Ledger) -> None:
    ledger.save(HousingStandard(area=TOWN, year=2017, grade="D", amount=40_000_00))
    case = opened(ledger)
    assert code(ledger, case.but(subsidy_amount=40_000_01)) == "housing.above_standard"
    saved = ledger.save(case.but(subsidy_amount=40_000_01, subsidy_reason="县政府专题会议纪要"))
    assert code(ledger, saved.but(subsidy_reason=" ")) == "housing.above_standard"
    assert ledger.save(ledger.get(HousingCase, case.id).but(subsidy_amount=40_000_00, subsidy_reason=None))


def test_the_table_has_one_line_for_the_same(ledger: Ledger) -> None:
    line = HousingStandard(area=TOWN, year=2017, group="dibao", amount=40_000_00)
    ledger.save(line)
    assert code(ledger, line.but(amount=30_000_00)) in ("standard.twice", "record.exists", "key.taken")
    assert code(ledger, HousingStandard(area=f"{TOWN}1", year=2017, amount=1)) == "division.form"


def test_no_money_before_acceptance(ledger: Ledger) -> None:
    case = opened(ledger, subsidy_amount=40_000_00)
    assert code(ledger, paid(ledger, case, 1_00, date(2017, 2, 1))) == "payment.before"
    done = ledger.save(case.but(stage="accepted", accepted_on=date(2017, 6, 1)), managed=("stage", "accepted_on"))
    assert code(ledger, paid(ledger, done, 1_00, date(2017, 5, 31))) == "payment.before"
    assert make(ledger, paid(ledger, done, 1_00, date(2017, 6, 1)))


@pytest.mark.parametrize("stage", ["objection", "withdrawn", "rejected", "unknown"])
def test_no_money_beside_the_path(ledger: Ledger, stage: str) -> None:
    since = Standing(begins=date(2017, 1, 1), clause="四")
    set_value(ledger, "housing_instalments", "已动工", why="县实施方案", on=since)
    case = accepted(ledger, subsidy_amount=40_000_00)
    aside = ledger.save(case.but(stage=stage, ended_why="情况说明"), managed=("stage",))
    assert code(ledger, paid(ledger, aside, 1_00, date(2017, 6, 2))) == "payment.before"


def test_no_money_to_a_card_out_of_use(ledger: Ledger) -> None:
    case = accepted(ledger, subsidy_amount=40_000_00)
    card = ledger.find(BankCard)[0]
    ledger.save(card.but(active=False))
    assert code(ledger, paid(ledger, case, 1_00, date(2017, 6, 2))) == "payment.card"
    ledger.save(ledger.find(BankCard)[0].but(active=True))
    assert make(ledger, paid(ledger, case, 1_00, date(2017, 6, 2)))


def test_sources_that_are_not_the_budget_are_told_before_the_agreement(ledger: Ledger) -> None:
    case = opened(ledger, budget=50_000_00)
    case = ledger.save(case.but(stage="posted_result"), managed=("stage",))
    for channel, fen, told in (("province", 40_000_00, True), ("self", 9_999_99, True), ("donation", 1, False)):
        ledger.save(HousingFunding(case=case.id, channel=channel, planned=fen))
        lacks = missing_next(Look(ledger), ledger.get(HousingCase, case.id), ledger.today)
        assert ("case.funding" in {one.code for one in lacks}) is told


def test_instalments_where_the_county_allows_them(book: Book, ledger: Ledger) -> None:
    case = opened(ledger, subsidy_amount=40_000_00)
    begun = ledger.save(case.but(stage="foundation"), managed=("stage",))
    part = paid(ledger, begun, 16_000_00, date(2017, 6, 1))
    assert code(ledger, part) == "payment.before"
    since = Standing(begins=date(2017, 1, 1), clause="四")
    set_value(ledger, "housing_instalments", "主体施工", why="县实施方案", on=since)
    assert code(ledger, part) == "payment.before"
    risen = ledger.save(ledger.get(HousingCase, case.id).but(stage="main_body"), managed=("stage",))
    assert make(ledger, part)
    assert code(ledger, paid(ledger, risen, 24_000_01, date(2017, 6, 2))) == "payment.above"
    assert make(ledger, paid(ledger, risen, 24_000_00, date(2017, 6, 2)))


def test_the_subsidy_is_never_below_what_was_paid(ledger: Ledger) -> None:
    case = accepted(ledger, subsidy_amount=40_000_00)
    make(ledger, paid(ledger, case, 30_000_00, date(2017, 6, 2)))
    assert code(ledger, case.but(subsidy_amount=29_999_99)) == "housing.below_paid"
    assert ledger.save(case.but(subsidy_amount=30_000_00)).subsidy_amount == 30_000_00


def test_channels_above_the_budget_are_told(ledger: Ledger) -> None:
    case = opened(ledger, budget=50_000_00)
    ledger.save(HousingFunding(case=case.id, channel="province", planned=40_000_00))
    assert not told_of(ledger)
    ledger.save(HousingFunding(case=case.id, channel="self", planned=10_000_01))
    assert "50,000.01" in told_of(ledger)


def test_a_qualification_counts_on_its_last_day() -> None:
    builder = HousingBuilder(name="甲建筑队", qualification_no="粤建444", valid_to=date(2017, 3, 1))
    assert list(builder_doubts(HousingCase(started_on=date(2017, 3, 1)), builder)) == []
    assert "2017-03-01" in next(builder_doubts(HousingCase(started_on=date(2017, 3, 2)), builder))
    assert list(builder_doubts(HousingCase(), builder)) == []
    assert len(list(builder_doubts(HousingCase(), builder.but(qualification_no=None)))) == 1


def test_what_an_inspection_found_is_mended_before_acceptance(ledger: Ledger) -> None:
    case = opened(ledger, photos_before=["0" * 64], photos_after=["1" * 64])
    case = ledger.save(case.but(stage="completed", stage_on=date(2017, 5, 1)), managed=("stage", "stage_on"))
    seen = HousingInspection(
        case=case.id, date=date(2017, 5, 2), inspector="李工", points="墙体开裂", to_mend="补强墙体", photos=["7" * 64]
    )
    assert code(ledger, seen.but(photos=())) == "inspection.photos"
    assert code(ledger, seen.but(mended_on=date(2017, 5, 1))) == "inspection.mended"
    kept = make(ledger, seen)
    papers = StepPapers(facts={"acceptors": "镇村建办、村委会、户主"})
    with pytest.raises(Refusal, match="补强墙体") as caught:
        advance(ledger, ledger.get(HousingCase, case.id), to="accepted", on=date(2017, 5, 9), papers=papers)
    assert caught.value.code == "case.open_record"
    ledger.save(kept.but(mended_on=date(2017, 5, 8), rectification="已补强"))
    assert advance(ledger, ledger.get(HousingCase, case.id), to="accepted", on=date(2017, 5, 9), papers=papers)


@pytest.mark.parametrize(
    ("facts", "today", "late"),
    [
        ({"stage": "completed"}, date(2018, 12, 31), False),
        ({"stage": "completed"}, date(2019, 1, 1), True),
        ({"stage": "accepted"}, date(2019, 1, 1), False),
        ({"stage": "withdrawn"}, date(2019, 1, 1), False),
        ({"stage": "agreement_signed", "planned_start": MARCH}, date(2017, 3, 1), False),
        ({"stage": "agreement_signed", "planned_start": MARCH}, date(2017, 3, 2), True),
        ({"stage": "agreement_signed", "planned_start": MARCH, "mode": "elder_home"}, date(2017, 3, 2), False),
        ({"stage": "started", "planned_start": MARCH}, date(2017, 3, 2), False),
    ],
)
def test_what_is_late(facts: dict[str, object], today: date, late: bool) -> None:
    assert bool(overdue(HousingCase(**facts), today, DEADLINE)) is late


def test_what_another_desk_wrote_above_the_standard_is_found(book: Book) -> None:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        home = ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, persons=3))
        made = make(ledger, HousingCase(household=home.id, danger_grade="D", subsidy_amount=50_000_00))
        ledger.save(HousingStandard(area=TOWN, year=made.year_plan, amount=40_000_00))  # type: ignore[attr-defined]
    with book.read() as reader:
        found = findings(reader, book.identity, book.wall().date(), ["housing_case"])
        assert "housing.above_standard" in {one.code for one in found}
