"""Headings as counties write them, and the column that is meant.

A heading is compared without blanks, line breaks and widths.  What remains may carry an item number (A17), a national
code (AAB002), a remark or a unit in brackets, another ending: those are taken off while the rest is a known heading.
A unit that is not the column's own makes a heading unknown: 万元 must never be read as 元.  The words are data, in
`resources/sheets/headings.toml`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.intake.draft import Column
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.words import code_of

_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")
_CODE = re.compile(r"[(\[]?([A-Z]{3}\d{3})[)\]]?")
_ITEM = re.compile(
    r"(?:[A-Z]?\d{1,3}[A-Z]?[-.、:)]?|[A-H][.、)]?(?=[一-鿿])|\(\d{1,3}\)|\(?[一二三四五六七八九十]{1,3}[、.)])"
)
_NOTE = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
# After 单位: or in brackets; a list of units may come first (单位：户、万元), the day or an office may follow
_AMOUNTS = re.compile(
    r"(?:(?:单位|金额):?[;(]*(?:[^、,/;:]{1,4}[、,/;])*|\()(?:人民币[:、,/]?)?"
    r"([万千百亿]元|(?:角|分|万)(?=[)、,/;]|$))"
)
_LEGEND = re.compile(r"([0-9]{1,2})[.、:=\-]?([一-鿿]+)")
_PARTS = re.compile(r"[/、,|]")
_NEAR = 0.5
_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.INTEGER)


@cache
def _words() -> Mapping[str, Any]:
    with resource("sheets", "headings.toml").open("rb") as file:
        return tomllib.load(file)


def plain(heading: object) -> str:
    """A heading as it is compared: one width, one case, without blanks, line breaks and marks at its ends."""
    text = unicodedata.normalize("NFKC", "" if heading is None else str(heading))
    return _BLANK.sub("", text).upper().strip(":*★☆※·_")


def _ended(name: str) -> str:
    """The name with the ending that stands for several (等级 for 级别, 情况 for 状况)."""
    for ending, others in _words()["endings"].items():
        for other in others:
            if name.endswith(other) and not name.endswith(ending):
                return str(name.removesuffix(other) + ending)
    return name


def names_of(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The names by which columns are found: as they are, without their own brackets, with the common ending.

    A name that would lead to two columns leads to none.
    """
    found = dict(columns)
    for loosen in (lambda name: _NOTE.sub("", name), _ended):
        further: dict[str, set[Column]] = {}
        for name, column in found.items():
            further.setdefault(loosen(name), set()).add(column)
        found |= {name: only.pop() for name, only in further.items() if name not in found and len(only) == 1}
    return found


def column_of(names: Mapping[str, Column], codes: Mapping[tuple[str, str], str], heading: object) -> Column | None:
    """The column a heading means, None when it is none of these `names` (see `names_of`)."""
    for name, notes, code in written_forms(heading):
        column = names.get(name)
        if column is None or (code and codes.get(column.place, code) != code):
            continue
        if all(_fits(note, column.field) for note in notes):
            return column
    return None


def written_forms(heading: object) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What may be meant by a heading, nearest first: the name that is left, remarks in brackets, the national code."""
    name = plain(heading)
    yield name, (), ""
    coded = _CODE.search(name)
    code = coded[1] if coded else ""
    without_code = _CODE.sub("", name, count=1) if coded and name != code else name
    item = _ITEM.match(without_code)
    for text in dict.fromkeys((without_code, without_code[item.end() :] if item else without_code)):
        notes = tuple(_NOTE.findall(text))
        bare = _NOTE.sub("", text).strip(":*★☆※·_-/")
        for form in (bare, _ended(bare), *_prefixed(bare)):
            yield form, notes, code


def _prefixed(name: str) -> Iterator[str]:
    for prefix in _words()["prefixes"]:
        other = name.removeprefix(prefix) if name.startswith(prefix) else prefix + name
        yield from (other, _ended(other))


def _fits(note: str, field: Field) -> bool:
    said = note.removeprefix("单位").lstrip(":")
    if not said or said in _units(field):
        return True
    if any(re.fullmatch(pattern, said) for pattern in _words()["notes"]):
        return True
    if not field.words:
        return False
    # A list of the words that may stand there: 性别（男/女）, or of numbers for them, while they are the book's own
    if legend := _LEGEND.findall(said):
        return all(code_of(field.words, number) == (code_of(field.words, named) or "") for number, named in legend)
    return all(code_of(field.words, part) for part in _PARTS.split(said))


def _units(field: Field) -> frozenset[str]:
    units = _words()["units"]
    own = "元" if field.kind is Kind.MONEY else field.unit
    return frozenset((*units.get(own, ()), *(units["个"] if field.kind is Kind.INTEGER else ())))


def unit_differs(heading: object, field: Field) -> str:
    """The unit in a heading's brackets that is not the column's own, empty when there is none (万元 where 元 is)."""
    every = {unit for same in _words()["units"].values() for unit in same} | set(_words()["other_units"])
    for note in _NOTE.findall(plain(heading)):
        said = note.removeprefix("单位").lstrip(":")
        if field.kind in _NUMERIC and said in every and said not in _units(field):
            return str(said)
    return ""


def amounts_in(title: Iterable[object]) -> str:
    """The unit that a title gives to all amounts below (单位：万元), empty when it gives none or says 元."""
    found = _AMOUNTS.search(";".join(plain(text) for text in title if isinstance(text, str)))
    return found[1] if found else ""


def nearest(names: Mapping[str, Column], heading: object) -> Column | None:
    """The known column whose name is most like this heading, None when nothing is like it."""
    name = _NOTE.sub("", plain(heading)) or plain(heading)
    close = get_close_matches(name, names, n=1, cutoff=_NEAR)
    return names[close[0]] if close else None
