"""The second reader's canonical values (FORMAT.md §4), written from the text alone, for the kinds the vectors use."""

import json
import re
import unicodedata
from datetime import date
from typing import Any

# The form of each cell: text or note, code, decimal, day, yes, number; a list of codes, texts or photographs; a group
FIELDS: dict[str, dict[str, Any]] = {
    "household": {
        "household_code": "text", "village_code": "text", "phone": "text", "status": "code", "fuel": "code",
        "persons": "number", "tv_signal": "yes", "house_area": "decimal", "farmland": "decimal", "entered_on": "day",
        "cause_other": ["code"], "remark": "note", "house_dangerous": "yes", "house_danger_grade": "code",
        "danger": {"house_dangerous": "yes", "house_danger_grade": "code"},
    },
    "member": {"name": "text", "relation": "code"},
    "visit": {"photos": ["photo"]},
}  # fmt: skip
LENGTHS = {"text": 1_000, "note": 100_000, "code": 60}
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,18})([.][0-9]{0,17}[1-9])?")


def is_text(value: Any, most: int) -> bool:
    sound = isinstance(value, str) and 1 <= len(value) <= most and not REFUSED.search(value)
    return sound and unicodedata.is_normalized("NFC", value)


def is_day(value: Any) -> bool:
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return found.isoformat() == value and 1900 <= found.year <= 2100


def is_one(form: str, value: Any) -> bool:
    if form in LENGTHS:
        return is_text(value, LENGTHS[form]) and (form != "code" or "\n" not in value)
    if form == "decimal":
        return isinstance(value, str) and value != "-0" and DECIMAL.fullmatch(value) is not None
    if form == "photo":
        return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None
    if form == "day":
        return is_day(value)
    return type(value) is int and (form != "yes" or value in (0, 1))


def parsed(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_list(form: str, text: Any) -> bool:
    items = parsed(text)
    if not isinstance(items, list) or not 1 <= len(items) <= 1_000 or not all(is_one(form, item) for item in items):
        return False
    return written(sorted(set(items))) == text


def is_group(forms: dict[str, str], text: Any) -> bool:
    members = parsed(text)
    if not isinstance(members, dict) or not 1 <= len(members) <= 100 or written(dict(sorted(members.items()))) != text:
        return False
    return all(_is_member(forms.get(name), name, value) for name, value in members.items())


def _is_member(form: str | None, name: str, value: Any) -> bool:
    if form is not None:
        return is_one(form, value)
    return re.fullmatch("[a-z][a-z0-9_]{0,59}", name) is not None and (type(value) is int or is_text(value, 1_000))


def is_canonical(kind: str, cell: str, value: Any) -> bool:
    """Of a cell that this reader knows; of others it says nothing."""
    form = FIELDS.get(kind, {}).get(cell)
    if value is None:
        return True
    if cell == "away" and kind in FIELDS:
        return is_text(value, 4_000) and not value.startswith("→")
    if isinstance(form, list):
        return is_list(form[0], value)
    return is_group(form, value) if isinstance(form, dict) else form is None or is_one(form, value)


def is_member_change(kind: str, cell: str, member: str, present: int) -> bool:
    """A change of a member of a list: what goes out may be any text of one line's length."""
    form = FIELDS.get(kind, {}).get(cell, ["text"])
    return is_one(form[0], member) if present else len(member) <= 1_000


def is_entry(actor: str, command: str, why: str | None) -> bool:
    """The words of an entry itself."""
    names = all(not name or (is_text(name, 100) and "\n" not in name) for name in (actor, command))
    return names and (not why or is_text(why, 4_000))


def holds_malformed(entries: dict[str, Any], news: list[Any], edits: list[Any]) -> bool:
    """Does any entry of this content hold a value that is not canonical?"""
    sound = all(map(is_entry, entries["actor"], entries["command"], entries["why"]))
    for table, columns in news:
        for cell, form in table["cells"].items():
            sound &= form == "l" or all(is_canonical(table["kind"], cell, one) for one in columns[cell])
    for table, columns in edits:
        kind, cell = table["kind"], table["cell"]
        if "element" in columns:
            pairs = zip(columns["element"], columns["="], strict=True)
            sound &= all(is_member_change(kind, cell, *pair) for pair in pairs)
        elif table["type"] != "l":
            sound &= all(is_canonical(kind, cell, one) for one in columns["="])
    return not sound
