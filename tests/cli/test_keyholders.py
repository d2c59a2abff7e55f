"""user, recovery and rekey as an office types them; the date confirmed; the wait that no window shortens."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import main
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.store.book.book import Book

RIGHT = "wu ge pin yin ci"


@pytest.fixture
def fupin(village_book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    village_book.close()

    def run(words: str, *more: object, passphrase: str = RIGHT) -> dict[str, Any]:
        monkeypatch.setenv("FUPIN_PASSPHRASE", passphrase)
        code = main([*words.split(), str(village_book.path), *map(str, more), "--json", "--lang=en"])
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return {"code": code, **answer}

    return run


def test_users_come_and_go(fupin: Any, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("ling yi ge ren de\n")
    assert fupin("user add", "李四", "--new-passphrase-file", words)["users"] == ["演示一甲村", "李四"]
    assert fupin("user list", passphrase="ling yi ge ren de")["users"] == ["演示一甲村", "李四"]
    assert fupin("user remove", "演示一甲村", passphrase="ling yi ge ren de")["users"] == ["李四"]
    assert fupin("user remove", "李四", passphrase="ling yi ge ren de")["refused"]["code"] == "user.last"
    words.write_text("short")
    answer = fupin("user add", "王五", "--new-passphrase-file", words, passphrase="ling yi ge ren de")
    assert answer["refused"]["code"] == "passphrase.short"
    assert fupin("user add", "x", "--new-passphrase-file", tmp_path, passphrase="ling yi ge ren de")["code"] == 1


def test_the_sheet_on_paper_opens_the_book(fupin: Any, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert fupin("recovery sheet", "--out", out)["pages"] == 1
    (page,) = texts(out)
    lines = page.split("\n")
    groups = [word for line in lines for word in line.replace("Code", "").split() if (len(word) == 4 and word.isupper())
              or (len(word) == 4 and word.isdigit())]  # fmt: skip
    secret = _seven(groups)
    assert fupin("recovery rehearse", passphrase=secret)["ok"]
    assert fupin("recovery rehearse", passphrase=RIGHT)["refused"]["code"] == "recovery.typed"
    assert fupin("book info", passphrase=secret)["role"] == "village"
    assert fupin("user list")["recovery_sheet"]
    assert fupin("recovery sheet", "--out", tmp_path / "nowhere" / "x.pdf")["code"] == 1
    assert fupin("recovery rehearse", passphrase=secret)["ok"]  # the good sheet was not made void by that


def _seven(groups: list[str]) -> str:
    from fupin_desktop.seal.recovery import read_secret

    found = [" ".join(groups[at : at + 7]) for at in range(len(groups) - 6)]
    return next(code for code in found if read_secret(code))


def test_rekey_names_who_lost_the_way_in(fupin: Any, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("ling yi ge ren de\n")
    fupin("user add", "李四", "--new-passphrase-file", words)
    answer = fupin("rekey")
    assert (answer["ok"], answer["dropped"]) == (True, ["李四"])
    assert fupin("user list")["users"] == ["演示一甲村"]
    assert fupin("check", "--deep")["ok"]


def test_after_wrong_ones_the_verb_waits(fupin: Any) -> None:
    for _time in range(2):
        assert fupin("book info", passphrase="wrong wrong wrong")["refused"]["code"] == "passphrase.wrong"
    start = time.monotonic()
    assert fupin("book info")["code"] == 0
    assert time.monotonic() - start > 0.5


def test_a_far_day_is_confirmed_on_the_command_line(fupin: Any, village_book: Book) -> None:
    with Book.open(village_book.path, RIGHT) as book, book.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('newest_day', '2019-01-01')")
    words = ("village", "code=441690101200", "name=演示一甲村")
    assert fupin("record new", *words)["refused"]["code"] == "clock.ahead"
    assert fupin("record new", *words, "--confirm-day")["code"] == 0
    assert Attempts(village_book.key_file.book_id).seconds == 0
