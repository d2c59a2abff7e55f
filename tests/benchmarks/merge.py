"""Merge beside the yardsticks: reads what their generator writes, seals and merges with the product's own code.

    python tests/benchmarks/merge.py --data DIR --work DIR

Each laptop is enrolled for its own village and the one it crosses into.  Base rows and sealing run in a child process
outside the clock; timed is from opening the first bundle file to the last commit.  Prints one JSON line.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PASSPHRASE = "bench passphrase only"
# table of the generator -> kind, and for each of its columns the field that takes it
FIELDS: dict[str, tuple[str, dict[str, str]]] = {
    "household": ("household", {
        "village": "village_code", "hh_no": "household_code", "head": "bank_name",
        "address": "address_detail",
        "lat": "farmland", "lon": "woodland", "phone": "phone", "kind": "attribute",
        "income_src": "cause_main",
        "house": "house_structure", "risk": "fuel", "water": "group_name", "power": "natural_village",
        "road": "road_type",
        "income": "baseline_income_pc", "area": "house_built_year", "pop": "persons",
        "status": "status", "note": "remark",
    }),
    "member": ("member", {
        "hh_id": "household", "name": "name", "sex": "sex", "birth": "birth_date", "relation": "relation",
        "edu": "education", "health": "ethnic", "work_place": "political", "work": "id_type", "income": "change_type",
        "insured": "in_army", "note": "id_no",
    }),
    "visit": ("visit", {
        "hh_id": "household", "date": "date", "team": "promised", "visitor": "visitors", "kind": "type",
        "topic": "topics",
        "finding": "findings", "need": "requests", "next_date": "photos",
    }),
    "measure": ("year_measure", {
        "hh_id": "household", "kind": "category", "start": "start", "owner": "responsible", "amount": "planned_fund",
        "state": "state", "effect": "content",
    }),
    "repair": ("housing_case", {
        "hh_id": "household", "kind": "mode", "grade": "contractor", "start": "started_on", "budget": "budget",
        "state": "remark",
    }),
    "progress": ("measure_progress", {
        "repair_id": "measure", "date": "date", "stage": "photos", "pct": "percent", "note": "remark",
    }),
}  # fmt: skip
LINKS = {"hh_id", "repair_id"}
LISTS = {"visitors", "topics", "photos"}
TEXTS = {"farmland", "woodland", "change_type"}


def village_code(number: int) -> str:
    """An invented village of division 441690."""
    return f"441690{101 + number // 60:03d}{200 + number % 60:03d}"


def arguments() -> argparse.Namespace:
    """--data and --work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    return parser.parse_args()


def prepare(data: Path, work: Path, answer: Any) -> None:
    """The office's book with the base rows, and one sealed bundle a laptop; runs in a child process."""
    import merge as tables
    from preparation import Preparation

    answer.put(Preparation(data, work, tables).make())


def main() -> None:
    """Prepare, merge under the clock, print the line."""
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    os.environ["FUPIN_STATE"] = str(args.work / "state")
    for old in args.work.glob("office.book*"):
        old.unlink() if old.is_file() else shutil.rmtree(old)
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    child = context.Process(target=prepare, args=(args.data, args.work, answer))
    child.start()
    made = answer.get()
    child.join()
    keep_aside(args.work)
    print(json.dumps(timed(args.work, made, json.loads((args.data / "meta.json").read_text()))))


def keep_aside(work: Path) -> None:
    """The book as it is before the merge, for a second one."""
    shutil.rmtree(work / "before", ignore_errors=True)
    (work / "before").mkdir()
    for part in work.glob("office.book*"):
        shutil.copytree(part, work / "before" / part.name) if part.is_dir() else shutil.copy(part, work / "before")


def without_search(connection: Any) -> int:
    """The bytes of the book less those of its search index; the index is gone afterwards."""
    connection.exec_driver_sql("DELETE FROM person_search")
    connection.exec_driver_sql("INSERT INTO person_index (person_index) VALUES ('delete-all')")
    told = [
        connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("page_count", "freelist_count", "page_size")
    ]
    pages, free, size = map(int, told)
    return (pages - free) * size


def timed(work: Path, made: dict[str, Any], meta: dict[str, Any]) -> dict[str, Any]:
    """Merge every bundle and measure."""
    from fupin_desktop.seal.slots import keys_path, read_keys
    from fupin_desktop.store.book.book import Book
    from fupin_desktop.store.history.questions import count_questions
    from fupin_desktop.sync.merging import merge_files

    path = work / "office.book"
    book = Book.open_with_key(path, bytes.fromhex(made["key"]), read_keys(keys_path(path)), "bench")
    files = sorted(work.glob("bundle-*.fpb"))
    clock = Clock()
    reports = merge_files(book, files, progress=clock)
    wall, worked = clock.stop()
    assert [report.status for report in reports] == ["merged"] * len(files), reports
    with book.read() as reader:
        conflicts = count_questions(reader)
    with book.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        bare, size = without_search(connection), path.stat().st_size
    book.close()
    each, again = one_by_one(work, made)
    total = sum(file.stat().st_size for file in files)
    return {
        "engine": "ours", "changes": meta["changes"], "ops": meta["ops"], "wall_s": round(wall, 4),
        "processor_s": round(worked, 4),
        "changes_per_s": round(meta["changes"] / wall),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "disk_mb": round(size / 1e6, 1), "disk_bare_mb": round(bare / 1e6, 1),
        "bytes_per_change": round(total / meta["changes"], 2),
        "conflicts": conflicts, "conflicts_expected": meta["conflicts"], "again_share": round(again, 4),
        "p95_bundle_ms": round(sorted(each)[int(len(each) * 0.95)] * 1000, 1),
        "seal_changes_per_s": round(meta["changes"] / made["seal_s"]),
    }  # fmt: skip


class Clock:
    """Starts when the first bundle file is about to be opened: what is told of progress says when."""

    def __init__(self) -> None:
        self._start: tuple[float, float] | None = None

    def __call__(self, done: int, total: int, text: str) -> None:
        if self._start is None:
            self._start = time.perf_counter(), time.process_time()

    def stop(self) -> tuple[float, float]:
        """The seconds since, by the clock and of the processor: they differ where other work ran on the machine."""
        assert self._start is not None
        clock, worked = self._start
        return time.perf_counter() - clock, time.process_time() - worked


def one_by_one(work: Path, made: dict[str, Any]) -> tuple[list[float], float]:
    """Each bundle by itself into a city book that lacks it: seconds of each; and the share a known bundle takes."""
    from fupin_desktop.seal.slots import keys_path, read_keys
    from fupin_desktop.store.book.book import Book
    from fupin_desktop.sync.merging import merge_file

    path = work / "second.book"
    for old in work.glob("second.book*"):
        old.unlink() if old.is_file() else shutil.rmtree(old)
    for part in (work / "before").iterdir():
        copy = work / part.name.replace("office.book", "second.book")
        shutil.copytree(part, copy) if part.is_dir() else shutil.copy(part, copy)
    book = Book.open_with_key(path, bytes.fromhex(made["key"]), read_keys(keys_path(path)), "bench")
    files = sorted(work.glob("bundle-*.fpb"))
    each = [_seconds(lambda file=file: merge_file(book, file)) for file in files]  # type: ignore[misc]
    again = sorted(_seconds(lambda file=file: merge_file(book, file)) for file in files)  # type: ignore[misc]
    book.close()
    return each, again[len(again) // 2] / sorted(each)[len(each) // 2]


def _seconds(act: Callable[[], Any]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
