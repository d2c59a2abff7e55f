"""The container of old workbooks (compound file, MS-CFB), as far as one stream must be found in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct, error, unpack_from

from fupin_desktop.sheets.decoding.wire import Unreadable

_HEADER = 512
_LAST = 0xFFFFFFF0  # sector numbers from here on are no sectors
_ENTRY = 128
_SMALL = 4096  # shorter streams stand in the small sectors of the root's own stream
_SMALL_SECTOR = 64
_OTHERS = {"WordDocument": "Word .doc", "PowerPoint Document": "PowerPoint .ppt"}
_WORD = Struct("<I")


@dataclass
class _Entry:
    """A stream: its name, its first sector, its length in bytes."""

    name: str
    first: int
    size: int


class Compound:
    """An old container in memory; raises `Unreadable` when it does not hold together."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self.sector = 1 << unpack_from("<H", data, 30)[0]
            self.fat = self._numbers(self._fat_sectors())
            self.entries = list(self._directory(self._chain(unpack_from("<I", data, 48)[0])))
        except (error, IndexError):
            raise Unreadable("sheet.broken") from None

    def stream(self, *names: str) -> bytes:
        """The first stream with one of these names; raises `Unreadable` when there is none."""
        found = next((entry for name in names for entry in self.entries if entry.name == name), None)
        if found is None:
            program = next((_OTHERS[entry.name] for entry in self.entries if entry.name in _OTHERS), "")
            raise Unreadable("sheet.format", format=program) if program else Unreadable("sheet.other")
        try:
            whole = self._small(found) if found.size < _SMALL else self._chain(found.first)
        except (error, IndexError):
            raise Unreadable("sheet.broken") from None
        return whole[: found.size]

    def _one(self, number: int) -> bytes:
        start = max(_HEADER, self.sector) + number * self.sector
        if start >= len(self.data):
            raise IndexError(number)
        return self.data[start : start + self.sector]

    def _fat_sectors(self) -> Iterator[int]:
        yield from (one for (one,) in _WORD.iter_unpack(self.data[76:_HEADER]) if one < _LAST)
        following, left = unpack_from("<II", self.data, 68)
        while following < _LAST and left:
            *numbers, following = (one for (one,) in _WORD.iter_unpack(self._one(following)))
            left -= 1
            yield from (one for one in numbers if one < _LAST)

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        return [one for (one,) in _WORD.iter_unpack(b"".join(map(self._one, sectors)))]

    def _chain(self, number: int) -> bytes:
        return b"".join(map(self._one, self._follow(number, self.fat)))

    def _follow(self, number: int, table: list[int]) -> Iterator[int]:
        for _step in range(len(table) + 1):
            if number >= _LAST:
                return
            yield number
            number = table[number]
        raise IndexError(number)  # it leads back to itself

    def _directory(self, raw: bytes) -> Iterator[_Entry]:
        for at in range(0, len(raw), _ENTRY):
            length = unpack_from("<H", raw, at + 64)[0]
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield _Entry(name, *unpack_from("<II", raw, at + 116))

    def _small(self, found: _Entry) -> bytes:
        root = self._chain(self.entries[0].first)
        table = [one for (one,) in _WORD.iter_unpack(self._chain(unpack_from("<I", self.data, 60)[0]))]
        places = (number * _SMALL_SECTOR for number in self._follow(found.first, table))
        return b"".join(root[at : at + _SMALL_SECTOR] for at in places)
