"""A second reader of the bundle file, written from FORMAT.md alone: it shares no line with the program.

It begins as `vectors/reader.json` says: keys, what its office has said of devices, and the kinds it knows.  Of each
file it tells status and code, and of what it holds the digests.  It needs an age library, Ed25519, zstd and JSON.
"""

import hashlib
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sync.second_content import SIZES, Refused, need, strict
from tests.sync.second_holding import Holding
from tests.sync.second_roster import Roster, is_usable, signed


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
    need(is_usable(keys) and re.fullmatch(ID, str(manifest.get("bundle_id"))), "bundle.damaged")
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
    newest = {"format": 2, "suite": 1}
    need(not any(type(header.get(n)) is int and header[n] > newest[n] for n in newest), "bundle.newer")
    need(re.fullmatch(f"({ID})?", str(header.get("authority"))), "segment.damaged")
    sound = 0 <= header["last"] - header["first"] < 20_000 and header["size"] <= SIZES["content"]
    need(sound and header["first_counter"] <= header["last_counter"] + 1, "segment.damaged")
    return dict(header)


# --- §6, the whole --------------------------------------------------------------------------------------------------


class Reader:
    """The office of `vectors/reader.json`; `lent` is the age identity of a custodian."""

    def __init__(self, keys: dict[str, dict[str, str]], begins: dict[str, Any], lent: str = "") -> None:
        self.own = {name: public(keys[name]) for name in ("device", "authority")}
        self.identities = [keys[name]["age_identity"] for name in ("device", "authority")] + [lent] * bool(lent)
        said = [(one["values"]["statement"], one["values"]["signature"]) for one in begins["records"]]
        roster = Roster(self.own["authority"], begins["division"]).with_more(said)
        self.holding = Holding(roster, begins, {})
        self.known_files: set[str] = set()
        self.photos: set[str] = set()
        self.told: dict[str, Any] = {}

    def read(self, path: Path) -> tuple[str, str]:
        """Status and code of a file; a refusal leaves everything as it was."""
        before = self.holding
        self.told = {}
        try:
            return self._read(path.read_bytes())
        except Refused as refused:
            self.holding = before
            return "refused", str(refused)

    def digests(self, scopes: Iterable[str]) -> dict[str, str]:
        """Of these scopes, by what is held."""
        return self.holding.register.digests(scopes)

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
            self._check_sender(manifest, self.holding.roster)
        need(signed(manifest["sender"]["sign"], "manifest", raw, signature), "bundle.signature")
        outcome = self._volume(manifest, inside) if manifest["kind"] == "photos" else self._parts(manifest, inside)
        self.known_files.add(name)
        return outcome

    @staticmethod
    def _check_sender(manifest: dict[str, Any], roster: Roster) -> None:
        sender = manifest["sender"]
        if sender["id"] not in roster.devices:
            waits = roster.leads_to(sender, manifest.get("successions", []))
            raise Refused("sender.succession" if waits else "sender.unknown")
        need(sender == roster.devices[sender["id"]]["device"], "sender.keys")

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
        holding = self.holding.with_statements(segments)
        self._check_sender(manifest, holding.roster)
        states = holding.take(segments)
        self.told = self._receipt(manifest) | {
            "impostors": len(holding.roster.impostors - self.holding.roster.impostors)
        }
        self.holding = holding
        for state, code in (("fork", "stream.fork"), ("held", "stream.gap"), ("aside", "entry.set_aside")):
            if state in states:
                return {"held": "held"}.get(state, "set_aside"), code
        return ("merged", "") if "in" in states else ("already", "bundle.nothing_new")

    def _receipt(self, manifest: dict[str, Any]) -> dict[str, bool]:
        """What a receipt says of the reader's own streams (§3); this reader has cut no segment of its own."""
        own = self.own["device"]
        proven = any(
            strict(raw.encode())["device"] == own["id"] and signed(own["sign"], "segment", raw.encode(), mark)
            for raw, mark in manifest.get("proofs", [])
        )
        claimed = any(device == own["id"] for device, *_head in manifest["seen"])
        return {"copied": proven, "strange_receipt": claimed and not proven}

    @staticmethod
    def _part(part: list[Any], inside: io.BytesIO) -> tuple[dict[str, Any], bytes, bytes, str]:
        device, scope, first, last, hash_, header_length, length, signature = part
        raw, packed = inside.read(header_length), inside.read(length)
        need(len(raw) == header_length and len(packed) == length, "bundle.damaged")
        header = read_header(raw)
        need(hashlib.sha256(packed).hexdigest() == header["content"], "bundle.damaged")
        named = [header[name] for name in ("device", "scope", "first", "last")]
        need(hashlib.sha256(raw).hexdigest() == hash_ and named == [device, scope, first, last], "bundle.damaged")
        return header, raw, packed, signature
