"""Looking through a passage of text for what may not be seen, and covering it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from fupin_desktop.ledger.leaks.folding import folded
from fupin_desktop.ledger.leaks.names import Names
from fupin_desktop.ledger.leaks.numbers import is_telephone, numbers, split_number
from fupin_desktop.ledger.leaks.sealed import addresses, sealed_words
from fupin_desktop.ledger.privacy import HIDDEN
from fupin_desktop.ledger.words import N_


class Shape(Enum):
    """What a leak looks like; the value is what people read."""

    IDENTITY = N_("identity number")
    NUMBER = N_("number of a card, an account or a household")
    TELEPHONE = N_("telephone number")
    WORD = N_("word about health, disability or punishment")
    ADDRESS = N_("exact address")
    NAME = N_("name of a minor")
    HIDDEN = N_("something hidden in the file")


@dataclass(frozen=True)
class Found:
    """One finding: its shape, where it stands, and the text, which is kept out of logs and tracebacks."""

    shape: Shape
    start: int
    end: int
    text: str = field(repr=False, compare=False)


_NUMBERS = {"identity": Shape.IDENTITY, "number": Shape.NUMBER, "telephone": Shape.TELEPHONE}
_NOBODY = Names(())
_CELL, _MOST_SEEN = 30, 20_000  # characters of a cell; how many texts are kept in mind


class Eyes:
    """Look at many texts for the same names; what stands in a hundred cells is looked at once."""

    def __init__(self, names: Names = _NOBODY) -> None:
        self._names = names
        self._seen: dict[str, list[Found]] = {}
        self._plain: dict[str, str] = {}

    def look(self, text: str) -> list[Found]:
        """As `look`."""
        found = self._seen.get(text)
        if found is None:
            found = look(text, self._names)
            if len(text) <= _CELL:
                _kept(self._seen, text, found)
        return found

    def look_unbroken(self, text: str) -> list[Found]:
        """What may not be seen in a cell or paragraph as a page breaks it: a narrow cell breaks anywhere, and a reader
        reads on.  Not for texts whose lines somebody ended himself: figures of two lines are two figures.
        """
        found = self.look(text)
        if "\n" not in text:
            return found
        known = {one.text.replace("\n", "") for one in found}
        return found + [one for one in self.look(text.replace("\n", "")) if one.text not in known]

    def look_across(self, cells: Sequence[str], *, strictly: bool = False) -> Shape | None:
        """What a number broken over neighbouring cells of a table would be; None when each has a figure of its own."""
        shape = split_number([self._folded(cell) for cell in cells], strictly=strictly)
        return _NUMBERS[shape] if shape else None

    def _folded(self, text: str) -> str:
        plain = self._plain.get(text)
        if plain is None:
            plain = folded(text)
            _kept(self._plain, text, plain)
        return plain


def _kept(seen: dict[str, Any], text: str, told: Any) -> None:
    if len(seen) >= _MOST_SEEN:
        seen.clear()  # the common words come again at once
    seen[text] = told


def look(text: str, names: Names = _NOBODY) -> list[Found]:
    """What may not be seen in a text, from its beginning; `names` are the children of the register."""
    if not text:
        return []
    found = [Found(shape, start, end, text[start:end]) for shape, start, end in _hits(text, names)]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _hits(text: str, names: Names) -> Iterator[tuple[Shape, int, int]]:
    plain = folded(text)
    for number in numbers(plain):
        yield _NUMBERS[number.shape], number.start, number.end
    for start, end in sealed_words(plain):
        yield Shape.WORD, start, end
    for start, end in addresses(plain):
        yield Shape.ADDRESS, start, end
    for start, end in names.within(text):
        yield Shape.NAME, start, end


def covered(text: str, names: Names = _NOBODY) -> str:
    """A text with all that may not be seen put out of sight; every masked exit shows free texts like this."""
    shown, at = "", 0
    for one in look(text, names):
        if one.end <= at:
            continue
        if one.start >= at:
            shown += text[at : one.start] + HIDDEN
        at = one.end
    return shown + text[at:]


def is_contact_number(text: str) -> bool:
    """Has a text the shape of one telephone number, and nothing besides?"""
    return is_telephone(folded(text.strip()))


def contact_hidden(text: str, phone: str, address: str = "") -> str:
    """A text without the issuer's contact at its place: the telephone number after 电话：, the address after 地址：.

    This is the only exemption there is.  What has not the shape of a telephone number is not exempt.
    """
    if phone and is_contact_number(phone):
        text = _taken_out(text, "电话：", phone)
    return _taken_out(text, "地址：", address) if address and not _holds_number(address) else text


def _holds_number(address: str) -> bool:
    return any(True for _number in numbers(folded(address)))


def _taken_out(text: str, label: str, value: str) -> str:
    if label[0] not in text:
        return text
    # A line may break anywhere; letters in its stead, so that no digits come to stand beside others
    pattern = r"\s*".join(map(re.escape, label + "".join(value.split())))
    return re.sub(pattern, lambda found: label + "号" * (len(found[0]) - len(label)), text)
