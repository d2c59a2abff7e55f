"""Chapter of the projects of villages: three of 2016 go to their hand-over, two of 2018 stand half way at the end.

Each waits for its notices: what was established hangs before work begins, money and effect before it is handed over.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.casework.commands import advance, advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.imaging import drawing
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.village_plans.model import PlanItem, VillagePlan
from fupin_desktop.village_projects.gates import SELF_BUILT
from fupin_desktop.village_projects.model import ProjectCheck, ProjectFunding, VillageProject
from fupin_desktop.village_projects.path import AWARDED
from fupin_desktop.villages.model import Village

# What the office does reaches a village in the month after the next: its bundle is under way
_POSTED, _BEGUN = ((2016, 12), (2018, 5)), ((2017, 1), (2018, 6))
_BUILT = {(2017, 3): ("environment",), (2017, 8): ("road",)}  # in some villages the road is late
_ANNOUNCED, _HANDED = ((2017, 5), (2017, 10)), ((2017, 6), (2017, 11))
_CHECKED, _EVERY = (2018, 3), 2
_PERCENT = 97  # of the budget a project has cost


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    rows = [row for row in words()["project"] if (row["month"].year, row["month"].month) == now]
    if rows:
        with desk.write("case.open") as ledger:
            _open(county, desk, ledger, rows)
    if now in _POSTED:
        _hang(county, desk, "N07", ("established", "tendered"))
    if now in (*_BEGUN, *_BUILT, *_HANDED, _CHECKED):
        with desk.write("case.advance") as ledger:
            _go_on(county, desk, ledger, now)
    if now in _ANNOUNCED:
        _hang(county, desk, "N08", ("accepted",))
        _hang(county, desk, "N09", ("accepted",))


def _of(ledger: BookLedger, desk: VillageDesk, *stages: str) -> list[VillageProject]:
    village = ledger.find(Village, code=desk.code)[0].id
    return ledger.find(VillageProject, village=village, stage=list(stages))


def _open(county: County, desk: VillageDesk, ledger: BookLedger, rows: Sequence[dict[str, Any]]) -> None:
    """What the plan of the year has, with the source of its money; what villagers build themselves they vote on."""
    village = ledger.find(Village, code=desk.code)[0].id
    plans = [one.id for one in ledger.find(VillagePlan, village=village)]
    items = {one.name: one.id for one in ledger.find(PlanItem, plan=plans, year=county.today.year)}
    for row in rows:
        project = make(ledger, _project(desk, row, village, items.get(row["item"])))
        assert isinstance(project, VillageProject)
        if project.procurement == SELF_BUILT:
            vote = _vote(county, desk, ledger, project.name or "")
            ledger.save(project.but(vote=vote))
        principle, come = "按村规划安排", row["yuan"] * 100 if county.today.year == 2016 else 0
        ledger.save(
            ProjectFunding(case=project.id, source=row["source"], planned=row["yuan"] * 100, principle=principle).but(
                actual=come, on=county.today if come else None
            )
        )
    county.count(desk.code, "village_project", len(rows))
    county.count(desk.code, "project_funding", len(rows))


def _project(desk: VillageDesk, row: dict[str, Any], village: Dot | None, item: Dot | None) -> VillageProject:
    homes, people = len(desk.homes), sum(len(home.people) for home in desk.homes)
    project = VillageProject(
        village=village, plan_item=item, name=row["name"], type=row["type"], subtype=row["subtype"], place=row["place"],
        content=row["content"], goal=row["goal"], quantity=Decimal(row["quantity"]), unit=row["unit"],
        budget=row["yuan"] * 100, fund_source=(row["source"],), procurement=row["way"], planned_start=row["start"],
        planned_end=row["end"], households=homes * 4, persons=people * 4, poor_households=homes, poor_persons=people,
    )  # fmt: skip
    chosen = {} if row["way"] in AWARDED else {"contractor": row["contractor"], "tender": row["tender"]}
    return project.but(responsible=desk.secretary, **chosen)


def _vote(county: County, desk: VillageDesk, ledger: BookLedger, matter: str) -> Dot | None:
    """A meeting of the villagers on the day the project is planned."""
    held = Meeting(division=desk.code, type="villagers", on=county.today, due=120, attended=86, topic=matter)
    meeting = ledger.save(held.but(place="村文化楼", chair=desk.secretary))
    county.count(desk.code, "meeting")
    county.count(desk.code, "meeting_vote")
    vote = MeetingVote(meeting=meeting.id, matter=matter, agreed=81, against=2, abstained=3, resolution="同意")
    return make(ledger, vote).id


def _hang(county: County, desk: VillageDesk, kind: str, stages: Sequence[str]) -> None:
    with desk.write("notice.issue") as ledger:
        if _of(ledger, desk, *stages):
            where = {"case.stage": list(stages)} if kind == "N08" else None
            hang(county, desk, ledger, kind, desk.code, where)


def _go_on(county: County, desk: VillageDesk, ledger: BookLedger, now: tuple[int, int]) -> None:
    if now in _BEGUN:
        advance_many(ledger, _of(ledger, desk, "established", "tendered"), to="started")
    if now in _BUILT:
        for project in _finished(county, desk, ledger, now):
            _complete(county, desk, ledger, project)
    if now in _HANDED:
        advance_many(ledger, _of(ledger, desk, "accepted"), to="handed_over", papers=_papers(keeper="村保洁员"))
    if now == _CHECKED and not county.villages.index(desk) % _EVERY:
        _check(county, desk, ledger)


def _finished(county: County, desk: VillageDesk, ledger: BookLedger, now: tuple[int, int]) -> Iterator[VillageProject]:
    late = county.villages.index(desk) % _EVERY
    types = _BUILT[now] if late else ("road", "environment")
    return (one for one in _of(ledger, desk, "started") if one.type in types)


def _complete(county: County, desk: VillageDesk, ledger: BookLedger, project: VillageProject) -> None:
    dice = county.dice.of("project", desk.code, project.name)
    before = (desk.picture(ledger, drawing.BEFORE, f"施工前 {project.name}", dice),)
    after = (desk.picture(ledger, drawing.AFTER, f"完工 {project.name}", dice),)
    facts = {"result": project.content, "local_poor_hired": 4, "hired_days": 90, "photos_before": before}
    advance(ledger, project, to="completed", papers=StepPapers(photos=after, facts=facts))


def _check(county: County, desk: VillageDesk, ledger: BookLedger) -> None:
    """Somebody looks at what was handed over a year ago."""
    handed = _of(ledger, desk, "handed_over")
    for project in handed:
        check = ProjectCheck(case=project.id, date=county.today, about="afterwards", inspector=desk.secretary)
        ledger.save(check.but(points="使用正常，有人管护"))
    county.count(desk.code, "project_check", len(handed))


def _papers(**facts: Any) -> StepPapers:
    return StepPapers(facts=facts)


def _office(county: County) -> None:
    """The township establishes, awards and accepts, from the end of the path to its beginning."""
    with county.office.write("case.advance") as ledger:
        waiting = ledger.find(VillageProject, stage=["planned", "established", "completed"])
        for project in waiting:
            _decide(county.today, ledger, project)


def _decide(today: date, ledger: BookLedger, project: VillageProject) -> None:
    if project.stage == "planned":
        advance(ledger, project, to="established", papers=StepPapers(paper=f"演示项〔{today.year}〕{today.month}号"))
    elif project.stage == "completed":
        cost = (project.budget or 0) * _PERCENT // 100
        advance(ledger, project, to="accepted", papers=_papers(acceptors="镇扶贫办、村委会", final_cost=cost))
    elif project.procurement in AWARDED:
        row = next(one for one in words()["project"] if one["name"] == project.name)
        advance(ledger, project, to="tendered", papers=_papers(contractor=row["contractor"], tender=row["tender"]))


CHAPTER = Chapter("village_projects", at_village=_month, at_office=_office)
