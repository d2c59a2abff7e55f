"""Phrases: the shipped Chinese ones, or the list a user made of them; how what is typed finds one."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fupin_desktop.files import resource
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.phrases import own_phrases

_ENDS = "。；;！!？?\n"  # what ends a sentence: a phrase begins after it
_LETTERS = 2  # letters that are looked up as initials; of Chinese one character is enough


@dataclass(frozen=True)
class Phrase:
    """What is put in, and the initials it is found by without an input method."""

    text: str
    keys: str = ""


@cache
def shipped_phrases() -> tuple[Phrase, ...]:
    """The phrases that come with the program."""
    with resource("phrases", "visit.toml").open("rb") as file:
        return tuple(Phrase(one["text"], one.get("keys", "")) for one in tomllib.load(file)["phrase"])


def phrases_of(reader: Reader, user: str) -> list[Phrase]:
    """The phrases of a user: their own list, with the initials of those that were shipped."""
    own = own_phrases(reader, user)
    keys = {one.text: one.keys for one in shipped_phrases()}
    return list(shipped_phrases()) if own is None else [Phrase(text, keys.get(text, "")) for text in own]


def begun_text(before: str) -> str:
    """What was typed since the last sentence ended, of the text before the cursor."""
    at = max(before.rfind(end) for end in _ENDS)
    return before[at + 1 :].lstrip()


def completions(phrases: Sequence[Phrase], begun: str, most: int = 6) -> list[Phrase]:
    """The phrases that go on with what was begun: those that begin so first, then those that hold it.

    Letters are initials; what stands there whole already completes nothing.
    """
    letters = begun.lower()
    if not begun or (begun.isascii() and len(begun) < _LETTERS):
        return []
    first = [one for one in phrases if one.text.startswith(begun) or (one.keys and one.keys.startswith(letters))]
    inside = [one for one in phrases if begun in one.text]
    found = dict.fromkeys(one for one in (*first, *inside) if one.text != begun)
    return list(found)[:most]
