"""Codes of households and persons: cleaned where one reading is safe, refused by name where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.model import Household, Member
from fupin_desktop.intake.draft import Column
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.sheets.convert import Odd, Value, convert
from fupin_desktop.sheets.workbook import Cell

CODE = "44169010120020160002"
HOME, PERSON = fields_of(Household)["household_code"], fields_of(Member)["person_code"]
HOMES = Column("户编号", ("household", "household_code"), HOME, required=True)
PERSONS = Column("人口编号", ("member", "person_code"), PERSON, required=True)

WRONG = [
    (CODE[:-1], "code.short"),
    (CODE + "0", "code.long"),
    (CODE.replace("0", "O", 1), "code.letter"),
    (CODE.replace("1", "l", 1), "code.letter"),
    (CODE.replace("1", "Ⅰ", 1), "code.letter"),
    (CODE.replace("0", "О", 1), "code.letter"),  # Cyrillic
    (CODE + ".0", "code.decimal"),
    (CODE + "（新）", "code.sign"),
    (CODE[:12] + "-" + CODE[12:], "code.sign"),
    (CODE[:-1] + "²", "code.sign"),
    (CODE[:-1] + "٢", "code.sign"),
    ("4.41690101200202E+19", "code.rounded"),
    (CODE[:15] + "00000", "code.rounded"),
]


@pytest.mark.parametrize(("typed", "code"), WRONG)
def test_a_wrong_code_is_named_at_every_door(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(HOME, typed)
    assert (refused.value.code, refused.value.where["field"]) == (code, "household_code")
    with pytest.raises(Odd) as odd:
        convert(HOMES, typed)
    assert odd.value.code == ("cell.digits_lost" if code == "code.rounded" else code)


@pytest.mark.parametrize(
    "typed",
    [f" {CODE} ", f"'{CODE}", f"’{CODE}", f"＇{CODE}", CODE.translate({n: n + 0xFEE0 for n in range(48, 58)}),
     f"{CODE[:12]} {CODE[12:16]} {CODE[16:]}", f"{CODE[:9]}　{CODE[9:]}", f"\ufeff{CODE}\u200b", f"{CODE}\n"],
)  # fmt: skip
def test_what_can_mean_one_code_only_is_that_code(typed: str) -> None:
    assert parse(HOME, typed) == CODE
    assert convert(HOMES, typed) == Value(CODE, "cell.cleaned")


def test_a_code_is_taken_as_it_is() -> None:
    assert convert(HOMES, CODE) == Value(CODE)
    assert convert(PERSONS, f"{CODE}01") == Value(f"{CODE}01")


@pytest.mark.parametrize("cell", [4.4169010120020160002e19, 441690101200201.0, "＊0002", "=A1"])
def test_a_number_or_a_mask_is_no_code(cell: Cell) -> None:
    with pytest.raises(Odd):
        convert(HOMES, cell)


@given(st.text(max_size=24), st.sampled_from([HOME, PERSON]))
def test_nothing_but_the_digits_of_a_code_comes_through(typed: str, field: object) -> None:
    for one in (HOME, PERSON):
        try:
            value = parse(one, typed)
        except Refusal:
            continue
        assert value is None or (isinstance(value, str) and value.isascii() and value.isdigit())
        assert value is None or len(str(value)) == one.digits
