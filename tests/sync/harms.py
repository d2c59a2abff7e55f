"""What an enrolled laptop that means harm may hand in: photographs, manifests, entries of odd size and shape.

All of it is signed as it should be.  Each act takes the laptop of `mischief.py`; `ENTRIES` names those that write.
"""

import hashlib
import io
import json
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.entry import Edit
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.sync.bundles.bundle import Aside, Keys, Manifest, Photo, part_of, write_bundle, write_frames
from fupin_desktop.sync.bundles.segment import Seen

TOWN, ONE, TWO, COUNTY = "441690101", "441690101200", "441690101201", "441690"
DEEP = 100_000
GIANT = "长" * 300_000


# --- handing in -----------------------------------------------------------------------------------------------------


def give(m: Any, file: Path, to: str = "o") -> str:
    """Hand in a file; what it comes to.  Anything but a refusal is a bug."""
    try:
        return str(m.world.merge(to, file).status)
    except Refusal as refusal:
        return refusal.code


def manifest(m: Any, **said: Any) -> Manifest:
    """What it says of a bundle to its office, right but for what is said otherwise."""
    to = m._office
    told = Manifest(
        format=1, suite=1, bundle_id=secrets.token_hex(16), kind="data", sender=Keys.of(m.keys.public), office=None,
        office_division="", recipient=to.id, recipient_fingerprint=to.fingerprint, authority=to.id, practice=False,
        roster_version=0, clock=(1_790_000_000_000 + next(m._numbers), 0), volume=(1, 1), audit="", seen=[], parts=[],
    )  # fmt: skip
    return msgspec.structs.replace(told, **said)


def bundle(m: Any, segments: Sequence[Any] | None = None, **said: Any) -> Path:
    """Its bundle with another manifest."""
    found = m.segments if segments is None else segments
    out: Path = m.world.path()
    told = manifest(m, **{"parts": [part_of(one) for one in found], **said})
    write_bundle(out, told, m.keys, found, [m._office.age])
    return out


def volume(m: Any, contents: Sequence[bytes], taken_at: str = "", place: str = "") -> Path:
    photos = [Photo(hashlib.sha256(one).hexdigest(), len(one), taken_at, place) for one in contents]
    out: Path = m.world.path()
    write_frames(out, manifest(m, kind="photos", photos=photos), m.keys, contents, [m._office.age])
    return out


# --- photographs ----------------------------------------------------------------------------------------------------


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "JPEG")
    return out.getvalue()


def lying(data: bytes, width: int, height: int) -> bytes:
    """The same JPEG whose header claims another size."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + data[at + 4 :]


def bomb(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def bombs(m: Any) -> None:
    """Files that are no photographs or unfold to much, taken at no time and nowhere; a visit names them."""
    small = jpeg(8, 8)
    bad = [lying(small, 65_500, 65_500), lying(small, 0, 0), small[:40], b"x", b"\xff\xd8" * 2000, bomb(30_000, 30_000),
           jpeg(1, 8_000), b"\0" * 15_000_000]  # fmt: skip
    for moment in ("", "9999-99-99T99:99:99", "2017-06-03T10:20:30+99:99"):
        more = moment.encode() or b"y"
        assert give(m, volume(m, [*bad, more], moment, "999.99999,-999.99999")) == "merged"
    keys = sorted(hashlib.sha256(one).hexdigest() for one in bad)
    record, _base = m._household()
    names = json.dumps(keys, separators=(",", ":"))
    m._write([m._new("visit", household=record, date="2018-03-02", visitors='["h"]', type="daily", photos=names)])
    assert give(m, bundle(m)) == "merged"


# --- what a manifest says -------------------------------------------------------------------------------------------

LARGEST = (1 << 53) - 1
KEY = "f" * 64


def manifests(m: Any) -> dict[str, dict[str, Any]]:
    me, office = m.keys.id, m.world["o"].identity.device.id
    mine = m.world["a"].identity.device.id
    return {
        "missing": {"missing": [hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(10_000)]},
        "missing too many": {"missing": ["x"] * 10_001},
        "missing odd": {"missing": ["../../../etc/passwd", "\u202e", "x" * 64, "' OR 1=1"]},
        "missing twice": {"missing": [KEY] * 10_000},
        "aside all": {"aside": [Aside(office, ONE, 1, LARGEST, "entry.value")] * 1_000},
        "aside others": {"aside": [Aside(mine, ONE, 1, LARGEST, "entry.value"), Aside(me, ONE, 1, 5, "no.such_code")]},
        "aside back": {"aside": [Aside(office, ONE, 9, 2, "entry.value")]},
        "aside code": {"aside": [Aside(office, f"{ONE}/s", 1, 2, "exit.code")]},
        "clock end": {"clock": ((1 << 47) - 1, 65_535)},
        "seen many": {"seen": [Seen(f"{n:032x}", ONE, LARGEST, (1 << 40) - 1, KEY) for n in range(20_000)]},
        "seen twice": {"seen": [Seen(office, ONE, n, n, KEY) for n in range(1, 200)]},
        "audit": {"audit": GIANT},
        "office": {"office": Keys.of(m.keys.public), "office_division": COUNTY},
        "office odd": {"office_division": "not a division" * 1000},
        "authority": {"authority": me},
        "roster": {"roster_version": LARGEST},
        "volume": {"volume": (1, LARGEST)},
        "kind": {"kind": "enrolment"},
        "successions": {"successions": [("[" * DEEP, "0" * 128)] * 20},
        "successions giant": {"successions": [(GIANT, "")] * 3},
        "proofs": {"proofs": [("{" * DEEP, "0" * 128)] * 100},
        "proofs odd": {"proofs": [("null", "x"), ("", ""), (GIANT, GIANT)]},
        "recipient": {"recipient_fingerprint": GIANT},
    }


def give_entry(m: Any, *said: Any, **more: Any) -> None:
    """One more entry, in a bundle of its own; one that breaks the format is not built upon."""
    m._write(*said, **more)
    code = give(m, bundle(m))
    if code not in ("merged", "set_aside"):
        m.segments.pop()
        m.counter = m.segments[-1].header.last_counter if m.segments else 0


# --- what entries say -----------------------------------------------------------------------------------------------


def deep(m: Any) -> None:
    for text in ("[" * DEEP, '{"a":' * DEEP, '{"house_dangerous":' * 900 + "1" + "}" * 900):
        record, base = m._household()
        give_entry(m, [], [m._edit("household", record, "danger", text[:990], base)])
        give_entry(m, [m._new("visit", household=record, date="2018-03-02", visitors=text, type="daily")])
        give_entry(m, [m._new("household", household_code="d", village_code=ONE, cause_other="[" * 900 + "]" * 900)])
        give_entry(m, [m._new("grant", statement=text[:20_000], device="x", serial=1, signature="y")])
        give_entry(m, [m._new("quote", division=ONE, household=record, body=text)])


def texts(m: Any) -> None:
    record, base = m._household()
    for said in (
        {"actor": GIANT},
        {"command": GIANT},
        {"why": GIANT},
        {"zone": 1439},
        {"others": ((ONE, 1),)},
        {"others": ((f"{TWO}/s", 1),)},
    ):
        give_entry(m, [], [m._edit("household", record, "phone", "1", base)], **said)
    for n in range(3):
        give_entry(m, [m._new("household", household_code=GIANT[:1_000], village_code=ONE, status=GIANT[: 61 + n])])
    give_entry(m, [m._new("k" * 50_000, remark="x")])
    give_entry(m, [m._new("household", **{"c" * 50_000: "x"})])
    give_entry(m, [m._new("household; DROP TABLE household", **{'x" TEXT; --': "x"})])
    give_entry(m, [], [m._edit("household", record, "z" * 50_000, "x", base)])
    give_entry(m, [], [Edit("household", m._dot(), record, "cause_other", "e" * 50_000, 1, (base,))])
    give_entry(m, [], [m._edit("household", record, "away", GIANT, base)])
    give_entry(m, [m._new("question_comment", division=ONE, text="\u202e" * 900)])


def doubles(m: Any) -> None:
    """Records and changes that share one dot, in one kind and in several."""
    one = m._new("household", household_code="t1", village_code=ONE)
    give_entry(m, [one, one])
    two = m._new("household", household_code="t2", village_code=ONE)
    give_entry(
        m, [two, two._replace(kind="visit", values={"date": "2018-03-02"}), two._replace(kind="notice", values={})]
    )
    give_entry(m, [two._replace(values={"household_code": "t3"})])
    record, base = m._household()
    edit = m._edit("household", record, "phone", "1", base)
    give_entry(m, [], [edit, edit._replace(cell="remark"), edit._replace(value="2")])
    give_entry(m, [two._replace(dot=edit.dot)], [edit])


def loops(m: Any) -> None:
    """Records that hang on themselves, on each other in a ring, on a record of another kind, and on nothing."""
    for kind, cell in (
        ("member", "household"),
        ("housing_step", "case"),
        ("member_year", "member"),
        ("posting", "notice"),
        ("measure_progress", "measure"),
        ("same_as", "one"),
        ("follow_up_task", "visit"),
        ("housing_case", "household"),
    ):
        own = m._new(kind)
        give_entry(
            m,
            [
                own._replace(
                    values={cell: own.dot, "kind": "household", "other": own.dot, "village_code": ONE}
                    if kind == "same_as"
                    else {cell: own.dot}
                )
            ],
        )
        first, second = m._new(kind), m._new(kind)
        give_entry(m, [first._replace(values={cell: second.dot}), second._replace(values={cell: first.dot})])
    record, _base = m._household()
    visit = m._new("visit", household=record, date="2018-03-02", visitors='["h"]', type="daily")
    give_entry(m, [visit])
    give_entry(m, [m._new("member", household=visit.dot, name="挂在走访上")])
    give_entry(m, [m._new("member", household=1 << 40 | (1 << 40) - 1, name="无")])
    member = m._new("member", household=record, name="转圈")
    give_entry(m, [member], [m._edit("member", member.dot, "household", member.dot, member.dot)])
    give_entry(m, [], [m._edit("member", member.dot, "household", visit.dot, member.dot)])
    gone = m.dot_of("e" * 32, ONE, 5)
    give_entry(m, [m._new("member", household=gone, name="无户")], [m._edit("household", gone, "phone", "1", gone)])
    far = m.dot_of(m.keys.id, COUNTY, 5)
    give_entry(m, [m._new("member", household=far, name="远户")], [m._edit("household", far, "phone", "1", far)])


def same(m: Any) -> None:
    """Joins of a laptop, in a ring."""
    dots = [m._household(n)[0] for n in (1, 2, 3)]
    for one, other in zip(dots, [*dots[1:], dots[0]], strict=True):
        give_entry(m, [m._new("same_as", kind="household", one=one, other=other, why="x")])


def bases(m: Any) -> None:
    """Changes that stand on a hundred others, on changes of other cells and records, and on each other's back."""
    record, base = m._household()
    other, other_base = m._household(2)
    edits = [m._edit("household", record, "phone", str(n), base) for n in range(300)]
    give_entry(m, [], edits)
    give_entry(m, [], [m._edit("household", record, "phone", "all", *(edit.dot for edit in edits))])
    give_entry(
        m,
        [],
        [
            m._edit("household", other, "phone", "x", edits[0].dot),
            m._edit("household", other, "remark", "x", other_base),
        ],
    )
    give_entry(m, [], [m._edit("household", record, "phone", "again", base, base, base)])
    chain = base
    many = []
    for n in range(3_000):
        many.append(m._edit("household", other, "remark", str(n), chain))
        chain = many[-1].dot
    give_entry(m, [], many)


def years(m: Any) -> None:
    record, base = m._household()
    for ms in (0, 1, 86_400_000, 1_451_577_600_000, 4_102_444_799_999, (1 << 47) - 1):
        give_entry(m, [], [m._edit("household", record, "phone", str(ms), base)], clock=pack(ms, 65_535))
        give_entry(m, [m._new("household", household_code=f"y{ms}", village_code=ONE)], clock=pack(ms, 0), wall_ms=0)
        give_entry(m, [m._new("day_confirmation", confirmed="2099-12-31", newest="1970-01-01")], clock=pack(ms, 0))
        give_entry(m, [m._new("visit", household=record, date="2099-12-31", visitors='["h"]', type="daily")])
        give_entry(m, [m._new("follow_up_task", household=record, due="1900-01-01", what="x")])


def blanks(m: Any) -> None:
    """Records of every kind that say nothing at all, and that say only what they hang on."""
    record, _base = m._household()
    village = m._new("household", village_code=ONE)
    give_entry(m, [village])
    hung = {"household": record}
    for kind in ("member", "housing_case", "notice", "year_measure", "visit", "assisting_unit", "cadre", "meeting"):
        links = {name: hung[field.link] for name, field in fields_of(KINDS[kind]).items() if field.link in hung}
        made = m._new(kind, **links)
        give_entry(m, [made])
        hung[kind] = made.dot
    for kind, cls in KINDS.items():
        links = {name: hung[field.link] for name, field in fields_of(cls).items() if field.link in hung}
        give_entry(m, [m._new(kind)])
        give_entry(m, [m._new(kind, **links)])
        if cls.home not in links and cls.home and not fields_of(cls)[cls.home].link:
            give_entry(m, [m._new(kind, **{cls.home: ONE})])


ENTRIES: dict[str, Callable[[Any], None]] = {
    "deep": deep, "texts": texts, "doubles": doubles, "loops": loops, "same": same, "bases": bases, "years": years,
    "blanks": blanks,
}  # fmt: skip
