"""The second reader's canonical values (FORMAT.md §4), written from the text alone, for the kinds the vectors use."""

import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

KINDS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "reader.json").read_text("utf-8"))["kinds"]
FORMS = {"choice": "code", "number": "decimal"}  # what the dictionary calls otherwise
INTEGERS = ("integer", "money", "yes")
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


def _is_moment(value: Any) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d{6})?[+-]\d\d:\d\d", str(value)):
        return False
    try:
        return 1900 <= datetime.fromisoformat(value).year <= 2100
    except ValueError:
        return False


def is_one(form: str, value: Any) -> bool:
    if form in LENGTHS:
        return is_text(value, LENGTHS[form]) and (form != "code" or "\n" not in value)
    if form == "decimal":
        return isinstance(value, str) and value != "-0" and DECIMAL.fullmatch(value) is not None
    if form == "photo":
        return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None
    if form == "day":
        return is_day(value)
    if form == "moment":
        return _is_moment(value)
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


def wire_type(kind: str, cell: str) -> str | None:
    """How a field of a new record travels; None for what this reader does not know."""
    found = KINDS.get(kind, {}).get("fields", {}).get(cell)
    if found is None or found["many"]:
        return found and "t"
    return {"link": "l"}.get(found["form"], "i" if found["form"] in INTEGERS else "t")


def _is_field(field: dict[str, Any], value: Any) -> bool:
    form = FORMS.get(field["form"], field["form"])
    if field["many"]:
        return is_list(form, value)
    if form in ("text", "note"):
        return is_text(value, max(LENGTHS[form], 4 * (field["high"] or 0)))
    return form == "link" or is_one(form, value)


def is_canonical(kind: str, cell: str, value: Any) -> bool:
    """Of a cell that this reader knows; of others it says nothing."""
    fields = KINDS.get(kind, {}).get("fields", {})
    if value is None or kind not in KINDS:
        return True
    if cell == "away":
        return is_text(value, 4_000) and not value.startswith("→")
    group = {name: FORMS.get(one["form"], one["form"]) for name, one in fields.items() if one["group"] == cell}
    if group:
        return is_group(group, value)
    return cell not in fields or _is_field(fields[cell], value)


def is_member_change(kind: str, cell: str, member: str, present: int) -> bool:
    """A change of a member of a list: what goes out may be any text of one line's length."""
    field = KINDS.get(kind, {}).get("fields", {}).get(cell)
    form = FORMS.get(field["form"], field["form"]) if field else "text"
    return is_one(form, member) if present else len(member) <= 1_000


def is_entry(actor: str, command: str, why: str | None) -> bool:
    """The words of an entry itself."""
    names = all(not name or (is_text(name, 100) and "\n" not in name) for name in (actor, command))
    return names and (not why or is_text(why, 4_000))


def is_sound(words: tuple[Any, Any, Any], news: list[Any], edits: list[Any]) -> bool:
    """Is every value of an entry canonical, of those this reader knows?"""
    sound = is_entry(*words)
    for _dot, kind, values in news:
        sound &= all(isinstance(value, tuple) or is_canonical(kind, cell, value) for cell, value in values.items())
    for one in edits:
        if one.element:
            sound &= is_member_change(one.kind, one.cell, one.element, one.value)
        else:
            sound &= isinstance(one.value, tuple) or is_canonical(one.kind, one.cell, one.value)
    return sound
