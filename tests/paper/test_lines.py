"""Line breaking: nothing lost, nothing too wide, no mark where it may not stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.lines import NOT_FIRST, NOT_LAST, Style, break_lines, may_break, text_width
from fupin_desktop.paper.sheet import LANDSCAPE, PORTRAIT

TEN = Style(Face.SONG, 10.0, 14.0)


def broken(text: str, width: float = 100.0, **more: float) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in break_lines(text, TEN, width, **more)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七八九十，下一句", ["一二三四五六七八九", "十，下一句"]),
        ("一二三四五六七八九（甲）", ["一二三四五六七八九", "（甲）"]),
        ("一二三四五六国开发〔2020〕6号", ["一二三四五六国开发", "〔2020〕6号"]),
        ("一二三四五六七八九。”下", ["一二三四五六七八", "九。”下"]),
        ("一二三四五六七八九……下", ["一二三四五六七八", "九……下"]),
        ("一二三四五六七八九——下", ["一二三四五六七八九", "——下"]),
        ("一二三四五六七八九《公报》", ["一二三四五六七八九", "《公报》"]),
        ("一二三四五六七八九十、", ["一二三四五六七八九", "十、"]),
        ("一二三四五六七八12,345.67元", ["一二三四五六七八", "12,345.67元"]),
        ("一二三四五六七0762-1234567", ["一二三四五六七", "0762-1234567"]),
        ("一二三四五六七八九十", ["一二三四五六七八九十"]),
        ("一二三四五六七八九十 下", ["一二三四五六七八九十", "下"]),
        ("一二三四五六七八九十　下", ["一二三四五六七八九十", "下"]),
        ("甲\n乙", ["甲", "乙"]),
        ("甲\n\n乙", ["甲", "", "乙"]),
        ("", [""]),
        ("）））））））））））））", ["））））））））））", "）））"]),
    ],
)
def test_breaks(text: str, lines: list[str]) -> None:
    assert broken(text) == lines


def test_the_first_line_is_shorter_by_the_indent() -> None:
    assert broken("一二三四五六七八九十甲乙", indent=20.0) == ["一二三四五六七八", "九十甲乙"]


def test_a_word_longer_than_the_line_is_cut_rather_than_lost() -> None:
    assert "".join(broken("a" * 80)) == "a" * 80
    assert len(broken("a" * 80)) > 1


@given(st.text(alphabet="一二三村，。；：！？、》”）】〕…—（《“〔ab1 2.䶮𪛖", max_size=120))
def test_nothing_is_lost_or_too_wide_and_marks_stand_well(text: str) -> None:
    lines = broken(text)
    assert "".join("".join(lines).split(" ")) == text.replace(" ", "")
    for line in lines:
        assert text_width(line, TEN) <= 100.01
    for line, following in pairwise(lines):
        forced = not any(may_break(line, place) for place in range(1, len(line)))
        assert forced or (following[:1] not in NOT_FIRST and line[-1:] not in NOT_LAST)


@pytest.mark.parametrize(("sheet", "chars"), [(PORTRAIT, 28), (LANDSCAPE, 40)])
def test_a_body_line_holds_its_number_of_characters(sheet, chars) -> None:
    lines = break_lines("国" * (chars + 1), sheet.body(Face.SONG), sheet.area_width)
    assert [line.length for line in lines] == [chars, 1]
