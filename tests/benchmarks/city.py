"""The questions of a city's book beside the design probe of the same run: one line for each, p50 and p95, ratios.

    python tests/benchmarks/city.py --work DIR --rosters DIR [--probe 'COMMAND'] [search|lists|info|check|import]

`--rosters` holds the workbooks of the city (the yardstick's `city_roster.py`); the book is made of them once, with the
program's own import, and kept in `--work`; each household then gets a few visits.  `--probe` is the yardstick's
`app_bench.py` with its options; of what it prints the lines of search and list are shown beside ours.  Milliseconds of
processor time stand beside those of the clock: where they differ, other work ran on the machine.
"""

import argparse
import json
import os
import random
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PASSPHRASE = "bench passphrase only"
TIMES = 200
VISITS = 4  # of each household
PAGE_OF_VISITS = 5_000
# What the question is, the limit of p95 in milliseconds, what it should reach, and the probe's figure beside it
LIMITS = {
    "search, initials of two or three letters": (8, 4, "search:pinyin initials (2-3)"),
    "search, one or two characters": (8, 4, "search:2 chars"),
    "search, last four of the number": (8, 4, "search:phone tail (4)"),
    "page of households, first": (8, 3, "list:page_keyset_raw"),
    "page of households, next": (8, 3, "list:page_keyset_raw"),
    "page with a chip, cause": (16, 8, ""),
    "page with a chip, not visited for a year": (16, 8, ""),
    "count, all": (16, 8, ""),
    "count with a chip, cause": (16, 8, ""),
    "count with a chip, not visited for a year": (16, 8, ""),
    "village names for the chip": (8, 2, ""),
}
Times = list[tuple[float, float]]  # of the clock, of the processor


def arguments() -> argparse.Namespace:
    """What is measured, and with what."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rosters", type=Path, required=True)
    parser.add_argument("--probe", default="")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    return parser.parse_args()


# --- the book -------------------------------------------------------------------------------------------------------


def city_book(work: Path, rosters: Path) -> Any:
    """The city's book, made once: every roster, then visits."""
    from fupin_desktop.store.book.book import Book

    path = work / "city.book"
    if (work / "made").exists():
        return Book.open(path, PASSPHRASE)
    book = Book.create(path, role="county", name="演示市", division="441690", passphrase=PASSPHRASE)
    for file in sorted(rosters.glob("*.xlsx")):
        take(book, file)
    visit(book)
    (work / "made").touch()
    return book


def take(book: Any, file: Path) -> None:
    """One roster into the book."""
    from fupin_desktop.intake.commands import take_in
    from fupin_desktop.sheets.roster import read_roster

    reading = read_roster(file, division="441690")
    with book.write("roster.import") as ledger:
        take_in(ledger, reading.drafts)


def visit(book: Any) -> None:
    """A few visits to each household, over two years, through the door."""
    from fupin_desktop.visits.model import Visit

    chance = random.Random(7)
    with book.read() as reader:
        homes = [row[0] for row in reader.connection.exec_driver_sql("SELECT id FROM household ORDER BY id")]
    for at in range(0, len(homes), PAGE_OF_VISITS):
        with book.write("visit.add") as ledger:
            ledger.save_all(
                Visit(
                    household=home, date=ledger.today - timedelta(days=chance.randrange(730)), visitors=("甲",),
                    type="daily", findings="家中情况稳定",
                )
                for home in homes[at : at + PAGE_OF_VISITS]
                for _again in range(VISITS)
            )  # fmt: skip


# --- asking ---------------------------------------------------------------------------------------------------------


def timed(questions: Iterable[Callable[[], Any]]) -> Times:
    """The milliseconds of each."""
    found: Times = []
    for ask in questions:
        clock, processor = time.perf_counter(), time.process_time()
        ask()
        found.append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))
    return found


def show(what: str, times: Times, probe: dict[str, Any]) -> None:
    """One line of the table."""
    must, aim, beside = LIMITS[what]
    clock, processor = (sorted(column) for column in zip(*times, strict=True))
    half, most = len(clock) // 2, int(len(clock) * 0.95)
    part, _colon, name = beside.partition(":")
    told = probe.get(part, {})
    other = (told.get("FTS5 unicode61, pre-split + initials", {}) if part == "search" else told).get(name)
    ratio = f" | probe {other['p50']} / {other['p95']}, ratio {clock[most] / other['p95']:.1f}" if other else ""
    print(
        f"{what:45} | p50 {clock[half]:6.2f}  p95 {clock[most]:6.2f} ms | processor {processor[half]:6.2f} "
        f"{processor[most]:6.2f} | must {must}, aim {aim}{ratio}",
        flush=True,
    )


def search(book: Any, probe: dict[str, Any]) -> None:
    """Names and numbers of people who are in the book."""
    from fupin_desktop.store.search.search import search as find

    chance = random.Random(5)
    with book.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT name, initials, id_tail FROM person_search").all()
        people = [chance.choice(rows) for _time in range(TIMES)]
        asked: dict[str, list[str]] = {
            "search, initials of two or three letters": [
                p.initials.split()[0][: chance.choice((2, 3))] for p in people
            ],
            "search, one or two characters": [p.name[: chance.choice((1, 2))] for p in people],
            "search, last four of the number": [p.id_tail for p in people if p.id_tail],
        }
        for what, typed in asked.items():
            show(what, timed(lambda text=text: find(reader, text) for text in typed), probe)


def lists(book: Any, probe: dict[str, Any]) -> None:
    """Pages, counts, and the names of the villages."""
    from fupin_desktop.store.lists.queries import Chosen, count_households, households, villages

    a_year_ago = datetime.now(UTC).date() - timedelta(days=365)
    cause, unvisited = Chosen(cause="01"), Chosen(unvisited_since=a_year_ago)
    chance = random.Random(6)
    with book.read() as reader:
        every = households(reader, Chosen(), limit=50_000)
        after = [chance.choice(every) for _time in range(TIMES)]
        again = range(TIMES)
        questions: dict[str, Iterable[Callable[[], Any]]] = {
            "page of households, first": (lambda: households(reader, Chosen()) for _n in again),
            "page of households, next": (lambda r=row: households(reader, Chosen(), r) for row in after),
            "page with a chip, cause": (lambda r=row: households(reader, cause, r) for row in after),
            "page with a chip, not visited for a year": (
                lambda r=row: households(reader, unvisited, r) for row in after
            ),
            "count, all": (lambda: count_households(reader, Chosen()) for _n in again),
            "count with a chip, cause": (lambda: count_households(reader, cause) for _n in again),
            "count with a chip, not visited for a year": (lambda: count_households(reader, unvisited) for _n in again),
            "village names for the chip": (lambda: villages(reader) for _n in again),
        }
        for what, asks in questions.items():
            show(what, timed(asks), probe)


def once(what: str, work: Callable[[], Any], limit: str) -> None:
    """A long piece of work: seconds of the clock and the processor, and the most memory of this process so far."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    seconds, worked = time.perf_counter() - clock, time.process_time() - processor
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:45} | {seconds:7.2f} s, processor {worked:6.2f} s | {most:.0f} MB | {limit}", flush=True)


def info(book: Any, _probe: dict[str, Any]) -> None:
    """`book info` with every digest to be worked out, and again with none."""
    from fupin_desktop.cli.office import books

    # The verb opens the book by its passphrase, which is slow on purpose and measured elsewhere
    books.book_of = lambda _call: nullcontext(book)
    with book.transaction() as connection:
        connection.exec_driver_sql("UPDATE digest SET dirty=1")
    once("book info, first time", lambda: books._info(None), "must 3 s")
    once("book info, nothing changed", lambda: books._info(None), "must 0.05 s")


def check(book: Any, _probe: dict[str, Any]) -> None:
    """`check --deep`."""
    from fupin_desktop.store.book.check import check as look

    once("check --deep", lambda: look(book, deep=True), "must 40 s, 300 MB")


def roster(book: Any, _probe: dict[str, Any], rosters: Path, work: Path) -> None:
    """One workbook of the city into a book of its own; the processor's time leaves out the child that opens it."""
    from fupin_desktop.store.book.book import Book

    del book
    for old in work.glob("one.book*"):
        old.unlink()
    with Book.create(
        work / "one.book", role="county", name="演示市", division="441690", passphrase=PASSPHRASE
    ) as fresh:
        file = min(rosters.glob("*.xlsx"))
        once("import of one city workbook", lambda: take(fresh, file), "must 25 s, 300 MB")


PARTS = ("search", "lists", "info", "check", "import")


def main() -> None:
    """Measure what is named, or all; each long piece of work in a process of its own, for its memory."""
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    os.environ["FUPIN_STATE"] = str(args.work / "state")
    parts = args.parts or PARTS
    if len(parts) > 1:
        print(f"load {os.getloadavg()}", flush=True)
        city_book(args.work, args.rosters).close()
        for part in parts:
            subprocess.run([sys.executable, *sys.argv[: len(sys.argv) - len(args.parts)], part], check=True)
        return
    probe: dict[str, Any] = {}
    if args.probe and parts[0] in ("search", "lists"):
        probe = json.loads(subprocess.run(shlex.split(args.probe), check=True, capture_output=True, text=True).stdout)
    with city_book(args.work, args.rosters) as book:
        if parts[0] == "import":
            roster(book, probe, args.rosters, args.work)
        else:
            {"search": search, "lists": lists, "info": info, "check": check}[parts[0]](book, probe)


if __name__ == "__main__":
    main()
