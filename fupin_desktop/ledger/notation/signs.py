"""Signs that cannot be shown: what is refused where somebody writes, and shown by its name where it stands already.

A sign that turns the order of a line round makes a name read as another; a sign that has no form, or another one on
each computer, makes it unreadable.  Dropping them would change what was written without a word.
"""

import re
import unicodedata

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import N_, _

# Beside whole categories: what reorders a line, marks the parts of an annotation, or hides letters in tags
_ORDERING = re.compile("[\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]")
_LAYOUT = "\t\n"
_KINDS = {"Cc": N_("control sign"), "Cs": N_("half of a sign"), "Co": N_("private sign"), "Cn": N_("no sign")}


def is_unshowable(sign: str) -> bool:
    """True for control signs, surrogates, private use, what is no character, and what reorders a line.

    A place of the planes for ideographs that this version's tables leave empty may be a character of a newer one.
    """
    category = unicodedata.category(sign)
    if category == "Cn":
        return not "\U00020000" <= sign <= "\U0003fffd" or ord(sign) & 0xFFFE == 0xFFFE
    return (category in _KINDS and sign not in _LAYOUT) or _ORDERING.match(sign) is not None


def unshowable(text: str) -> str:
    """The first sign that cannot be shown; empty when there is none."""
    # Nearly every text is printable, and is not looked at sign by sign
    return "" if text.isprintable() else next((sign for sign in text if is_unshowable(sign)), "")


def sign_name(sign: str) -> str:
    """A sign by its number and what it is: `U+202E RIGHT-TO-LEFT OVERRIDE`, `U+E000 private sign`."""
    what = unicodedata.name(sign, "") or _(_KINDS.get(unicodedata.category(sign), ""))
    return f"U+{ord(sign):04X} {what}".strip()


def visible(text: str) -> str:
    """The text with the name of every sign that cannot be shown in its place: `张[U+202E RIGHT-TO-LEFT OVERRIDE]三`."""
    if not unshowable(text):
        return text
    return "".join(f"[{sign_name(sign)}]" if is_unshowable(sign) else sign for sign in text)


def refuse_unshowable(label: str, text: str, field: str = "") -> None:
    """Refuse, as `text.unshowable`, a text with a sign that cannot be shown; the sentence names the sign."""
    if sign := unshowable(text):
        message = _(
            "{label}: the sign {sign} cannot be shown, so nobody could read what stands there. Nothing was saved; take "
            "the sign out and try again."
        )
        named = message.format(label=label, sign=sign_name(sign))
        where = {"field": field} if field else {}
        raise Refusal("text.unshowable", named, where={**where, "sign": f"U+{ord(sign):04X}"})
