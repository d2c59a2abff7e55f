"""The kinds of this room by workbook: a good row goes in, what a rule refuses is told by its row and stays out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fupin_desktop.committees.model import CommitteeMember
from fupin_desktop.disputes.model import Dispute
from fupin_desktop.leader_visits.model import LeaderVisit
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.sheets.writing.export import heading_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import VillageVisit

ONE = "441690101200"
# By kind: the columns, a row that is good, one that a rule refuses
ROWS: dict[type[Record], tuple[tuple[str, ...], list[object], list[object]]] = {
    VillageVisit: (
        ("date", "start", "end", "visitors", "whom", "findings"),
        ["2017-06-05", "9:30", "10:00", "陈一、李二", "committee", "议事"],
        ["2017-06-05", "9:30", "9:00", "陈一", "committee", "议事"],
    ),
    LeaderVisit: (
        ("date", "leader", "level", "purposes", "solved"),
        ["2017-06-05", "刘县长", "county", "study、inspect", "修渠"],
        ["2099-06-05", "刘县长", "county", "study", "修渠"],
    ),
    Dispute: (
        ("raised_on", "kind", "matter", "parties", "outcome", "settled_on"),
        ["2017-06-05", "land", "水渠边界", "poor、villager", "settled", "2017-06-06"],
        ["2017-06-05", "land", "宅基地", "villager", "settled", "2017-06-01"],
    ),
    CommitteeMember: (
        ("name", "post", "start"),
        ["林甲", "secretary", "2017-01-01"],
        ["林乙", "secretary", "2017-06-01"],
    ),
}
SAID = {  # the sentence of the rule, whichever door it holds at
    VillageVisit: "before it begins",
    LeaderVisit: "in the future",
    Dispute: "before the first",
    CommitteeMember: "林甲 is party secretary",
}


@pytest.mark.parametrize("cls", ROWS)
def test_a_good_row_goes_in_and_a_refused_one_is_told(
    run: Callable[..., Any], book: Book, tmp_path: Path, cls: type[Record]
) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村"))
    names, good, bad = ROWS[cls]
    heads = [heading_of(fields_of(cls)[name]) for name in ("village_code", *names)]
    file = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(file)) as out:
        page = out.add_worksheet(cls.label[:31])
        for down, row in enumerate((heads, [ONE, *good], [ONE, *bad])):
            page.write_row(down, 0, row)
    told = run("roster", "import", book.path, file)
    assert told["new"] == 1, told
    (refused,) = told["refused_rows"]
    assert refused["row"] == 3
    assert SAID[cls] in str(refused)
    with book.read() as reader:
        assert len(reader.find(cls)) == 1
