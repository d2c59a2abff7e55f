"""kill -9 at random moments of saving, sealing and merging: `python tests/sync/kills.py FOLDER --count N`.

A laptop saves three times, seals, and the office merges, in a child process that says what is done; it is killed
somewhere on the way.  Then: what was acknowledged is there, no half file stands at a final name, and doing it all again
ends with the digest of an undisturbed run.  Prints one JSON line; ends with 1 when anything went wrong.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.seal.slots import KeyFile
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.bundles.bundle import opened
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal

TOWN, VILLAGE = "441690101", "441690101200"
PASSPHRASE = "wu ge pin yin ci"
SAVES = 3
DEEP_EVERY = 20
Keys = dict[str, tuple[bytes, KeyFile]]


def prepare(folder: Path) -> Keys:
    """A township and its laptop, enrolled; closed again."""
    office = Book.create(folder / "office.book", role="township", name="甲镇", division=TOWN, passphrase=PASSPHRASE)
    laptop = Book.create(folder / "laptop.book", role="village", name="甲", division=VILLAGE, passphrase=PASSPHRASE)
    with office.write("roster.import") as ledger:
        ledger.save_all(_household(f"r{number}") for number in range(200))
    write_own_card(laptop, folder / "card")
    enrol(
        office, folder / "card", scopes=[VILLAGE], person="甲", role="first_secretary",
        fingerprint=laptop.identity.device.public.fingerprint, out=folder / "welcome.fpb",
    )  # fmt: skip
    join(laptop, folder / "welcome.fpb", office.identity.device.public.fingerprint)
    found = {"office": (office.book_key, office.key_file), "laptop": (laptop.book_key, laptop.key_file)}
    office.close()
    laptop.close()
    return found


def _household(name: str) -> Household:
    return Household(household_code=name, village_code=VILLAGE, status="registered")


def open_books(folder: Path, keys: Keys) -> dict[str, Book]:
    return {name: Book.open_with_key(folder / f"{name}.book", *pair, "x") for name, pair in keys.items()}


def work(folder: Path, keys: Keys, tell: Callable[[str], None]) -> None:
    """The evening's work; `tell` is called when a step is acknowledged to the person."""
    books = open_books(folder, keys)
    laptop, office = books["laptop"], books["office"]
    tell("begun")
    for number in range(SAVES):
        code = f"new{number}"
        with laptop.write("record.new") as ledger:
            if not ledger.find(Household, household_code=code):
                ledger.save(_household(code))
        tell(f"saved {code}")
    seal(laptop, folder / "up.fpb")
    tell("sealed")
    merge_files(office, [folder / "up.fpb"])
    tell("merged")
    for book in books.values():
        book.close()


def killed(folder: Path, keys: Keys, after: float) -> list[str]:
    """Work in a child, killed after so many seconds; what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(folder, keys, lambda text: os.write(writing, f"{text}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.readline()  # the books are open
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return pipe.read().decode().split("\n")[:-1]


def wrong_after(folder: Path, keys: Keys, told: list[str]) -> list[str]:
    """What does not stand as it was acknowledged."""
    found = []
    books = open_books(folder, keys)
    with books["laptop"].read() as reader:
        codes = {one.household_code for one in reader.find(Household)}
    found += [f"lost: {text}" for text in told if text.startswith("saved") and text.split()[1] not in codes]
    file = folder / "up.fpb"
    if file.exists():
        try:
            with opened(file, books["office"].identities) as got:
                list(got.segments())
        except Refusal as refusal:
            found.append(f"half a file: {refusal.code}")
    elif "sealed" in told:
        found.append("lost: the sealed file")
    if "merged" in told:
        with books["office"].read() as reader:
            if not reader.find(Household, household_code="new2"):
                found.append("lost: the merge")
    for book in books.values():
        book.close()
    return found


def finish(folder: Path, keys: Keys, *, deep: bool) -> list[str]:
    """Do it all again, undisturbed, and compare."""
    work(folder, keys, lambda _text: None)
    books = open_books(folder, keys)
    digests = {name: book.digests().get(VILLAGE) for name, book in books.items()}
    found = [] if digests["office"] == digests["laptop"] else ["the digests differ"]
    for name, book in books.items():
        with book.read() as reader:
            if len(reader.find(Household)) != 200 + SAVES:
                found.append(f"{name}: counted twice or lost")
        if deep:
            found += [f"{name}: {problem}" for problem in check(book, deep=True)]
        book.close()
    found += [f"left over: {left.name}" for left in folder.glob(".*.part")]
    return found


def trials(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """As many as asked for, until the time is over."""
    chance = random.Random(options.seed)
    base = folder / "base"
    base.mkdir(parents=True)
    os.environ["FUPIN_STATE"] = str(base / "state")
    keys = prepare(base)
    length = max(_length(folder, base, keys) for _round in range(3))
    end, count, wrong, moments = time.monotonic() + options.seconds, 0, [], Counter[str]()
    while count < options.count and time.monotonic() < end:
        trial = _copy(folder, base)
        told = killed(trial, keys, chance.uniform(0, length * 1.1))
        moments[told[-1].split()[0] if told else "nothing"] += 1
        problems = [*wrong_after(trial, keys, told), *finish(trial, keys, deep=count % DEEP_EVERY == 0)]
        wrong += [f"{count} after {told[-1:]}: {problem}" for problem in problems]
        count += 1
        shutil.rmtree(trial)
    told_all = {"count": count, "wrong": len(wrong), "first": wrong[:5], "seed": options.seed}
    return {**told_all, "killed_after": dict(moments), "seconds_of_work": round(length, 3)}


def _copy(folder: Path, base: Path) -> Path:
    trial = folder / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(base, trial)
    os.environ["FUPIN_STATE"] = str(trial / "state")
    return trial


def _length(folder: Path, base: Path, keys: Keys) -> float:
    trial = _copy(folder, base)
    moments: list[float] = []
    work(trial, keys, lambda _text: moments.append(time.perf_counter()))
    return moments[-1] - moments[0]


def main() -> int:
    """Run, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    told = trials(options.folder, options)
    print(msgspec.json.encode(told).decode())
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
