"""Which code points each face keeps; the lists come from Debian's unicode-data (Unihan)."""

import bz2
from collections.abc import Iterable
from pathlib import Path

UNIHAN = Path("/usr/share/unicode")
HANGUL = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980), range(0xAC00, 0xD800))
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))


def within(blocks: Iterable[range], code: int) -> bool:
    """True when the code point lies in one of the blocks."""
    return any(code in block for block in blocks)


def everything(cmap: Iterable[int]) -> set[int]:
    """All the face has, without Hangul: a third of its glyphs, and no text of ours."""
    return {code for code in cmap if not within(HANGUL, code)}


def window(cmap: Iterable[int]) -> set[int]:
    """URO, Extension A and everything that is not a Han character: what lists and fields show all day."""
    return {code for code in everything(cmap) if code < 0x20000 and not within(HAN[2:3], code)}


def headings(cmap: Iterable[int]) -> set[int]:
    """The 8,105 characters of 通用规范汉字表, GB 2312, and everything that is not Han: titles and headings."""
    common = _standard_characters() | _gb2312()
    return {code for code in everything(cmap) if not within(HAN, code) or code in common}


def kai(cmap: Iterable[int], others: set[int]) -> set[int]:
    """As headings, and the Han characters only this face has (鿫 and later): it ends the chain of fallbacks."""
    return headings(cmap) | {code for code in cmap if within(HAN, code) and code not in others}


def rare(cmap: Iterable[int], others: set[int]) -> set[int]:
    """Han characters the body face lacks: all of Extension B, later ones when China, Hong Kong or Macau use them.

    GB 18030-2022 lists Extension B whole; the rest of C to F is Vietnamese, Japanese and Korean, and 6 MB.
    """
    wanted = _sources("kIRG_GSource") | _sources("kIRG_HSource") | _sources("kIRG_MSource")
    return {code for code in cmap if within(HAN, code) and code not in others and (code < 0x2A6E0 or code in wanted)}


def _standard_characters() -> set[int]:
    return _listed("Unihan_OtherMappings.txt.bz2", "kTGH")


def _sources(field: str) -> set[int]:
    return _listed("Unihan_IRGSources.txt.bz2", field)


def _listed(file: str, field: str) -> set[int]:
    rows = bz2.decompress((UNIHAN / file).read_bytes()).decode().splitlines()
    return {int(row.split("\t")[0][2:], 16) for row in rows if f"\t{field}\t" in row}


def _gb2312() -> set[int]:
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", errors="ignore"))}
