"""What receipts say is set aside or held (FORMAT.md §3, `aside`): of a partner's entries here, of our own there."""

from collections.abc import Collection, Iterable

from fupin_desktop.store import driver
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.bundles.bundle import ASIDE_CAP, Aside

# The tray's names for what waits; the file's for the same (FORMAT.md §6).  What was taken back is sent again.
_CODES = {"segment.held": "stream.gap", "segment.fork": "stream.fork", "segment.back": ""}


class AsideShelf:
    """The receipts' part of an exchange that is about entries not admitted."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of(self, scopes: Iterable[str], devices: Collection[str]) -> list[Aside]:
        """What is kept aside here of these devices' entries in these scopes; no values, at most as many as fit."""
        wanted = set(scopes)
        found = [one for one in tray.items(self._reader, placed=False) if one.device in devices and one.scope in wanted]
        told = [Aside(one.device, one.scope, one.first, one.last, _CODES.get(one.code, one.code)) for one in found]
        return [one for one in told if one.code][:ASIDE_CAP]

    def keep(self, partner: str, told: Iterable[Aside], clock: int, device: str) -> None:
        """What the partner keeps aside of this device's; only its newest receipt counts.

        Passed over is what names another device, and what this device never wrote: a list gives nobody a right.
        """
        connection = self._reader.connection
        if driver.rows(connection, "SELECT clock FROM partner WHERE id=?", (partner,)) != [(clock,)]:
            return
        driver.run(connection, "DELETE FROM told_aside WHERE partner=?", (partner,))
        rows = [(partner, *found, one.code) for one in told if (found := self._own(one, device)) is not None]
        driver.many(connection, "INSERT OR IGNORE INTO told_aside VALUES (?,?,?,?,?)", rows)

    def _own(self, one: Aside, device: str) -> tuple[int, int, int] | None:
        stream = self._reader.streams.known(one.device, one.scope)
        if one.device != device or stream is None:
            return None
        written = self._reader.streams.reach[stream].number
        return (stream, one.first, min(one.last, written)) if one.first <= written else None
