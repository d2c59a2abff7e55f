"""How the second reader bounds what a segment unpacks and unfolds to (FORMAT.md §4), written from the text alone."""

from typing import Any

import zstandard


def is_one_frame(packed: bytes) -> bool:
    if packed[:4] != b"\x28\xb5\x2f\xfd":
        return False
    at, last = zstandard.frame_header_size(packed), 0
    while not last:
        block = int.from_bytes(packed[at : at + 3], "little")
        last = block & 1
        at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
        if at > len(packed):
            return False
    return len(packed) == at + (4 if zstandard.get_frame_parameters(packed).has_checksum else 0)


def check_unfolding(described: dict[str, Any], lines: list[bytes], packed: int) -> None:
    total, at = 0, iter(lines)
    for table in (*described["entries"], *described["new"], *described["edit"]):
        if type(table["rows"]) is not int or table["rows"] < 1:
            raise ValueError("rows")
        total += table["rows"] * (16 + 4 * len(table["columns"]))
        for _name, kind, how in table["columns"]:
            total += len(next(at)) * (table["rows"] if (kind, how) == ("t", "c") else 1)
    if total > 512 * 1024 + 64 * packed:
        raise ValueError("unfolds to too much")
