"""Words and addresses that tell of a person (`resources/privacy/sealed_words.toml`), in a folded text."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fupin_desktop.files import resource

_BETWEEN = r"[\s·•・.\-_*　\u200b-\u200f\u2060\ufeff]*"  # within a word that somebody pulled apart


class _Patterns(NamedTuple):
    words: re.Pattern[str]
    allowed: re.Pattern[str]
    addresses: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    with resource("privacy", "sealed_words.toml").open("rb") as file:
        raw = tomllib.load(file)
    return _Patterns(
        re.compile(_any_of(raw["sealed"])),
        re.compile(_any_of(raw["allowed"])),
        tuple(re.compile(pattern) for pattern in raw["addresses"]),
    )


def _any_of(words: list[str]) -> str:
    return "|".join(_BETWEEN.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


def sealed_words(text: str) -> Iterator[tuple[int, int]]:
    """Where a sealed word stands, outside the phrases in which it says nothing of a person."""
    found = _patterns()
    hits = [hit.span() for hit in found.words.finditer(text)]
    if not hits:
        return
    let_pass = [phrase.span() for phrase in found.allowed.finditer(text)]
    for start, end in hits:
        if not any(a <= start and end <= b for a, b in let_pass):
            yield start, end


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where an address more exact than a villagers' group stands, or a place on the globe."""
    for pattern in _patterns().addresses:
        for hit in pattern.finditer(text):
            yield hit.span()
