"""What an office says of itself (机构声明): its keys from now on, its custodians, the lost offices it stands for.

The first word is signed by the key that others trust already, each later one by the key of the one before: so the trust
of those below moves along, and never back.
"""

import msgspec

from fupin_desktop.seal.keys import OwnKeys, is_recipient
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.strict import AgeRecipient, Id, Number
from fupin_desktop.sync.model import Grant

CONTEXT = "office"
MOST_CUSTODIANS = 4  # an age header holds eight stanzas: the office, its device, one of grease, and one to spare


class Custodian(msgspec.Struct, frozen=True):
    """Somebody outside the book who can open what is sealed for the office: a safe, the county's escrow."""

    name: str
    age: AgeRecipient

    def __post_init__(self) -> None:
        if not is_recipient(self.age):
            raise ValueError("nothing can be sealed for this key")


class OfficeWord(msgspec.Struct, frozen=True):
    """One statement of an office about itself; the greater `version` stands.

    `earlier` are keys of its own that were replaced, `follows` those of lost offices in whose place it stands.
    """

    authority: Id
    practice: bool
    version: Number
    keys: Keys
    earlier: list[Keys] = []
    custodians: list[Custodian] = []
    follows: list[Keys] = []


def read_word(text: str) -> OfficeWord | None:
    """The word in a grant's statement; None for a statement about a device, or one that is not its own authority's."""
    try:
        word = msgspec.json.decode(text, type=OfficeWord)
    except (msgspec.MsgspecError, UnicodeError):
        return None
    return word if word.keys.id == word.authority and len(word.custodians) <= MOST_CUSTODIANS else None


def word_grant(signer: OwnKeys, word: OfficeWord, *, person: str, role: str, why: str | None = None) -> Grant:
    """The word as it travels: a grant about the authority itself, ready to be saved."""
    text = msgspec.json.encode(word).decode()
    return Grant(
        device=word.authority,
        serial=word.version,
        person=person,
        role=role,
        statement=text,
        signature=signer.sign(CONTEXT, text.encode()),
        why=why,
    )
