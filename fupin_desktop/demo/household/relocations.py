"""Chapter of the relocations (搬迁): a few households of two villages, stage by stage, and what helps them then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fupin_desktop.casework.commands import advance, advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import Desk, VillageDesk
from fupin_desktop.demo.people import Home
from fupin_desktop.imaging import drawing
from fupin_desktop.kinds import make
from fupin_desktop.relocation.model import RelocationCase, RelocationFollowUp, SettlementArea
from fupin_desktop.store.write.writing import BookLedger

_VILLAGES, _OF_EACH = 2, 3
_APPLIED, _AGAIN = (2016, 10), (2018, 3)  # the second time one household applies, and stands at the beginning
_FACILITIES = ("water", "power", "road", "network", "school", "clinic")
_KINDS = (
    ("industry", "承包果园两亩", 6000_00),
    ("work", "在演示制衣厂务工", 18000_00),
    ("ecology", "担任护林员", 7200_00),
)


def _month(county: County, desk: VillageDesk) -> None:
    if desk not in county.villages[:_VILLAGES]:
        return
    now = (county.today.year, county.today.month)
    if now == _APPLIED:
        _settle(county, desk)
        _apply(county, desk, _homes(desk)[:_OF_EACH])
    if now == _AGAIN:
        _apply(county, desk, _homes(desk)[_OF_EACH : _OF_EACH + 1])
    if now > _APPLIED and (now[0] == 2017 or now > _AGAIN):
        with desk.write("case.advance") as ledger:
            _go_on(county, desk, ledger)


def _homes(desk: VillageDesk) -> list[Home]:
    """Of those that mean to exit last, who live in good houses: nobody who builds anew moves away."""
    return [home for home in desk.homes if home.able and home.grade in ("A", "B") and len(home.people) > 2]


def _settle(county: County, desk: VillageDesk) -> None:
    with desk.write("settlement.enter") as ledger:
        area = SettlementArea(village_code=desk.code, name="上围新村", place="上围村口", houses=12, demonstration=True)
        built: dict[str, Any] = dict.fromkeys(_FACILITIES, True)
        lacks = desk is county.villages[0]
        ledger.save(area.but(**built, culture=not lacks, restored="旧宅基地复垦种树", done_on=date(2016, 9, 30)))
    county.count(desk.code, "settlement_area")


def _apply(county: County, desk: VillageDesk, homes: Sequence[Home]) -> None:
    with desk.write("case.open") as ledger:
        taken = {one.household for one in desk.of_homes(ledger, RelocationCase)}
        fitting = [home for home in homes if desk.home(ledger, home.code) not in taken]
        for home in fitting:
            asked = RelocationCase(household=desk.home(ledger, home.code), mode="central", from_place=home.hamlet)
            asked = asked.but(persons=len(home.people), harsh=True, wishes_to_move=True, wished_on=county.today)
            make(
                ledger,
                asked.but(reason="山坑易滑坡", photos_before=_picture(county, desk, ledger, home.code, "搬迁前")),
            )
    county.count(desk.code, "relocation_case", len(fitting))


def _picture(county: County, desk: Desk, ledger: BookLedger, about: str, caption: str) -> tuple[str, ...]:
    scene = drawing.BEFORE if caption == "搬迁前" else drawing.AFTER
    return (desk.picture(ledger, scene, caption, county.dice.of("move house", about, caption)),)


def _go_on(county: County, desk: VillageDesk, ledger: BookLedger) -> None:
    """From the end of the path to its beginning: no case takes two steps in one month."""
    cases = desk.of_homes(ledger, RelocationCase)

    def at(stage: str) -> list[RelocationCase]:
        return [one for one in cases if one.stage == stage]

    advance_many(ledger, [one for one in at("moved") if _followed(county, desk, ledger, one)], to="supported")
    for case in at("agreed"):
        pictures = _picture(county, desk, ledger, ledger.text_of(case.id) if case.id else "", "搬迁后")
        advance(ledger, case, to="moved", papers=StepPapers(photos=pictures))
    site = ledger.find(SettlementArea, village_code=desk.code)
    facts = {"to_place": "上围新村", "site": site[0].id if site else None, "agreed_on": county.today}
    advance_many(ledger, at("approved"), to="agreed", papers=StepPapers(facts=facts))
    ready = [one for one in at("applied") if one.stage_on != county.today]
    advance_many(ledger, ready, to="reviewed", papers=StepPapers(meeting="村民代表会议"))


def _followed(county: County, desk: VillageDesk, ledger: BookLedger, case: RelocationCase) -> bool:
    """What helps who moved; the last of each village waits for it."""
    moved = [one.id for one in desk.of_homes(ledger, RelocationCase)]
    if moved.index(case.id) == _OF_EACH - 1:
        return False
    kind, content, income = _KINDS[moved.index(case.id) % len(_KINDS)]
    make(ledger, RelocationFollowUp(case=case.id, kind=kind, content=content, start=county.today, income=income))
    county.count(desk.code, "relocation_follow_up")
    return True


def _office(county: County) -> None:
    if (county.today.year, county.today.month) < _APPLIED:
        return
    with county.office.write("case.advance") as ledger:
        advance_many(ledger, ledger.find(RelocationCase, stage="supported"), to="closed")
        checked = ledger.find(RelocationCase, stage="town_checked")
        paper = StepPapers(paper="演示扶〔2017〕3号", facts={"subsidy": 40_000_00, "planned_on": date(2017, 12, 31)})
        advance_many(ledger, checked, to="approved", papers=paper)
        advance_many(ledger, ledger.find(RelocationCase, stage="reviewed"), to="town_checked")


CHAPTER = Chapter("relocations", at_village=_month, at_office=_office)
