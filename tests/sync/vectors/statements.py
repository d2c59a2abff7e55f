"""Vectors of statements: who is let in by a bundle, and who is not (FORMAT.md §5)."""

from collections.abc import Sequence
from typing import Any

from material import OTHER, TOWN, VILLAGE, Writer, dot, entry, household, phone, run

from fupin_desktop.ledger.entry import New
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.store.rows import stored_values
from fupin_desktop.sync.authority.roster import UPPER, grant_for
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.segment import Segment
from fupin_desktop.sync.model import Grant

UPPER_DIVISION = "441690"


def grant_of(by: OwnKeys, device: OwnKeys, serial: int = 1, **more: Any) -> Grant:
    """A statement of this authority about this device; a laptop of the village unless `more` says otherwise."""
    said: dict[str, Any] = {"practice": False, "serial": serial, "device": Keys.of(device.public), "person": "周八"}
    said |= {"role": "first_secretary", "division": VILLAGE, "scopes": [VILLAGE], "office": None, "until": None}
    return grant_for(by, **said | more)


def telling(writer: OwnKeys, grants: Sequence[Grant], scope: str = f"{TOWN}/r", **more: Any) -> Segment:
    """A segment of an office's device that brings these grants."""
    news = [New("grant", dot(n), stored_values(grant)) for n, grant in enumerate(grants, 1)]
    return run(writer, [entry(1, news=news)], last=len(news), scope=scope, **more)


def first_of(keys: OwnKeys, scope: str = VILLAGE) -> Segment:
    """One household by a device that has written nothing before."""
    return run(keys, [entry(1, news=[household(1, village_code=scope)])], last=1, scope=scope)


def write_statements(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    admitted(w, first)
    known_ids(w)
    places(w)
    unusable(w)


def _brought(w: Writer, name: str, why: str, grants: Sequence[Grant], scope: str = VILLAGE, **more: Any) -> None:
    """The new laptop sends what it wrote together with the statements."""
    parts = [telling(w.keys["clerk"], grants), first_of(w.keys["third"], scope)]
    w.both(name, why, w.seal(w.plain(parts, sender="third")), digests=True, **more)


def admitted(w: Writer, first: Segment) -> None:
    office, third, laptop = w.keys["authority"], w.keys["third"], w.keys["laptop"]
    _brought(
        w, "statement-new-laptop", "A statement brings a new laptop in the same bundle.", [grant_of(office, third)]
    )
    _brought(w, "statement-stranger", "A stranger vouches for a laptop.", [grant_of(w.keys["stranger"], third)])
    wrong = grant_of(office, third)
    signature = w.keys["clerk"].sign("roster", (wrong.statement or "").encode())
    _brought(w, "statement-signature", "A statement signed by another key than its authority's.",
             [Grant(**{**stored_values(wrong), "signature": signature})])  # fmt: skip
    both = [grant_of(office, third, 2), grant_of(office, third, 1, scopes=[OTHER])]
    _brought(w, "statement-older-serial", "An older statement comes after the newer one: the newer stands.", both)
    ended = grant_of(office, laptop, 2, until={VILLAGE: (1, first.hash)})
    late = run(laptop, [entry(2, edits=[phone(3, "1", 1)])], last=3, first_counter=3, before=first.hash)
    parts = [telling(w.keys["clerk"], [ended]), first, late]
    w.both("statement-until", "A laptop that is ended after its first entry: the second is set aside.",
           w.seal(w.plain(parts, sender="clerk")), digests=True)  # fmt: skip
    other = telling(w.keys["clerk"], [grant_of(office, laptop, 2, until={VILLAGE: (2, "0" * 64)})])
    w.both("statement-until-other-hash", "Ended at a segment that is not the one held: what stands before it counts.",
           w.seal(w.plain([other, first, late], sender="clerk")), digests=True)  # fmt: skip
    nowhere = telling(w.keys["clerk"], [grant_of(office, laptop, 2, until={})])
    w.both("statement-until-nothing", "A laptop of which nothing counts.",
           w.seal(w.plain([nowhere, first], sender="clerk")), digests=True)  # fmt: skip
    upper = Keys.of(w.keys["upper"].public)
    above = grant_of(office, w.keys["upper_device"], role=UPPER, division=UPPER_DIVISION, scopes=[UPPER_DIVISION],
                     office=upper)  # fmt: skip
    parts = [telling(w.keys["clerk"], [above]), first_of(w.keys["upper_device"])]
    w.both("statement-upper", "An office names the office above it to those below.",
           w.seal(w.plain(parts, sender="upper_device")), digests=True)  # fmt: skip


def known_ids(w: Writer) -> None:
    """An id has one pair of keys: whoever names a known one with others changes nothing."""
    office, impostor = w.keys["authority"], w.keys["impostor"]
    told = telling(w.keys["clerk"], [grant_of(office, impostor, 2)])
    w.both("statement-impostor", "A statement that names a known laptop with other keys, and the impostor sends.",
           w.seal(w.plain([told, first_of(impostor)], sender="impostor")))  # fmt: skip
    w.both("statement-impostor-told", "The same, sent by the office: merged, and counts for nothing.",
           w.seal(w.plain([told], sender="clerk")), digests=True)  # fmt: skip
    w.expect("statement-impostor-then-good", "The known laptop goes on as before.",
             ["statement-impostor-told", "good"], digests=True)  # fmt: skip
    upper = grant_of(office, impostor, role=UPPER, division=UPPER_DIVISION, scopes=[UPPER_DIVISION])
    w.both("statement-impostor-upper", "A known laptop's id with other keys, as the office above.",
           w.seal(w.plain([telling(w.keys["clerk"], [upper]), first_of(impostor)], sender="impostor")))  # fmt: skip
    named = OwnKeys(office.id, w.keys["third"].sign_seed, w.keys["third"].age_identity)
    w.keys["named_as_office"] = named
    parts = [telling(w.keys["clerk"], [grant_of(office, named)]), first_of(named)]
    w.both(
        "statement-office-id",
        "A laptop under the id of an authority.",
        w.seal(w.plain(parts, sender="named_as_office")),
    )


def places(w: Writer) -> None:
    """Places a statement can and cannot give."""
    office, branch, third = w.keys["authority"], w.keys["branch"], w.keys["third"]
    said = {
        "statement-scope-township": ("A laptop for a whole township.", [TOWN]),
        "statement-scope-below": ("A laptop that may write what is for everybody below.", [VILLAGE, f"{VILLAGE}/r"]),
        "statement-scope-office": ("A laptop that may write what is the office's own.", [f"{VILLAGE}/o"]),
        "statement-scope-elsewhere": ("A laptop for a village of another township.", ["441690102200"]),
    }
    for name, (why, scopes) in said.items():
        _brought(w, name, why, [grant_of(office, third, scopes=scopes)])
    _brought(w, "statement-sealed", "A laptop that may write bank cards as well.",
             [grant_of(office, third, scopes=[VILLAGE, f"{VILLAGE}/s"])])  # fmt: skip
    _brought(w, "statement-other-place", "A laptop of one village writes in another.",
             [grant_of(office, third, division=OTHER, scopes=[OTHER])])  # fmt: skip
    own = telling(w.keys["branch_device"], [grant_of(branch, third, division=OTHER, scopes=[OTHER])], f"{OTHER}/r")
    w.both("statement-by-branch", "An office that was vouched for vouches in turn, for its own place.",
           w.seal(w.plain([own, first_of(third, OTHER)], sender="third")), digests=True)  # fmt: skip
    beyond = telling(w.keys["branch_device"], [grant_of(branch, third)], f"{OTHER}/r")
    w.both("statement-beyond-branch", "An office vouches for a place that is not its own.",
           w.seal(w.plain([beyond, first_of(third)], sender="third")))  # fmt: skip


def unusable(w: Writer) -> None:
    """Keys that cannot be used are none, wherever they stand."""
    office, third = w.keys["authority"], w.keys["third"]
    good = grant_of(office, third)
    public = third.public
    said = {
        "statement-sign-low-order": ("A signing key everybody can sign for.", public.sign, "01" + "00" * 31),
        "statement-sign-no-point": ("A signing key on no point of the curve.", public.sign, "02" + "00" * 31),
        "statement-age-check-sign": ("A recipient with a wrong check sign.", public.age, _turned(public.age)),
        "statement-age-capitals": ("A recipient in capital letters.", public.age, public.age.upper()),
    }
    for name, (why, old, new) in said.items():
        text = (good.statement or "").replace(old, new)
        made = Grant(**{**stored_values(good), "statement": text, "signature": office.sign("roster", text.encode())})
        _brought(w, name, why, [made])
    raw = b'"sign":"' + public.sign.encode()
    w.both("sender-low-order", "A manifest whose sender has a key everybody can sign for.",
           w.seal(w.plain([first_of(third)], sender="third",
                          alter=lambda text: text.replace(raw, b'"sign":"01' + b"00" * 31))))  # fmt: skip


def _turned(age: str) -> str:
    return age[:-1] + ("q" if age[-1] != "q" else "p")
