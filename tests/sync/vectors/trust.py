"""Vectors of offices' words, custodians, successions and proofs (FORMAT.md §3 and §5)."""

from collections.abc import Sequence
from typing import Any

import msgspec
from material import OTHER, VILLAGE, Writer, entry, household, run
from statements import first_of, grant_of, telling

from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.sync.authority.office import Custodian, OfficeWord, word_grant
from fupin_desktop.sync.authority.succession import Succession
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.segment import Seen, Segment
from fupin_desktop.sync.model import Grant


def write_trust(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    words(w)
    custodians(w, first)
    successions(w)
    proofs(w, first)


def _word(signer: OwnKeys, keys: OwnKeys, version: int, **more: Any) -> Grant:
    word = OfficeWord(authority=keys.id, practice=False, version=version, keys=Keys.of(keys.public), **more)
    return word_grant(signer, word, person="孙七", role="township_clerk")


def _admits(by: OwnKeys, device: OwnKeys) -> Grant:
    return grant_of(by, device, division=OTHER, scopes=[OTHER])


def words(w: Writer) -> None:
    """An office below changes its keys, and its new ones vouch for a laptop; or they do not."""
    old, new, third = w.keys["branch"], w.keys["branch_later"], w.keys["third"]
    earlier = [Keys.of(old.public)]
    moved, again = _word(old, new, 1, earlier=earlier), _word(new, new, 2, earlier=earlier)

    def told(grants: Sequence[Grant]) -> Segment:
        return telling(w.keys["branch_device"], grants, f"{OTHER}/r")

    def brought(name: str, why: str, grants: Sequence[Grant]) -> None:
        parts = [told(grants), first_of(third, OTHER)]
        w.both(name, why, w.seal(w.plain(parts, sender="third")), digests=True)

    brought("word-new-keys", "An office changes its keys in two words; the new ones vouch for a laptop.",
            [moved, again, _admits(new, third)])  # fmt: skip
    brought("word-old-keys", "After that the old keys vouch for nobody.", [moved, again, _admits(old, third)])
    brought("word-signature", "A word that a stranger has signed.",
            [_word(w.keys["stranger"], new, 1), _admits(new, third)])  # fmt: skip
    brought("word-turned", "The later word stands before the earlier one: they are read by their versions.",
            [again, moved, _admits(new, third)])  # fmt: skip
    brought("word-alone", "The second word without the first: nobody knows the key that signed it.",
            [again, _admits(new, third)])  # fmt: skip
    brought("word-older", "A word of the old keys with a version that was passed.",
            [moved, again, _word(old, old, 2), _admits(old, third)])  # fmt: skip
    names = [Custodian(f"保管人{n}", w.keys["custodian"].public.age) for n in range(5)]
    brought("word-five-custodians", "A word with five custodians is none.",
            [_word(old, new, 1, custodians=names), _admits(new, third)])  # fmt: skip
    brought("word-custodian", "A word that names a custodian, and keeps the keys.",
            [_word(old, old, 1, custodians=names[:1]), _admits(old, third)])  # fmt: skip


def custodians(w: Writer, first: Segment) -> None:
    """`opened_by` names the keys of keys.json that open a file, `lent` the one the reader is lent."""
    sealed = w.seal(w.plain([first]), "authority", "device", "custodian")
    w.both("custodian-opens", "Sealed for an office, its device and its custodian.", sealed,
           opened_by=["authority", "device", "custodian"])  # fmt: skip
    alone = w.seal(w.plain([first]), "custodian")
    w.both("custodian-lent", "What only the custodian's key opens, read with it.", alone, lent="custodian",
           opened_by=["custodian"])  # fmt: skip
    w.expect("custodian-not-lent", "The same without that key.", ["custodian-lent"])


def _succession(
    old: OwnKeys, new: OwnKeys, signer: OwnKeys | None = None, *, practice: bool = False
) -> tuple[str, str]:
    text = msgspec.json.encode(Succession(practice, old.id, Keys.of(new.public), [])).decode()
    return text, (signer or old).sign("succession", text.encode())


def successions(w: Writer) -> None:
    laptop, third, fourth, stranger = (w.keys[name] for name in ("laptop", "third", "fourth", "stranger"))
    said = {
        "succession-known": ("A known laptop goes on as a new device: waits for a telephone call.",
                             [_succession(laptop, third)]),
        "succession-unknown": ("A stranger hands over to the sender.", [_succession(stranger, third)]),
        "succession-signature": ("A succession the old device did not sign.", [_succession(laptop, third, stranger)]),
        "succession-practice": ("A succession of practice.", [_succession(laptop, third, practice=True)]),
        "succession-other": ("A succession that names other keys than the sender's.", [_succession(laptop, fourth)]),
        "succession-chain": ("The device before changed twice.",
                             [_succession(fourth, third), _succession(laptop, fourth)]),
        "succession-chain-broken": ("The second of two words is signed by the first device.",
                                    [_succession(fourth, third, laptop), _succession(laptop, fourth)]),
    }  # fmt: skip
    for name, (why, told) in said.items():
        w.both(name, why, w.seal(w.plain([first_of(third)], sender="third", successions=told)))
    parts = [telling(w.keys["clerk"], [grant_of(w.keys["authority"], third)]), first_of(third)]
    w.both("succession-confirmed", "The office has confirmed the new device.",
           w.seal(w.plain(parts, sender="third", successions=[_succession(laptop, third)])), digests=True)  # fmt: skip


def proofs(w: Writer, first: Segment) -> None:
    """`copied`: the reader has seen its own signature under what it does not hold; `strange_receipt`: only a claim."""
    device = w.keys["device"]
    own = run(device, [entry(1, news=[household(1)])], last=1, scope=VILLAGE)
    proof = (own.raw.decode(), own.signature)
    head = Seen(device.id, VILLAGE, 1, 1, own.hash)

    def receipt(name: str, why: str, proofs: list[tuple[str, str]], seen: list[Seen]) -> None:
        w.both(name, why, w.seal(w.plain([first], proofs=proofs, seen=seen)))

    receipt("proof", "What the reader signed and does not hold: its book is a copy.", [proof], [head])
    receipt("proof-alone", "The same without a word of it in the receipt.", [proof], [])
    receipt("proof-signature", "A header of the reader's that another signed: passed over.",
            [(own.raw.decode(), w.keys["stranger"].sign("segment", own.raw))], [])  # fmt: skip
    receipt("proof-other", "A header of another device: passed over.", [(first.raw.decode(), first.signature)], [])
    known = Seen("e" * 32, VILLAGE, 1, 1, "0" * 64)
    receipt("receipt-unheard", "A receipt about a stream nobody has heard of: passed over.", [], [known])
    receipt("receipt-strange", "A receipt for what the reader never wrote, without proof.", [],
            [Seen(device.id, f"{VILLAGE[:9]}/r", 9, 99, "0" * 64)])  # fmt: skip
