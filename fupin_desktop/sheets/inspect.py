"""A look into an .xlsx before it is parsed: sizes, foreign markup, far-away cells, hidden rows, broken formulas.

The parser of the library keeps neither hidden rows nor error values, and lays a sheet out as a full rectangle: one
cell in the last corner would cost terabytes.  So the parts are streamed once and searched, never built into a tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from fupin_desktop.sheets.wire import Unreadable

UNZIPPED = 400 * 2**20
SMALL_PART = 4 * 2**20
_CHUNK = 2**20
_LONGEST_TAG = 2**16
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_BROKEN = re.compile(rb"""<(?:\w+:)?c\b(?=[^<>]*\bt=["']e["'])[^<>]*\br=["']([A-Z]+)(\d+)["'][^<>]*>""")
# Begins with a literal, which the regular expression engine finds far faster than a whole tag
_FAR = re.compile(rb"""r=["'](?:[A-Z]{3,}\d+|[A-Z]+(?:\d{7,}|[2-9]\d{5}))["']""")
_ERROR_TYPE = re.compile(rb"""t=["']e["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,9})["']""")
_FOREIGN = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00", b"\x00<\x00!\x00D")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Inspection:
    """What the parser does not tell: hidden rows (from 1), cells with an error value (row and column from 0)."""

    hidden: list[int] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


def inspect(file: BinaryIO) -> dict[str, Inspection]:
    """By the name of the sheet; raises `Unreadable` for what must not be parsed."""
    try:
        with ZipFile(file) as archive:
            _check(archive)
            return {name: _look(archive, part) for name, part in _parts(archive)}
    except (BadZipFile, ElementTree.ParseError, KeyError, NotImplementedError, EOFError):
        raise Unreadable("sheet.broken") from None
    except RuntimeError:  # zipfile's own word for an entry with a password
        raise Unreadable("sheet.locked") from None


def _check(archive: ZipFile) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > UNZIPPED:
        raise Unreadable("sheet.large")
    if "xl/workbook.xml" not in archive.namelist():
        raise Unreadable("sheet.other")
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            _check_markup(archive, entry.filename)


def _check_markup(archive: ZipFile, part: str) -> None:
    # Excel and WPS never declare document types; an entity is written only to burst a parser
    with archive.open(part) as stream:
        start = stream.read(_LONGEST_TAG)
    if any(mark in start for mark in _FOREIGN):
        raise Unreadable("sheet.markup")


def _small(archive: ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > SMALL_PART:
        raise Unreadable("sheet.large")
    return ElementTree.fromstring(archive.read(part))


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    targets = {link.get("Id"): link.get("Target", "") for link in _small(archive, "xl/_rels/workbook.xml.rels")}
    for sheet in _small(archive, "xl/workbook.xml").findall(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target[1:] if target.startswith("/") else normpath(f"xl/{target}")
        if part in archive.namelist():
            yield sheet.get("name", ""), part


def _look(archive: ZipFile, part: str) -> Inspection:
    seen = Inspection()
    position = 0
    for text in _tags(archive, part):
        if _FAR.search(text):
            raise Unreadable("sheet.large")
        for row in _ROW.finditer(text):
            number = _NUMBER.search(row[1])
            position = int(number[1]) if number else position + 1
            if _HIDDEN.search(row[1]):
                seen.hidden.append(position)
        if _ERROR_TYPE.search(text):
            seen.errors.extend((int(cell[2]) - 1, _column(cell[1])) for cell in _BROKEN.finditer(text))
    return seen


def _tags(archive: ZipFile, part: str) -> Iterator[bytes]:
    # Whole tags only: what follows the last open "<" waits for the next chunk, unless it is longer than a tag can be
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            start = text.rfind(b"<")
            cut = start if start >= 0 and text.find(b">", start) < 0 else len(text)
            rest = text[cut:] if len(text) - cut < _LONGEST_TAG else b""
            yield text[:cut]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
