"""A first secretary is replaced: what is handed over, on paper, and the successor in one act."""

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.handover.gathering import Parties, hand_over_of
from fupin_desktop.handover.taking_over import passing, take_over
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words
from fupin_desktop.paper.reading import texts
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.listed import listed
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import FollowUpTask

CODE = "441690101200"
SENT = date(2016, 5, 10)


@pytest.fixture
def village(village_book: Book) -> Book:
    """Three households of an old first secretary and of a village cadre; a successor whose term has begun."""
    lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
    facts = {name: next(iter(words(given))) for name, given in lists.items()}
    with village_book.write("test") as ledger:
        today = ledger.today
        ledger.save(Village(code=CODE, name="演示一甲村", town="甲镇", county="演示县"))
        homes = ledger.save_all(
            Household(household_code=f"{CODE}2016{n:04}", village_code=CODE, persons=3, status="registered",
                      phone="13800138000")
            for n in (1, 2, 3)
        )  # fmt: skip
        born = today.replace(year=today.year - 12, day=1)
        heads: list[dict[str, Any]] = [{"name": "张三", "id_no": "441690197001011234"}]
        heads += [{"name": "李小四", "birth_date": born}, {"name": "王五"}]
        for home, head in zip(homes, heads, strict=True):
            ledger.save(Member(household=home.id, relation="01", **head))
        old = make(ledger, Cadre(village_code=CODE, name="陈一", roles=("first_secretary",), start=SENT))
        cadre = make(ledger, Cadre(village_code=CODE, name="林二", start=SENT))
        make(ledger, Cadre(village_code=CODE, name="黄新", roles=("first_secretary",), start=today))
        ledger.save_all(
            Responsibility(household=home.id, cadre=one.id, role="household_cadre", start=SENT)
            for home, one in zip(homes, (old, old, cadre), strict=True)
        )
        log_visit(
            ledger, household=homes[0].id, date=today - timedelta(days=9), visitors=["陈一"], type="daily",
            findings="漏雨", requests="办理证件441690 19700101 1234，电话13800138000", due=today - timedelta(days=2),
        )  # fmt: skip
        made = set_measure(ledger, household=homes[0].id, year=today.year, content="养鸡五十只", **facts)
        report_progress(ledger, made, date=today, percent=40)
        done = set_measure(ledger, household=homes[2].id, year=today.year, content="看过电影", **facts)
        report_progress(ledger, done, date=today, percent=100)
        ledger.save(HousingCase(household=homes[2].id, year_plan=today.year, stage="applied", stage_on=today,
                                mode="repair"), managed=("stage", "stage_on"))  # fmt: skip
    return village_book


def cadre(book: Book, name: str) -> Cadre:
    with book.read() as reader:
        return reader.find(Cadre, name=name)[0]


def given(book: Book, name: str | None) -> Any:
    with book.read() as reader:
        return hand_over_of(reader, cadre(book, name) if name else None, Parties(), book.wall().date())


def test_a_first_secretary_hands_over_the_village(village: Book) -> None:
    found = given(village, "陈一")
    assert found.is_whole
    assert found.counts == {"households": 3, "plans": 0, "measures": 1, "tasks": 1, "cases": 1, "notices": 0}
    assert [row[1] for row in found.households] == ["张三", "李××", "王五"]
    assert [row[4] for row in found.households] == ["陈一", "陈一", "林二"]
    assert found.measures[0][2:4] == ("养鸡五十只", "40 %")
    assert found.cases[0][4] != "—", "what the case lacks is named"


def test_another_cadre_hands_over_the_own_households(village: Book) -> None:
    found = given(village, "林二")
    assert not found.is_whole
    assert found.counts == {"households": 1, "plans": 0, "measures": 0, "tasks": 0, "cases": 1, "notices": 0}


def test_on_paper_numbers_are_out_of_sight(village: Book, run: Any, tmp_path: Path) -> None:
    path, out = village.path, tmp_path / "list.pdf"
    village.close()
    made = run("handover", "print", path, "--cadre", "陈一", "--receiver", "黄新", "--place", "村委会", "--out", out)
    assert made["counts"]["households"] == 3
    text = "".join(_read(out).split())
    for said in ("交接清单", "陈一", "黄新", "村委会", "张三", "李××", "养鸡五十只", "应急恢复单", "移交人（签名）"):
        assert said in text, said
    for hidden in ("1234", "13800138000", "李小四", "看过电影"):
        assert hidden not in text, hidden
    with Book.open(path, "wu ge pin yin ci") as book, book.read() as reader:
        found = listed(reader)
        assert found is not None
        assert found.is_current


def _read(pdf: Path) -> str:
    """As another program reads it, where it is installed; else by the library of the project."""
    if (tool := shutil.which("pdftotext")) is not None:
        return subprocess.run([tool, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return "".join(texts(pdf))


def test_a_share_is_not_the_list_of_the_laptop(village: Book, run: Any, tmp_path: Path) -> None:
    path = village.path
    village.close()
    run("handover", "print", path, "--cadre", "林二", "--out", tmp_path / "list.pdf")
    with Book.open(path, "wu ge pin yin ci") as book, book.read() as reader:
        assert listed(reader) is None


def test_the_successor_takes_over_in_one_act(village: Book) -> None:
    old, new, today = cadre(village, "陈一"), cadre(village, "黄新"), village.wall().date()
    with village.read() as reader:
        told = passing(reader, old, today)
    assert told.heads == ("张三", "李××")
    with village.write("cadre.replace") as ledger:
        passed = take_over(ledger, old, new, today, "任期届满轮换")
        assert ledger.warnings == []
    assert [one.id for one in passed.duties] == [one.id for one in told.duties]
    with village.read() as reader:
        left = reader.find(Responsibility, cadre=old.id)
        assert {(one.end, one.end_reason) for one in left} == {(today, "任期届满轮换")}
        assert len([one for one in reader.find(Responsibility, cadre=new.id) if one.end is None]) == 2
        assert [one.owner for one in reader.find(FollowUpTask)] == ["黄新"]
        assert reader.find(Cadre, name="陈一")[0].end == today


def test_nobody_follows_upon_himself(village: Book) -> None:
    _refused(village, cadre(village, "陈一"), village.wall().date(), "handover.same")


def test_a_successor_of_another_village(village: Book) -> None:
    _refused(
        village, cadre(village, "黄新").but(village_code="441690101201"), village.wall().date(), "handover.village"
    )


def test_a_successor_whose_term_has_not_begun(village: Book) -> None:
    _refused(village, cadre(village, "黄新"), village.wall().date() - timedelta(days=1), "handover.term")


def _refused(book: Book, whom: Cadre, on: date, code: str) -> None:
    with pytest.raises(Refusal) as caught, book.write("cadre.replace") as ledger:
        take_over(ledger, cadre(book, "陈一"), whom, on, "轮换")
    assert caught.value.code == code
    with book.read() as reader:
        assert all(one.end is None for one in reader.find(Responsibility))


def test_a_dry_run_changes_nothing(village: Book, run: Any) -> None:
    path, today = village.path, village.wall().date()
    village.close()
    words = ("handover", "take-over", path, "--cadre", "陈一", "--successor", "黄新", "--date", today, "--why", "轮换")
    assert run(*words, "--dry-run")["households"] == 2
    assert run(*words)["households"] == 2
    assert run(*words, code=1)["refused"]["code"] == "responsibility.ended"
