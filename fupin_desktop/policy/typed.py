"""Values of parameters as text: read as a person types them, kept in one form, shown in words."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _, code_of, word, words
from fupin_desktop.policy.definitions import (
    COUNT,
    DAY,
    DAYS,
    LIST,
    MONEY,
    NUMBERS,
    PERCENT,
    RATIO,
    WORD,
    YES,
    Definition,
)

SEPARATOR = "、"
_BREAKS = re.compile(r"[、,，;；\s]+")
_RATIO = re.compile(r"[0-9]+(?::[0-9]+)+")
_PLACES = {MONEY: 2, PERCENT: 2, DAYS: 0, COUNT: 0}
_MOST = {MONEY: 10**12, PERCENT: 100, DAYS: 3650, COUNT: 10**9}
_YES = {"yes": "yes", "true": "yes", "1": "yes", "是": "yes", "no": "no", "false": "no", "0": "no", "否": "no"}


def canonical(definition: Definition, typed: str) -> str:
    """The one form in which a value is kept: plain digits, an ISO date, items parted by 、.

    Refuses, as `policy.value`, what is no value of this kind or lies outside its limits.
    """
    found = _READ[definition.kind](definition, _plain(typed))
    if not found:
        message = _("“{label}” wants {form}. Nothing was changed.")
        raise Refusal(
            "policy.value", message.format(label=definition.label, form=form_of(definition)), where={"field": "value"}
        )
    return found


def is_canonical(definition: Definition, text: str) -> bool:
    """Is this a value of the parameter, in the form in which it is kept?  What came from elsewhere may be any text."""
    return _READ[definition.kind](definition, text) == text


def _plain(typed: str) -> str:
    signs = str.maketrans("０１２３４５６７８９．：∶％", "0123456789.::%")
    return typed.strip().translate(signs)


def _number(definition: Definition, text: str) -> str:
    try:
        found = Decimal(text.replace(",", "").rstrip("%元天户次人 "))
    except InvalidOperation:
        return ""
    most = definition.high or _MOST[definition.kind]
    least = 1 if definition.kind == DAYS else 0
    if not found.is_finite() or not least <= found <= most:
        return ""
    places = _PLACES[definition.kind]
    if found != found.quantize(Decimal(1).scaleb(-places)):
        return ""
    return plain(found)


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(_definition: Definition, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _list(definition: Definition, text: str) -> str:
    parts = list(filter(None, _BREAKS.split(text)))
    found = [code_of(definition.list_of, part) if definition.list_of else part for part in parts]
    return "" if None in found else SEPARATOR.join(dict.fromkeys(filter(None, found)))


def _ratio(definition: Definition, text: str) -> str:
    if not _RATIO.fullmatch(text):
        return ""
    shares = [int(share) for share in text.split(":")]
    if definition.parts not in (None, len(shares)) or definition.whole not in (None, sum(shares)):
        return ""
    return text


def _word(definition: Definition, text: str) -> str:
    named = {word("policy_word", code): code for code in definition.words}
    return text if text in definition.words else named.get(text, "")


def _yes(_definition: Definition, text: str) -> str:
    return _YES.get(text.lower(), "")


_READ: Mapping[str, Callable[[Definition, str], str]] = {
    **dict.fromkeys(NUMBERS, _number),
    DAY: _day,
    LIST: _list,
    RATIO: _ratio,
    WORD: _word,
    YES: _yes,
}


def form_of(definition: Definition) -> str:
    """What is wanted, in words, for a form or a refusal."""
    if definition.kind == WORD:
        return _("one of: {words}").format(words=SEPARATOR.join(word("policy_word", one) for one in definition.words))
    if definition.list_of:
        known = SEPARATOR.join(word(definition.list_of, code) for code in words(definition.list_of))
        return _("some of: {words}").format(words=known)
    if definition.whole is not None:
        told_of = _("{parts} whole numbers parted by colons that add up to {whole}")
        return told_of.format(parts=definition.parts, whole=definition.whole)
    told = {
        MONEY: _("an amount in yuan"),
        PERCENT: _("per cent, such as 45"),
        DAYS: _("a whole number of days, at least 1"),
        COUNT: _("a whole number of at least 0"),
        DAY: _("a date such as 2018-12-31"),
        LIST: _("names parted by 、"),
        RATIO: _("shares such as 6:3:1"),
        YES: _("yes or no"),
    }
    return told[definition.kind]


def grouped(definition: Definition, text: str) -> str:
    """A number for people: thousands grouped; a share of an amount is rounded here alone, and held exactly."""
    rounded = Decimal(text).quantize(Decimal(1).scaleb(-_PLACES[definition.kind]), rounding=ROUND_HALF_UP)
    return f"{Decimal(plain(rounded)):,}"


def shown(definition: Definition, text: str) -> str:
    """A value for people: thousands grouped, with its unit; a word of a list in words."""
    if definition.kind in NUMBERS:
        return f"{grouped(definition, text)} {definition.unit}".strip()
    if definition.kind == WORD:
        return word("policy_word", text)
    if definition.list_of:
        return SEPARATOR.join(word(definition.list_of, code) for code in text.split(SEPARATOR))
    if definition.kind == YES:
        return _("yes") if text == "yes" else _("no")
    return text
