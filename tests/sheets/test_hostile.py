"""Files that mean harm, or are broken, end in a sentence: no crash, no waiting, nothing taken in."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop import limited
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.sheets import process
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.roster import read_roster

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SHEET.format("")


def workbook(rows: str, **parts: bytes | str) -> bytes:
    """A workbook of one sheet with these rows, and further parts or other texts of the usual ones."""
    usual: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": SHEET.format(rows),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**usual, **parts}.items():
            archive.writestr(name, text)
    return out.getvalue()


def cell(ref: str, row: int = 1) -> str:
    """A row with one number."""
    return f'<row r="{row}"><c r="{ref}"><v>1</v></c></row>'


def shared_string_bomb() -> bytes:
    """900 MB of one shared string, 0.9 MB on the disk."""
    out = io.BytesIO(workbook(""))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as part:
        part.write(b"<sst><si><t>")
        for _ in range(900):
            part.write(b"a" * 2**20)
        part.write(b"</t></si></sst>")
    return out.getvalue()


def lying_size() -> bytes:
    """A part that is larger than the directory of the archive says."""
    data = bytearray(workbook(cell("A1") * 5000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return bytes(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "sheet.empty"),
    "noise": (lambda: bytes(range(256)) * 40, "sheet.other"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "sheet.other"),
    "cut off": (lambda: workbook(cell("A1"))[:-60], "sheet.broken"),
    "no workbook inside": (lambda: _archive("holiday/pictures.xml"), "sheet.other"),
    "broken markup": (lambda: workbook("", **{"xl/workbook.xml": "<workbook"}), "sheet.broken"),
    "entity bomb": (lambda: workbook("", **{"xl/worksheets/sheet1.xml": BOMB}), "sheet.markup"),
    "shared string bomb": (shared_string_bomb, "sheet.large"),
    "a size that lies": (lying_size, "sheet.broken"),
    "last corner": (lambda: workbook(cell("A1") + cell("XFD1048576", 1048576)), "sheet.large"),
    "last row": (lambda: workbook(cell("A1048576", 1048576)), "sheet.large"),
    "last column": (lambda: workbook(cell("XFD1")), "sheet.large"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "sheet.locked",
    ),
    "half an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "sheet.broken"),
    "a web page": (lambda: "<html><table><tr><td>户编号</td></tr></table></html>".encode(), "sheet.page"),
    "unclosed quotes": (lambda: b'a,"' + b"x" * 200_000, "sheet.quote"),
    "too many columns": (lambda: b"," * 2000, "sheet.large"),
}


def _archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "<a/>")
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(make())
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert refused.value.code == code
    assert "book is as it was" in refused.value.message


def test_the_sound_one_of_these_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook(cell("A1")))
    assert read_workbook(path)[0].rows == [[1.0]]


def test_a_rectangle_beyond_memory_kills_only_the_child(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook(cell("A1") + cell("ZZ199999", 199999)))
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert refused.value.code == "sheet.large"


def test_links_folders_and_devices_are_not_files(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("a,b\n1,2\n", "utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (link, tmp_path, pipe, Path("/dev/zero")):
        with pytest.raises(Refusal) as refused:
            read_workbook(path)
        assert refused.value.code == "sheet.link"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_workbook(tmp_path / "名册.xlsx")
    assert (refused.value.code, refused.value.where) == ("sheet.missing", {"file": "名册.xlsx"})


def test_a_file_beyond_any_roster_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(process.FILE_BYTES + 1)
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert refused.value.code == "sheet.large"


def test_a_person_may_stop_the_reading(data: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_workbook(data / "demo-county-roster.xlsx", stop)


def test_reading_ends_by_the_clock(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL_SECONDS", 0.0)
    monkeypatch.setattr(limited, "_LOOK", 0.01)
    with pytest.raises(Refusal) as refused:
        read_workbook(data / "demo-county-roster.xlsx")
    assert refused.value.code == "sheet.slow"


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_PASSPHRASE", "wu ge pin yin ci")
    assert "FUPIN_PASSPHRASE" not in limited._environment()


def test_other_sheets_are_no_roster(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(workbook(cell("A1")))
    with pytest.raises(Refusal) as refused:
        read_roster(path, division="441690")
    assert refused.value.code == "sheet.headings"


def test_a_layout_must_be_one_we_ship(data: Path) -> None:
    for name in ("nowhere", "../words/sex"):
        with pytest.raises(Refusal) as refused:
            read_roster(data / "demo-scattered-village.xlsx", division="441690", mapping=name)
        assert refused.value.code == "sheet.map"
