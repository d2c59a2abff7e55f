"""A second reader of the bundle file, written from FORMAT.md alone: it shares no line with the program.

It knows the office's keys and the two laptops that the vectors' office has enrolled, and says of each file what a
reader says: status and code.  It needs an age library, Ed25519, zstd and JSON, nothing else.
"""

import hashlib
import io
import json
import re
import unicodedata
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.sync.second_packing import check_unfolding, is_one_frame
from tests.sync.second_values import holds_malformed

LARGEST = 2**53 - 1
VILLAGE, TOWN = "441690101200", "441690101"
SIZES = {"header": 4096, "manifest": 16 << 20, "content": 16 << 20, "window": 8 << 20, "entry": 10_000}
# What the reader knows of the register: kinds only an office writes, kinds of sealed scopes, cells that are integers
OFFICE_KINDS = {"grant", "decision", "question_asked", "household_move", "quote"}
SEALED_KINDS = {"bank_card", "sealed_move", "sealed_quote"}
HANGING = {"member": "household"}  # kinds whose home is a link, with its cell
INTEGERS = {
    ("household", "persons"),
    ("household", "tv_signal"),
    ("household_move", "turn"),
    *(("decision", name) for name in ("first", "last", "turn")),
}
LATEST_MS = 4_102_444_800_000
BRAKE, SHARE, FEW, STRUCK = 20, 20, 3, 3


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


def signed(key: str, context: str, payload: bytes, signature: str) -> bool:
    message = f"fupin/{context}/1\n".encode() + hashlib.sha256(payload).digest()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return re.fullmatch("[0-9a-f]{128}", signature) is not None


def public(own: dict[str, str]) -> dict[str, str]:
    sign = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own["sign_seed"])).public_key().public_bytes_raw().hex()
    age = str(pyrage.x25519.Identity.from_str(own["age_identity"]).to_public())
    return {"id": own["id"], "sign": sign, "age": age}


def fingerprint(keys: dict[str, str]) -> str:
    parts = (b"fupin/card/1", bytes.fromhex(keys["id"]), bytes.fromhex(keys["sign"]), keys["age"].encode())
    digest = hashlib.sha256(b"\n".join(parts)).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


# --- §2, the envelope -----------------------------------------------------------------------------------------------


def check_envelope(file: bytes) -> None:
    head = file[: SIZES["header"]]
    need(head.startswith(b"age-encryption.org/v1\n"), "bundle.not_age")
    kinds: list[bytes] = []
    for line in head.split(b"\n")[1:-1]:
        if line.startswith(b"---"):
            need(re.fullmatch(rb"--- [A-Za-z0-9+/]{43}", line), "bundle.header")
            ours, grease = kinds.count(b"X25519"), [kind for kind in kinds if kind.endswith(b"-grease")]
            need(ours and len(grease) <= 1 and ours + len(grease) == len(kinds) <= 8, "bundle.header")
            return
        if line.startswith(b"->"):
            found = re.fullmatch(rb"-> ([\x21-\x7e]+)(?: [\x21-\x7e]+)*", line)
            need(found, "bundle.header")
            assert found is not None
            kinds.append(found[1])
        else:
            need(kinds and re.fullmatch(rb"[A-Za-z0-9+/]{0,64}", line), "bundle.header")
    raise Refused("bundle.header")


def decrypt(file: bytes, identities: list[str]) -> bytes:
    try:
        return bytes(pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(one) for one in identities]))
    except pyrage.DecryptError as error:
        raise Refused("bundle.not_for_us" if "matching" in str(error).lower() else "bundle.damaged") from None


# --- §3, frames and manifest ----------------------------------------------------------------------------------------

ID, HASH = "[0-9a-f]{32}", "[0-9a-f]{64}"
SCOPE = "([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})(/[sro])?"


def read_manifest(raw: bytes) -> dict[str, Any]:
    try:
        manifest = strict(raw)
    except ValueError:
        raise Refused("bundle.damaged") from None
    need(isinstance(manifest, dict), "bundle.damaged")
    newer = any(type(manifest.get(name)) is int and manifest[name] > 1 for name in ("format", "suite"))
    need(not newer, "bundle.newer")
    keys = manifest.get("sender")
    sound = isinstance(keys, dict) and all(isinstance(keys.get(name), str) for name in ("id", "sign", "age"))
    need(sound and re.fullmatch(ID, str(manifest.get("bundle_id"))), "bundle.damaged")
    need(all(_is_part(part) for part in manifest.get("parts", [None])), "bundle.damaged")
    need(re.fullmatch("[a-z_]{1,20}", str(manifest.get("kind"))), "bundle.damaged")
    need(re.fullmatch(f"({ID})?", str(manifest.get("authority"))), "bundle.damaged")
    need(manifest["kind"] in ("data", "enrolment", "photos"), "bundle.newer")
    _check_counts(manifest)
    aside = manifest.get("aside", [])
    need(isinstance(aside, list) and len(aside) <= 1000 and all(map(_is_aside, aside)), "bundle.damaged")
    return dict(manifest)


def _check_counts(manifest: dict[str, Any]) -> None:
    number, of = manifest["volume"]
    need(1 <= number <= of and (manifest["kind"] == "photos" or of == 1), "bundle.damaged")
    need(all(least >= 0 for _device, _scope, *told, _hash in manifest["seen"] for least in told), "bundle.damaged")


def _is_part(part: Any) -> bool:
    if not isinstance(part, list) or len(part) != 8:
        return False
    device, scope, *numbers, hash_, header, length, _signature = part
    texts = re.fullmatch(ID, device) and re.fullmatch(SCOPE, scope) and re.fullmatch(HASH, hash_)
    return bool(texts) and all(type(one) is int and one >= 1 for one in (*numbers, header, length))


def _is_aside(told: Any) -> bool:
    if not isinstance(told, list) or len(told) != 5:
        return False
    device, scope, first, last, code = told
    texts = all(isinstance(one, str) for one in (device, scope, code))
    if not texts or not re.fullmatch(ID, device) or not re.fullmatch(SCOPE, scope):
        return False
    named = re.fullmatch(r"[a-z]{1,20}\.[a-z_]{1,40}", code)
    return bool(named) and type(first) is type(last) is int and 1 <= first <= last


def read_header(raw: bytes) -> dict[str, Any]:
    try:
        header = strict(raw)
    except ValueError:
        raise Refused("segment.damaged") from None
    need(not any(type(header.get(n)) is int and header[n] > 1 for n in ("format", "suite")), "bundle.newer")
    need(re.fullmatch(f"({ID})?", str(header.get("authority"))), "segment.damaged")
    sound = 0 <= header["last"] - header["first"] < 20_000 and header["size"] <= SIZES["content"]
    need(sound and header["first_counter"] <= header["last_counter"] + 1, "segment.damaged")
    return dict(header)


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
    for table, _values in news:
        typed = ((table["kind"], cell, kind) for cell, kind in table["cells"].items() if kind != "l")
        sound &= all((kind == "i") == ((of, cell) in INTEGERS) for of, cell, kind in typed)
    need(sound, "segment.content")


# --- §6, the whole --------------------------------------------------------------------------------------------------


class Reader:
    """An office that has enrolled two laptops for one village."""

    def __init__(self, keys: dict[str, dict[str, str]]) -> None:
        self.own = {name: public(keys[name]) for name in ("device", "authority")}
        self.identities = [keys[name]["age_identity"] for name in ("device", "authority")]
        self.laptops = {keys[name]["id"]: public(keys[name]) for name in ("laptop", "second")}
        self.known_files: set[str] = set()
        self.photos: set[str] = set()
        self.reach: dict[tuple[str, str], tuple[int, int, str]] = {}
        self.hashes: dict[tuple[str, str], dict[int, str]] = {}
        self.held: list[tuple[dict[str, Any], str]] = []

    def read(self, path: Path) -> tuple[str, str]:
        """Status and code of a file."""
        try:
            return self._read(path.read_bytes())
        except Refused as refused:
            return "refused", str(refused)

    def _read(self, file: bytes) -> tuple[str, str]:
        check_envelope(file)
        name = hashlib.sha256(file).hexdigest()
        if name in self.known_files:
            return "already", "bundle.known"
        inside = io.BytesIO(decrypt(file, self.identities))
        first = inside.readline(40)
        if first != b"fupin/bundle/1\n":
            raise Refused("bundle.newer" if re.fullmatch(rb"fupin/bundle/[0-9]{1,9}\n", first) else "bundle.damaged")
        raw, signature = inside.readline(SIZES["manifest"])[:-1], inside.readline(200)[:-1].decode("ascii", "replace")
        manifest = read_manifest(raw)
        need(manifest["practice"] is False, "bundle.practice")
        ours = [one for one in self.own.values() if one["id"] == manifest["recipient"]]
        need(ours and fingerprint(ours[0]) == manifest["recipient_fingerprint"], "bundle.not_for_us")
        if manifest["kind"] == "photos":
            self._check_sender(manifest)
        need(signed(manifest["sender"]["sign"], "manifest", raw, signature), "bundle.signature")
        outcome = self._volume(manifest, inside) if manifest["kind"] == "photos" else self._parts(manifest, inside)
        self.known_files.add(name)
        return outcome

    def _check_sender(self, manifest: dict[str, Any]) -> None:
        need(manifest["sender"]["id"] in self.laptops, "sender.unknown")
        need(manifest["sender"] == self.laptops[manifest["sender"]["id"]], "sender.keys")

    def _volume(self, manifest: dict[str, Any], inside: io.BytesIO) -> tuple[str, str]:
        for hash_, length, *_about in manifest["photos"]:
            content = inside.read(length)
            need(len(content) == length and hashlib.sha256(content).hexdigest() == hash_, "bundle.damaged")
        need(not inside.read(1), "bundle.damaged")
        fresh = {photo[0] for photo in manifest["photos"]} - self.photos
        self.photos |= fresh
        return ("merged", "") if fresh else ("already", "bundle.nothing_new")

    def _parts(self, manifest: dict[str, Any], inside: io.BytesIO) -> tuple[str, str]:
        segments = [self._part(part, inside) for part in manifest["parts"]]
        need(not inside.read(1), "bundle.damaged")
        self._check_sender(manifest)
        states = [state for one in segments for state in self._take(*one)]
        for state, code in (("fork", "stream.fork"), ("held", "stream.gap"), ("aside", "entry.set_aside")):
            if state in states:
                return {"held": "held"}.get(state, "set_aside"), code
        return ("merged", "") if "in" in states else ("already", "bundle.nothing_new")

    def _part(self, part: list[Any], inside: io.BytesIO) -> tuple[dict[str, Any], str, bytes, str]:
        device, scope, first, last, hash_, header_length, length, signature = part
        raw, packed = inside.read(header_length), inside.read(length)
        need(len(raw) == header_length and len(packed) == length, "bundle.damaged")
        header = read_header(raw)
        need(hashlib.sha256(packed).hexdigest() == header["content"], "bundle.damaged")
        named = [header[name] for name in ("device", "scope", "first", "last")]
        need(hashlib.sha256(raw).hexdigest() == hash_ and named == [device, scope, first, last], "bundle.damaged")
        return header, hash_, packed, signature if signed_by(self.laptops, device, raw, signature) else ""

    def _take(self, header: dict[str, Any], hash_: str, packed: bytes, signature: str) -> list[str]:
        need(header["device"] in self.laptops, "device.unknown")
        need(signature, "segment.signature")
        need(header["practice"] is False, "bundle.practice")
        need(header["authority"] in ("", self.own["authority"]["id"]), "segment.authority")
        stream = (header["device"], header["scope"])
        known = self.hashes.setdefault(stream, {})
        if known.get(header["first"]) == hash_:
            return ["known"]
        number, counter, before = self.reach.get(stream, (0, 0, "0" * 64))
        if header["first"] <= number:
            return ["fork"]
        if _place(header) != (number + 1, counter + 1, before):
            self.held.append((header, hash_))
            return ["held"]
        content = read_content(unpack(header, packed), len(packed))
        check_content(header, content)
        known[header["first"]] = hash_
        self.reach[stream] = (header["last"], header["last_counter"], hash_)
        states = ["in", *self._admit(header, content)]
        follow = [one for one in self.held if (one[0]["device"], one[0]["scope"]) == stream]
        for later, later_hash in follow:
            if _place(later) == (header["last"] + 1, header["last_counter"] + 1, hash_):
                self.held.remove((later, later_hash))
                self.reach[stream] = (later["last"], later["last_counter"], later_hash)
        return states

    @staticmethod
    def _admit(header: dict[str, Any], content: Any) -> list[str]:
        described, entries, news, edits = content
        kinds = {table["kind"] for table, _columns in [*news, *edits]}
        aside = (
            header["scope"] != VILLAGE
            or kinds & (OFFICE_KINDS | SEALED_KINDS)
            or _settles(edits)
            or max(entries["ms"]) >= LATEST_MS
            or _is_mass(news, edits)
            or holds_malformed(entries, news, edits)
            or any(_hangs_elsewhere(described, table, columns) for table, columns in news)
        )
        return ["aside"] if aside else []


def _settles(edits: list[Any]) -> bool:
    """Does a change stand on several others whose values differ?  (The vectors' are all within one segment.)"""
    values = {}
    for _table, columns in edits:
        values |= dict(zip(columns["#"], columns.get("=", ()), strict=False))
    for _table, columns in edits:
        for base, more in zip(columns["base"], columns.get("more", ()), strict=False):
            bases = [base, *(counter for _index, counter in json.loads(more))] if more else []
            if len({values[one] for one in bases if one in values}) > 1:
                return True
    return False


def _is_mass(news: list[Any], edits: list[Any]) -> bool:
    """More households put away or emptied than one laptop may without a second person; one segment is all there is."""
    marks: dict[int, set[tuple[str, int]]] = {}
    for table, columns in edits:
        if table["kind"] != "household" or "element" in columns:
            continue
        for record, value in zip(columns["record"], columns.get("=", ()), strict=False):
            if table["cell"] == "away" and value is not None:
                marks.setdefault(record, set()).update(("away", n) for n in range(STRUCK))
            elif table["cell"] != "away" and value is None:
                marks.setdefault(record, set()).add((table["cell"], 0))
    households = sum(len(columns["#"]) for table, columns in news if table["kind"] == "household")
    return sum(len(one) >= STRUCK for one in marks.values()) > max(FEW, min(BRAKE, households // SHARE))


def _hangs_elsewhere(described: dict[str, Any], table: dict[str, Any], columns: dict[str, Any]) -> bool:
    home = HANGING.get(table["kind"])
    streams = described["streams"]
    return any(streams[index][1].split("/")[0] != VILLAGE for index in columns.get(f"{home}@", ()) if index is not None)


def _place(header: dict[str, Any]) -> tuple[int, int, str]:
    return header["first"], header["first_counter"], header["before"]


def signed_by(laptops: dict[str, dict[str, str]], device: str, raw: bytes, signature: str) -> bool:
    return device not in laptops or signed(laptops[device]["sign"], "segment", raw, signature)
