"""A passphrase file as editors write it."""

import codecs
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.store.book.book import Book

PASSPHRASE = "五个拼音词 five short words"
FORMS = {
    "plain": PASSPHRASE.encode(),
    "line end": f"{PASSPHRASE}\n".encode(),
    "mark": codecs.BOM_UTF8 + f"{PASSPHRASE}\r\n".encode(),
    "blank lines": f"{PASSPHRASE}\r\n\r\n".encode(),
    "UTF-16 LE": codecs.BOM_UTF16_LE + f"{PASSPHRASE}\r\n".encode("utf-16-le"),
    "UTF-16 BE": codecs.BOM_UTF16_BE + f"{PASSPHRASE}\r\n".encode("utf-16-be"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_passphrase_file_of_notepad_opens(run: Any, tmp_path: Path, form: str) -> None:
    Book.create(tmp_path / "a.book", role="township", name="x", division="441690101", passphrase=PASSPHRASE).close()
    (tmp_path / "words.txt").write_bytes(FORMS[form])
    assert run("book", "info", tmp_path / "a.book", "--passphrase-file", tmp_path / "words.txt")["role"] == "township"
    run("user", "add", tmp_path / "a.book", "乙", "--new-passphrase-file", tmp_path / "words.txt",
        "--passphrase-file", tmp_path / "words.txt")  # fmt: skip


UNREADABLE = [b"", b"\r\n", b"\xff\xfea", PASSPHRASE.encode("utf-16-le"), "口令口令口令口令".encode("gb18030")]


@pytest.mark.parametrize("raw", UNREADABLE)
def test_what_cannot_be_read_is_refused(run: Any, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "words.txt").write_bytes(raw)
    told = run("book", "info", tmp_path / "a.book", "--passphrase-file", tmp_path / "words.txt", code=1)
    assert told["refused"]["code"] == "passphrase.file"
