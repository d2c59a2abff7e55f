"""A cadre is replaced, in the window: the successor, the list, and the laptop that is cleared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import make
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal
from fupin_desktop.ui.forms.handing_over import ask_list, ask_take_over
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.settings.handing_over import ClearDialog, HandingOver
from tests.ui.exchange.test_office_keys import joined

RIGHT, CODE = "wu ge pin yin ci", "441690101200"


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, peopled: Book, village_book: Book, tmp_path: Path) -> Iterator[Desk]:
    """The window of a laptop that has joined, with an old and a new first secretary."""
    joined(peopled, village_book, tmp_path)
    with village_book.write("test") as ledger:
        start = ledger.today.replace(year=ledger.today.year - 1, day=1)
        old = make(ledger, Cadre(village_code=CODE, name="陈一", roles=("first_secretary",), start=start))
        make(ledger, Cadre(village_code=CODE, name="黄新", start=start))
        home = ledger.find(Household)[0]
        ledger.save(Responsibility(household=home.id, cadre=old.id, role="household_cadre", start=start))
    village_book.close()
    made = Desk(qapp, Prefs(language="en"))
    made.show_unlock(village_book.path)
    made.open_book(village_book.path, RIGHT)
    qtbot.waitUntil(lambda: made.shell is not None, timeout=8000)
    yield made
    for window in (made.unlock, made.shell):
        if window is not None:
            window.close()
            window.deleteLater()
    made.close()


def _cadre(desk: Desk, name: str) -> Cadre:
    with desk.session.book.read() as reader:
        return reader.find(Cadre, name=name)[0]


def _card(qtbot: QtBot, desk: Desk, told: str) -> HandingOver:
    """The card of the settings, once it says this."""
    desk.shell.go("today")
    desk.shell.go("settings")
    found: Any = desk.shell.pages["settings"].findChild(HandingOver)
    qtbot.waitUntil(lambda: told in found.words.text(), timeout=8000)
    return found


def _exchange(desk: Desk, office: Book, folder: Path) -> None:
    """Up with everything, and the receipt back."""
    book = desk.session.book
    sealed = seal(book, folder / "up.fpb")
    merge_files(office, [sealed.file, *sealed.volumes])
    back = seal(office, folder / "down.fpb", book.identity.device.id)
    merge_files(book, [back.file, *back.volumes])
    desk.session.changed.emit()  # as the page of the exchange does after a merge


def _print_list(qtbot: QtBot, desk: Desk, out: Path) -> None:
    asking = ask_list(desk.session, None, desk.shell)
    asking.save()
    qtbot.waitUntil(lambda: desk.shell.findChild(PaperDialog) is not None, timeout=8000)
    paper = desk.shell.findChild(PaperDialog)
    paper.save_to(out)
    qtbot.waitUntil(lambda: desk.session.lane.idle)
    paper.close()


def test_the_successor_takes_over_after_a_preview(qtbot: QtBot, desk: Desk) -> None:
    asking = ask_take_over(desk.session, _cadre(desk, "陈一"), desk.shell)
    assert "1 households" in asking.words.text()
    asking.editors["successor"].set_value(_cadre(desk, "黄新").id)
    asking.editors["why"].set_value("轮换")
    asking.save()
    qtbot.waitUntil(lambda: _cadre(desk, "陈一").end is not None, timeout=8000)
    with desk.session.book.read() as reader:
        names = {one.cadre for one in reader.find(Responsibility) if one.end is None}
    assert names == {_cadre(desk, "黄新").id}


def test_a_laptop_is_cleared_when_all_is_received_and_listed(
    qtbot: QtBot, desk: Desk, peopled: Book, tmp_path: Path
) -> None:
    path = desk.session.book.path
    assert not _card(qtbot, desk, "not received").clear_button.isEnabled()
    _exchange(desk, peopled, tmp_path)
    assert not _card(qtbot, desk, "print it first").clear_button.isEnabled()
    _print_list(qtbot, desk, tmp_path / "list.pdf")
    card = _card(qtbot, desk, "By it the office holds every entry")
    qtbot.waitUntil(card.clear_button.isEnabled, timeout=8000)
    name = desk.session.book.identity.name
    card.ask()
    dialog = desk.shell.findChild(ClearDialog)
    assert name in dialog.findChild(type(dialog.name)).placeholderText()
    dialog.close()
    card.clear_to(name, RIGHT, tmp_path / "protocol.txt")
    qtbot.waitUntil(lambda: desk.unlock is not None and "is cleared" in desk.unlock.words.text(), timeout=15000)
    assert desk.unlock is not None
    assert desk.unlock.book is None
    assert desk.prefs.book == ""
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(path.name)] == []
    assert (tmp_path / "protocol.txt").exists()


def test_a_wrong_name_changes_nothing(qtbot: QtBot, desk: Desk, peopled: Book, tmp_path: Path) -> None:
    _exchange(desk, peopled, tmp_path)
    _print_list(qtbot, desk, tmp_path / "list.pdf")
    path = desk.session.book.path
    _card(qtbot, desk, "By it the office holds").clear_to("另一个村", RIGHT, tmp_path / "protocol.txt")
    qtbot.waitUntil(lambda: desk.unlock is not None and "not the name" in desk.unlock.words.text(), timeout=15000)
    assert path.exists()
    Book.open(path, RIGHT).close()


def test_an_office_has_no_such_card(qtbot: QtBot, shell: Any) -> None:
    shell.go("settings")
    assert not shell.pages["settings"].findChild(HandingOver).isVisible()
