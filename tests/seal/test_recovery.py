"""The secret of a recovery sheet, and generated passphrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.phrases import new_passphrase
from fupin_desktop.seal.recovery import check_secret, grouped, new_secret, read_secret
from fupin_desktop.seal.slots import RECOVERY_USER, KeyFile, check_passphrase, new_book_key

pytestmark = pytest.mark.usefixtures("full_price")
WORDS = "wu ge pin yin ci"


def test_what_was_copied_by_hand_is_read() -> None:
    secret = new_secret()
    on_paper = grouped(secret)
    assert len(on_paper.split()) == 7
    for typed in (on_paper, on_paper.lower(), on_paper.replace(" ", "-"), on_paper.replace("0", "O").replace("1", "l")):
        assert read_secret(typed) == secret
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in secret)
    assert check_secret(full_width) == secret
    assert new_secret() != secret


@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=1), st.integers(0, 27))
def test_a_slip_of_one_sign_is_always_noticed(sign: str, at: int) -> None:
    secret = new_secret()
    wrong = secret[:at] + sign + secret[at + 1 :]
    assert read_secret(wrong) == (secret if wrong == secret else None)


@given(st.integers(0, 24))
def test_two_neighbours_that_changed_places_are_noticed(at: int) -> None:
    secret = new_secret()
    wrong = secret[:at] + secret[at + 1] + secret[at] + secret[at + 2 :]
    assert read_secret(wrong) == (secret if wrong == secret else None)


@pytest.mark.parametrize("typed", ["", WORDS, "ABCD" * 7, "U" * 28, "一" * 28])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_secret(typed)
    assert refused.value.code == "recovery.typed"


def test_a_newer_sheet_takes_the_place_of_the_older() -> None:
    key = new_book_key()
    old, new = new_secret(), new_secret()
    keys = KeyFile("b1").with_slot("甲", WORDS, key).with_sheet(old, "2026-01-01", key)
    assert keys.open(grouped(old).lower())[1].user == RECOVERY_USER
    keys = keys.with_sheet(new, "2026-02-02", key)
    assert keys.sheet is not None
    assert (keys.sheet.made, keys.users, len(keys.slots)) == ("2026-02-02", ["甲"], 2)
    assert list(keys.openings(old)) == []
    with pytest.raises(Refusal, match="last user"):
        keys.without("甲")
    assert keys.without_sheet().sheet is None


def test_generated_passphrases_are_five_words_long_enough_and_plain() -> None:
    made = {new_passphrase() for _time in range(50)}
    assert len(made) == 50
    for phrase, words in made:
        assert len(phrase.split()) == len(words.split()) == 5
        assert phrase.replace(" ", "").isascii()
        check_passphrase(phrase)
