"""Is a stored value in its one canonical form?  Asked at the desk before a change is written, and at the border before
one that came is stored (FORMAT.md §4, 'Canonical values').

The limits are those of the format, not of the field: a field may grow in a later version, and what that version wrote
must come in.  Everything here takes what is stored: text, an integer, or None for nothing; None is always canonical.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from fupin_desktop.ledger.field import Field, Kind

LARGEST = 2**53 - 1
TEXT_CAP = 1_000  # characters of one line; four bytes each at the most
NOTE_CAP = 100_000  # ... of several lines
GROWTH = 4  # a field that declares more than its kind may have, may have so many times what it declares
CODE_CAP = 60  # characters of a code; a code nobody knows yet comes from a newer list
ITEMS_CAP = 1_000  # of a many-valued field
MEMBERS_CAP = 100  # of a group
NAME_CAP = 100  # characters of an actor or a command
REASON_CAP = 4_000  # characters of a reason
GONE_SIGN = "→"  # begins what a book itself writes where a household has left its reach: nobody's reason

_UNKEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DECIMAL = re.compile(r"(?!-0\Z)-?(0|[1-9][0-9]{0,18})(\.[0-9]{0,17}[1-9])?")
_DAY = re.compile(r"(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}")
_PHOTO = re.compile(r"[0-9a-f]{64}")
_MEMBER = re.compile(r"[a-z][a-z0-9_]{0,59}")
Test = Callable[[object], bool]


def is_text(value: object, cap: int, *, lines: bool = True) -> bool:
    """Text of 1 to `cap` characters in NFC, without control characters, direction overrides or half pairs."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= cap
        and (lines or "\n" not in value)
        and not (not value.isprintable() and _UNKEPT.search(value))
        and (value.isascii() or unicodedata.is_normalized("NFC", value))
    )


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: object) -> bool:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return found is not None and found.tzinfo is not None and found.isoformat() == value and 1900 <= found.year <= 2100


def _is_whole(value: object) -> bool:
    return type(value) is int and -LARGEST <= value <= LARGEST


def _is_photo(value: object) -> bool:
    return isinstance(value, str) and _PHOTO.fullmatch(value) is not None


def text_cap(field: Field) -> int:
    """The greatest length, in characters, that a text of this field may have anywhere."""
    cap = NOTE_CAP if field.kind is Kind.NOTE else TEXT_CAP
    own = field.high or 0
    return GROWTH * own if own > cap else cap


_TESTS: Mapping[Kind, Test] = {
    Kind.INTEGER: _is_whole,
    Kind.MONEY: _is_whole,
    Kind.YES: lambda value: type(value) is int and value in (0, 1),
    Kind.LINK: lambda value: type(value) is int and value > 0,
    Kind.NUMBER: _is_decimal,
    Kind.DAY: _is_day,
    Kind.MOMENT: _is_moment,
    Kind.CHOICE: lambda value: is_text(value, CODE_CAP, lines=False),
    Kind.PHOTO: _is_photo,
}


def is_item(field: Field, value: object) -> bool:
    """Is one value of a field, or one member of a many-valued one, canonical?"""
    return item_test(field)(value)


def item_test(field: Field) -> Test:
    """The same, for whoever looks at many values of one field."""
    if field.kind not in (Kind.TEXT, Kind.NOTE):
        return _TESTS[field.kind]
    cap = text_cap(field)
    return lambda value: is_text(value, cap)


# --- many values and groups -----------------------------------------------------------------------------------------


def many_text(items: Collection[object]) -> str | None:
    """The stored form of a many-valued field: a sorted JSON list without repeats; None when empty."""
    return json.dumps(sorted(set(items), key=str), ensure_ascii=False, separators=(",", ":")) if items else None


def group_text(members: Mapping[str, object]) -> str | None:
    """The stored form of a group: a JSON object of the members that are set, keys sorted; None when none is."""
    return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if members else None


def items_of(stored: object) -> list[str] | None:
    """The members of a stored many-valued field; None for what is no list of texts."""
    try:
        found = json.loads(stored) if isinstance(stored, str) else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else None


def members_of(stored: object) -> Mapping[str, object] | None:
    """The members of a stored group that can be kept: text and integers; None for what is no JSON object."""
    try:
        found = json.loads(stored) if isinstance(stored, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {name: one for name, one in found.items() if _can_be_kept(one)}


def _can_be_kept(value: object) -> bool:
    # Half of a pair is no character
    return _is_whole(value) or (isinstance(value, str) and value.encode(errors="ignore").decode() == value)


def _is_many(field: Field, stored: object) -> bool:
    items = items_of(stored)
    return (
        bool(items)
        and len(items or ()) <= ITEMS_CAP
        and all(is_item(field, one) for one in items or ())
        and many_text(items or []) == stored
    )


def _is_group(fields: Sequence[Field], stored: object) -> bool:
    members = members_of(stored)
    if not members or len(members) > MEMBERS_CAP or group_text(members) != stored:
        return False
    known = {field.name: field for field in fields}
    return all(_is_member(known.get(name), name, one) for name, one in members.items())


def _is_member(field: Field | None, name: str, value: object) -> bool:
    if field is not None:
        return is_item(field, value)
    # A member of a newer version: of a form that can be kept and shown
    return _MEMBER.fullmatch(name) is not None and (_is_whole(value) or is_text(value, TEXT_CAP))


def is_reason(value: object) -> bool:
    """Is this what the cell `away` may hold: nothing, or the reason somebody gave?"""
    return value is None or (is_text(value, REASON_CAP) and not str(value).startswith(GONE_SIGN))


# --- whole columns --------------------------------------------------------------------------------------------------


def strays(values: Iterable[object], fields: Sequence[Field]) -> set[object]:
    """Those among the values of a cell that are not canonical; equal values are looked at once, good ones together."""
    found = set(values)
    found.discard(None)
    field = fields[0]
    if field.group:
        return {value for value in found if not _is_group(fields, value)}
    if field.many:
        return _stray_lists(found, field)
    return set() if _are_all(found, field) else {value for value in found if not is_item(field, value)}


def _stray_lists(found: set[object], field: Field) -> set[object]:
    plain = {value: items for value in found if (items := _plain_items(value))}
    members: set[object] = set().union(*plain.values())
    if _are_all(members, field):
        found = found - plain.keys()
    return {value for value in found if not _is_many(field, value)}


def _plain_items(stored: object) -> list[str] | None:
    """Quickly: the members of a list in which nothing is escaped; None where that needs a closer look."""
    if not isinstance(stored, str) or not (stored.startswith('["') and stored.endswith('"]')) or "\\" in stored:
        return None
    items = stored[2:-2].split('","')
    rising = len(items) <= ITEMS_CAP and all(one < other for one, other in pairwise(items))
    return items if rising and stored.count('"') == 2 * len(items) else None


def stray_members(pairs: Iterable[tuple[str, object]], field: Field) -> set[tuple[str, object]]:
    """Those among the changes (member, in or out) of a many-valued cell that are not canonical.

    What goes out may be any text of one line's length: what was once let in can be taken out.
    """
    return {
        (member, present)
        for member, present in set(pairs)
        if not (is_item(field, member) if present else len(member) <= TEXT_CAP)
    }


def _are_all(found: set[object], field: Field) -> bool:
    """Quickly: are these all canonical values of the field?  Whoever gets False looks at each."""
    if not found:
        return True
    try:
        return _QUICK[field.kind](found, field)
    except TypeError:  # something of another type is among them
        return False


def _all_plain(texts: set[Any], cap: int) -> bool:
    # A text within one in NFC is in NFC itself
    joined = "".join(texts)
    plain = joined.isprintable() or not _UNKEPT.search(joined)
    sound = plain and (joined.isascii() or unicodedata.is_normalized("NFC", joined))
    return sound and "" not in texts and len(max(texts, key=len)) <= cap


def _all_whole(numbers: set[Any], least: int, most: int) -> bool:
    return set(map(type, numbers)) == {int} and least <= min(numbers) and max(numbers) <= most


_QUICK: Mapping[Kind, Callable[[set[Any], Field], bool]] = {
    Kind.TEXT: lambda found, field: _all_plain(found, text_cap(field)),
    Kind.NOTE: lambda found, field: _all_plain(found, text_cap(field)),
    Kind.CHOICE: lambda found, _field: _all_plain(found, CODE_CAP) and not any("\n" in code for code in found),
    Kind.NUMBER: lambda found, _field: all(map(_DECIMAL.fullmatch, found)),
    Kind.PHOTO: lambda found, _field: all(map(_PHOTO.fullmatch, found)),
    Kind.DAY: lambda found, _field: all(map(_is_day, found)),
    Kind.MOMENT: lambda found, _field: all(map(_is_moment, found)),
    Kind.INTEGER: lambda found, _field: _all_whole(found, -LARGEST, LARGEST),
    Kind.MONEY: lambda found, _field: _all_whole(found, -LARGEST, LARGEST),
    Kind.YES: lambda found, _field: _all_whole(found, 0, 1),
    Kind.LINK: lambda found, _field: _all_whole(found, 1, (1 << 63) - 1),
}
