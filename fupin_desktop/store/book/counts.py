"""How many records of each kind stand in the register, kept as long as the book stays as it is."""

import json
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.store.lists.overview import noted_at
from fupin_desktop.store.lists.queries import count_visible
from fupin_desktop.store.merge.digest import kept_digests
from fupin_desktop.store.read.reading import Reader

_COUNTS = "counts"  # under which the counts of a state are kept, with its stamp


class Counted(NamedTuple):
    """How many records of each kind stand in the register, and of which state of the book that is.

    `stamp` is empty while some scope has no digest; `kept` says that the counts were kept and not made now.
    """

    by_kind: dict[str, int]
    stamp: str
    kept: bool


def counted(reader: Reader) -> Counted:
    """The counts of this moment; those that were kept where the book is as it was then.

    They follow from the records, and so do the digests: a book of equal digests has equal counts.
    """
    digests = kept_digests(reader.connection)
    stamp = sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest() if digests is not None else ""
    kept = json.loads(noted_at(reader, _COUNTS) or "{}")
    if stamp and kept.get("stamp") == stamp and kept["by_kind"].keys() == KINDS.keys():
        return Counted(kept["by_kind"], stamp, kept=True)
    return Counted({kind: count_visible(reader, kind) for kind in KINDS}, stamp, kept=False)


def keep_counts(connection: Connection, made: Counted) -> None:
    """Keep the counts of a state, so that who asks again need not wait for 200,000 visits to be counted."""
    told = json.dumps({"stamp": made.stamp, "by_kind": made.by_kind})
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_COUNTS, told))
