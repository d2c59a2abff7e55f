"""The village's part: applications, review and notice, agreements with a builder, works stage by stage."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from fupin_desktop.casework.path import Stage
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.household.housing.turn import STANDARDS, Turn
from fupin_desktop.demo.people import FIVE_GUARANTEES, Home
from fupin_desktop.demo.village.meetings import decide
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding
from fupin_desktop.housing.path import AFTER, BEFORE, DURING, PATH
from fupin_desktop.imaging import drawing
from fupin_desktop.kinds import make
from fupin_desktop.store.write.writing import BookLedger

_SEASONS = (
    *((2016, 8), (2016, 12), (2017, 3), (2017, 6), (2017, 9)),
    *((2017, 12), (2018, 1), (2018, 4), (2018, 5), (2018, 6)),
)
_OBJECTED_IN = (2018, 6)  # one reviewed application is objected to, and waits
_SCENES = {BEFORE: drawing.BEFORE, DURING: drawing.DURING, AFTER: drawing.AFTER}
_CAPTIONS = {BEFORE: "改造前", DURING: "施工中", AFTER: "改造后"}
_WITH_PICTURE = ("started", "main_body", "completed")
_WORKS = ("agreement_signed", "started", "foundation", "main_body", "roofed", "completed", "moved_in")
_GOES_ON = 0.7
_WAITS = timedelta(10)  # an application waits for the next review


def at_village(county: County, desk: VillageDesk) -> None:
    """One month of a village."""
    if (county.today.year, county.today.month) in _SEASONS:
        _apply(county, desk)
    with desk.write("case.advance") as ledger:
        turn = Turn(county, desk, ledger, desk.of_homes(ledger, HousingCase))
        if turn.at("applied"):
            _review(turn, desk)
        posted = turn.at("assembly_reviewed")
        if posted and (county.today.year, county.today.month) == _OBJECTED_IN and desk is county.villages[0]:
            turn.go([posted.pop()], "objection", StepPapers(opinion="邻居反映另有一处住房，正在核实"))
        turn.go(posted, "posted_village")
        for case in turn.at("posted_result"):
            _sign(turn, desk, case)
        for case in turn.cases:
            _build(turn, case)


def _apply(county: County, desk: VillageDesk) -> None:
    """The households whose season it is apply, with pictures of the house as it is; one of ten never does."""
    now = (county.today.year, county.today.month)
    with desk.write("case.open") as ledger:
        taken = {one.household for one in desk.of_homes(ledger, HousingCase)}
        waiting = [home for home in desk.homes if home.grade in STANDARDS and desk.home(ledger, home.code) not in taken]
        chosen = [home for home in waiting if county.dice.of("season", home.code).choice((*_SEASONS, None)) == now]
        for home in chosen:
            make(ledger, _application(county, desk, ledger, home))
    county.count(desk.code, "housing_case", len(chosen))


def _application(county: County, desk: VillageDesk, ledger: BookLedger, home: Home) -> HousingCase:
    dice = county.dice.of("application", home.code)
    alone = home.attribute == FIVE_GUARANTEES
    mode = "elder_home" if alone and dice.random() < 0.3 else "repair" if home.grade == "C" else "rebuild"
    pictures = tuple(desk.picture(ledger, drawing.BEFORE, f"{_CAPTIONS[BEFORE]} {n}", dice) for n in (1, 2))
    return HousingCase(
        household=desk.home(ledger, home.code), stage_on=county.today - timedelta(3), mode=mode,
        sole_dwelling=True, long_term_resident=True, scattered_wubao=alone or None,
        area_before=Decimal(45 + dice.randrange(40)), build_way="self" if dice.random() < 0.5 else None,
        budget=STANDARDS[home.grade] * 3 // 2, photos_before=pictures,
    )  # fmt: skip


def _review(turn: Turn, desk: VillageDesk) -> None:
    today = turn.county.today
    old = [case for case in turn.at("applied") if (case.stage_on or today) < today - _WAITS]
    vote = decide(turn.county, desk, turn.ledger, f"{today:%Y年%m月}危房改造对象名单") if old else None
    reviewed = turn.go(old, "assembly_reviewed", vote=vote)
    turn.post("N10", desk.code, reviewed, meeting="民主评议会", meeting_on=today - timedelta(1))


def _sign(turn: Turn, desk: VillageDesk, case: HousingCase) -> None:
    """The agreement with a builder of the village, and the sources of the money."""
    builder, today = _builder(turn, desk), turn.county.today
    for one in turn.go(
        [case], "agreement_signed", contract_signed_on=today, builder=builder.id, contractor=builder.name,
        design_doc="镇村建办通用图集二号", plan_checked=True, planned_start=today + timedelta(20),
    ):  # fmt: skip
        subsidy = one.subsidy_amount or 0
        own = max(0, (one.budget or 0) - subsidy)
        turn.ledger.save_all(
            HousingFunding(case=one.id, channel=channel, planned=planned)
            for channel, planned in (("province", subsidy), ("self", own))
        )


def _builder(turn: Turn, desk: VillageDesk) -> HousingBuilder:
    known = turn.ledger.find(HousingBuilder, village_code=desk.code)
    if known:
        return known[0]
    made = HousingBuilder(village_code=desk.code, name="演示建筑工程队", qualification_no=f"演建资{desk.code[-4:]}")
    valid = turn.county.today.replace(month=1, day=1)
    return turn.ledger.save(
        made.but(grade="三级", valid_from=valid.replace(year=2015), valid_to=valid.replace(year=2020))
    )


def _build(turn: Turn, case: HousingCase) -> None:
    """A house that is being built goes a stage on, or rests; some stages have their picture, one its inspection."""
    dice, way = turn.dice(case, "works"), PATH.on_way(case.way)
    if case.stage not in _WORKS[:-1] or dice.random() > _GOES_ON:
        return
    to = way[way.index(case.stage) + 1]
    stage = PATH.stage(to)
    shown = to in _WITH_PICTURE or (to == "moved_in" and not case.photos_after)
    pictures = _pictures(turn, stage, dice) if stage and shown else ()
    turn.go([case], to, StepPapers(photos=pictures))
    if to == "main_body":
        _inspect(turn, case, pictures)


def _pictures(turn: Turn, stage: Stage, dice: Random) -> tuple[str, ...]:
    caption = f"{_CAPTIONS[stage.moment]} {turn.county.today}"
    return (turn.desk.picture(turn.ledger, _SCENES[stage.moment], caption, dice),)


def _inspect(turn: Turn, case: HousingCase, pictures: Sequence[str]) -> None:
    seen = HousingInspection(case=case.id, date=turn.county.today, inspector="镇村建办", stage="main_body")
    make(turn.ledger, seen.but(points="墙体垂直，砂浆饱满。", photos=tuple(pictures)))
