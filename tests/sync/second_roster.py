"""The second reader's roster (FORMAT.md §1 and §5), written from the text alone."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Keys = dict[str, str]
Signed = tuple[str, str]
PRIME, D = 2**255 - 19, -121665 * pow(121666, -1, 2**255 - 19) % (2**255 - 19)
LOW_U = {0, 1, PRIME - 1}


def signed(key: str, context: str, payload: bytes, signature: str) -> bool:
    message = f"fupin/{context}/1\n".encode() + hashlib.sha256(payload).digest()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return re.fullmatch("[0-9a-f]{128}", signature) is not None


def division(scope: str) -> str:
    return scope.split("/")[0]


def klass(scope: str) -> str:
    return scope.partition("/")[2]


def is_usable(keys: Any) -> bool:
    """Keys of §1: their forms, a point of the curve of no low order, a recipient something can be sealed for."""
    if not isinstance(keys, dict) or not all(isinstance(keys.get(name), str) for name in ("id", "sign", "age")):
        return False
    forms = re.fullmatch("[0-9a-f]{32}", keys["id"]) and re.fullmatch("[0-9a-f]{64}", keys["sign"])
    return bool(forms) and _is_point(keys["sign"]) and is_recipient(keys["age"])


def _is_point(sign: str) -> bool:
    y = int.from_bytes(bytes.fromhex(sign), "little") & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    if y >= PRIME or square == 0 or pow(square, (PRIME - 1) // 2, PRIME) != 1:
        return False
    return _has_order(pow(1 - y, -1, PRIME) * (1 + y) % PRIME)


def _has_order(u: int) -> bool:
    """Is this Montgomery point of no low order: not nothing after it was doubled three times?"""
    for _ in range(3):
        below = 4 * u * (u * u + 486662 * u + 1) % PRIME
        if below == 0:
            return False
        u = (u * u - 1) ** 2 * pow(below, -1, PRIME) % PRIME
    return u != 0


def is_recipient(age: str) -> bool:
    try:
        pyrage.x25519.Recipient.from_str(age)
    except pyrage.RecipientError:
        return False
    return re.fullmatch("age1[02-9ac-hj-np-z]{58}", age) is not None


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _fits(said: dict[str, Any], above: str) -> bool:
    office = said["office"] is not None
    within = said["division"] if office else above
    return said["division"].startswith(above) and all(
        klass(one) in ("", "s") and division(one).startswith(within) and (office or len(division(one)) == 12)
        for one in said["scopes"]
    )


@dataclass
class Roster:
    """What stands of all signed statements and words that were taken in; a function of their set."""

    own: Keys
    place: str
    pairs: list[Signed] = field(default_factory=list)
    authorities: dict[str, tuple[Keys, str]] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    devices: dict[str, dict[str, Any]] = field(default_factory=dict)
    impostors: set[str] = field(default_factory=set)

    def with_more(self, pairs: Iterable[Signed]) -> "Roster":
        made = Roster(self.own, self.place, [*self.pairs, *pairs])
        made.authorities = {self.own["id"]: (self.own, self.place)}
        before: object = None
        while before != made.authorities:
            before = dict(made.authorities)
            made._follow()
            made._stand()
        return made

    def _follow(self) -> None:
        """Office's words in the order of their versions, each signed by the keys as known by then."""
        found = [(parsed(text), text, signature) for text, signature in self.pairs]
        words = [one for one in found if "version" in one[0] and _is_word(one[0])]
        for word, text, signature in sorted(words, key=lambda one: (one[0]["version"], one[1])):
            keys, place = self.authorities.get(word["authority"], (None, ""))
            newer = self.words.get(word["authority"], {"version": 0})["version"] < word["version"]
            if keys and newer and signed(keys["sign"], "office", text.encode(), signature):
                self.words[word["authority"]] = word
                self.authorities[word["authority"]] = (word["keys"], place)

    def _stand(self) -> None:
        told = [said for text, signature in self.pairs if (said := self._counted(text, signature))]
        bound: dict[str, Keys] = {}
        for said in sorted(told, key=self._first):
            bound.setdefault(said["device"]["id"], said["device"])
        self.impostors = {said["device"]["id"] for said in told if bound[said["device"]["id"]] != said["device"]}
        standing = sorted((s for s in told if bound[s["device"]["id"]] == s["device"]), key=self._order)
        for said in reversed(standing):
            if said["office"]:
                self.authorities.setdefault(said["office"]["id"], (said["office"], said["division"]))
        self.devices = {said["device"]["id"]: said for said in standing}

    def _counted(self, text: str, signature: str) -> dict[str, Any]:
        said = parsed(text)
        keys, place = self.authorities.get(str(said.get("authority")), (None, ""))
        if keys is None or "device" not in said or not signed(keys["sign"], "roster", text.encode(), signature):
            return {}
        usable = is_usable(said["device"]) and (said["office"] is None or is_usable(said["office"]))
        upper = said["role"] == "upper" and place.startswith(said["division"])
        known = said["device"]["id"] in self.authorities
        return said if usable and not known and (upper or _fits(said, place)) else {}

    def _first(self, said: dict[str, Any]) -> tuple[bool, int, int, str]:
        place = self.authorities[said["authority"]][1]
        return said["role"] == "upper", len(place), said["serial"], compact(said)

    def _order(self, said: dict[str, Any]) -> tuple[bool, bool, int, int, str]:
        gave_up = bool(said["until"] is not None and said["office"] and said["office"]["id"] == said["authority"])
        place = self.authorities[said["authority"]][1]
        return said["role"] != "upper", gave_up, -len(place), said["serial"], compact(said)

    def leads_to(self, sender: Keys, told: Iterable[Signed]) -> bool:
        """Does an unbroken chain of successions lead from a known device to the sender?"""
        said = {one["new"]["id"]: (one, text, mark) for text, mark in told if "new" in (one := parsed(text))}
        chain: list[tuple[str, str]] = []
        keys = sender
        while keys["id"] in said and len(chain) < len(said):
            one, text, mark = said[keys["id"]]
            if one["new"] != keys or one["practice"]:
                return False
            chain.append((text, mark))
            if one["old"] in self.devices:
                return self._is_sound(self.devices[one["old"]]["device"]["sign"], chain)
            if one["old"] not in said:
                return False
            keys = said[one["old"]][0]["new"]
        return False

    @staticmethod
    def _is_sound(key: str, chain: list[tuple[str, str]]) -> bool:
        for text, mark in reversed(chain):
            if not signed(key, "succession", text.encode(), mark):
                return False
            key = parsed(text)["new"]["sign"]
        return True


def _is_word(word: dict[str, Any]) -> bool:
    custodians = word.get("custodians", [])
    sound = is_usable(word["keys"]) and word["keys"]["id"] == word["authority"]
    return sound and len(custodians) <= 4 and all(is_recipient(one["age"]) for one in custodians)


def may_write(said: dict[str, Any], scope: str) -> bool:
    code, office = division(scope), said["office"] is not None
    if scope in said["scopes"]:
        return True
    if klass(scope) in ("r", "o"):
        return office and code.startswith(said["division"])
    return any(code.startswith(division(one)) and (office or not klass(scope)) for one in said["scopes"])
