"""Headings over several columns, and a line of texts spread over the width."""

from pathlib import Path

from fupin_desktop.paper.blocks import Align, Column, Document, Spread, Table
from fupin_desktop.paper.layout import lay_out
from fupin_desktop.paper.setting.flow import Page
from fupin_desktop.paper.sheet import LANDSCAPE
from fupin_desktop.paper.write import write

COLUMNS = [
    Column("行政村", 2.0, Align.LEFT),
    Column("户数", group="贫困户"),
    Column("人口", group="贫困户"),
    Column("脱贫率", group="脱贫"),
]


def pages(document: Document) -> list[Page]:
    found: list[Page] = []
    lay_out(document, found.append)
    return found


def text_at(page: Page, text: str) -> tuple[float, float]:
    return next((one.x, one.y) for one in page.texts if "".join(run.text for run in one.line.runs) == text)


def test_a_group_stands_once_over_its_columns() -> None:
    (page,) = pages(Document("表", [Table(COLUMNS, [["甲村", "1", "2", "3"]])], sheet=LANDSCAPE))
    group, left, right = (text_at(page, text) for text in ("贫困户", "户数", "人口"))
    assert left[0] < group[0] < right[0]
    assert group[1] < left[1] == right[1]
    alone = text_at(page, "行政村")
    assert group[1] < alone[1] < left[1]
    # The rule between the two columns of the group begins below the group's heading; the others at the top edge
    top = min(rule.y1 for rule in page.rules)
    upright = sorted((rule.x1, min(rule.y1, rule.y2)) for rule in page.rules if rule.x1 == rule.x2)
    assert [y > top + 1 for _x, y in upright] == [False, False, True, False, False]


def test_a_grouped_heading_is_repeated_whole_on_each_page() -> None:
    rows = [["村", "1", "2", "3"]] * 60
    found = pages(Document("表", [Table(COLUMNS, rows)], sheet=LANDSCAPE))
    assert len(found) > 1
    assert len({text_at(page, "贫困户")[0] for page in found}) == 1


def test_texts_are_spread_from_margin_to_margin(tmp_path: Path) -> None:
    (page,) = pages(Document("表", [Spread(("填报单位：甲镇", "2017", "填报日期：2017年12月31日"))], sheet=LANDSCAPE))
    assert page.texts[0].x == LANDSCAPE.left
    last = page.texts[-1]
    assert abs(last.x + last.line.width - LANDSCAPE.right) < 0.5
    assert len({one.y for one in page.texts}) == 1
    long = Document("表", [Spread(("很长" * 40, "很长" * 40))], sheet=LANDSCAPE)
    assert len({one.y for one in pages(long)[0].texts}) > 1
    assert write(long, tmp_path / "long.pdf").pages == 1
