"""The zip around an .xlsx or .xlsm (OPC, ISO/IEC 29500-2): its parts, how they lead to each other, their sizes.

Parts are parsed as streams by expat.  A document type is refused before anything of it is used: Excel and WPS never
write one, and an entity is declared only to burst a reader.
"""

from collections.abc import Callable
from posixpath import dirname, normpath
from typing import Any, BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from fupin_desktop.sheets.decoding.wire import Unreadable

UNZIPPED = 400 * 2**20
_CHUNK = 2**18
_RELATIONS = ".rels"
# The same names stand in two forms: as Excel saves (transitional), and as "Strict Open XML" (ISO/IEC 29500 strict)
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships ",
    "http://purl.oclc.org/ooxml/officeDocument/relationships ",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships "
_OTHERS = (
    ("xl/workbook.bin", "Excel .xlsb"),
    ("word/document.xml", "Word .docx"),
    ("ppt/presentation.xml", "PowerPoint .pptx"),
    ("content.xml", "OpenDocument .ods"),
    ("index/document.iwa", "Numbers"),
)

Start = Callable[[str, dict[str, str]], object]
Attributes = dict[str, str]


class _Names(dict[str, str]):
    """From a name with its namespace to the plain name, empty for names of other vocabularies; each worked out once."""

    def __missing__(self, name: str) -> str:
        plain = name
        if " " in name:
            known = next((space for space in (*_MAIN, _PACKAGE) if name.startswith(space)), None)
            plain = name[len(known) :] if known else ""
        self[name] = plain
        return plain


NAMES = _Names()


def link_id(attributes: Attributes) -> str:
    """The r:id of an element, in either form."""
    return next((attributes[f"{space}id"] for space in _LINKS if f"{space}id" in attributes), "")


class Package:
    """An open package.  All methods raise `Unreadable`."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self.archive = ZipFile(file)
        except (BadZipFile, OSError, ValueError):
            raise Unreadable("sheet.broken") from None
        entries = self.archive.infolist()
        if sum(entry.file_size for entry in entries) > UNZIPPED:
            raise Unreadable("sheet.large")
        # Names of parts do not differ by case, and some programs write them the Windows way
        self.entries: dict[str, ZipInfo] = {_name(entry.filename): entry for entry in entries}
        if len(self.entries) != len(entries):  # one name, two parts: which one does Excel show?
            raise Unreadable("sheet.broken")

    def main(self) -> str:
        """The name of the part that is the workbook; refuses packages of other programs by name."""
        found = next((part for part, kind in self.links("").values() if kind == "officeDocument"), "xl/workbook.xml")
        for part, program in _OTHERS:
            if part in self.entries:
                raise Unreadable("sheet.format", format=program)
        if found not in self.entries:
            raise Unreadable("sheet.other")
        return found

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the part a part leads to, and the last word of the kind of link (worksheet, sharedStrings …)."""
        found: dict[str, tuple[str, str]] = {}
        folder, _slash, name = part.rpartition("/")
        source = _name(f"{folder}/_rels/{name}{_RELATIONS}")

        def start(element: str, said: Attributes) -> None:
            if NAMES[element] == "Relationship" and said.get("TargetMode") != "External":
                target = said.get("Target", "")
                whole = target if target.startswith("/") else f"{dirname(part)}/{target}"
                found[said.get("Id", "")] = (_name(whole), said.get("Type", "").rpartition("/")[2])

        if source in self.entries:
            self.parse(source, start)
        return found

    def parse(self, part: str, start: Start, end: Callable[[str], Any] | None = None, text: Any = None) -> None:
        """Read a part through expat, with its three kinds of handlers."""
        if part not in self.entries:
            raise Unreadable("sheet.broken")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_markup
        parser.EntityDeclHandler = _refuse_markup
        try:
            with self.archive.open(self.entries[part]) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (expat.ExpatError, BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
            raise Unreadable("sheet.broken") from None
        except RuntimeError:  # zipfile's own word for an entry with a password
            raise Unreadable("sheet.locked") from None


def _refuse_markup(*_declared: object) -> None:
    raise Unreadable("sheet.markup")


def _name(raw: str) -> str:
    return normpath(raw.replace("\\", "/")).lstrip("/").lower()
