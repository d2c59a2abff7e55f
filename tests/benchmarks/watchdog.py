"""The real window on the city's book: where its event loop stands still, and how long a letter takes to its list.

    python tests/benchmarks/watchdog.py --work DIR --rosters DIR [search|places|print|merge|import]

`--work` and `--rosters` as for `city.py`; the window works on a copy of the book, which goes when it is over.  Each
stall over 100 ms is told with what was going on, how much of it the window's own thread worked, and the lines it stood
at; a machine that does other things makes stalls without work.  Ends with 1 when the window's thread worked over 100 ms
at once.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from city import PASSPHRASE, TIMES, city_book
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stalls import LIMIT_MS, Stall, Watch

from fupin_desktop.notices.model import Notice
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.roster.roster_import import RosterImport
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell

LETTERS = 3
PATIENCE_S = 300
WORKED_MS = 20  # below that its thread only waited
LIMIT_LETTER = "must 200 ms"


class Desk:
    """The window, the watch over it, and how a person at it waits."""

    def __init__(self, book: Any, work: Path, rosters: Path) -> None:
        self.session = Session(book)
        self.shell = Shell(self.session, Prefs(language="zh_CN"))
        self.work, self.rosters = work, rosters
        self.watch = Watch()
        self.shell.show()
        self.wait(lambda: self.session.lane.idle)

    def wait(self, until: Callable[[], bool], least: int = 60) -> None:
        """Let the loop turn until something is so, and a moment longer."""
        loop = QEventLoop()
        look = QTimer(interval=20)
        begun = time.monotonic()

        def is_over() -> bool:
            return time.monotonic() - begun > PATIENCE_S or (time.monotonic() - begun > least / 1000 and until())

        look.timeout.connect(lambda: loop.quit() if is_over() else None)
        look.start()
        loop.exec()

    def settle(self) -> None:
        """Until both lanes are empty."""
        self.wait(lambda: self.session.idle)

    def page(self, name: str) -> Any:
        """Bring a place to the front."""
        self.watch.during = name
        self.shell.go(name)
        self.settle()
        return self.shell.pages[name]


def search(desk: Desk) -> None:
    """Initials, characters and the end of a number, letter by letter; from the key to the list of it."""
    page, chance = desk.page("households"), random.Random(5)
    desk.watch.during = "search"
    sql = "SELECT name, initials, id_tail FROM person_search ORDER BY random() LIMIT 400"
    rows = desk.session.read(lambda reader: reader.connection.exec_driver_sql(sql).all())
    typed = [chance.choice((name, initials.split()[0], tail)) for name, initials, tail in rows if tail]
    times: list[float] = []
    for text in typed[: TIMES // LETTERS]:
        page.box.clear()
        for letter in text[:LETTERS]:
            shown: list[object] = []
            page.table.model().modelReset.connect(lambda shown=shown: shown.append(None))
            begun = time.perf_counter()
            QTest.keyClick(page.box, letter) if letter.isascii() else page.box.insert(letter)
            if not letter.isascii():
                page.box.textEdited.emit(page.box.text())
            while not shown:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            QApplication.processEvents()
            times.append((time.perf_counter() - begun) * 1000)
            page.table.model().modelReset.disconnect()
    times.sort()
    half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"from a letter to its list, {len(times)} letters | p50 {half:.0f}  p95 {most:.0f} ms | {LIMIT_LETTER}")
    page.box.clear()
    page.refresh()


def places(desk: Desk) -> None:
    """Every place of the rail, pages of the list, a file and its tabs."""
    page = desk.page("households")
    desk.watch.during = "scrolling"
    for _page in range(30):
        page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
        desk.wait(lambda: True, 30)
    desk.watch.during = "a file"
    page.open(page.table.rows.rows[0].id)
    desk.settle()
    for at in range(page.file.tabs.count()):
        desk.watch.during = f"a file, {page.file.tabs.tabText(at)}"
        page.file.tabs.setCurrentIndex(at)
        desk.settle()
    for name in ("today", "visits", "plans", "housing", "notices", "exchange", "reports", "settings"):
        shown = desk.page(name)
        tabs = getattr(shown, "tabs", None)
        for at in range(tabs.count() if tabs is not None and hasattr(tabs, "tabText") else 0):
            desk.watch.during = f"{name}, {tabs.tabText(at)}"
            tabs.setCurrentIndex(at)
            desk.settle()


def print_notice(desk: Desk) -> None:
    """A list of a village for the board: drafted, drawn and shown as it prints."""
    page = desk.page("notices")
    desk.watch.during = "print"
    page.kind.setCurrentIndex(max(0, page.kind.findData("N05")))
    page.village.setCurrentIndex(min(5, page.village.count() - 1))
    page.draft()
    desk.settle()
    with desk.session.book.read() as reader:
        made = reader.find(Notice)
    desk.wait(lambda: page.shown is not None or not made, 500)


def merge(desk: Desk) -> None:
    """A village's evening, looked into and merged."""
    page = desk.page("exchange")
    desk.watch.during = "a laptop seals"
    made: list[Path] = []
    desk.session.run(lambda _progress: village_bundle(desk), made.append)
    desk.settle()
    desk.watch.during = "merge, preview"
    page.look_into(made)
    desk.settle()
    desk.watch.during = "merge"
    page.merge()
    desk.settle()


def village_bundle(desk: Desk) -> Path:
    """What a laptop of one village seals for the city, which has enrolled it: a visit and a telephone a household."""
    from fupin_desktop.households.model import Household
    from fupin_desktop.store.book.book import Book
    from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
    from fupin_desktop.sync.sealing import seal
    from fupin_desktop.visits.model import Visit

    city, folder = desk.session.book, desk.work
    with city.read() as reader:
        code = reader.find(Household)[0].village_code or ""
    with Book.create(folder / "v.book", role="village", name="甲村", division=code, passphrase=PASSPHRASE) as laptop:
        write_own_card(laptop, folder / "card")
        known = laptop.identity.device.public.fingerprint
        welcome = folder / "welcome.fpb"
        enrol(city, folder / "card", scopes=[code], person="甲", role="first_secretary", fingerprint=known, out=welcome)
        join(laptop, welcome, city.identity.device.public.fingerprint)
        with laptop.write("visit.add") as ledger:
            homes = ledger.find(Household)
            ledger.save_all(one.but(phone="13800000000") for one in homes)
            ledger.save_all(
                Visit(household=one.id, date=ledger.today, visitors=("甲",), type="daily", findings="家中情况稳定")
                for one in homes
            )
        seal(laptop, folder / "up.fpb")
    return folder / "up.fpb"


def roster(desk: Desk) -> None:
    """One workbook of the city: read, previewed, taken in."""
    desk.page("households")
    desk.watch.during = "import, preview"
    dialog = RosterImport(desk.session, min(desk.rosters.glob("*.xlsx")), desk.shell)
    dialog.open()
    desk.wait(lambda: desk.session.lane.idle and dialog.seen is not None)
    desk.watch.during = "import"
    dialog.take()
    desk.settle()
    dialog.close()


PARTS: dict[str, Callable[[Desk], None]] = {
    "search": search, "places": places, "print": print_notice, "merge": merge, "import": roster,
}  # fmt: skip


def arguments() -> argparse.Namespace:
    """What is done, and with what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rosters", type=Path, required=True)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    return parser.parse_args()


def tell(part: str, stalls: list[Stall]) -> None:
    """Those in which the window's thread worked, each with its places; of the others how many, and the longest."""
    for one in stalls:
        if one.worked_ms >= WORKED_MS:
            print(one, flush=True)
    waited = [one.ms for one in stalls if one.worked_ms < WORKED_MS]
    longest = f", the longest {max(waited):.0f} ms" if waited else ""
    print(f"{part}: waited for the machine or the lane {len(waited)} times{longest}", flush=True)


def main() -> int:
    """Work at the window, and tell."""
    args = arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["FUPIN_STATE"] = str(args.work / "state")
    city_book(args.work, args.rosters).close()
    app = QApplication(sys.argv[:1])
    style.register_fonts()
    style.apply(app)
    with tempfile.TemporaryDirectory(dir=args.work) as name:
        folder = Path(name)
        for file in args.work.glob("city.book*"):
            shutil.copy(file, folder) if file.is_file() else shutil.copytree(file, folder / file.name)
        shutil.copytree(args.work / "state", folder / "state")
        os.environ["FUPIN_STATE"] = str(folder / "state")
        (folder / "made").touch()
        desk = Desk(city_book(folder, args.rosters), folder, args.rosters)
        print(f"load {os.getloadavg()}", flush=True)
        with desk.watch.on():
            for part in args.parts or PARTS:
                told = len(desk.watch.stalls)
                PARTS[part](desk)
                tell(part, desk.watch.stalls[told:])
        desk.shell.close()
        desk.session.close()
    return int(any(stall.worked_ms > LIMIT_MS for stall in desk.watch.stalls))


if __name__ == "__main__":
    sys.exit(main())
