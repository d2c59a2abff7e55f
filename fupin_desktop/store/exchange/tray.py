"""The tray (暂缓入账): what was received and is not in the tables, why, and what an office may do about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.where_malformed import MOST, Whereabouts
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writable_book import WritableBook
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.admission import RELEASABLE, VALUE
from fupin_desktop.sync.deciding import ACCEPT_GAP, CHOOSE_BRANCH, KEEP_ASIDE, RELEASE
from fupin_desktop.sync.model import Decision

_STATES = {
    "held": ("segment.held", N_("Waits for an earlier bundle of this laptop that has not come.")),
    "fork": ("segment.fork", N_("Two copies of one laptop have written; choose the one that goes on under its name.")),
    "back": ("segment.back", N_("Taken back; merge the file again to have it in.")),
}
_ACTS = {"segment.held": (ACCEPT_GAP,), "segment.fork": (CHOOSE_BRANCH,), "entry.kept_aside": (RELEASE,)}


@dataclass(frozen=True)
class TrayItem:
    """Entries of one laptop in one place that wait for one reason; `id` names them on the command line."""

    device: str
    scope: str
    first: int
    last: int
    code: str
    message: str
    hash: str = ""
    missing: tuple[int, int] | None = None
    places: tuple[Mapping[str, str], ...] = ()  # of values that have not their form: kind, id, field

    @property
    def id(self) -> str:
        """Device, scope and numbers; for a branch of a fork also the head of its hash."""
        return f"{self.device}:{self.scope}:{self.first}-{self.last}" + (f":{self.hash[:8]}" if self.hash else "")

    @property
    def acts(self) -> tuple[str, ...]:
        """What an office may decide about it."""
        if self.code == "segment.held":
            return (ACCEPT_GAP,)
        if self.code == "segment.fork":
            return (CHOOSE_BRANCH,)
        return (
            (RELEASE, KEEP_ASIDE) if self.code in RELEASABLE else (RELEASE,) if self.code == "entry.kept_aside" else ()
        )


def items(reader: Reader, *, placed: bool = True) -> list[TrayItem]:
    """Everything in the tray: entries set aside, then segments that wait.

    `placed`: with where the values stand that have not their form; whoever tells numbers alone spares the look.
    """
    return [*_entries(reader, placed=placed), *_segments(reader)]


def _entries(reader: Reader, *, placed: bool) -> list[TrayItem]:
    whereabouts = Whereabouts(reader)
    rows = reader.connection.exec_driver_sql(
        "SELECT stream, number, code, message FROM set_aside ORDER BY stream, number"
    ).all()
    # Consecutive entries with one reason are one item.
    groups = groupby(enumerate(rows), key=lambda pair: (pair[1][0], pair[1][1] - pair[0], pair[1][2]))
    found = []
    for (stream, _start, code), group in groups:
        numbers = [(row[1], row[3]) for _index, row in group]
        device, scope = reader.streams.name(stream)
        first, last, message = numbers[0][0], numbers[-1][0], _(numbers[0][1])
        looked = whereabouts.of(stream, first, last) if placed and code == VALUE[0] else ()
        where = tuple(islice(looked, MOST))
        found.append(TrayItem(device, scope, first, last, code, " ".join([message, *_named(where)]), places=where))
    return found


def _named(places: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The first of these places in words: which kind, which field."""
    for place in islice(places, 1):
        cls = KINDS[place["kind"]]
        labels = [_(field.label) for field in cells_of(cls).get(place["field"], ())] or [_("Reason")]
        yield _("It stands in: {kind}, {field}.").format(kind=_(cls.label), field="、".join(labels))


def _segments(reader: Reader) -> list[TrayItem]:
    rows = reader.connection.exec_driver_sql(
        "SELECT g.stream, g.first, g.last, g.state, g.hash, s.number FROM segment g JOIN stream s ON s.no = g.stream"
        " WHERE g.state IN ('held', 'fork', 'back') ORDER BY g.stream, g.first"
    ).all()
    return [_segment(reader, *row) for row in rows]


def _segment(reader: Reader, stream: int, first: int, last: int, state: str, hash: str, reach: int) -> TrayItem:
    code, message = _STATES[state]
    device, scope = reader.streams.name(stream)
    missing = (reach + 1, first - 1) if state == "held" and first > reach + 1 else None
    return TrayItem(device, scope, first, last, code, _(message), hash if state == "fork" else "", missing)


def decide(book: WritableBook, id: str, act: str, why: str) -> None:
    """Let an item in (放行, 认可缺号, 选定分支) or keep it aside; it travels, so that every level follows."""
    with book.write("tray.accept") as ledger:
        decide_in(ledger, id, act, why)


def decide_in(ledger: BookLedger, id: str, act: str, why: str) -> None:
    """The same within a command."""
    item = _item(ledger, id)
    _check(ledger, item, act, why)
    ledger.save(_decision(ledger, item, act, why.strip()))


def accept(book: WritableBook, id: str, why: str) -> None:
    """Let an item in, in the way its reason asks for."""
    with book.read() as reader:
        acts = _item(reader, id).acts
    decide(book, id, acts[0] if acts else RELEASE, why)


def _item(reader: Reader, id: str) -> TrayItem:
    found = [item for item in items(reader) if item.id == id]
    if not found:
        raise Refusal("tray.unknown", _("There is no such item in the tray. Nothing was changed."), where={"id": id})
    return found[0]


def _check(ledger: BookLedger, item: TrayItem, act: str, why: str) -> None:
    ledger.may("device.enrol")
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    if act not in item.acts:
        raise Refusal(
            "tray.final",
            _("This cannot be let in by a decision: {reason} It stays in the tray; nothing was changed.").format(
                reason=item.message
            ),
            where={"id": item.id},
        )
    if act == RELEASE and item.device == ledger.act.device and ledger.actor in _writers(ledger, item):
        raise Refusal(
            "tray.second_person",
            _(
                "Whoever wrote this cannot let it pass as well. Nothing was changed; a second person decides,"
                " with a passphrase of its own."
            ),
            where={"id": item.id},
        )


def _writers(ledger: BookLedger, item: TrayItem) -> set[str]:
    chronicle = Chronicle(ledger)
    stream = ledger.streams.number(item.device, item.scope)
    return {chronicle.actor_of(stream, number) for number in range(item.first, item.last + 1)}


def _decision(ledger: BookLedger, item: TrayItem, act: str, why: str) -> Decision:
    earlier = ledger.find(Decision, device=item.device, scope=item.scope)
    first, last = item.missing if act == ACCEPT_GAP and item.missing else (item.first, item.last)
    return Decision(
        division=division_of(item.scope),
        scope=item.scope,
        act=act,
        device=item.device,
        first=first,
        last=last,
        hash=item.hash or None,
        turn=1 + max((one.turn or 0 for one in earlier), default=0),
        why=why,
        slot=ledger.actor,
    )
