"""Chapter of the houses (危房改造): applications in every season, at the end a case in every stage, each with pictures.

Village, township and the notices of both take turns: a case waits for the bundle as it does in life.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.casework.commands import advance_many
from fupin_desktop.casework.path import Stage
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.boards import hang
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import Desk, VillageDesk
from fupin_desktop.demo.people import Home
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment, HousingStandard
from fupin_desktop.housing.path import AFTER, BEFORE, DURING, PATH
from fupin_desktop.imaging import drawing
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.store.write.writing import BookLedger

_SEASONS = ((2016, 8), (2016, 12), (2017, 3), (2017, 6), (2017, 9), (2017, 12), (2018, 2), (2018, 4), (2018, 6))
_STANDARDS = {"D": 40_000_00, "C": 12_000_00}
_SCENES = {BEFORE: drawing.BEFORE, DURING: drawing.DURING, AFTER: drawing.AFTER}
_ODD = (((2017, 5), "rejected", "经鉴定为B级，不属改造范围"), ((2017, 10), "withdrawn", "户主改为投靠子女"))
_WITH_PICTURE = ("applied", "started", "main_body", "completed")
_WAITS = timedelta(10)  # an application waits for the next review
_WORKS = ("agreement_signed", "started", "foundation", "main_body", "roofed", "completed", "moved_in")


@dataclass
class _Turn:
    """What one desk does with its cases this month."""

    county: County
    desk: Desk
    ledger: BookLedger
    cases: dict[str, list[HousingCase]] = field(default_factory=dict)

    def go(self, left: str, to: str, papers: StepPapers | None = None, **facts: Any) -> list[HousingCase]:
        """All cases that stand at `left` go on as far as their gates let them; those that went."""
        found = self.cases.get(left, [])
        with_it = papers or StepPapers(facts=facts)
        return advance_many(self.ledger, found, to=to, papers=with_it)[0] if found else []


def _by_stage(cases: Sequence[HousingCase]) -> dict[str, list[HousingCase]]:
    found: dict[str, list[HousingCase]] = {}
    for case in cases:
        found.setdefault(case.stage or "", []).append(case)
    return found


def _listed(turn: _Turn, kind: str, division: str, cases: Sequence[HousingCase], **facts: Any) -> None:
    """The notice of these cases, which have all come to one stage."""
    where = {"stage": [cases[0].stage], "year_plan": sorted({one.year_plan or 0 for one in cases})}
    hang(turn.county, turn.desk, turn.ledger, kind, division, where, **facts)


def _opening(county: County) -> None:
    with county.office.write("housing.standard") as ledger:
        ledger.save_all(
            HousingStandard(area=ledger.division, year=year, grade=grade, amount=amount)
            for year in (2016, 2017, 2018)
            for grade, amount in _STANDARDS.items()
        )


# --- the village ----------------------------------------------------------------------------------------------------


def _month(county: County, desk: VillageDesk) -> None:
    if (county.today.year, county.today.month) in _SEASONS:
        _apply(county, desk)
    with desk.write("case.advance") as ledger:
        turn = _Turn(county, desk, ledger, _by_stage(desk.of_homes(ledger, HousingCase)))
        turn.go("assembly_reviewed", "posted_village")
        new = turn.cases.pop("applied", [])
        turn.cases["applied"] = [case for case in new if (case.stage_on or county.today) < county.today - _WAITS]
        if reviewed := turn.go("applied", "assembly_reviewed", StepPapers(meeting="民主评议会")):
            on = county.today - timedelta(1)
            _listed(turn, "N10", desk.code, reviewed, meeting="民主评议会", meeting_on=on)
        for case in turn.cases.get("posted_result", []):
            _sign(turn, case)
        _build(turn)


def _apply(county: County, desk: VillageDesk) -> None:
    """One or two households apply, with pictures of the house as it is."""
    dice = county.dice.of("apply", desk.code, county.today)
    with desk.write("case.open") as ledger:
        taken = {one.household for one in desk.of_homes(ledger, HousingCase)}
        waiting = [home for home in desk.homes if home.grade in "CD" and desk.home(ledger, home.code) not in taken]
        chosen = waiting[: dice.choice((1, 1, 2))]
        for home in chosen:
            make(ledger, _application(county, desk, ledger, home))
    county.count(desk.code, "housing_case", len(chosen))


def _application(county: County, desk: VillageDesk, ledger: BookLedger, home: Home) -> HousingCase:
    dice = county.dice.of("house", home.code)
    alone = home.attribute == "3"
    mode = "elder_home" if alone and dice.random() < 0.3 else "repair" if home.grade == "C" else "rebuild"
    pictures = tuple(desk.picture(ledger, drawing.BEFORE, f"{home.head.name}户 改造前", dice) for _n in range(2))
    return HousingCase(
        household=desk.home(ledger, home.code), stage_on=county.today - timedelta(3), mode=mode,
        sole_dwelling=True, long_term_resident=True, scattered_wubao=alone or None,
        area_before=Decimal(45 + dice.randrange(40)),
        build_way="self" if dice.random() < 0.5 else None, budget=_STANDARDS[home.grade] * 3 // 2,
        photos_before=pictures,
    )  # fmt: skip


def _sign(turn: _Turn, case: HousingCase) -> None:
    """The agreement with a builder of the village, and the sources of the money."""
    builder = _builder(turn)
    facts: dict[str, Any] = {
        "contract_signed_on": turn.county.today, "builder": builder.id, "contractor": builder.name,
        "design_doc": "镇村建办通用图集二号", "plan_checked": True, "planned_start": turn.county.today + timedelta(20),
    }  # fmt: skip
    moved = advance_many(turn.ledger, [case], to="agreement_signed", papers=StepPapers(facts=facts))[0]
    for one in moved:
        subsidy = one.subsidy_amount or 0
        turn.ledger.save_all(
            HousingFunding(case=one.id, channel=channel, planned=planned)
            for channel, planned in (("province", subsidy), ("self", max(0, (one.budget or 0) - subsidy)))
        )


def _builder(turn: _Turn) -> HousingBuilder:
    code = turn.desk.code  # type: ignore[attr-defined]  # a village's desk
    known = turn.ledger.find(HousingBuilder, village_code=code)
    if known:
        return known[0]
    valid: dict[str, Any] = {
        "valid_from": turn.county.today.replace(year=2015),
        "valid_to": turn.county.today.replace(year=2020),
    }
    number = f"演建资{code[-4:]}"
    return turn.ledger.save(
        HousingBuilder(village_code=code, name="演示建筑工程队", qualification_no=number, grade="三级", **valid)
    )


def _build(turn: _Turn) -> None:
    """Each house that is being built goes a stage on, but one of four rests; the newest stage has its picture."""
    for left in reversed(_WORKS[:-1]):
        for case in turn.cases.get(left, []):
            dice = turn.county.dice.of("works", turn.ledger.text_of(case.id), turn.county.today)  # type: ignore[arg-type]
            way = PATH.on_way(case.way)
            to = way[way.index(left) + 1]
            if dice.random() < 0.25 or to not in _WORKS:
                continue
            stage = PATH.stage(to)
            shown = to in _WITH_PICTURE or (to == "moved_in" and not case.photos_after)
            pictures = _pictures(turn, stage, dice) if stage and shown else ()
            advance_many(turn.ledger, [case], to=to, papers=StepPapers(photos=pictures))
            if to == "main_body":
                _inspect(turn, case, pictures)


def _pictures(turn: _Turn, stage: Stage, dice: Random) -> tuple[str, ...]:
    scene = _SCENES[stage.moment]
    caption = {drawing.BEFORE: "改造前", drawing.DURING: "施工中", drawing.AFTER: "改造后"}[scene]
    return (turn.desk.picture(turn.ledger, scene, f"{caption} {turn.county.today}", dice),)


def _inspect(turn: _Turn, case: HousingCase, pictures: Sequence[str]) -> None:
    inspection = HousingInspection(
        case=case.id, date=turn.county.today, inspector="镇村建办", points="墙体垂直，砂浆饱满。"
    )
    make(turn.ledger, inspection.but(photos=tuple(pictures), stage="main_body"))


# --- the township ---------------------------------------------------------------------------------------------------


def _office(county: County) -> None:
    with county.office.write("case.advance") as ledger:
        turn = _Turn(county, county.office, ledger, _by_stage(ledger.find(HousingCase)))
        _end_odd_ones(turn)
        turn.go("county_approved", "posted_result")
        _approve(turn)
        appraisal: dict[str, Any] = {
            "appraised_on": county.today,
            "appraiser": "镇村建办",
            "report_no": f"演鉴{county.today:%Y%m}号",
        }
        if checked := turn.go("posted_village", "town_checked", **appraisal):
            _listed(turn, "N10", ledger.division, checked, meeting="镇长办公会议", meeting_on=county.today)
        turn.go("moved_in", "accepted", acceptors="镇村建办、村委会", area_after=60)
        turn.go("accepted", "paid")
        turn.go("paid", "archived")
    _pay(county)


def _end_odd_ones(turn: _Turn) -> None:
    """Once one application is refused and one withdrawn."""
    now = (turn.county.today.year, turn.county.today.month)
    for month, to, why in (
        ((2017, 5), "rejected", "经鉴定为B级，不属改造范围"),
        ((2017, 10), "withdrawn", "户主改为投靠子女"),
    ):
        waiting = turn.cases.get("posted_village", [])
        if now >= month and waiting and not turn.ledger.find(HousingCase, stage=to):
            advance_many(turn.ledger, [waiting.pop()], to=to, papers=StepPapers(opinion=why))


def _approve(turn: _Turn) -> None:
    """The township posts what it checked; the county approves by its paper, and the result hangs."""
    if posted := turn.go("town_checked", "posted_town"):
        paper = f"演示建〔{turn.county.today.year}〕{turn.county.today.month}号"
        approved: list[HousingCase] = []
        for case in posted:
            grade = case.danger_grade if case.danger_grade in _STANDARDS else "C"
            facts = {"subsidy_amount": _STANDARDS[grade or "C"], "in_sector_plan": True}
            papers = StepPapers(paper=paper, facts=facts)
            approved += advance_many(turn.ledger, [case], to="county_approved", papers=papers)[0]
        _listed(turn, "N11", turn.ledger.division, approved)


def _pay(county: County) -> None:
    """The subsidy of what was accepted goes to the household's card.

    Who accepted it may not record the payment: another person of the office does; the first confirms it a month later.
    """
    with county.second.write("payment.record") as ledger:
        for case in ledger.find(HousingCase, stage="accepted"):
            if ledger.find(HousingPayment, case=case.id):
                continue
            card = ledger.find(BankCard, household=case.household)[0]
            payment = HousingPayment(case=case.id, card=card.id, amount=case.subsidy_amount, on=county.today)
            made = make(ledger, payment.but(batch=f"{county.today:%Y年%m月}批"))
            county.count(division_of(ledger.scope_of(made)), "housing_payment")


CHAPTER = Chapter("housing", opening=_opening, at_village=_month, at_office=_office)
