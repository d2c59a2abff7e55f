"""Key file, envelope, packing, signatures: real cryptography throughout."""

import json
import os
import struct
from pathlib import Path

import pyrage
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal import envelope
from fupin_desktop.seal.envelope import check_header, decrypted, encrypt, private_file
from fupin_desktop.seal.keys import make_keys, same_fingerprint, verify
from fupin_desktop.seal.packing import pack, unpack
from fupin_desktop.seal.slots import KeyFile, check_passphrase, new_book_key, read_keys, write_keys

pytestmark = pytest.mark.usefixtures("full_price")
WORDS = "wu ge pin yin ci"
MAC = b"--- " + b"A" * 43 + b"\n"
X25519 = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
GREASE = b"-> abc-grease x y\n" + b"C" * 20 + b"\n"
SCRYPT = b"-> scrypt " + b"A" * 22 + b" 30\n" + b"B" * 43 + b"\n"


def code(call: object, *arguments: object) -> str:
    with pytest.raises(Refusal) as refusal:
        call(*arguments)
    return refusal.value.code


def test_each_slot_opens_and_no_other_word_does() -> None:
    key = new_book_key()
    keys = KeyFile("b1").with_slot("甲", WORDS, key).with_slot("乙", WORDS + "2", key)
    assert keys.open(WORDS) == (key, keys.slots[0])
    assert keys.open(WORDS + "2\n")[1].user == "乙"
    assert code(keys.open, WORDS.upper()) == "passphrase.wrong"
    assert code(keys.with_slot, "甲", WORDS, key) == "user.exists"
    assert keys.without("甲").slots[0].user == "乙"
    assert code(keys.without("甲").without, "乙") == "user.last"
    assert code(keys.without, "丙") == "user.unknown"
    assert code(KeyFile("b2", keys.slots).open, WORDS) == "passphrase.wrong"  # a slot is bound to its book


def test_short_words_are_refused() -> None:
    assert code(check_passphrase, "a" * 11) == "passphrase.short"
    check_passphrase("a" * 12)


def test_the_twin_stands_in_for_a_damaged_key_file(tmp_path: Path) -> None:
    path = tmp_path / "x.keys"
    keys = KeyFile("b1").with_slot("甲", WORDS, new_book_key())
    write_keys(path, keys)
    path.write_text(path.read_text().replace("b1", "b2"))
    assert read_keys(path) == keys
    path.unlink()
    assert read_keys(path) == keys
    twin = path.with_name("x.keys.twin")
    twin.write_text(json.dumps({"keys": "{}"}))
    assert code(read_keys, path) == "keys.missing"


def test_headers_that_may_pass() -> None:
    check_header(envelope.INTRO + X25519 + MAC + b"rest")
    check_header(envelope.INTRO + GREASE + X25519 * 7 + MAC)


@pytest.mark.parametrize(
    "stanzas",
    [SCRYPT, X25519 + SCRYPT, X25519 * 9, X25519 * 8 + GREASE, X25519 + GREASE + GREASE, GREASE, b"",
     b"-> piv-p256 x\n" + X25519, X25519 + b"!bad!\n", b"-> \n" + X25519, X25519 + b"D" * 65 + b"\n"],
)  # fmt: skip
def test_headers_refused(stanzas: bytes) -> None:
    assert code(check_header, envelope.INTRO + stanzas + MAC) == "bundle.header"


def test_a_header_beyond_4_kib_is_refused() -> None:
    long = envelope.INTRO + b"-> x-grease\n" + (b"A" * 64 + b"\n") * 70 + X25519 + MAC
    assert len(long) > envelope.HEADER_CAP
    assert code(check_header, long[: envelope.HEADER_CAP]) == "bundle.header"
    assert code(check_header, envelope.INTRO + X25519 + b"--- short\n") == "bundle.header"
    assert code(check_header, b"PK\x03\x04") == "bundle.not_age"


def test_a_real_passphrase_file_is_refused_by_its_header_alone() -> None:
    assert code(check_header, pyrage.passphrase.encrypt(b"x", "pass")[:4096]) == "bundle.header"


def test_only_whole_files_for_us_are_opened(tmp_path: Path) -> None:
    mine, other = make_keys(), make_keys()
    plain, sealed = os.urandom(200_000), tmp_path / "s"
    with private_file() as file:
        file.write(plain)
        encrypt(file, sealed, [mine.public.age])
    check_header(sealed.read_bytes()[:4096])
    with decrypted(sealed, [other.age_identity, mine.age_identity]) as opened:
        assert opened.read() == plain
        about = os.fstat(opened.fileno())
        assert about.st_nlink == 0  # no name: nobody else finds it, and it goes away with the process
        assert about.st_mode & 0o077 == 0

    def read(path: Path, identity: str) -> None:
        with decrypted(path, [identity]):
            raise AssertionError("handed out")

    assert code(read, sealed, other.age_identity) == "bundle.not_for_us"
    content = sealed.read_bytes()
    sealed.write_bytes(content[:-1])
    assert code(read, sealed, mine.age_identity) == "bundle.damaged"
    sealed.write_bytes(content[:-10] + bytes([content[-10] ^ 1]) + content[-9:])
    assert code(read, sealed, mine.age_identity) == "bundle.damaged"


@given(st.binary(max_size=5000))
def test_packing_comes_back(data: bytes) -> None:
    assert unpack(pack(data), len(data)) == data


def test_a_bomb_stops_at_its_cap() -> None:
    assert code(unpack, pack(b"0" * 10_000_000), 1000) == "bundle.too_large"
    assert code(unpack, b"not zstd", 1000) == "bundle.content"
    assert code(unpack, pack(os.urandom(50_000))[:-9], 100_000) == "bundle.content"  # cut short
    window = zstandard.ZstdCompressionParameters.from_level(19, window_log=27, enable_ldm=1)
    stream = zstandard.ZstdCompressor(compression_params=window).compressobj()
    wide = stream.compress(os.urandom(1000)) + stream.flush()
    assert struct.unpack("<I", wide[:4])[0] == 0xFD2FB528
    assert code(unpack, wide, 10_000) == "bundle.content"


@given(st.binary(), st.sampled_from(["segment", "manifest", "card", "roster"]))
def test_a_signature_is_good_for_one_purpose(payload: bytes, context: str) -> None:
    keys = KEYS
    signature = keys.sign(context, payload)
    assert verify(keys.public.sign, context, payload, signature)
    assert not verify(keys.public.sign, context + "x", payload, signature)
    assert not verify(keys.public.sign, context, payload + b"x", signature)
    assert not verify(OTHER.public.sign, context, payload, signature)
    assert not verify(keys.public.sign, context, payload, "zz")


KEYS, OTHER = make_keys(), make_keys()


def test_the_fingerprint_binds_both_keys() -> None:
    from dataclasses import replace

    mine = KEYS.public
    assert len(mine.fingerprint) == 39
    changed = [replace(mine, age=OTHER.public.age), replace(mine, sign=OTHER.public.sign), replace(mine, id="0" * 32)]
    assert len({mine.fingerprint, *(one.fingerprint for one in changed)}) == 4
    assert same_fingerprint(mine.fingerprint.upper().replace(" ", "-"), mine.fingerprint)
    assert not same_fingerprint("", "")
