"""Generated passphrases: the pinyin of five common words, easy to keep, typed without an input method.

Five different words out of 734 are 47 random bits; the derivation of the key makes each guess cost what safety.md says.
"""

import secrets
from functools import cache

from fupin_desktop.files import resource

WORDS = 5


def new_passphrase() -> tuple[str, str]:
    """Five words drawn at random: the passphrase (pinyin with blanks) and the words themselves, to remember it by."""
    drawn = secrets.SystemRandom().sample(_list(), WORDS)
    return " ".join(pinyin for _word, pinyin in drawn), " ".join(word for word, _pinyin in drawn)


@cache
def _list() -> tuple[tuple[str, str], ...]:
    lines = resource("words", "passphrase.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return tuple((word, pinyin) for word, pinyin in pairs)
