"""The harness: every planted shape in every free field of every kind, and in every place of every notice; 0 through."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from fupin_desktop.cli.showing import as_json
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.leaks import Eyes, Names, covered, look
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.listing import Listing
from fupin_desktop.notices.checking import find_leaks_in
from fupin_desktop.notices.page import NoticePage, PageColumn
from fupin_desktop.notices.rules import all_kinds
from fupin_desktop.notices.template import template_of
from fupin_desktop.paper.blocks import Column, Document, Para, Table, Title
from fupin_desktop.paper.leaks import find_leaks
from fupin_desktop.paper.write import render
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from tests.ledger.leaks.planted import CHILDREN, PLANTED, harmless

DAY = date(2018, 6, 1)
NAMES = Names(CHILDREN)
TYPED = [text for text in PLANTED if look(text)]  # a child's name is known by the register alone


@pytest.mark.parametrize("text", PLANTED)
def test_each_shape_is_found_and_covered(text: str) -> None:
    for around in ("{}", "该户{}。", "联系{}，已核实", "2017年3月{}"):
        planted = around.format(text)
        assert look(planted, NAMES), planted
        assert look(covered(planted, NAMES), NAMES) == []


@pytest.mark.parametrize("text", PLANTED)
def test_each_shape_is_found_wherever_a_narrow_cell_breaks_it(text: str) -> None:
    broken = ["\n".join(text), *(f"{text[:at]}\n{text[at:]}" for at in range(1, len(text)))]
    assert [one for one in broken if not Eyes(NAMES).look_unbroken(one)] == []


def test_a_text_of_every_day_passes_wherever_its_paragraphs_end() -> None:
    """Two lines that somebody ended are two: what stands at the end of one is no part of a number in the next."""
    texts = list(harmless(600))
    stopped = [both for both in map("\n".join, pairwise(texts)) if look(both, NAMES)]
    assert stopped == []


def test_texts_of_every_day_pass() -> None:
    stopped = [text for text in harmless(2000) if look(text, NAMES)]
    assert stopped == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_free_field_of_any_kind_shows_one_in_a_list_or_a_file(kind: str, book: Book) -> None:
    cls = KINDS[kind]
    free = [field for field in fields_of(cls).values() if field.is_free_text]
    with book.write("test") as ledger:
        known = ledger.save(Village(code="441690101200", name="演示一甲村")).id
    with book.read() as reader:
        for text in TYPED if free else ():
            given = {field.name: (text,) if field.many else text for field in free}
            record = cls(id=known, **given)
            told = Listing(cls, (record,), {}, DAY)
            shown = [told.text(record, field) for field in free] + [str(told.cell(record, field)) for field in free]
            answer = as_json(reader, record, today=DAY)
            shown += [str(one) for field in free for one in _several(answer[field.name])]
            assert not [one for one in shown if look(one)], (kind, text)


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def page_of(kind: str) -> NoticePage:
    columns = tuple(PageColumn(column.label, column.width, column.align) for column in template_of(kind).columns)
    row = tuple("示例" for _column in columns)
    return NoticePage("标题", ("正文",), columns, (row, row), ("期限",), ("村委会",), "2018年6月1日", "", draft=True)


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_no_place_of_any_notice_lets_one_through(kind: str) -> None:
    page = page_of(kind)
    assert list(find_leaks_in(page, NAMES)) == []
    for text in PLANTED:
        rows = [(page.rows[0], (*page.rows[1][:at], text, *page.rows[1][at + 1 :])) for at in range(len(page.columns))]
        planted = [
            *(replace(page, place=text), replace(page, annex=text), replace(page, remarks=(text,))),
            *(replace(page, title=text), replace(page, paras=("甲", text)), replace(page, closing=(text,))),
            *(replace(page, issuers=(text,)), *(replace(page, rows=told) for told in rows)),
        ]
        for one in planted:
            found = list(find_leaks_in(one, NAMES))
            assert found, (kind, text)
            assert not [problem for problem in found if text in problem.sentence]


@pytest.mark.parametrize("text", PLANTED)
def test_the_finished_paper_shows_none(text: str) -> None:
    text = text.replace("\u200b", "")  # no font has it; drawing refuses it before
    columns = [Column("姓名"), Column("备注", 2.0), Column("人数")]
    for blocks in ([Para(f"该户{text}。")], [Table(columns, [["张三", text, "3"]])], [Title(text)]):
        content, _pages = render(Document("公示", blocks))
        assert find_leaks(content, forbidden_names=CHILDREN), text
