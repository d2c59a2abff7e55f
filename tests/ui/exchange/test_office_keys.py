"""Keys in the window: new ones, a custodian's shown once, the place of a lost office taken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.custodians import custodians
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.forms.asking import BookAsking
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.settings.devices import Devices
from fupin_desktop.ui.settings.office_keys import OfficeKeys
from fupin_desktop.ui.window.shell import Shell

TOWN, VILLAGE = "441690101", "441690101200"
PASSPHRASE = "wu ge pin yin ci"


@pytest.fixture
def laptop(qtbot: QtBot, village_book: Book, peopled: Book, tmp_path: Path) -> Iterator[Shell]:
    """The window of a laptop that has joined the office."""
    joined(peopled, village_book, tmp_path)
    made = Shell(Session(village_book), Prefs(language="en"))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def joined(office: Book, laptop: Book, tmp_path: Path, *, join_it: bool = True) -> Path:
    card, out = tmp_path / "x.card", tmp_path / f"{office.path.stem}-enrol.fpb"
    code = write_own_card(laptop, card).fingerprint
    enrol(office, card, scopes=[VILLAGE], person="x", role="first_secretary", fingerprint=code, out=out)
    if join_it:
        join(laptop, out, office.identity.device.public.fingerprint)
    return out


def part(qtbot: QtBot, shell: Shell, kind: type[Any]) -> Any:
    shell.go("settings")
    found = shell.pages["settings"].findChild(kind)
    qtbot.waitUntil(lambda: shell.session.lane.idle)
    return found


def answer(qtbot: QtBot, shell: Shell, asking: BookAsking | None, **texts: str) -> BookAsking:
    assert asking is not None
    for name, typed in texts.items():
        widget = asking.editors[name].widget
        assert isinstance(widget, QLineEdit | QPlainTextEdit)
        widget.clear()
        qtbot.keyClicks(widget, typed)
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=10000)
    qtbot.wait(50)
    return asking


def test_a_custodians_key_is_shown_once_and_rehearsed(qtbot: QtBot, shell: Shell) -> None:
    card: OfficeKeys = part(qtbot, shell, OfficeKeys)
    office = shell.session.book
    assert "No custodian yet" in card.words.text()
    assert not card.device_button.isVisible()
    qtbot.mouseClick(card.make_button, Qt.MouseButton.LeftButton)
    answer(qtbot, shell, card.asking, name="the safe")
    (paper,) = card.findChildren(PaperDialog)
    printed = "".join("".join(texts(paper._pdf)).split())
    key = printed[printed.index("AGE-SECRET-KEY-1") :][:74]
    paper.close()
    assert [one.name for one in custodians(office)] == ["the safe"]
    assert key not in office.identities
    said: list[str] = []
    shell.session.said.connect(said.append)
    qtbot.mouseClick(card.rehearse_button, Qt.MouseButton.LeftButton)
    asked = answer(qtbot, shell, card.asking, key="nonsense")
    assert "no custodian's key" in asked.words.text()
    answer(qtbot, shell, card.asking, key=key.lower())
    assert "the key of the safe" in said[-1]
    qtbot.mouseClick(card.drop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: custodians(office) == [], timeout=5000)


def test_new_keys_of_the_office_are_told_to_both_sides(
    qtbot: QtBot, shell: Shell, laptop: Shell, tmp_path: Path
) -> None:
    card, theirs = part(qtbot, shell, OfficeKeys), part(qtbot, laptop, OfficeKeys)
    office, village = shell.session.book, laptop.session.book
    old = office.identity.authority.public.fingerprint
    assert old in card.words.text()
    assert old in theirs.words.text()
    assert not theirs.rotate_button.isVisible()
    qtbot.mouseClick(card.rotate_button, Qt.MouseButton.LeftButton)
    answer(qtbot, shell, card.asking, why="a year has passed")
    fresh = office.identity.authority.public.fingerprint
    assert fresh != old
    assert fresh in card.words.text()
    down = tmp_path / "down.fpb"
    seal(office, down, village.identity.device.id)
    laptop.go("exchange")
    exchange = laptop.pages["exchange"]
    exchange.look_into([down])
    qtbot.waitUntil(lambda: exchange.merge_button.isEnabled(), timeout=10000)
    exchange.merge()
    qtbot.waitUntil(lambda: fresh in exchange.words.text(), timeout=10000)
    theirs.refresh()
    qtbot.waitUntil(lambda: laptop.session.lane.idle)
    qtbot.wait(50)
    assert fresh in theirs.words.text()


def test_a_laptop_asks_for_new_keys(qtbot: QtBot, laptop: Shell) -> None:
    card = part(qtbot, laptop, OfficeKeys)
    before = laptop.session.book.identity.device.id
    said: list[str] = []
    laptop.session.said.connect(said.append)
    qtbot.mouseClick(card.device_button, Qt.MouseButton.LeftButton)
    answer(qtbot, laptop, card.asking)
    assert laptop.session.book.identity.device.id != before
    assert laptop.session.book.identity.device.public.fingerprint in said[-1]


def test_the_place_of_a_lost_office_is_taken(qtbot: QtBot, shell: Shell, laptop: Shell, tmp_path: Path) -> None:
    old, village = shell.session.book, laptop.session.book
    on_the_way = tmp_path / "way.fpb"
    seal(village, on_the_way)
    with Book.create(tmp_path / "new.book", role="township", name="x", division=TOWN, passphrase=PASSPHRASE) as fresh:
        window = Shell(Session(fresh), Prefs(language="en"))
        qtbot.addWidget(window)
        window.show()
        devices = part(qtbot, laptop, Devices)
        devices.ask_join(joined(fresh, village, tmp_path, join_it=False))
        code = fresh.identity.device.public.fingerprint
        asked = answer(qtbot, laptop, devices.asking, code=code)
        assert "answers to another office" in asked.words.text()
        asked.editors["instead"].set_value(True)
        answer(qtbot, laptop, asked)
        assert village.identity.office == fresh.identity.authority.public
        up = tmp_path / "up.fpb"
        seal(village, up)
        card = part(qtbot, window, OfficeKeys)
        card.ask_follow([up])
        asked = answer(qtbot, window, card.asking, fingerprint="0000", why="burnt")
        assert "no other office with this code" in asked.words.text()
        answer(qtbot, window, asked, fingerprint=old.identity.device.public.fingerprint)
        with fresh.exchange() as shelf:
            assert shelf.roster.known(old.identity.device.id).until is not None
        card.ask_key([on_the_way])
        answer(qtbot, window, card.asking, key=old.identity.authority.age_identity)
        with fresh.read() as reader:
            rows = reader.connection.exec_driver_sql("SELECT count(*) FROM journal WHERE file='way.fpb'").scalar_one()
        assert rows == 1
        window.close()


def test_a_refusal_of_the_laptop_changes_nothing(laptop: Shell, tmp_path: Path) -> None:
    village = laptop.session.book
    office = village.identity.office
    with Book.create(tmp_path / "new.book", role="township", name="x", division=TOWN, passphrase=PASSPHRASE) as fresh:
        out = joined(fresh, village, tmp_path, join_it=False)
        with pytest.raises(Refusal, match="answers to another office"):
            join(village, out, fresh.identity.device.public.fingerprint)
    assert village.identity.office == office
