"""A new key for a book (更换密钥): the data are written anew under it, and the old file goes once that was checked.

Never in place: a break at any point leaves a book that opens with the passphrase of whoever asked for the new key.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from fupin_desktop.files import flush, whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.slots import keys_path, new_book_key, write_keys
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.engine import alone
from fupin_desktop.store.faults import in_words


def rekey(path: Path, passphrase: str) -> list[str]:
    """Give the book a new key.  The passphrase of whoever asks stays; every other passphrase and the recovery sheet
    open the new file no more: their names are given back, to be added again.

    A backup under the old key is made first; it still opens with the old passphrases.  Refuses while the book is open
    elsewhere, and a new file that does not equal the old one.  Code `rekey.sheet`.
    """
    with Book.open(path, passphrase) as book:
        book.safeguard()
        old_key, keys, user = book.book_key, book.key_file, book.user
        mine = next(slot for _key, slot in keys.openings(passphrase))
        if mine.kind != "passphrase":
            raise Refusal("rekey.sheet", _("A new key needs a passphrase of the book. Add a user first."))
    fresh = new_book_key()
    write_keys(keys_path(path), keys.also(user, passphrase, fresh))
    _exchange(path, old_key, fresh)
    both = keys.also(user, passphrase, fresh)
    opened = [(key, slot) for key, slot in both.openings(passphrase) if key == fresh]
    write_keys(keys_path(path), both.only(opened[0][1]))
    with Book.open(path, passphrase) as book, book.transaction() as connection:
        append_audit(connection, user, "rekey", book.identity.book_id)
    return [slot.user for slot in keys.slots if slot.user != user]


def _exchange(path: Path, old_key: bytes, fresh: bytes) -> None:
    source = alone(path, old_key)
    try:
        with disk.in_words(disk.BOOK, path), in_words(path), whole_file(path) as draft:
            draft.unlink()
            _export(source, draft, fresh)
            before, after = _counts(source), _counts_of(draft, fresh)
            if before != after:
                raise Refusal("rekey.differs", _("The new file does not equal the old one. The book is as it was."))
            source.close()
            for rest in ("-wal", "-shm"):
                path.with_name(path.name + rest).unlink(missing_ok=True)
    finally:
        source.close()
    flush(path.parent)


def _export(source: Any, draft: Path, key: bytes) -> None:
    source.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.hex()}'\"", (str(draft),))
    source.execute("SELECT sqlcipher_export('fresh')")
    version = source.execute("PRAGMA user_version").fetchone()[0]
    source.execute(f"PRAGMA fresh.user_version={int(version)}")
    source.execute("DETACH DATABASE fresh")


def _counts_of(path: Path, key: bytes) -> dict[str, int]:
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return {}
        return _counts(connection)
    finally:
        connection.close()


def _counts(connection: Any) -> dict[str, int]:
    # A full-text index is counted by the tables it is made of
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    names = [row[0] for row in tables.fetchall()]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
