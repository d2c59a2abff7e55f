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
    print(json.dumps(timed(args.work, made, json.loads((args.data / "meta.json").read_text()))))


def timed(work: Path, made: dict[str, Any], meta: dict[str, Any]) -> dict[str, Any]:
    """Merge every bundle and measure."""
    from fupin_desktop.seal.slots import keys_path, read_keys
    from fupin_desktop.store.book import Book
    from fupin_desktop.store.questions import count_questions
    from fupin_desktop.sync.merging import merge_file

    path = work / "office.book"
    book = Book.open_with_key(path, bytes.fromhex(made["key"]), read_keys(keys_path(path)), "bench")
    files = sorted(work.glob("bundle-*.fpb"))
    each = []
    start = time.perf_counter()
    for file in files:
        before = time.perf_counter()
        report = merge_file(book, file)
        each.append(time.perf_counter() - before)
        assert report.status == "merged", report
    wall = time.perf_counter() - start
    again = time.perf_counter()
    assert merge_file(book, files[0]).status == "already"
    again = time.perf_counter() - again
    with book.read() as reader:
        conflicts = count_questions(reader)
    with book.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    total = sum(file.stat().st_size for file in files)
    return {
        "engine": "ours", "changes": meta["changes"], "ops": meta["ops"], "wall_s": round(wall, 4),
        "changes_per_s": round(meta["changes"] / wall),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "disk_mb": round(path.stat().st_size / 1e6, 1), "bytes_per_change": round(total / meta["changes"], 2),
        "conflicts": conflicts, "conflicts_expected": meta["conflicts"], "again_share": round(again / each[0], 4),
        "p95_bundle_ms": round(sorted(each)[int(len(each) * 0.95)] * 1000, 1),
        "seal_changes_per_s": round(meta["changes"] / made["seal_s"]),
    }  # fmt: skip


if __name__ == "__main__":
    main()
