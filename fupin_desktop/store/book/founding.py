"""The first files and rows of a new book; what cannot be finished leaves nothing behind."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import make_keys
from fupin_desktop.seal.slots import KeyFile, keys_path, write_keys
from fupin_desktop.store.book.upgrading import stamp
from fupin_desktop.store.engine import Access, engine_for, make_tables
from fupin_desktop.store.faults import in_words
from fupin_desktop.store.identity import VILLAGE
from fupin_desktop.store.schema import SCHEMA

TOWNSHIP, COUNTY = "township", "county"
ROLES = (VILLAGE, TOWNSHIP, COUNTY)
_LENGTH = {VILLAGE: (12,), TOWNSHIP: (9, 6), COUNTY: (6, 4, 2)}
_MADE = ("", "-wal", "-shm", "-journal", ".keys", ".keys.twin")


@dataclass(frozen=True)
class First:
    """Who a new book is; `device_id` is empty where its device is named by chance, as every real one is."""

    book_id: str
    role: str
    name: str
    division: str
    practice: bool
    device_id: str = ""


def check_role(role: str, division: str) -> None:
    """Refuse a division that does not fit the role.  Code `book.division`."""
    if role not in ROLES or not is_division(division) or len(division) not in _LENGTH[role]:
        raise Refusal(
            "book.division",
            _("The division code does not fit: a village has 12 digits, a township 9 or 6, a county 6 or less."),
            where={"field": "division"},
        )


def check_free(path: Path) -> None:
    """Refuse a place where a file of this name, or what an earlier book of it left, lies already.

    Code `book.exists`.
    """
    with disk.in_words(disk.BOOK, path, state=_("Nothing was created.")):
        path.parent.stat()
        taken = [name for name in _MADE if path.with_name(path.name + name).exists()]
    if taken:
        message = _("There is already a file of this name. Nothing was changed; choose another name.")
        raise Refusal("book.exists", message, where={"path": str(path.with_name(path.name + taken[0]))})


def first_file(path: Path, key: bytes, keys: KeyFile, first: First) -> Engine:
    """The key file and the book with its first rows; both, or nothing."""
    engine = engine_for(path, key, Access.NEW)
    try:
        with disk.in_words(disk.BOOK, path, state=_("Nothing was created.")), in_words(path):
            write_keys(keys_path(path), keys)
            _first_rows(engine, first)
    except BaseException:
        engine.dispose()
        for name in _MADE:
            path.with_name(path.name + name).unlink(missing_ok=True)
        raise
    return engine


def _first_rows(engine: Engine, first: First) -> None:
    """Make the tables, and write down who the book is, with fresh keys."""
    values = {
        "book_id": first.book_id,
        "schema": str(SCHEMA),
        "role": first.role,
        "name": first.name,
        "division": first.division,
        "practice": "1" if first.practice else "0",
        "device": json.dumps(asdict(make_keys(first.device_id))),
        "created": str(int(time.time())),
    }
    if first.role != VILLAGE:
        values["authority"] = json.dumps(asdict(make_keys()))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        make_tables(connection)
        stamp(connection)
        connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", list(values.items()))
