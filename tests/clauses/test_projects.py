"""What the clauses ask of projects: sanitation beside the houses that come first, the list that prints, its checks."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.ranks import ranks_of
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import make
from fupin_desktop.paper.reading import texts
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.cases import CasesWanted, case_ids
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.village_plans.model import PlanItem, VillagePlan
from fupin_desktop.village_projects.figures import SANITATION
from fupin_desktop.village_projects.model import VillageProject
from fupin_desktop.villages.model import Village

VILLAGE, TOWN = "441690101200", "441690101"
TODAY = date(2017, 6, 30)


def _village(ledger: BookLedger) -> tuple[Village, PlanItem]:
    village = ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
    plan = ledger.save(VillagePlan(village=village.id, first_year=2017, last_year=2017))
    return village, ledger.save(PlanItem(plan=plan.id, year=2017, name="环境整治"))


def test_the_houses_most_in_need_come_first_and_sanitation_has_its_projects(book: Book) -> None:
    """000 五(十二): 最急需改造的危房; 垃圾、污水、改厕、绿化."""
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        village, item = _village(ledger)
        houses = {}
        for serial, grade in enumerate("CDB"):
            code = f"{VILLAGE}2016000{serial}"
            home = ledger.save(Household(household_code=code, village_code=VILLAGE, status="registered"))
            houses[grade] = make(ledger, HousingCase(household=home.id, year_plan=2017, danger_grade=grade)).id
        set_value(
            ledger, "housing_order", "危房等级", why="县实施方案", on=Standing(begins=date(2017, 1, 1), clause="三")
        )
        ranks = ranks_of(ledger, HousingCase, ledger.division, ledger.today)
        assert case_ids(ledger, HousingCase, ["applied"], CasesWanted(ranks=ranks)) == [houses[one] for one in "DCB"]
        for subtype in SANITATION:
            facts = {"name": subtype, "type": "environment", "subtype": subtype, "plan_item": item.id, "budget": 100}
            project = make(ledger, VillageProject(village=village.id, procurement="other").but(**facts))
            assert isinstance(project, VillageProject)
            advance(ledger, project, to="established", papers=StepPapers(paper="镇项〔2017〕1号"))
        report = make_report(report_named("projects"), asked(ledger, TOWN, TODAY), ledger, "")
        told = {one.name: report.value(report.rows[-1], at) for at, one in enumerate(report.columns)}
    assert [told[subtype] for subtype in SANITATION] == [1, 1, 1, 1]


def test_houses_that_are_repaired_together_are_one_project(book: Book) -> None:
    """000 二: 危房改造 is a project of the village and a case of each household."""
    with book.write("test") as ledger:
        village, _item = _village(ledger)
        home = ledger.save(Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered"))
        project = make(ledger, VillageProject(village=village.id, name="危房改造十户", type="housing"))
        case = make(ledger, HousingCase(household=home.id, year_plan=2017, village_project=project.id))
        assert [one.id for one in ledger.find(HousingCase, village_project=project.id)] == [case.id]


def test_a_plan_leads_to_projects_which_are_checked_and_printed(run: Any, tmp_path: Path) -> None:
    """003 (七): the plan leads to projects; 002 §25: each of four links is checked; 000 七(三): several sources."""
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", f"--division={VILLAGE}", "--demo")
    run("record", "new", book, "village", f"code={VILLAGE}", "name=演示一甲村", "is_poor_village=是")
    where = (f"household_code={VILLAGE}20160001", f"village_code={VILLAGE}", "status=当前贫困户")
    run("record", "new", book, "household", *where)
    plan = run("record", "new", book, "village_plan", f"village={VILLAGE}", "first_year=2016", "last_year=2018")["id"]
    item = run("record", "new", book, "plan_item", f"plan={plan}", "name=饮水安全", "year=2017")["id"]
    facts = (
        "name=集中供水",
        "type=饮水工程",
        "subtype=集中供水",
        f"plan_item={item}",
        "budget=90000",
        "poor_households=7",
    )
    served = ("poor_persons=21", "local_poor_hired=4", "procurement=政府采购", "quantity=1", "unit=处")
    sets = [f"--set={one}" for one in (*facts, *served)]
    project = run("case", "open", book, "projects", VILLAGE, "--on=2017-01-05", *sets)["id"]
    for source, planned in (("省级财政", 60000), ("自筹", 20000)):
        money = run(
            "record", "new", book, "project_funding", f"case={project}", f"source={source}", f"planned={planned}"
        )
    assert money["warnings"] == []
    (lacking,) = [one for one in run("case", "missing", book, "projects")["cases"] if one["id"] == project]
    assert "80,000" in next(one["message"] for one in lacking["missing"] if one["code"] == "case.funding")
    for about in ("立项实施", "资金拨付", "验收监管", "绩效评估"):
        check = ("record", "new", book, "project_check", f"case={project}", "date=2017-03-01", f"about={about}")
        run(*check, "inspector=李四", f"points={about}没有问题")
    run("form", "print", book, "F16", f"--village={VILLAGE}", "--out", tmp_path / "F16.pdf")
    told = "".join(texts(tmp_path / "F16.pdf")).replace("\n", "").replace("\r", "")
    for word in ("集中供水", "饮水工程", "90,000", "政府采购", "省级财政", "80,000", "绩效评估没有问题", "1处"):
        assert word in told, (word, told)
    table = run("report", book, "projects", "--period=2017")["table"][-1]["cells"]
    assert (table["projects"], table["poor_households"], table["poor_persons"], table["hired"]) == (1, 7, 21, 4)
    assert run("gaps", book, "project_no_poor")["count"] == 0
