"""Names of children in a text, by the register: a full name that belongs to minors only."""

import unicodedata
from collections.abc import Collection, Iterator


class Names:
    """Forbidden names by their first character, and the longer names that may cover one.

    Compared without spaces and dots, in the form NFKC: 阿·依古丽 is 阿依古丽, whoever writes it.
    """

    def __init__(self, forbidden: Collection[str], others: Collection[str] = ()) -> None:
        self._others = {_bare(name)[0] for name in others} - {""}
        self._by_first: dict[str, list[str]] = {}
        for name in {_bare(name)[0] for name in forbidden} - self._others:
            if len(name) > 1:  # one character is no name of anybody
                self._by_first.setdefault(name[0], []).append(name)
        self._longest = max(map(len, self._others), default=0)

    def within(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the forbidden names stand in a text, wherever spaces or line breaks fall."""
        if not self._by_first:
            return
        bare, places = _bare(text)
        for at, char in enumerate(bare):
            for name in self._by_first.get(char, ()):
                if bare.startswith(name, at) and not self._covered(bare, at, at + len(name)):
                    yield places[at], places[at + len(name) - 1] + 1

    def _covered(self, text: str, start: int, end: int) -> bool:
        first = max(0, end - self._longest)
        return any(
            text[a:b] in self._others
            for a in range(first, start + 1)
            for b in range(end, min(len(text), a + self._longest) + 1)
            if b - a > end - start
        )


def _bare(text: str) -> tuple[str, list[int]]:
    """The letters of a text in the form NFKC, and from which place each comes."""
    signs = [
        (sign, at) for at, char in enumerate(text) for sign in unicodedata.normalize("NFKC", char) if sign.isalnum()
    ]
    return "".join(sign for sign, _at in signs), [at for _sign, at in signs]
