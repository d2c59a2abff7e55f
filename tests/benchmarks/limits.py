"""The limits of the whole line, measured as medians: roster import, search, notice, start of the window.

python tests/benchmarks/limits.py [import] [search] [notice] [start]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "resources" / "demo" / "demo-county-roster.xlsx"
PASSPHRASE = "bench passphrase only"
TYPED = ("朱", "朱国", "zg", "zga", "luo", "2650", "张", "wxm", "lj", "3248")
# Each tells when its window has been drawn, and leaves at once.
_LEAVE = "QTimer.singleShot(0, lambda: (print(time.time(), flush=True), os._exit(0)))"
EMPTY_WINDOW = f"""
import os, time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
app = QApplication([]); window = QWidget(); window.resize(1280, 800); window.show(); {_LEAVE}; app.exec()
"""
OUR_WINDOW = f"""
import os, time
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from fupin_desktop import app
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
made = QApplication([]); {_LEAVE}; app.main()
"""


def book_with_roster(folder: Path) -> object:
    """An office's book with the demonstration roster."""
    from fupin_desktop.intake.commands import take_in
    from fupin_desktop.sheets.roster import read_roster
    from fupin_desktop.store.book.book import Book

    book = Book.create(
        folder / f"{time.monotonic_ns()}.book", role="county", name="演示县", division="441690", passphrase=PASSPHRASE
    )
    reading = read_roster(DEMO, division="441690")
    with book.write("roster.import") as ledger:
        take_in(ledger, reading.drafts)
    return book


def median(times: int, work: Callable[[], object]) -> float:
    """The median of so many runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def roster_import(folder: Path) -> dict[str, float]:
    """Reading the workbook and writing 16,141 records; the limit is 6 s."""
    return {"import_s": round(median(5, lambda: book_with_roster(folder)), 2)}


def search(folder: Path) -> dict[str, float]:
    """Search over 4,791 persons; the limit is a p95 of 8 ms."""
    from fupin_desktop.store.search.search import search as find

    book = book_with_roster(folder)
    found = []
    with book.read() as reader:
        for typed in TYPED * 15:
            start = time.perf_counter()
            find(reader, typed)
            found.append(time.perf_counter() - start)
    found.sort()
    return {
        "search_p50_ms": round(found[len(found) // 2] * 1000, 2),
        "search_p95_ms": round(found[int(len(found) * 0.95)] * 1000, 2),
    }


def notice(folder: Path) -> dict[str, float]:
    """A notice of 1,493 rows, drawn and looked through; the limit is 2 s."""
    from fupin_desktop.exits.model import ExitCase
    from fupin_desktop.households.model import Household
    from fupin_desktop.notices.commands import draft_notice
    from fupin_desktop.notices.page import preview_of
    from fupin_desktop.paper.documents.notice import document, render_notice
    from fupin_desktop.paper.write import put, write

    book = book_with_roster(folder)
    with book.write("notice.draft", rehearse=True) as ledger:
        years = [2016, 2017, 2018]
        cases = [
            ExitCase(household=home.id, year=home.planned_exit_year, stage="household_agreed")
            for home in ledger.find(Household, planned_exit_year=years)
        ]
        ledger.save_all(cases, managed=("stage",))
        made = draft_notice(ledger, "N05", where={"year": list(map(str, years))})
        start = time.perf_counter()
        page = preview_of(ledger, made)
        rows_s = time.perf_counter() - start
    out = folder / "notice.pdf"
    drawn = median(15, lambda: write(document(page), out))
    checked = median(5, lambda: put(*render_notice(page), out))
    return {
        "rows": len(page.rows),
        "choose_s": round(rows_s, 2),
        "draw_s": round(drawn, 2),
        "with_leak_gate_s": round(checked, 2),
    }


def start(_folder: Path) -> dict[str, float]:
    """The window shown, as a ratio to an empty window of the same run; the limit is 1.5."""

    def run(code: str) -> float:
        begun = time.time()
        words = [sys.executable, "-c", code]
        told = subprocess.run(words, check=True, cwd=ROOT, capture_output=True, text=True).stdout
        return float(told.split()[-1]) - begun

    pairs = [(run(OUR_WINDOW), run(EMPTY_WINDOW)) for _ in range(15)]
    return {
        "ours_s": round(statistics.median(ours for ours, _empty in pairs), 3),
        "empty_s": round(statistics.median(empty for _ours, empty in pairs), 3),
        "ratio": round(statistics.median(ours / empty for ours, empty in pairs), 2),
    }


def main() -> None:
    """Measure what is named, or all."""
    known = {"import": roster_import, "search": search, "notice": notice, "start": start}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUPIN_STATE"] = folder
        for name in sys.argv[1:] or known:
            print(json.dumps({name: known[name](Path(folder))}), flush=True)


if __name__ == "__main__":
    main()
