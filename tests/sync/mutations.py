"""Mutated and hostile bundles against one book: `python tests/sync/mutations.py FOLDER --small --random N --hostile N`.

Runs as a process of its own, so that its memory can be told; prints one JSON line and ends with 1 when anything was
accepted, changed a row, or raised something that is no refusal.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "vectors"))

import hostile
import material
import pyrage

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import New
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store import driver
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.bundles.segment import START, Segment
from fupin_desktop.sync.merging import merge_file

KEYS = json.loads((Path(material.__file__).parent / "keys.json").read_text())
HOUSEHOLDS = 400  # of the large bundle
_WRITTEN = (*KINDS, "journal", "segment", "stream", "cell", "set_aside", "version", "partner", "receipt", "waiting")


class Target:
    """The book that is attacked, inside one transaction that is rolled back in the end."""

    def __init__(self, folder: Path, book: Book, batch: Any) -> None:
        self.file, self.batch, self.book = folder / "attack.fpb", batch, book
        self.connection = batch._connection
        self.codes: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.count = 0
        self.stood = self.state()  # whatever is tried is rolled back to this

    def changes(self) -> int:
        """Statements that touched a row, also those that were rolled back."""
        return int(self.connection.connection.driver_connection.total_changes)

    def state(self) -> list[Any]:
        """What stands in the tables that a merge writes."""
        counts = [driver.rows(self.connection, f'SELECT count(*) FROM "{table}"') for table in _WRITTEN]
        return [*counts, driver.rows(self.connection, "SELECT * FROM meta ORDER BY key")]

    def try_one(self, content: bytes, what: str, judge: Callable[["Target", str], str | None]) -> None:
        """Merge it behind a savepoint of its own; `judge` says what is wrong with the outcome."""
        self.file.write_bytes(content)
        self.count += 1
        before = self.changes()
        driver.run(self.connection, "SAVEPOINT trial")
        try:
            code = merge_file(self.batch, self.file).status
        except Refusal as refusal:
            code = f"refused {refusal.code}"
        except Exception as error:
            code = "bug"
            self.wrong.append(f"{what}: {type(error).__name__}: {error}"[:300])
        problem = judge(self, code)
        if problem is not None or (
            code.startswith("refused") and self.changes() != before and self.state() != self.stood
        ):
            self.wrong.append(f"{what}: {code}: {problem or 'a row was changed'}")
        driver.run(self.connection, "ROLLBACK TO trial")
        driver.run(self.connection, "RELEASE trial")
        self.batch._known = None
        self.codes[code] += 1


def refused(_target: Target, code: str) -> str | None:
    """For what no signature covers any more: nothing but a refusal will do."""
    return None if code.startswith("refused") else "was not refused"


def truncations(sealed: bytes) -> Iterator[tuple[bytes, str]]:
    for length in range(len(sealed)):
        yield sealed[:length], f"cut at {length}"


def flips(sealed: bytes) -> Iterator[tuple[bytes, str]]:
    for at in range(len(sealed)):
        for bit in range(8):
            yield sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :], f"bit {bit} of {at}"


def mutate(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """One random change: flip, cut, insert, swap, append, or a piece of another bundle."""
    at, to = sorted(chance.randrange(len(data)) for _ in range(2))
    made = chance.choice(
        (
            lambda: data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :],
            lambda: data[:at],
            lambda: data[:at] + data[to + 1 :],
            lambda: data[:at] + chance.randbytes(chance.randrange(1, 40)) + data[at:],
            lambda: data[:at] + data[to:] + data[at:to] + b"\n",
            lambda: data + chance.randbytes(chance.randrange(1, 400)),
            lambda: data[:at] + other[at:],
            lambda: data[:at] + bytes(to - at + 1) + data[to + 1 :] + b"\0",
        )
    )()
    return made if made not in (data, other) else data + b"x"


def large(writer: material.Writer) -> bytes:
    """The inside of a bundle with some hundred households and their heads, in several segments."""
    laptop, before, segments = writer.keys["laptop"], START, []
    for number in range(1, 5):
        first = (number - 1) * HOUSEHOLDS // 4 * 2 + 1
        dots = range(first, first + HOUSEHOLDS // 4 * 2, 2)
        news = [material.household(dot) for dot in dots]
        news += [New("member", material.dot(d + 1), {"household": material.dot(d), "name": "张三"}) for d in dots]
        news.sort(key=lambda new: new.dot)
        segment: Segment = material.run(
            laptop, [material.entry(number, news=news)], last=first + HOUSEHOLDS // 4 * 2 - 1, first_counter=first,
            before=before,
        )  # fmt: skip
        segments.append(segment)
        before = segment.hash
    return writer.plain(segments)


def attack(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Everything that was asked for, until the time is over."""
    chance = random.Random(options.seed)
    writer = material.Writer(KEYS, folder)
    small = (Path(material.__file__).parent / "good.fpb").read_bytes()
    inside = large(writer)
    sealed = writer.seal(inside)
    end = time.monotonic() + options.seconds
    with material.reader_book(folder, KEYS) as book, book.batch(rehearse=True) as batch:
        target = Target(folder, book, batch)
        control(target, small, sealed)
        plans: list[Iterator[tuple[bytes, str, Callable[[Target, str], str | None]]]] = [
            ((one, what, refused) for source in (truncations, flips) for one, what in source(small) if options.small),
            randoms(chance, writer, inside, sealed, small, options.random),
            ((one, what, hostile.harmless) for one, what in hostile.payloads(chance, writer, options.hostile)),
        ]
        for plan in plans:
            for content, what, judge in plan:
                target.try_one(content, what, judge)
                if time.monotonic() > end:
                    break
    return {
        "count": target.count, "wrong": len(target.wrong), "first": target.wrong[:8], "seed": options.seed,
        "codes": dict(target.codes.most_common()),
        "rss_mb": peak_mb(),
    }  # fmt: skip


def peak_mb() -> int:
    """The most memory this process held; not what `getrusage` says, which begins with what its parent held."""
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()
    return int(told[0]) // 1024


def control(target: Target, small: bytes, sealed: bytes) -> None:
    """The same files unharmed are merged: what follows is refused for what was done to it."""
    for content in (small, sealed):
        target.try_one(content, "unharmed", lambda _target, code: None if code == "merged" else "was not merged")


def randoms(
    chance: random.Random, writer: material.Writer, inside: bytes, sealed: bytes, small: bytes, count: int
) -> Iterator[tuple[bytes, str, Callable[[Target, str], str | None]]]:
    """Half of them at the envelope, half inside it, encrypted anew to the office."""
    other = pyrage.decrypt(small, [pyrage.x25519.Identity.from_str(KEYS["authority"]["age_identity"])])
    for number in range(count):
        if number % 2:
            yield mutate(chance, sealed, small), f"envelope {number}", refused
        else:
            yield writer.seal(mutate(chance, inside, other)), f"inside {number}", refused


def main() -> int:
    """Run, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--hostile", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=7)
    told = attack(*(lambda options: (options.folder, options))(parser.parse_args()))
    print(json.dumps(told, ensure_ascii=False))
    return 1 if told["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
