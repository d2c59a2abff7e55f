"""What reads alike compares alike; what nobody can read is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import note, text
from fupin_desktop.ledger.notation.folding import folded, sought
from fupin_desktop.ledger.notation.signs import unshowable, visible
from fupin_desktop.ledger.notation.values import parse

NAME = text("Name", name="name")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("张\u00a0三", "张三"),
        ("张\u2009三\u200b", "张三"),
        ("\u200e张三\u200f", "张三"),
        ("张\u202e三", "张三"),
        ("\ufeff张三", "张三"),
        ("\u2ee2云", "马云"),
        ("\u2f2f人", "工人"),
        ("\u2ea0生", "民生"),
        ("\u31d0", "一"),
        ("\uf9d1", "六"),
        ("\U0002f800", "丽"),
        ("葛\U000e0100", "葛"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽‧买买提", "阿依古丽·买买提"),
        ("Ａｎｎａ\u00a0 MARIA", "anna maria"),
        ("3.5亩", "3.5亩"),
    ],
)
def test_what_reads_alike_is_folded_to_one(typed: str, meant: str) -> None:
    assert folded(typed) == meant


@pytest.mark.parametrize(("one", "other"), [("张三", "张二"), ("龙", "龍"), ("Anna Maria", "Annamaria"), ("1.5", "15")])
def test_what_reads_otherwise_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)
    assert folded(unicodedata.normalize("NFD", typed)) == folded(typed)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Sm", "Sc", "So"]), min_size=1))
def test_what_can_be_seen_is_never_folded_away(typed: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"  # letters by category, blanks to the eye
    assert bool(folded(typed)) == bool(typed.strip(fillers)) or not folded(typed.strip(fillers))


@given(
    st.lists(st.sampled_from("张王李赵欧阳马民"), min_size=1),
    st.sampled_from([" ", "　", "\u00a0", "\u200b", "\u2003"]),
)
def test_blanks_inside_a_chinese_name_say_nothing(signs: list[str], blank: str) -> None:
    assert folded(blank.join(signs)) == folded("".join(signs)) == sought("".join(signs))


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\x00", "U+0000 control sign"),
        ("\x1a", "U+001A control sign"),
        ("\ue000", "U+E000 private sign"),
        ("\U00100000", "U+100000 private sign"),
        ("\ufffe", "U+FFFE no sign"),
        ("\u0378", "U+0378 no sign"),
        ("\U0002ffff", "U+2FFFF no sign"),
        ("\ud83d", "U+D83D half of a sign"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_its_name(sign: str, name: str) -> None:
    for field in (NAME, note("Remark")):
        with pytest.raises(Refusal) as refused:
            parse(field, f"张{sign}三")
        assert refused.value.code == "text.unshowable"
        assert name in refused.value.message
    assert visible(f"张{sign}三") == f"张[{name}]三"


@pytest.mark.parametrize("typed", ["𬱖𫖮", "张三", "é", "👨‍👩‍👧", "\U000323b0", "a\tb"])
def test_what_can_be_shown_is_taken(typed: str) -> None:
    assert unshowable(typed) == ""
    assert parse(NAME, typed) == typed


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\u2028"])
def test_every_end_of_a_line_is_one(end: str) -> None:
    assert parse(note("Remark"), f"甲{end}乙") == "甲\n乙"
