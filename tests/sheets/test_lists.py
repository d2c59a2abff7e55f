"""Lists of any kind: every heading that is exported is read as its field; rows go in as if entered in a form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fupin_desktop.duties.model import Responsibility
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.record import fields_of, hand_of
from fupin_desktop.ledger.words import LANGUAGES, _, choose_language
from fupin_desktop.sheets.workbook import Sheet
from fupin_desktop.sheets.writing.export import heading_of
from fupin_desktop.sheets.writing.lists import layouts_for, listed_kinds
from fupin_desktop.sheets.writing.table import sheet_names
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import AssistingUnit, NaturalVillage, Village
from fupin_desktop.visits.model import Visit

VILLAGE, HOME = "441690101200", "44169010120020160001"
Run = Callable[..., Any]


def named(name: str) -> Sheet:
    return Sheet(name=name, rows=[])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", listed_kinds())
def test_each_heading_means_its_field_or_is_left_out_by_name(kind: str, language: str) -> None:
    choose_language(language)
    cls = KINDS[kind]
    layout = next(one for one in layouts_for(named(sheet_names([_(cls.label)])[0])) if one.lines == f"list:{kind}")
    for field in fields_of(cls).values():
        column = layout.column(heading_of(field))
        if hand_of(cls, field.name) is Hand.MANAGED or field.kind in (Kind.PHOTO, Kind.MOMENT):
            assert layout.is_ignored(heading_of(field)), field.name
        else:
            assert column is not None, field.name
            assert column.place == (kind, field.name)


@pytest.fixture
def town(book: Book) -> Path:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
        ledger.save(Household(household_code=HOME, village_code=VILLAGE, status="registered"), managed=("status",))
        ledger.save_all(AssistingUnit(village_code=VILLAGE, name=name) for name in ("县农业局", "县教育局"))
    return book.path


def written(path: Path, name: str, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(str(path)) as out:
        page = out.add_worksheet(name)
        for down, row in enumerate(rows):
            page.write_row(down, 0, row)
    return path


def test_a_list_comes_in_once_and_a_correction_changes_it(run: Run, town: Path, tmp_path: Path) -> None:
    label, facts = NaturalVillage.label, fields_of(NaturalVillage)
    heads = [heading_of(facts[name]) for name in ("village_code", "name", "households")]
    first = written(tmp_path / "a.xlsx", label, heads, [VILLAGE, "上塘", 12], [VILLAGE, "下塘", 7])
    assert run("roster", "import", town, first)["new"] == 2
    again = run("roster", "import", town, first)
    assert (again["new"], again["changed"], again["identical"]) == (0, 0, 2)
    second = written(tmp_path / "b.xlsx", label, heads, [VILLAGE, "上塘", 13], ["441690102200", "外塘", 1])
    told = run("roster", "import", town, second)
    assert (told["new"], told["changed"], told["sheets"][0]["outside"]) == (0, 1, 1)


def test_a_row_that_stands_twice_and_one_that_is_against_a_rule_are_told(run: Run, town: Path, tmp_path: Path) -> None:
    label, facts = NaturalVillage.label, fields_of(NaturalVillage)
    heads = [heading_of(facts[name]) for name in ("village_code", "name")]
    out = written(tmp_path / "a.xlsx", label, heads, [VILLAGE, "上塘"], [VILLAGE, "上塘"], [VILLAGE, None])
    told = run("roster", "import", town, out)
    assert told["new"] == 1
    assert {one["row"]: one["code"] for one in told["refused_rows"]} == {3: "line.twice", 4: "cell.required"}


def test_a_sheet_that_lacks_what_its_kind_requires_says_so(run: Run, town: Path, tmp_path: Path) -> None:
    label, facts = NaturalVillage.label, fields_of(NaturalVillage)
    out = written(tmp_path / "a.xlsx", label, [heading_of(facts[n]) for n in ("name", "households")], ["上塘", 1])
    told = run("roster", "import", town, out, code=1)
    assert "missing" in told["refused"]["message"]


def test_what_was_exported_comes_back_as_it_was(run: Run, town: Path, tmp_path: Path) -> None:
    out = tmp_path / "units.xlsx"
    run("roster", "export", town, out, "--kind=assisting_unit")
    back = run("roster", "import", town, out)
    assert (back["new"], back["changed"], back["identical"]) == (0, 0, 2)


def test_what_has_happened_is_not_written_over(run: Run, town: Path, tmp_path: Path) -> None:
    facts = fields_of(Visit)
    heads = [heading_of(facts[name]) for name in ("household", "date", "visitors", "type", "findings")]
    rows = [[HOME, "2017-03-01", "甲、乙", "日常走访", text] for text in ("平安", "生病")]
    first, second = (written(tmp_path / f"{n}.xlsx", Visit.label, heads, row) for n, row in enumerate(rows))
    assert run("roster", "import", town, first)["new"] == 1
    assert [one["code"] for one in run("roster", "import", town, second)["refused_rows"]] == ["row.happened"]
    (kept,) = run("record", "list", town, "visit")["records"]
    assert (kept["findings"], set(kept["visitors"])) == ("平安", {"甲", "乙"})


def test_of_two_of_one_name_the_one_of_the_rows_village_is_meant(run: Run, town: Path, tmp_path: Path) -> None:
    other = "441690101201"
    for village in (VILLAGE, other):
        run(
            "record",
            "new",
            town,
            "cadre",
            f"village_code={village}",
            "name=陈助",
            "unit_name=县农业局",
            "phone=13000000000",
        )
    facts = fields_of(Responsibility)
    heads = [heading_of(facts[name]) for name in ("household", "cadre", "role", "start")]
    out = written(tmp_path / "a.xlsx", Responsibility.label, heads, [HOME, "陈助", "帮扶责任人", "2017-01-01"])
    assert run("roster", "import", town, out)["new"] == 1
    (duty,) = run("record", "list", town, "responsibility")["records"]
    cadre = run("record", "show", town, "cadre", duty["cadre"])["record"]
    assert cadre["village_code"] == VILLAGE
