"""The secret of a recovery sheet (应急恢复单): random, fit to be copied by hand from paper."""

import secrets
import unicodedata

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs; I, L, O and U are left out, they are misread
_RANDOM, _CHECK, _GROUP = 26, 2, 4  # 130 random bits, and two signs that notice a slip
_PRIME = 1021
_MISREAD = str.maketrans("OIL", "011")


def new_secret() -> str:
    """A fresh secret: 26 random signs and two that check them."""
    random = "".join(secrets.choice(_SIGNS) for _at in range(_RANDOM))
    return random + _check_of(random)


def grouped(secret: str) -> str:
    """The secret in seven groups of four, as it stands on the sheet."""
    return " ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))


def read_secret(typed: str) -> str | None:
    """The secret somebody typed from paper: case, blanks, hyphens and misread O, I, L do not matter; None if none."""
    bare = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    bare = "".join(sign for sign in bare if not sign.isspace() and sign not in "-–—_.")
    if len(bare) != _RANDOM + _CHECK or any(sign not in _SIGNS for sign in bare):
        return None
    return bare if bare[_RANDOM:] == _check_of(bare[:_RANDOM]) else None


def check_secret(typed: str) -> str:
    """The secret; refuses, before any key is derived, what has a slip of the pen in it.  Code `recovery.typed`."""
    found = read_secret(typed)
    if found is None:
        raise Refusal(
            "recovery.typed",
            _("This is not the code of a recovery sheet: 28 signs in seven groups. Compare it sign by sign."),
        )
    return found


def _check_of(random: str) -> str:
    # Modulo a prime: one wrong sign, or two neighbours that changed places, are noticed always
    rest = 0
    for sign in random:
        rest = (rest * 32 + _SIGNS.index(sign)) % _PRIME
    return _SIGNS[rest // 32] + _SIGNS[rest % 32]
