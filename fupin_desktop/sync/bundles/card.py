"""A laptop's card (设备卡): its keys and name, signed by itself, with the 校验码 that is read over the telephone."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from fupin_desktop.files import read_small
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, verify
from fupin_desktop.sync.bundles.bundle import Keys

_CAP = 64 * 1024


@dataclass(frozen=True)
class Card:
    """Who asks to be enrolled.  `office` are the keys of the authority when the book is an office's own."""

    device: PublicKeys
    name: str
    division: str
    role: str
    practice: bool
    office: PublicKeys | None
    person: str = ""  # who works with the laptop; cards of before had none


def write_card(path: Path, keys: OwnKeys, card: Card) -> None:
    """Write the card as a small text file."""
    body = json.dumps(
        {
            "device": asdict(card.device),
            "name": card.name,
            "division": card.division,
            "role": card.role,
            "practice": card.practice,
            "office": asdict(card.office) if card.office else None,
            **({"person": card.person} if card.person else {}),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    text = json.dumps({"fupin": "card/1", "card": body, "signature": keys.sign("card", body.encode())})
    with output(path) as draft:
        draft.write_text(text, encoding="utf-8")


def read_card(path: Path) -> Card:
    """Read a card; refuses a file that is none, or whose signature is not its own.

    Codes `card.signature`, `card.unreadable`.
    """
    try:
        outer = json.loads(read_small(path, _CAP).decode())
        body = str(outer["card"])
        inner: dict[str, Any] = json.loads(body)
        card = Card(
            _keys(inner["device"]),
            str(inner["name"]),
            str(inner["division"]),
            str(inner["role"]),
            bool(inner["practice"]),
            _keys(inner["office"]) if inner["office"] else None,
            str(inner.get("person", "")),
        )
        if not is_division(card.division):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(
            "card.unreadable", _("This is not a laptop's card. Nothing was changed; ask for the card again.")
        ) from None
    if not verify(card.device.sign, "card", body.encode(), str(outer.get("signature"))):
        raise Refusal("card.signature", _("This card was altered. Nothing was changed; ask for the card again."))
    return card


def _keys(told: object) -> PublicKeys:
    try:
        return msgspec.convert(told, Keys).public
    except msgspec.ValidationError:
        raise Refusal(
            "card.keys",
            _(
                "The keys on this card cannot be used, so nothing can be sealed for it. Nothing was changed; have"
                " it made anew by the program on that laptop."
            ),
        ) from None
