"""A project goes from the plan to its hand-over by vote, notices, acceptance, a keeper; what is refused on the way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.missing import awaited_notice, missing_next, waiting_for
from fupin_desktop.casework.rules import findings
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.contacts import set_contact
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of, preview_of, records_in
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.cases import CasesWanted, case_rows
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.village_plans.model import PlanItem, VillagePlan
from fupin_desktop.village_projects.model import ProjectCheck, ProjectFunding, VillageProject
from fupin_desktop.villages.model import Village
from tests.persons_at_hand import TODAY, TOWN, VILLAGE, refused

OTHER = "441690101201"
BEFORE, DURING, AFTER, BOARD = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
FACTS: dict[str, Any] = {
    "name": "垃圾收集点", "type": "environment", "subtype": "environment_garbage", "place": "上围", "content": "四处",
    "goal": "日产日清", "planned_start": date(2017, 3, 1), "planned_end": date(2017, 6, 20), "budget": 60_000_00,
    "fund_source": ("county", "self"), "procurement": "self_built", "contractor": "村委会", "responsible": "张三",
    "households": 80, "persons": 300, "poor_households": 9, "poor_persons": 30,
}  # fmt: skip


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code in (VILLAGE, OTHER):
            village = ledger.save(Village(code=code, name=f"演示{code[-1]}村", town="甲镇", county="演示县"))
            plan = ledger.save(VillagePlan(village=village.id, first_year=2017, last_year=2017))
            ledger.save(PlanItem(plan=plan.id, year=2017, name=f"环境整治{code[-1]}", planned_fund=60_000_00))
            set_contact(ledger, division=code, contact="甲", contact_phone="0752-1234567", contact_address="村委会")
        yield ledger


def opened(ledger: BookLedger, **facts: Any) -> VillageProject:
    village, item = ledger.find(Village, code=VILLAGE)[0], ledger.find(PlanItem)[0]
    given = {**FACTS, "village": village.id, "plan_item": item.id, **facts}
    made = make(ledger, VillageProject(stage_on=date(2017, 1, 3), **given))
    assert isinstance(made, VillageProject)
    return made


def vote(ledger: BookLedger, division: str = VILLAGE, agreed: int = 60) -> MeetingVote:
    meeting = ledger.save(Meeting(division=division, type="villagers", on=date(2017, 1, 9), due=100, attended=80))
    made = make(ledger, MeetingVote(meeting=meeting.id, matter=f"垃圾收集点{agreed}", agreed=agreed))
    assert isinstance(made, MeetingVote)
    return made


def step(ledger: BookLedger, case: VillageProject, to: str, day: date, *photos: str, **facts: Any) -> VillageProject:
    return advance(ledger, case, to=to, on=day, papers=StepPapers(photos=photos, facts=facts))


def waits(ledger: BookLedger, case: VillageProject, to: str, **facts: Any) -> Refusal:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        step(ledger, case, to, date(2017, 6, 1), **facts)
    return caught.value


def hung(ledger: BookLedger, kind: str, first: date, **facts: Any) -> Notice:
    """A notice that has run out."""
    issued = issue_notice(ledger, draft_notice(ledger, kind, division=VILLAGE, **facts), first)
    post_notice(ledger, issued, place="公示栏", photos=[BOARD], on=first)
    return close_notice(ledger, ledger.get(Notice, issued.id))


def listed(ledger: BookLedger, name: str) -> list[object]:
    figure = gap_named(name).figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    return [one.id for one in ledger.select(figure.behind)]


def begun(ledger: BookLedger) -> VillageProject:
    case = step(ledger, opened(ledger), "established", date(2017, 1, 20), vote=vote(ledger).id)
    hung(ledger, "N07", date(2017, 2, 1))
    return step(ledger, case, "started", date(2017, 3, 1), DURING, photos_before=(BEFORE,))


def test_a_project_goes_from_the_plan_to_its_hand_over_by_three_notices(ledger: BookLedger) -> None:
    case = begun(ledger)
    ledger.save(ProjectFunding(case=case.id, source="county", planned=50_000_00, actual=50_000_00, principle="按规划"))
    ledger.save(ProjectFunding(case=case.id, source="self", planned=10_000_00, principle="按户"))
    case = step(ledger, case, "completed", date(2017, 4, 1), AFTER, result="四处", local_poor_hired=5)
    assert waits(ledger, case, "accepted").code == "case.facts"
    case = step(ledger, case, "accepted", date(2017, 4, 9), acceptors="镇政府", final_cost=58_000_00)
    assert (case.started_on, case.completed_on, case.accepted_on) == tuple(
        date(2017, *d) for d in ((3, 1), (4, 1), (4, 9))
    )
    lacks = [one.code for one in missing_next(Look(ledger, [case]), case, TODAY)]
    assert lacks.count("case.notice") == 2
    assert awaited_notice(Look(ledger, [case]), case, TODAY) == "N08"
    money, effect = hung(ledger, "N08", date(2017, 5, 1)), hung(ledger, "N09", date(2017, 5, 1))
    assert document_of(money).total[2] == "60,000.00"
    assert [cell for cell in document_of(effect).rows[0] if cell] == [
        "1", "垃圾收集点", "四处", "58,000.00", "2017年4月9日", "镇政府", "80", "300",
    ]  # fmt: skip
    assert waiting_for(ledger, money, [VillageProject]) == waiting_for(ledger, effect, [VillageProject]) == [case]
    assert waits(ledger, case, "handed_over").code == "case.facts"
    case = step(ledger, case, "handed_over", date(2017, 6, 1), keeper="村保洁员")
    assert (case.is_open, case.handed_on, case.notice) == (False, date(2017, 6, 1), effect.id)
    assert findings(Look(ledger, [case]), case) == []


def test_what_was_handed_over_has_a_keeper_and_is_followed_up(ledger: BookLedger) -> None:
    """002 §24 跟踪管理, §11 管理养护: nobody takes it over without a keeper; who never looked at it since is listed."""
    case = opened(ledger)
    handed = ledger.save(case.but(stage="handed_over", keeper="村保洁员"), managed=("stage",))
    assert listed(ledger, "project_not_followed") == [case.id]
    check = ProjectCheck(case=handed.id, date=date(2017, 6, 2), about="effect", inspector="李四", points="好")
    ledger.save(check)
    assert listed(ledger, "project_not_followed") == [case.id], "a check of another link is none after the hand-over"
    ledger.save(check.but(about="afterwards"))
    assert listed(ledger, "project_not_followed") == []
    accepted = ledger.save(opened(ledger).but(stage="accepted"), managed=("stage",))
    assert waits(ledger, accepted, "handed_over").code == "case.facts"


def test_work_begins_only_when_the_project_hung_and_only_its_own_row_counts(ledger: BookLedger) -> None:
    case = step(ledger, opened(ledger), "established", date(2017, 1, 20), vote=vote(ledger).id)
    later = opened(ledger, name="后报的项目")
    assert waits(ledger, case, "started").code == "case.notice"
    notice = hung(ledger, "N07", date(2017, 2, 1))
    assert records_in(notice) == {ledger.text_of(case.id)} if case.id else False
    row = document_of(notice).rows[0]
    assert (row[4], row[5], row[6]) == ("2017年3月1日至2017年6月20日", "村委会，张三", "县、镇财政、个人自筹")
    later = step(ledger, later, "established", date(2017, 5, 20), vote=case.vote)
    typed = hung(ledger, "N07", date(2017, 6, 1), where={"name": "无"}, typed_rows="\t".join(
        ("水渠", "下围", "一公里", "三个月", "水利所", "省级财政", "1000", "3", "9", "招标", "灌溉")))  # fmt: skip
    assert records_in(typed) == frozenset()
    assert waits(ledger, later, "started").code == "case.notice", "a typed table names no project of the book"
    assert step(ledger, case, "started", date(2017, 3, 1), DURING).started_on == date(2017, 3, 1)


def test_a_township_publishes_the_projects_of_its_villages(ledger: BookLedger) -> None:
    other = ledger.find(Village, code=OTHER)[0]
    for facts in ({}, {"village": other.id, "plan_item": ledger.find(PlanItem)[1].id, "name": "水渠"}):
        step(ledger, opened(ledger, procurement="other", **facts), "established", date(2017, 1, 20))
    page = preview_of(ledger, draft_notice(ledger, "N07"))
    assert [column.label for column in page.columns][:3] == ["序号", "行政村", "项目名称"]
    assert [row[1:3] for row in page.rows] == [
        ("演示0村", "垃圾收集点"), ("小计", ""), ("演示1村", "水渠"), ("小计", ""),
    ]  # fmt: skip
    assert page.wide


def test_what_villagers_build_themselves_needs_a_vote_of_their_own_meeting(ledger: BookLedger) -> None:
    """002 §12 一事一议、自建自管; others are awarded first, and a county may say how large such a project may be."""
    case = opened(ledger)
    assert waits(ledger, case, "established").code == "case.meeting"
    assert waits(ledger, case, "established", vote=vote(ledger, agreed=40).id).code == "case.meeting"
    assert "another village" in str(waits(ledger, case, "established", vote=vote(ledger, OTHER).id).message)
    bought = opened(ledger, procurement="tender", contractor=None)
    bought = step(ledger, bought, "established", date(2017, 1, 20))
    assert waits(ledger, bought, "started").code == "case.order"
    assert waits(ledger, bought, "tendered").code == "case.facts"
    bought = step(ledger, bought, "tendered", date(2017, 1, 25), contractor="演示建筑公司")
    assert bought.tendered_on == date(2017, 1, 25)
    since = Standing(begins=date(2017, 1, 1), clause="三")
    set_value(ledger, "self_built_limit", "50000", why="县实施方案", on=since)
    known = len(list(ledger.warnings))
    opened(ledger, name="另一处")
    assert "50,000" in " ".join(list(ledger.warnings)[known:])


def test_what_is_wrong_of_a_project_is_refused(ledger: BookLedger) -> None:
    case = opened(ledger)
    foreign = ledger.find(PlanItem)[1].id
    for code, facts in (
        ("project.subtype", {"subtype": "road_bridge"}),
        ("other.word", {"type": "other", "subtype": None}),
        ("project.end", {"planned_end": date(2017, 2, 28)}),
        ("project.poor", {"poor_households": 81}),
        ("project.plan_item", {"plan_item": foreign}),
        ("project.above_budget", {"final_cost": 60_000_01}),
    ):
        assert refused(ledger, case.but(**facts)) == code
    ledger.save(case.but(final_cost=60_000_01, cost_reason="材料涨价"))
    money = ProjectFunding(case=case.id, source="county", planned=100, actual=101)
    assert refused(ledger, money) == "project_funding.above"
    assert ledger.save(money.but(reason="追加安排")).actual == 101
    check = ProjectCheck(case=case.id, date=date(2017, 5, 2), about="works", inspector="李四", points="好")
    assert refused(ledger, check.but(mended_on=date(2017, 5, 1))) == "project_check.mended"
    assert refused(ledger, check.but(date=date(2017, 7, 1))) == "day.ahead"


def test_a_project_that_follows_no_plan_is_not_established(ledger: BookLedger) -> None:
    """000 五(二): 项目跟随规划走."""
    case = opened(ledger, plan_item=None, procurement="other")
    assert waits(ledger, case, "established").code == "case.facts"
    assert listed(ledger, "project_no_item") == [case.id]


def test_what_a_check_found_is_mended_before_acceptance(ledger: BookLedger) -> None:
    case = step(ledger, begun(ledger), "completed", date(2017, 4, 1), AFTER)
    check = ledger.save(
        ProjectCheck(case=case.id, date=date(2017, 4, 2), about="acceptance", inspector="李四", points="有裂缝").but(
            to_mend="补裂缝", mend_by=date(2017, 4, 5)
        )
    )
    facts = {"acceptors": "镇政府", "final_cost": 1_00}
    assert waits(ledger, case, "accepted", **facts).code == "case.open_record"
    assert listed(ledger, "project_not_mended") == [check.id]
    ledger.save(check.but(mended_on=date(2017, 4, 4)))
    assert step(ledger, case, "accepted", date(2017, 4, 9), **facts).accepted_on == date(2017, 4, 9)


def test_what_is_late_or_has_no_money_is_listed_and_the_report_counts_sanitation(ledger: BookLedger) -> None:
    late = begun(ledger)
    bridge = opened(
        ledger, name="危桥", type="road", subtype="road_bridge", procurement="other", planned_end=date(2017, 12, 1),
        poor_households=None, poor_persons=None, quantity=Decimal("0.5"), unit="公里",
    )  # fmt: skip
    ledger.save(ProjectFunding(case=late.id, source="county", planned=60_000_00, actual=20_000_00))
    assert listed(ledger, "project_late") == [late.id]
    assert listed(ledger, "project_no_money") == listed(ledger, "project_no_poor") == [bridge.id]
    assert listed(ledger, "project_not_handed") == []
    assert "2017-06-20" in missing_next(Look(ledger, [late]), late, TODAY)[-1].text
    told: dict[str, Any] = {}
    for name in ("projects", "project_types", "project_money"):
        report = make_report(report_named(name), asked(ledger, TOWN, TODAY), ledger, "")
        told |= {f"{name}.{one.name}": report.value(report.rows[-1], at) for at, one in enumerate(report.columns)}
    assert (told["projects.projects"], told["projects.begun"], told["projects.environment_garbage"]) == (2, 1, 1)
    assert (told["project_types.of_road"], told["project_types.budget"]) == (1, 120_000_00)
    assert (told["project_money.planned"], told["project_money.actual_local"]) == (60_000_00, 20_000_00)
    assert (told["projects.poor_households"], told["projects.accepted"]) == (9, 0)
    rows = case_rows(ledger, VillageProject, ["started", "planned"], CasesWanted(village=VILLAGE))
    assert {one.village for one in rows} == {"演示0村"}
    assert case_rows(ledger, VillageProject, ["started", "planned"], CasesWanted(village=OTHER)) == []


def test_every_kind_of_project_the_papers_name_is_in_the_list() -> None:
    """000 二, 五(十二); 002 §§8, 11, 12; 003 (七); M17."""
    types, subtypes = words("project_type"), words("project_subtype")
    assert {
        "road",
        "irrigation",
        "water",
        "environment",
        "housing",
        "power",
        "culture",
        "education",
        "heritage",
    } <= set(types)
    assert {
        *("environment_garbage", "environment_sewage", "environment_toilets", "environment_greening"),
        *("road_widening", "road_safety", "road_bridge", "road_bus", "culture_room", "culture_events"),
    } <= set(subtypes)
    assert all(code.split("_")[0] in types for code in subtypes)
    assert "bus" in words("village_indicator"), "客车通达率"
