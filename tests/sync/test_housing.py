"""Houses at several desks: work side by side stands, a judgement made twice is one question, fen stay fen."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingStep
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.history.questions import questions, settle

PARTS = (13_333_33, 26_666_68)
TOTAL = sum(PARTS)


def opened(world: Any, stage: str = "applied", **facts: object) -> HousingCase:
    """A case of the first household, at the office, as a roster brings one."""
    home = world.household("o")
    with world["o"].write("case.open") as ledger:
        since = ledger.today - timedelta(days=60)
        made = make(ledger, HousingCase(household=home.id, stage_on=since, mode="rebuild"))
        assert isinstance(made, HousingCase)
        case = ledger.save(made.but(stage=stage, **facts), managed=("stage",))
    world.settle_down()
    return case


def only(world: Any, who: str) -> HousingCase:
    with world[who].read() as reader:
        (found,) = reader.find(HousingCase)
        return found


def test_the_village_looks_at_the_site_while_the_township_approves(world: Any) -> None:
    opened(world, "posted_village", danger_grade="D")
    with world["a"].write("case.set") as ledger:
        case = ledger.find(HousingCase)[0]
        ledger.save(case.but(photos_before=("b" * 64,), area_before=Decimal(42)))
        seen = {"inspector": "村干部 陈一", "points": "墙体开裂", "photos": ("c" * 64,)}
        make(ledger, HousingInspection(case=case.id, date=ledger.today, **seen))
    with world["o"].write("case.advance") as ledger:
        case = ledger.find(HousingCase)[0]
        advance(ledger, case, to="town_checked", on=ledger.today)
    world.settle_down()
    for who in "oab":
        found = only(world, who)
        assert (found.stage, found.photos_before, found.area_before) == ("town_checked", ("b" * 64,), Decimal(42))
        with world[who].read() as reader:
            assert [one.points for one in reader.find(HousingInspection)] == ["墙体开裂"]
            assert questions(reader) == []
    world.agree()


def test_an_appraisal_written_at_two_desks_is_one_question(world: Any) -> None:
    opened(world)
    for who, grade, report in (("a", "C", "演鉴1"), ("b", "D", "演鉴2")):
        with world[who].write("case.set") as ledger:
            found = ledger.find(HousingCase)[0]
            ledger.save(found.but(danger_grade=grade, report_no=report, appraised_on=ledger.today))
    world.settle_down()
    with world["o"].write("question.settle") as ledger:
        (question,) = questions(ledger)
        assert question.field == "appraisal"
        settle(ledger, question, take=1, value=None, why="以鉴定报告为准")
    found = only(world, "o")
    assert (found.danger_grade, found.report_no) in {("C", "演鉴1"), ("D", "演鉴2")}, "never one half of each"
    world.settle_down()
    world.agree()


def test_a_stage_moved_at_two_desks_is_one_question_and_both_steps_stay(world: Any) -> None:
    opened(world, "agreement_signed", danger_grade="D")
    for who, to in (("a", "started"), ("b", "withdrawn")):
        with world[who].write("case.advance") as ledger:
            papers = StepPapers(facts={"ended_why": "已另建新房"} if to == "withdrawn" else {})
            advance(ledger, ledger.find(HousingCase)[0], to=to, on=ledger.today, papers=papers)
    world.settle_down()
    for who in "oab":
        with world[who].read() as reader:
            assert [question.field for question in questions(reader)] == ["progress"]
            kept = {one.to_stage for one in reader.find(HousingStep)}
            assert {"started", "withdrawn"} <= kept


def test_the_county_reads_the_same_fen_from_the_bundle_as_the_township_from_its_papers(
    levels: Any, run: Any, tmp_path: Path
) -> None:
    world = levels()
    world.settle_down()
    accepted_on = world["o"].wall().date() - timedelta(days=30)
    case = opened(world, "accepted", danger_grade="D", subsidy_amount=TOTAL)
    pay(world, case, accepted_on)
    world.settle_down()
    with world["k"].read() as reader:
        assert sum(one.amount or 0 for one in reader.find(HousingPayment)) == TOTAL
    for who in "ok":
        path = world[who].path
        world[who].close()
        cell = run("report", path, "housing_money", "--row=total", "--column=paid")
        assert Decimal(str(cell["value"])) * 100 == TOTAL
        assert cell["count"] == len(PARTS)
        assert told(run, path, tmp_path / f"{who}.pdf").count(yuan(TOTAL)) == 1


def pay(world: Any, case: HousingCase, day: date) -> None:
    """The payments at the township, by somebody who did not accept the house."""
    world["o"].user = "乙"
    with world["o"].write("payment") as ledger:
        card = ledger.save(BankCard(household=case.household, account_no="6228480000000000018"))
        for fen in PARTS:
            make(ledger, HousingPayment(case=case.id, card=card.id, amount=fen, on=day))


def told(run: Any, book: Path, paper: Path) -> str:
    """The payment sheet of the village, as printed from a book."""
    run("form", "print", book, "F13", "--village=441690101200", "--out", paper)
    words = "".join("".join(texts(paper)).split())
    assert "肆万元零壹分" in words
    return words
