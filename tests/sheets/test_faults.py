"""Every planted fault of the invented county is answered at its row and column, and no other row is named."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from fupin_desktop.intake.finding import Finding
from fupin_desktop.sheets.roster import RosterReading, read_roster

HERE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
LIST = HERE / "demo-county-roster-with-faults.json"
FAULTS = json.loads(LIST.read_text("utf-8")) if LIST.exists() else []
PERSONS = "贫困户花名册"


@pytest.fixture(scope="module")
def reading(data: Path) -> RosterReading:
    return read_roster(data / "demo-county-roster-with-faults.xlsx", division="441690")


@pytest.fixture(scope="module")
def by_row(reading: RosterReading) -> dict[int, list[Finding]]:
    rows: dict[int, list[Finding]] = defaultdict(list)
    for one in reading.findings:
        if one.sheet == PERSONS:
            rows[one.row].append(one)
    return rows


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['excel_row']} {fault['kind']}")
def test_a_fault_is_answered_at_its_cell(fault: dict[str, object], by_row: dict[int, list[Finding]]) -> None:
    found = [one for one in by_row[int(str(fault["excel_row"]))] if one.severity == fault["expect"]]
    assert fault.get("silent_ok") or any(one.column == fault["column"] for one in found)


def test_all_faults_are_here() -> None:
    assert len(FAULTS) in (0, 68)


def test_no_row_is_named_without_cause(by_row: dict[int, list[Finding]]) -> None:
    named = {row for row, found in by_row.items() if found}
    assert named <= {row for fault in FAULTS for row in (fault["excel_row"], *fault["also"])}


def test_other_sheets_name_only_lines_of_waiting_households(reading: RosterReading) -> None:
    assert {one.code for one in reading.findings if one.sheet != PERSONS} == {"household.waits"}


def test_nothing_shown_gives_a_person_away(reading: RosterReading) -> None:
    for one in reading.findings:
        if one.column not in ("户编号", "帮扶户编号"):
            assert not re.search(r"\d{9}", one.value_shown), one.column
        if one.column in ("证件号码", "银行卡号", "联系电话"):
            assert sum(c.isdigit() for c in one.value_shown) <= 4


def test_waiting_households_leave_no_draft(reading: RosterReading) -> None:
    waiting = {"44169010120020160034", "44169010120020160004", "44169010320020160039"}
    for draft in reading.drafts:
        assert not waiting & {part for ref in (draft.ref, *draft.links.values()) if ref for part in ref.key}


def test_the_sound_county_is_read_without_a_word(data: Path) -> None:
    reading = read_roster(data / "demo-county-roster.xlsx", division="441690")
    kinds: dict[str, int] = defaultdict(int)
    for draft in reading.drafts:
        kinds[draft.cls.__name__] += 1
    assert reading.findings == []
    assert reading.unknown_headings == []
    assert reading.outside_households == 0
    assert (kinds["Village"], kinds["Household"], kinds["Member"], kinds["HousingCase"]) == (26, 1493, 4791, 228)


def test_a_village_book_takes_its_own_and_counts_the_rest(data: Path) -> None:
    reading = read_roster(data / "demo-county-roster-with-faults.xlsx", division="441690102200")
    assert {draft.village for draft in reading.drafts} == {"441690102200"}
    assert reading.outside_households == 122
    assert all(187 <= one.row <= 340 for one in reading.findings if one.sheet == PERSONS)
