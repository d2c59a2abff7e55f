"""The second reader's JSON and content of segments (FORMAT.md §1 and §4), written from the text alone."""

import io
import json
import re
import unicodedata
from itertools import accumulate
from typing import Any

import zstandard

from tests.sync.second_packing import check_unfolding, is_one_frame
from tests.sync.second_values import wire_type

LARGEST = 2**53 - 1
SIZES = {"header": 4096, "manifest": 16 << 20, "content": 16 << 20, "window": 8 << 20, "entry": 10_000}


class Refused(Exception):
    """A refusal with its code."""


def need(sound: object, code: str) -> None:
    if not sound:
        raise Refused(code)


# --- JSON, as strictly as §1 and §3 have it -------------------------------------------------------------------------


def strict(raw: bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _value in pairs}) != len(pairs):
            raise ValueError("repeated key")
        return dict(pairs)

    def whole(digits: str) -> int:
        if len(digits) > 17 or abs(int(digits)) > LARGEST:
            raise ValueError("beyond 2^53")
        return int(digits)

    def never(text: str) -> Any:
        raise ValueError(text)

    canonical(raw)
    try:
        return json.loads(raw, object_pairs_hook=once, parse_int=whole, parse_float=never, parse_constant=never)
    except RecursionError:
        raise ValueError("too deep") from None


def canonical(raw: bytes) -> None:
    if not unicodedata.is_normalized("NFC", raw.decode()):
        raise ValueError("not NFC")
    if re.search(rb"(?<!\\)(?:\\\\)*\\u(?!00[01])", raw):
        raise ValueError("needless escape")


# --- §4, content ----------------------------------------------------------------------------------------------------


def unpack(header: dict[str, Any], packed: bytes) -> bytes:
    need(is_one_frame(packed), "bundle.content")
    stream = zstandard.ZstdDecompressor(max_window_size=SIZES["window"]).stream_reader(io.BytesIO(packed))
    plain = stream.read(header["size"] + 1)
    need(len(plain) <= header["size"], "bundle.too_large")
    need(len(plain) == header["size"], "segment.damaged")
    return plain


def read_content(plain: bytes, packed: int) -> tuple[dict[str, Any], dict[str, list[Any]], list[Any], list[Any]]:
    """The header; the entries' columns; the tables of new records and of edits, each with its columns."""
    try:
        canonical(plain)
        head, *lines = plain.split(b"\n")
        described = strict(head)
        check_unfolding(described, lines, packed)
        at = iter(lines)
        (entries,) = [_columns(table, at) for table in described["entries"]]
        news = [(table, _columns(table, at)) for table in described["new"]]
        edits = [(table, _columns(table, at)) for table in described["edit"]]
        if next(at, None) is not None:
            raise ValueError("a line too many")
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError):
        raise Refused("segment.content") from None
    return described, entries, news, edits


def _columns(table: dict[str, Any], lines: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, kind, how in table["columns"]:
        if name in found or kind not in "it" or how not in ("p", "d", "c") or (kind == "t" and how == "d"):
            raise ValueError("column")
        values = json.loads(next(lines))
        if how == "d":
            values = list(accumulate(values))
        if how == "c":
            values = values * table["rows"] if len(values) == 1 else []
        types = (int, type(None)) if kind == "i" else (str, type(None))
        bad = any(type(one) not in types or (type(one) is int and abs(one) > LARGEST) for one in values)
        if bad or len(values) != table["rows"]:
            raise ValueError("values")
        found[name] = values
    return found


def check_content(header: dict[str, Any], content: Any) -> None:
    described, entries, news, edits = content
    sound = described["streams"][0] == [header["device"], header["scope"]]
    last, counters = entries["last"], []
    sound &= max(entries["count"]) <= 0xFFFF and min(entries["count"]) >= 0
    sound &= all(-1439 <= zone <= 1439 for zone in entries["zone"])
    sound &= all(0 <= ms + late < 2**47 for ms, late in zip(entries["ms"], entries["late"], strict=True))
    for _table, columns in [*news, *edits]:
        counters += columns["#"]
    spans = [b - a for a, b in zip([header["first_counter"] - 1, *last], last, strict=False)]
    sound &= len(last) == header["last"] - header["first"] + 1 and last[-1] == header["last_counter"]
    sound &= all(0 <= span <= SIZES["entry"] for span in spans) and len(set(counters)) == len(counters)
    sound &= all(header["first_counter"] <= one <= header["last_counter"] for one in counters)
    for _table, columns in edits:
        for name in ("record", "base"):
            rows = zip(columns[name + "@"], columns[name], columns["#"], strict=True)
            sound &= not any(where == 0 and counter >= own for where, counter, own in rows)
    for table, columns in edits:
        if "element" in columns:
            sound &= table["type"] == "i" and None not in columns["element"] and set(columns["="]) <= {0, 1}
    sound &= not any(None in entries[name] for name in ("actor", "command"))
    sound &= all(map(_names_others, set(entries["twin"]) - {None}))
    sound &= header["format"] > 1 or not any("," in twin for twin in entries["twin"] if twin)
    for table, _values in news:
        typed = ((table["kind"], cell, kind) for cell, kind in table["cells"].items())
        sound &= all(kind == (wire_type(of, cell) or kind) for of, cell, kind in typed)
    need(sound, "segment.content")


def _names_others(twin: str) -> bool:
    scope = r"([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})(/[sro])?"
    if not all(re.fullmatch(rf"{scope} [1-9][0-9]{{0,15}}", name) for name in twin.split(",")):
        return False
    named = [(name.split(" ")[0], int(name.split(" ")[1])) for name in twin.split(",")]
    return named == sorted(set(named))
