"""Help to persons through every door: command line, workbook, exchange and merge, case verbs, forms, notice, report.

Two desks enter the same person in one training; the merge keeps both, and the rule of the door finds it.
"""

import contextlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fupin_desktop.cli import main
from tests.conftest import PASSPHRASE

VILLAGE = "441690101200"
HOME = f"{VILLAGE}20160001"


class Desks:
    """A township's book and a village's that joined it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.folder, self.office, self.village = (
            patch,
            folder,
            folder / "town.book",
            folder / "village.book",
        )

    def run(self, *words: object, code: int = 0) -> Any:
        """One verb in Chinese, as JSON."""
        self.patch.setenv("FUPIN_PASSPHRASE", PASSPHRASE)  # each verb takes it away
        with contextlib.redirect_stdout(io.StringIO()) as told:
            got = main([*map(str, words), "--json", "--lang=zh_CN"])
        answer = json.loads(told.getvalue() or "{}")
        assert got == code, answer
        return answer

    def new(self, kind: str, *facts: str, book: Path | None = None) -> str:
        """A record by `record new`; its id."""
        return str(self.run("record", "new", book or self.village, kind, *facts)["id"])

    def refused(self, kind: str, *facts: str) -> str:
        """The code with which `record new` is refused."""
        return str(self.run("record", "new", self.village, kind, *facts, code=1)["refused"]["code"])

    def exchange(self) -> None:
        """What the village has to the township, and back."""
        up, down = self.folder / "up.fpb", self.folder / "down"
        self.run("bundle", "seal", self.village, "--out", up)
        self.run("bundle", "merge", self.office, up)
        self.run("bundle", "seal", self.office, "--to=all", "--out", down)
        for file in sorted(down.iterdir()):
            self.run("bundle", "merge", self.village, file)
            file.unlink()
        up.unlink()

    def workbook(self, name: str, *rows: list[object]) -> Any:
        """A list of this name taken into the village's book."""
        file = self.folder / "list.xlsx"
        with xlsxwriter.Workbook(str(file)) as made:
            page = made.add_worksheet(name)
            for down, row in enumerate(rows):
                page.write_row(down, 0, row)
        return self.run("roster", "import", self.village, file)


@pytest.fixture
def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desks:
    made = Desks(tmp_path, monkeypatch)
    above = made.run("book", "new", made.office, "--role=township", "--name=甲镇", "--division=441690101")
    below = made.run("book", "new", made.village, "--role=village", "--name=一甲", f"--division={VILLAGE}")
    card, welcome = tmp_path / "card", tmp_path / "welcome.fpb"
    made.run("device", "card", made.village, "--out", card)
    made.run(
        *("device", "enrol", made.office, card, f"--scope={VILLAGE}", "--person=甲", "--role=first_secretary"),
        *(f"--fingerprint={below['fingerprint']}", "--out", welcome),
    )
    made.run("device", "join", made.village, welcome, f"--fingerprint={above['fingerprint']}")
    made.new("village", f"code={VILLAGE}", "name=演示一甲村", "town=甲镇", "county=演示县")
    made.new("household", f"household_code={HOME}", f"village_code={VILLAGE}", "status=registered", "persons=2")
    for number, name, relation, born in (("01", "张三", "01", "1975-01-01"), ("02", "张小明", "03", "2008-05-01")):
        facts = (f"name={name}", f"relation={relation}", f"birth_date={born}", f"person_code={HOME}{number}")
        made.new("member", f"household={HOME}", *facts)
    return made


def _member(desks: Desks, number: str) -> str:
    found = desks.run("record", "list", desks.village, "member")["records"]
    return str(next(one["id"] for one in found if str(one["person_code"]).endswith(number)))


def test_two_desks_enter_one_person_in_a_training(desks: Desks) -> None:
    person = _member(desks, "01")
    event = desks.new("training_event", f"village_code={VILLAGE}", "name=电工班", "type=transfer", "start=2017-03-06")
    desks.exchange()
    facts = (f"member={person}", f"event={event}")
    desks.new("training_attendance", *facts)
    assert desks.refused("training_attendance", *facts) == "training.twice"
    desks.new("training_attendance", *facts, book=desks.office)
    desks.exchange()
    for book in (desks.office, desks.village):
        assert len(desks.run("record", "list", book, "training_attendance")["records"]) == 2, "nothing is lost"
        found = desks.run("record", "findings", book, "--kind=training_attendance")["findings"]
        assert [one["code"] for one in found] == ["training.twice", "training.twice"]


def test_what_a_rule_refuses_is_refused_at_the_command_line(desks: Desks) -> None:
    person, child = _member(desks, "01"), _member(desks, "02")
    work = (f"member={person}", "employer=演示电子厂", "kind=stable", "channel=self")
    assert desks.refused("employment_record", *work, "start=2099-01-01") == "day.ahead"
    assert desks.refused("employment_record", *work, "start=2017-03-01", "end=2017-02-01") == "employment.end"
    aid = (f"member={child}", "school_year=2016", "term=spring", "stage=primary", "item=living", "amount=1500")
    desks.new("education_aid", *aid)
    assert desks.refused("education_aid", *aid) == "education.twice"
    costs = (f"member={person}", "year=2017", "compliant=10000.01")
    assert desks.refused("medical_case", *costs, "aid=10000.02") == "medical.above"
    assert desks.refused("relief_payment", f"household={HOME}", "type=other", "amount=1") == "other.word"
    assert desks.refused("care_survey", f"member={child}", "surveyed_on=2008-04-30") == "person.unborn"


def test_lists_come_in_by_workbook_once(desks: Desks) -> None:
    headings = ["家庭成员", "学年（起始年）", "学期", "学段", "资助项目", "金额（元）", "补助发放日期"]
    row = [f"{HOME}02", 2016, "春季", "小学", "生活费补助", 1500, "2017-03-20"]
    taken = desks.workbook("教育资助", headings, row, [*row[:5], "很多", ""])
    assert (taken["new"], len(taken["refused_rows"])) == (1, 1), taken
    assert desks.workbook("教育资助", headings, row)["identical"] == 1
    post = ["岗位名称", "行政村代码", "岗位类别", "岗位数"]
    assert desks.workbook("公益性岗位", post, ["保洁员", VILLAGE, "环卫保洁", 1])["new"] == 1
    held = ["公益性岗位", "家庭成员", "姓名", "开始日期"]
    taken = desks.workbook(
        "公益性岗位在岗人员", held,
        ["保洁员 · 环卫保洁", f"{HOME}01", "", "2017-01-05"], ["保洁员 · 环卫保洁", "", "王五", "2017-01-06"],
    )  # fmt: skip
    assert (taken["new"], [one["code"] for one in taken["refused_rows"]]) == (1, ["row.refused"]), taken
    (holder,) = desks.run("record", "list", desks.village, "post_holder")["records"]
    assert holder["household"], "the household follows from the person"


def test_a_diagnosis_is_on_no_list_paper_or_board(desks: Desks, tmp_path: Path) -> None:
    word = "机密的诊断"
    facts = ("year=2017", "compliant=10000", "aid=7000", "paid_on=2017-06-01", f"diagnosis={word}", "serious=是")
    case = desks.new("medical_case", f"member={_member(desks, '01')}", *facts)
    shown = desks.run("record", "show", desks.village, "medical_case", case, "--history")
    listed = desks.run("record", "list", desks.village, "medical_case")
    desks.run("roster", "export", desks.village, tmp_path / "x.xlsx", "--kind=medical_case")
    desks.run("form", "print", desks.village, "F22", f"--village={VILLAGE}", "--year=2017", "--out", tmp_path / "f.pdf")
    posted = _posted(desks, tmp_path / "n.pdf")
    papers = (_text_of(tmp_path / "f.pdf"), posted)
    assert all("7,000" in paper for paper in papers)
    assert "医疗救助" in posted
    for text in (json.dumps([shown, listed], ensure_ascii=False), *papers):
        assert word not in text
    refused = desks.run("notice", "draft", desks.village, "N14", f"--where=diagnosis={word}", code=1)["refused"]
    assert refused["code"] == "notice.denied"


def _posted(desks: Desks, file: Path) -> str:
    """What the notice of aid of 2017 says."""
    desks.run("notice", "contact", desks.village, "--name=甲", "--phone=0752-1234567", "--address=村委会")
    notice = desks.run("notice", "draft", desks.village, "N14", "--where=paid_on=2017")["id"]
    desks.run("notice", "check", desks.village, notice)
    desks.run("notice", "issue", desks.village, notice, "--from=2017-06-25")
    desks.run("notice", "print", desks.village, notice, "--out", file)
    return _text_of(file)


def _text_of(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def test_a_relocation_by_the_verbs_of_cases(desks: Desks) -> None:
    facts = ("--set=wishes_to_move=是", "--set=mode=插花搬迁", "--set=persons=2")
    desks.run("case", "open", desks.village, "relocation", HOME, "--on=2017-01-03", *facts)
    desks.run("case", "advance", desks.village, "relocation", HOME, "--to=reviewed", "--on=2017-02-01")
    step = ("case", "advance", desks.village, "relocation", HOME, "--to=town_checked", "--on=2017-02-09")
    assert desks.run(*step, code=1)["refused"]["code"] == "case.level"
    desks.exchange()
    desks.run(*(str(word) for word in ("case", "advance", desks.office, *step[3:])))
    desks.exchange()
    shown = desks.run("case", "show", desks.village, "relocation", HOME)
    assert (shown["stage"], [one["to_stage"] for one in shown["steps"]]) == (
        "town_checked",
        ["applied", "reviewed", "town_checked"],
    )
