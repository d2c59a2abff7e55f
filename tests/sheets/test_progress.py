"""The words of townships about a house, and the stage that is meant."""

from pathlib import Path

import pytest

from fupin_desktop.ledger.words import words
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.progress import _rules, stage_of


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("手续办理中", "applied"),
        ("未动", "county_approved"),
        ("还未动工", "county_approved"),
        ("等春节后动工", "county_approved"),
        ("已动工", "started"),
        ("已打好地基", "foundation"),
        ("已动工砌墙中", "main_body"),
        ("主体封顶", "roofed"),
        ("主体完工", "roofed"),
        ("待验收", "completed"),
        ("已竣工", "completed"),
        ("已验收", "accepted"),
        ("已验收，已拨付50%", "accepted"),
        ("已置换入住", "moved_in"),
        ("已入住敬老院", "moved_in"),
        ("已入住，补助已付清", "paid"),
        ("天晓得", None),
    ],
)
def test_words_mean_a_stage(said: str, stage: str | None) -> None:
    assert stage_of(said) == stage


def test_rules_name_stages_of_the_list() -> None:
    assert {stage for stage, _words in _rules()} <= set(words("house_stage"))


def test_all_words_of_the_rosters_are_known(data: Path) -> None:
    for path in sorted(data.glob("*.xlsx")):
        sheet = read_workbook(path)[2]
        said = [row[9] for row in sheet.rows[3:-2]]
        assert all(stage_of(str(one)) for one in said)
