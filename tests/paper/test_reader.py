"""What a reader of papers stumbles over: names in two, headings cut anywhere, a sheet for a line, blank lists."""

from datetime import date
from itertools import pairwise

import pytest

from fupin_desktop.forms.grid import Cell, Grid, Row
from fupin_desktop.forms.loading import form_named
from fupin_desktop.forms.papers import papers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.paper.blocks import Align, Column, Document, Table, Title
from fupin_desktop.paper.documents.form_paper import render_forms
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.layout import lay_out
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.setting.flow import Page
from fupin_desktop.paper.setting.grid import CLOSEST, closer
from fupin_desktop.paper.setting.lines import Style, items_whole, text_width
from fupin_desktop.paper.setting.ruling import in_two
from fupin_desktop.paper.sheet import FORM
from fupin_desktop.paper.write import count_pages
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

VILLAGE = "441690101200"
SONG = Style(Face.SONG, 10.0, 13.0)
HEI = Style(Face.HEI, 10.0, 13.0)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("叶秀娟、吴银莲", 45.0, ["叶秀娟、", "吴银莲"]),
        ("叶火、蔡德、叶秀娟", 65.0, ["叶火、蔡德、", "叶秀娟"]),
        ("叶秀娟、吴银莲", 90.0, ["叶秀娟、吴银莲"]),
        (
            "今年百香果长势好、预计十月份采摘。",
            60.0,
            ["今年百香果长势好、预计十月份采摘。"],
        ),  # a sentence breaks anywhere
        ("演示市农业科学院、市水务集团", 40.0, ["演示市农业科学院、市水务集团"]),  # wider than the line as they are
    ],
)
def test_a_list_of_names_breaks_between_them(text: str, width: float, lines: list[str]) -> None:
    assert items_whole(text, SONG, width).split("\n") == lines


@pytest.mark.parametrize(
    ("label", "signs", "lines"),
    [
        ("走访户数", 3, ["走访", "户数"]),
        ("计划脱贫年度", 4, ["计划", "脱贫年度"]),
        ("照片（张）", 3, ["照片", "（张）"]),
        ("补助金额（元）", 4, ["补助金额", "（元）"]),
        ("岗位月工资标准（元）", 5, ["岗位月工", "资标准", "（元）"]),
        ("序号", 3, ["序号"]),
    ],
)
def test_a_heading_ends_its_lines_at_sense(label: str, signs: int, lines: list[str]) -> None:
    told = in_two(label, HEI, signs * HEI.size + 1).split("\n")
    assert told == lines
    assert max(text_width(one, HEI) for one in told) <= signs * HEI.size + 1


def grid(rows: int, height: float = 7.0) -> Grid:
    cells = [Row([Cell("张三"), Cell("2017-06-03"), Cell("修缮加固", align="left")], height) for _row in range(rows)]
    heads = Row([Cell("户主", head=True), Cell("日期", head=True), Cell("内容", head=True)])
    return Grid([0.3, 0.3, 9.0], [heads, *cells], 10.5, 1)


def drawn(document: Document) -> list[str]:
    pages: list[Page] = []
    lay_out(document, pages.append)
    return ["".join(run.text for run in text.line.runs) for page in pages for text in page.texts]


def test_columns_of_a_list_are_as_wide_as_their_names_and_days() -> None:
    told = drawn(Document("t", [grid(2)], sheet=FORM))
    assert told.count("张三") == told.count("2017-06-03") == 2


def test_each_step_closer_takes_less_room() -> None:
    pages = [count_pages(Document("t", [closer(grid(110), step)], sheet=FORM)) for step in range(CLOSEST + 1)]
    assert pages[0] > pages[-1]
    assert all(before >= after for before, after in pairwise(pages))


def test_boxes_to_sign_stay_together() -> None:
    signs = Grid([1], [Row([Cell("到会人员（签名）", low=True)], 45), Row([Cell("主持人（签名）", low=True)], 16)])
    pages: list[Page] = []
    lay_out(Document("t", [Title("民主评议记录表"), grid(28), signs], sheet=FORM), pages.append)
    where = ["".join(run.text for text in page.texts for run in text.line.runs) for page in pages]
    assert [("到会人员" in one, "主持人" in one) for one in where] == [(False, False), (True, True)]


def test_a_day_is_whole_beside_prose_in_a_narrow_table() -> None:
    columns = [
        Column("项目名称", 2, Align.LEFT), Column("完成内容", 2, Align.LEFT), Column("决算（元）", 2, Align.RIGHT),
        Column("验收日期", 1.5), Column("验收单位", 1.5, Align.LEFT), Column("受益户数", 1), Column("受益人数", 1),
    ]  # fmt: skip
    row = ["百香果种植基地", "演示完成内容", "1,036,500.00", "2018年10月28日", "演示验收单位", "12", "12"]
    told = drawn(Document("t", [Table(columns, [row] * 3)]))
    assert told.count("2018年10月28日") == told.count("1,036,500.00") == 3


def test_a_remark_alone_is_no_page(book: Book) -> None:
    """The household whose members just fill the page keeps its remark on it."""
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
        home = Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered")
        saved = ledger.save(home, managed=("status",))
        for number in range(3):
            born = date(1960 + number, 5, 1)
            relation = "01" if not number else "20"
            ledger.save(Member(household=saved.id, name=f"张{'一二三'[number]}", relation=relation, birth_date=born))
    with book.read() as reader:
        for code in ("F01", "F02"):
            made = papers(form_named(code), reader, reader.find(Household), date(2017, 6, 1), VILLAGE)
            content, pages = render_forms(made)
            assert pages == 1, code
            assert made[0].form.notes[0][:6] in "".join(texts(content))


def test_an_empty_list_says_so(book: Book) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村"))
        home = Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered")
        ledger.save(home, managed=("status",))
    with book.read() as reader:
        made = papers(form_named("F23"), reader, reader.find(Household), date(2017, 6, 1), VILLAGE)
    assert "".join(texts(render_forms(made)[0])).count("（无）") == 3
    assert [found.rows for found in made[0].lists] == [[], [], []]
