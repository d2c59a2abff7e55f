"""Twins (重复登记): one person or household registered twice; found by their official numbers, joined, parted again."""

from collections import defaultdict
from collections.abc import Sequence

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.codes import bare_number
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.model import SameAs

# The official number by which a person or a thing is one and the same
NUMBERS = {"household": "household_code", "member": "id_no", "village": "code"}


def candidates(reader: Reader, kind: str) -> list[list[Record]]:
    """The records of a kind that share an official number and are not joined; refuses a kind that has none.

    Code `twins.kind`.
    """
    if kind not in NUMBERS:
        raise Refusal("twins.kind", _("Records of this kind have no official number to be compared by."),
                      where={"kind": kind})  # fmt: skip
    found: dict[str, list[Record]] = defaultdict(list)
    for record in reader.find(KINDS[kind]):
        number = getattr(record, NUMBERS[kind])
        if number:
            found[bare_number(number)].append(record)
    return [records for records in found.values() if len(records) > 1]


def join(ledger: BookLedger, records: Sequence[Record], why: str) -> int:
    """Join records of one kind; how many joins were written.  Each keeps its values; the first stands for all.

    Codes `twins.two`, `why.missing`.
    """
    kinds = {kind_of(type(record)) for record in records}
    if len(kinds) != 1 or len(records) < 2:
        raise Refusal("twins.two", _("Two records of one kind are joined, no others. Nothing was changed."))
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    # Who joins a twin joins the one that stands for it: so all that hangs on any of them hangs on the first
    stands = ledger.joined.stands_for
    ids = sorted({Dot(stands.get(record.id or 0, record.id or 0)) for record in records}, key=ledger.text_of)
    joins = [
        SameAs(kind=next(iter(kinds)), one=ids[0], other=other, why=why.strip())
        for other in ids[1:]
        if other not in ledger.twins_of(ids[0])
    ]
    ledger.save_all(joins)
    ledger.note_why(why.strip())
    return len(joins)


def join_equal(ledger: BookLedger, kind: str, why: str) -> int:
    """Join all that share an official number, with one reason; how many joins were written."""
    return sum(join(ledger, records, why) for records in candidates(ledger, kind))


def part(ledger: BookLedger, record: Record, why: str) -> int:
    """Part a record from all it was joined with; how many joins were put away.  Code `twins.alone`."""
    found = [one for one in ledger.find(SameAs) if record.id in (one.one, one.other)]
    if not found:
        raise Refusal("twins.alone", _("This record is joined with no other. Nothing was changed."))
    for one in found:
        ledger.put_away(one, why)
    return len(found)
