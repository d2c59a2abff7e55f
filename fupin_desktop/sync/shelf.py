"""What exchange asks of an open book.  `store` makes it real; nothing here knows of SQL."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.seal.keys import OwnKeys, PublicKeys
from fupin_desktop.sync.authority.roster import Roster, Statement
from fupin_desktop.sync.bundles.bundle import Aside
from fupin_desktop.sync.bundles.receipts import Proof, Receipt
from fupin_desktop.sync.bundles.segment import Seen, Segment
from fupin_desktop.sync.bundles.volumes import PhotoFolder, PhotoShelf


class Cuts(Protocol):
    """Cuts what was written into segments."""

    def cut_all(self) -> None:
        """Cut every tail."""


class Counted(Protocol):
    """What a union did."""

    @property
    def new(self) -> dict[str, int]:
        """Records made, by kind."""

    @property
    def changed(self) -> dict[str, int]:
        """Changes taken, by kind."""

    @property
    def unknown(self) -> bool:
        """True when something came that only a newer version knows."""

    @property
    def questions(self) -> set[Any]:
        """Cells that now stand as a question."""


class Took(Protocol):
    """What taking segments in did."""

    @property
    def tally(self) -> Counted:
        """The counts."""

    @property
    def known(self) -> int:
        """Entries that were here before."""

    @property
    def held(self) -> list[tuple[str, str, int]]:
        """Streams that wait: device, scope, and the number that is missing first."""

    @property
    def set_aside(self) -> int:
        """Entries set aside."""

    @property
    def forks(self) -> int:
        """Segments that contradict what is here."""


class AsideShelf(Protocol):
    """The part of receipts that is about entries not admitted."""

    def of(self, scopes: Iterable[str], devices: Collection[str]) -> list[Aside]:
        """What is kept aside here of these devices."""

    def keep(self, partner: str, told: Iterable[Aside], clock: int, device: str) -> None:
        """What the partner keeps aside of this device."""


class Shelf(Protocol):
    """One transaction of sealing or merging."""

    @property
    def cutter(self) -> Cuts:
        """Cuts tails."""

    @property
    def roster(self) -> Roster:
        """The roster as the book holds it."""

    @property
    def photos(self) -> PhotoShelf:
        """The photographs' part of it."""

    @property
    def aside(self) -> AsideShelf:
        """What is kept aside, here and there."""

    def vouched_by(self, authority: str, device: str) -> bool:
        """Has this authority said something of a device, whoever's word stands?"""

    def scopes_for(self, division: str, *, office: bool, granted: frozenset[str] = frozenset()) -> list[str]:
        """The scopes a partner may hold."""

    def segments_beyond(self, scopes: Iterable[str], partner: str) -> list[Segment]:
        """What the partner does not have yet."""

    def seen(self, scopes: Iterable[str]) -> list[Seen]:
        """The receipt."""

    def keep_receipt(self, partner: str, seen: Iterable[Seen], proofs: Iterable[Proof], clock: int) -> Receipt:
        """Keep the partner's newest receipt; what it says of this device's own streams."""

    def proofs(self, scopes: Iterable[str], devices: Collection[str]) -> list[Proof]:
        """What proves to these devices how far their own streams are held."""

    def ends_of(self, device: str) -> dict[str, tuple[int, str]]:
        """How far this book holds each stream of a device: number and hash, by scope."""

    def own_successions(self) -> list[tuple[str, str]]:
        """What this book's earlier devices said of those that followed them."""

    def successions(self) -> list[tuple[str, str]]:
        """What devices that are not enrolled yet have shown."""

    def remember_succession(self, told: Iterable[tuple[str, str]]) -> None:
        """Keep it until the office confirms."""

    def note_sealed(self, partner: str, seen: Iterable[Seen]) -> None:
        """Remember what a bundle for this partner named."""

    def take_back(self, journal: int) -> None:
        """Take a merge back."""

    def known_bundle(self, file_hash: str) -> str | None:
        """The id of a bundle merged before."""

    def take_grants(self, segments: Iterable[Segment]) -> None:
        """Take the grants out of the roster segments first."""

    def take(self, segment: Segment) -> None:
        """Take one segment in."""

    def finish(self) -> Took:
        """Close the union."""

    def open_journal(self, file: str, file_hash: str, bundle_id: str, sender: str, actor: str) -> int:
        """Begin a journal entry."""

    def close_journal(self, status: str, report: dict[str, object]) -> None:
        """End it."""

    def clock(self) -> int:
        """The clock of what is sealed now; later than every clock seen."""

    def audit_head(self) -> str:
        """The head of the audit log."""

    def grants_in(self, segments: Iterable[Segment]) -> Iterator[tuple[str, str]]:
        """The statements, with their signatures, that these segments bring."""

    def keep_roster(self, statements: Iterable[Statement]) -> None:
        """Keep what stands when this book leaves its office."""

    def join(self, office: PublicKeys, division: str, scopes: Sequence[str]) -> None:
        """Answer to this office from now on."""


class Spoiled(Exception):
    """A bundle of several was refused after it had begun to write: their transaction has to begin anew."""


class Self(Protocol):
    """Who a book is."""

    @property
    def name(self) -> str:
        """The name people gave it."""

    @property
    def division(self) -> str:
        """Its division code."""

    @property
    def role(self) -> str:
        """village, township or county."""

    @property
    def practice(self) -> bool:
        """True for practice data."""

    @property
    def is_office(self) -> bool:
        """True for a township or a county."""

    @property
    def device(self) -> OwnKeys:
        """This copy's own keys."""

    @property
    def authority(self) -> OwnKeys | None:
        """An office's keys."""

    @property
    def office(self) -> PublicKeys | None:
        """The office it answers to."""

    @property
    def office_division(self) -> str:
        """That office's division."""

    @property
    def authority_id(self) -> str:
        """The authority its segments name."""


class MergingDesk(Protocol):
    """An open book, as the merging of one bundle uses it."""

    @property
    def identity(self) -> Self:
        """Who it is."""

    @property
    def identities(self) -> list[str]:
        """The age identities it opens bundles with."""

    @property
    def addressees(self) -> list[PublicKeys]:
        """The keys of its own a bundle may name as its recipient."""

    @property
    def user(self) -> str:
        """Who acts."""

    @property
    def pictures(self) -> PhotoFolder:
        """The photographs beside the book."""

    def exchange(self, *, rehearse: bool = False, stages: Stages | None = None) -> AbstractContextManager[Shelf]:
        """One transaction of sealing or merging."""


class RehearsingDesk(MergingDesk, Protocol):
    """Several bundles in one transaction; of a rehearsal it knows what each would change."""

    @property
    def previews(self) -> Mapping[int, Any]:
        """What each rehearsed merge would change, by journal entry."""

    def told(self, journal: int) -> dict[str, object]:
        """The same for a report, without values."""


class Desk(MergingDesk, Protocol):
    """An open book, as exchange uses it."""

    def own_device(self) -> None:
        """Make sure this copy has a device of its own."""

    def refresh_identity(self) -> None:
        """Read again who it is."""

    def safeguard(self) -> None:
        """A backup beside the book, before a risky act."""

    def tell_late(self) -> None:
        """Quote to their new villages what came in late about households this office moved."""

    def photo_contents(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The photographs that can be read, with their keys."""

    def renew_device(self) -> None:
        """New keys for this copy."""

    def renew_authority(self, fresh: OwnKeys) -> AbstractContextManager[Ledger]:
        """One command by which these keys take the place of the office's."""

    def write(self, command: str) -> AbstractContextManager[Ledger]:
        """One command."""

    def batch(self, *, rehearse: bool = False, guarded: bool = False) -> AbstractContextManager[RehearsingDesk]:
        """Several bundles in one transaction, each of them whole or not at all.

        What a refused bundle has written is taken away alone when they are `guarded` or rehearsed; else the whole is
        `Spoiled`.
        """
