"""How a notice is laid out: titles break at sense, no line stands alone, lists abreast or as an annex, one page."""

from dataclasses import replace

import pytest

from fupin_desktop.notices.page import ABREAST, ANNEX, INLINE, NoticePage, PageColumn
from fupin_desktop.paper.blocks import Heading, Para, Table
from fupin_desktop.paper.documents.notice import render_notice
from fupin_desktop.paper.documents.notice_blocks import document, paragraph
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.layout import lay_out
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.setting.flow import Page
from fupin_desktop.paper.setting.lines import Style
from fupin_desktop.paper.setting.titles import sensible
from fupin_desktop.paper.sheet import A3, LANDSCAPE, PORTRAIT

TITLE = Style(Face.TITLE, 22.0, 33.0)
LABELS = (("序号", 0.8), ("村民小组", 1.8), ("户主姓名", 1.8), ("家庭人口数", 1.5))


def page_of(count: int, **facts: object) -> NoticePage:
    page = NoticePage(
        title="关于演示一甲村2016年度拟脱贫户的公示",
        paras=("根据《广东省农村扶贫开发条例》，" + "经入户核实、民主评议，现将名单予以公示。" * 4,),
        columns=tuple(PageColumn(label, width, "centre") for label, width in LABELS),
        rows=tuple((str(n), f"第{n % 9 + 1}组", "张三丰", "3") for n in range(1, count + 1)),
        closing=("公示期限：2017年3月1日至2017年3月7日，共7天。", "对公示内容有异议的，请向村民委员会反映。" * 3),
        issuers=("演示一甲村村民委员会",),
        date="2017年3月1日",
        code="",
        draft=False,
        annex="演示一甲村2016年度拟脱贫户名单",
    )
    return replace(page, **facts)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于演示一甲村贫困户初选名单的公示", ["关于演示一甲村贫困户初选名单的公示"]),
        ("关于演示一甲村2016年度危房改造补助发放的公示", ["关于演示一甲村2016年度", "危房改造补助发放的公示"]),
        (
            "关于甲镇演示六甲村、演示一丙村2016年度拟脱贫户的公示",
            ["关于甲镇演示六甲村、演示一丙村", "2016年度拟脱贫户的公示"],
        ),
    ],
)  # fmt: skip
def test_titles_break_at_sense(title: str, lines: list[str]) -> None:
    found = sensible(title, TITLE, PORTRAIT.area_width, whole=("演示六甲村", "演示一丙村"))
    assert ["".join(run.text for run in line.runs) for line in found] == lines


@pytest.mark.parametrize(("rows", "pages"), [(1, 1), (4, 1), (8, 1), (70, 3)])
def test_a_short_notice_stands_on_one_page(rows: int, pages: int) -> None:
    assert render_notice(page_of(rows))[1] <= pages


def test_a_long_list_stands_in_two_lanes_that_are_read_down_first() -> None:
    assert _table(page_of(70)).abreast == 2
    assert _table(page_of(8)).abreast == 1
    assert _table(page_of(8, layout=ABREAST)).abreast == 2
    assert _table(page_of(70, layout=INLINE)).abreast == 1
    pages: list[Page] = []
    lay_out(document(page_of(40)), pages.append)
    numbers = [int(text) for page in pages for one in page.texts if (text := _text(one)).isdecimal() and one.size == 12]
    assert [number for number in numbers if number > 9] == list(range(10, 41))


def _table(page: NoticePage) -> Table:
    return next(block for block in document(page).blocks if isinstance(block, Table))


def _text(one: object) -> str:
    return "".join(run.text for run in one.line.runs)


def test_an_annex_follows_the_signature_on_a_page_of_its_own() -> None:
    content, pages = render_notice(page_of(12, layout=ANNEX))
    first, second = texts(content)
    assert pages == 2
    assert "附件：演示一甲村2016年度拟脱贫户名单" in first.replace("\r\n", "")
    assert "（盖章）" in first
    assert "张三丰" not in first
    assert second.startswith("附件")
    assert "张三丰" in second


def test_a_wide_table_lies_and_a_wider_one_has_a_larger_sheet() -> None:
    for columns, sheet in ((3, PORTRAIT), (4, LANDSCAPE), (9, A3)):
        row = tuple("十个字那么长的一个名" for _ in range(columns))
        wide = page_of(1, columns=tuple(PageColumn("名称", 1.0, "centre") for _ in range(columns)), rows=(row,))
        assert document(wide).sheet.width == sheet.width


def test_no_line_of_a_paragraph_stands_alone() -> None:
    for filler in range(1, 40):
        pages: list[Page] = []
        told = page_of(0, columns=(), rows=(), paras=("甲" * 28 * filler, "乙" * 27 * 3, "丙" * 28 * 6))
        lay_out(document(told), pages.append)
        for sign in "甲乙丙":
            counts = [sum(_text(one).startswith(sign) for one in page.texts) for page in pages]
            assert not [one for one in counts if one == 1 and sum(counts) > 1], (filler, sign)


def test_numbered_headings_have_their_faces() -> None:
    assert paragraph("一、资金安排") == Heading("一、资金安排", 1)
    assert paragraph("（二）分配结果") == Heading("（二）分配结果", 2)
    assert paragraph("（一）安排。由镇统一采购。") == Para("（一）安排。由镇统一采购。", lead=6, level=2)
    assert paragraph("一日之内答复。") == Para("一日之内答复。")


def test_five_figures_of_a_row_stay_on_one_line() -> None:
    pages: list[Page] = []
    rows = tuple((str(n), "第一组", "张三丰", "3") for n in range(9_990, 20_050))
    lay_out(document(page_of(1, rows=rows, layout=INLINE)), pages.append)
    shown = {_text(one) for page in pages for one in page.texts}
    assert {"10000", "20000"} <= shown


def test_the_period_stands_apart_from_the_table() -> None:
    pages: list[Page] = []
    lay_out(document(page_of(4)), pages.append)
    lowest = max(rule.y2 for rule in pages[0].rules)
    below = min(one.y for one in pages[0].texts if one.y > lowest)
    assert below - lowest > 16 + 8
