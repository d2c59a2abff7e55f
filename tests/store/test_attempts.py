"""Wrong passphrases: the wait grows, survives a restart, holds for everybody, and the audit log hears of all."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal import slots
from fupin_desktop.store.book.attempts import DELAYS, Attempts
from fupin_desktop.store.book.book import Book

PASSPHRASE = "wu ge pin yin ci"


def _events(book: Book) -> list[tuple[str, str]]:
    with book.read() as reader:
        return [tuple(row) for row in reader.connection.exec_driver_sql("SELECT event, actor FROM audit ORDER BY id")]


def _wrong(path: Path) -> Refusal:
    with pytest.raises(Refusal) as refused:
        Book.open(path, "not this one at all")
    return refused.value


def test_the_wait_grows_is_capped_and_survives_a_restart() -> None:
    now = [1000.0]
    seen = []
    for _time in range(10):
        attempts = Attempts("b1", lambda: now[0])  # a new program each time
        seen.append(attempts.wrong().where["seconds"])
        now[0] += 100
    assert seen == [*DELAYS, 60, 60]
    again = Attempts("b1", lambda: now[0] - 100)
    assert again.seconds == 60
    with pytest.raises(Refusal) as refused:
        again.refuse_while_waiting()
    assert (refused.value.code, refused.value.where) == ("passphrase.wait", {"seconds": 60})
    assert Attempts("b2").seconds == 0  # another book waits for nothing


def test_a_clock_set_back_waits_no_longer_than_the_last_delay() -> None:
    now = [1_000_000.0]
    attempts = Attempts("b1", lambda: now[0])
    for _time in range(4):
        attempts.wrong()
    now[0] = 10.0
    assert Attempts("b1", lambda: now[0]).seconds == 4


def test_even_the_right_one_waits_and_then_the_log_tells_all(book: Book) -> None:
    path = book.path
    book.close()
    assert _wrong(path).where["seconds"] == 0
    assert _wrong(path).where["seconds"] == 1
    with pytest.raises(Refusal) as refused:
        Book.open(path, PASSPHRASE)
    assert refused.value.code == "passphrase.wait"
    attempts = Attempts(book.key_file.book_id)
    attempts._until = 0.0
    attempts._keep()
    with Book.open(path, PASSPHRASE) as again:
        assert _events(again) == [("unlock.failed", "甲镇"), ("unlock.failed", "甲镇"), ("unlock", "甲镇")]
    assert Attempts(book.key_file.book_id).seconds == 0
    with Book.open(path, PASSPHRASE) as again:
        assert [event for event, _actor in _events(again)].count("unlock.failed") == 2  # told once


def test_what_the_log_cannot_take_now_is_told_at_the_next_opening(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from fupin_desktop.store import engine

    monkeypatch.setattr(engine, "TIMEOUT", 0.1)
    path = book.path
    with book.transaction(), Book.open(path, PASSPHRASE) as second:
        assert _events(second) == []
    with Book.open(path, PASSPHRASE) as third:
        assert [event for event, _actor in _events(third)] == ["unlock", "unlock"]


def test_a_damaged_state_file_keeps_nobody_out(book: Book) -> None:
    _wrong(book.path)
    attempts = Attempts(book.key_file.book_id)
    attempts._path.write_text('{"wrong": "x"')
    Book.open(book.path, PASSPHRASE).close()


@pytest.mark.usefixtures("full_price")
def test_a_slot_made_cheaply_is_made_anew_at_the_next_opening(book: Book) -> None:
    key, path = book.book_key, book.path
    old = slots.Slot("01", "甲镇", "00" * 16, "00" * 12, "", iterations=1)
    bound = slots._bound(book.key_file.book_id, old)
    sealed = AESGCM(slots._derive(old, PASSPHRASE)).encrypt(bytes(12), key, bound)
    old = replace(old, wrapped=base64.b64encode(sealed).decode())
    slots.write_keys(slots.keys_path(path), slots.KeyFile(book.key_file.book_id, (old,)))
    Book.open(path, PASSPHRASE).close()
    (made,) = slots.read_keys(slots.keys_path(path)).slots
    assert (made.memory_kib, made.iterations, made.user) == (64 * 1024, 3, "甲镇")
    with Book.open(path, PASSPHRASE) as again:
        assert [event for event, _actor in _events(again)].count("kdf.upgrade") == 1
