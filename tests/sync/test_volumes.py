"""Photo volumes: they follow the data, may be lost, come twice, in any order; nothing altered is ever taken."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.check import check
from fupin_desktop.store.photos.photo_shelf import arrived, photos_of
from fupin_desktop.store.photos.pictures import kept
from fupin_desktop.sync.bundles.bundle import Photo, opened, write_frames
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import Sealed, seal
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import Visit


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (64, 48), hashlib.shake_128(bytes([shade])).digest(64 * 48 * 3)).save(out, "JPEG")
    return out.getvalue()


def log(world: Any, name: str, *shades: int, n: int = 1) -> tuple[str, ...]:
    """A visit with photographs; their keys."""
    book, home = world[name], world.household(name, n)
    with book.write("visit.log") as ledger:
        keys = tuple(book.pictures.keep(ledger.connection, picture(s), "2017-06-03T10:20:30") for s in shades)
        visit, _task = log_visit(
            ledger, household=home.id, date=ledger.today, visitors=["陈一"], type="daily", photos=keys
        )
        return visit.photos


def sealed(world: Any, sender: str, to: str, cap: int = 1) -> Sealed:
    return seal(world[sender], world.path(), world.to(sender, to), volume_cap=cap)


def counts(world: Any, name: str) -> list[tuple[int, int]]:
    with world[name].read() as reader:
        return [arrived(reader, photos_of(visit)) for visit in reader.find(Visit)]


def refused(world: Any, name: str, file: Path) -> str:
    with pytest.raises(Refusal) as caught:
        world.merge(name, file)
    return caught.value.code


def contents(world: Any, name: str) -> dict[str, bytes]:
    book = world[name]
    with book.read() as reader:
        return dict(book.photo_contents([one.key for one in kept(reader.connection)]))


def test_photographs_follow_the_data(world: Any) -> None:
    keys = log(world, "a", 1, 2, 3)
    made = sealed(world, "a", "o")
    assert [path.name for path in made.volumes] == [f"{made.file.stem}-photos-{k}of3.fpb" for k in (1, 2, 3)]
    assert all(picture(1)[100:200] not in path.read_bytes() for path in made.volumes)
    world.merge("o", made.file)
    assert counts(world, "o") == [(0, 3)]
    second = world.merge("o", made.volumes[1])
    assert (second.status, second.photos, counts(world, "o")) == ("merged", 1, [(1, 3)])
    world.merge("o", made.volumes[0])
    world.merge("o", made.volumes[2])
    assert counts(world, "o") == [(3, 3)]
    assert contents(world, "o") == {key: picture(s) for key, s in zip(keys, (1, 2, 3), strict=True)}
    with world["o"].read() as reader:
        assert {one.taken_at for one in kept(reader.connection)} == {"2017-06-03T10:20:30"}
    assert check(world["o"]) == []


def test_a_volume_may_come_first_and_twice_and_under_another_name(world: Any) -> None:
    log(world, "a", 1, 2)
    made = sealed(world, "a", "o", cap=10**6)
    assert len(made.volumes) == 1
    renamed = made.volumes[0].rename(made.volumes[0].with_name("看照片.dat"))
    first, again = world.merge("o", renamed), world.merge("o", renamed)
    assert (first.status, first.photos) == ("merged", 2)
    assert (again.status, again.code) == ("already", "bundle.known")
    anew = world.merge("o", sealed(world, "a", "o", cap=10**6).volumes[0])
    assert (anew.status, anew.code, anew.identical) == ("already", "bundle.nothing_new", 2)
    world.merge("o", made.file)
    assert counts(world, "o") == [(2, 2)]


def test_a_lost_volume_is_asked_for_and_what_arrived_travels_no_more(world: Any) -> None:
    keys = log(world, "a", 1, 2, 3)
    made = sealed(world, "a", "o")
    merge_files(world["o"], [made.volumes[0], made.file, made.volumes[2]])
    assert counts(world, "o") == [(2, 3)]
    receipt = sealed(world, "o", "a")
    with opened(receipt.file, world["a"].identities) as got:
        assert got.manifest.missing == [sorted(keys)[1]]
    assert receipt.volumes == ()  # the laptop's own photographs are covered by its receipt
    world.merge("a", receipt.file)
    later = sealed(world, "a", "o")
    assert len(later.volumes) == 1
    world.merge("o", later.volumes[0])
    assert counts(world, "o") == [(3, 3)]
    world.send("o", "a")
    assert sealed(world, "a", "o").volumes == ()


def test_downward_to_the_other_laptops_and_new_ones(world: Any) -> None:
    log(world, "a", 1, 2)
    made = sealed(world, "a", "o")
    merge_files(world["o"], [made.file, *made.volumes])
    for name in "bc":
        down = sealed(world, "o", name)
        merge_files(world[name], [down.file, *down.volumes])
        assert counts(world, name) == [(2, 2)]
    assert contents(world, "b") == contents(world, "a")
    with world["a"].read() as one, world["b"].read() as other:
        mine, theirs = kept(one.connection), kept(other.connection)
    assert {o.key for o in mine} == {o.key for o in theirs}
    assert not {o.file_key for o in mine} & {o.file_key for o in theirs}
    assert not {o.name for o in mine} & {o.name for o in theirs}


def test_nobody_gets_or_asks_for_photographs_of_other_villages(world: Any) -> None:
    book = world["o"]
    home = world.household("o")
    with book.write("visit.log") as ledger:
        key = book.pictures.keep(ledger.connection, picture(9))
        other = next(h for h in ledger.find(type(home)) if h.village_code != home.village_code)
        log_visit(ledger, household=other.id, date=ledger.today, visitors=["李"], type="daily", photos=[key])
    asking = world.forge("a", "o", missing=[key])
    world.merge("o", asking)
    assert sealed(world, "o", "a").volumes == ()
    assert len(sealed(world, "o", "c").volumes) == 1


def forged(world: Any, made: Sealed, contents: list[bytes], **changes: Any) -> Path:
    """The volume with other photographs or another manifest, signed by the laptop all the same."""
    keys = changes.pop("keys", world["a"].identity.device)
    with opened(made.volumes[0], world["o"].identities) as got:
        manifest = msgspec.structs.replace(got.manifest, **changes)
    out = world.path()
    write_frames(out, manifest, keys, contents, [world["o"].identity.authority.public.age])
    return out


def test_nothing_altered_is_taken(world: Any) -> None:
    [key] = log(world, "a", 1)
    made, good = sealed(world, "a", "o"), picture(1)
    world.merge("o", made.file)
    stranger = world["b"].identity.device
    other = [Photo(hashlib.sha256(b"x").hexdigest(), 1)]
    cases = {
        "bundle.damaged": [
            forged(world, made, [good[:-1] + b"x"]),
            forged(world, made, [good[:-1]]),
            forged(world, made, [good, b"x"]),
            forged(world, made, []),
            forged(world, made, [good], photos=[Photo(key, len(good) - 1)]),
            forged(world, made, [b""], photos=[Photo(key, 0)]),
            forged(world, made, [good], photos=[Photo(key, -1)]),
            forged(world, made, [b"x" * 5], photos=[Photo(key, 2**40)]),
            forged(world, made, [good], photos=other),
        ],
        "bundle.signature": [forged(world, made, [good], keys=stranger)],
        "bundle.not_for_us": [forged(world, made, [good], recipient="0" * 32)],
        "bundle.practice": [forged(world, made, [good], practice=True)],
        "bundle.newer": [forged(world, made, [good], format=2)],
        "sender.unknown": [
            forged(world, made, [good], sender=msgspec.structs.replace(_keys(made, world), id="f" * 32)),
        ],
    }
    for code, files in cases.items():
        for number, file in enumerate(files):
            assert refused(world, "o", file) == code, (code, number)
    assert counts(world, "o") == [(0, 1)]
    assert not world["o"].pictures.folder.exists()
    whole = made.volumes[0].read_bytes()
    torn = world.path()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        torn.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert refused(world, "o", torn).startswith("bundle.")
        torn.write_bytes(whole[:at])
        assert refused(world, "o", torn).startswith("bundle.")
    assert not world["o"].pictures.folder.exists()
    assert world.merge("o", made.volumes[0]).photos == 1


def _keys(made: Sealed, world: Any) -> Any:
    with opened(made.volumes[0], world["o"].identities) as got:
        return got.manifest.sender


def test_a_preview_writes_nothing(world: Any) -> None:
    log(world, "a", 1)
    made = sealed(world, "a", "o")
    [report] = merge_files(world["o"], [made.volumes[0]], rehearse=True)
    assert (report.status, report.photos) == ("merged", 1)
    assert not world["o"].pictures.folder.exists()
    assert world.merge("o", made.volumes[0]).photos == 1


def test_a_damaged_file_stops_no_seal_and_check_names_it(world: Any) -> None:
    one, two = log(world, "a", 1, 2)
    book = world["a"]
    with book.read() as reader:
        rows = {found.key: found for found in kept(reader.connection)}
    file = book.pictures.folder / rows[one].name
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert [(p.code, p.where) for p in check(book)] == [("photo.damaged", {"photo": one})]
    made = sealed(world, "a", "o", cap=10**6)
    with opened(made.volumes[0], world["o"].identities) as got:
        assert [photo.hash for photo in got.manifest.photos] == [two]
    file.unlink()
    assert [p.code for p in check(book)] == ["photo.missing"]
    with book.write("again") as ledger:
        book.pictures.keep(ledger.connection, picture(1))
    assert check(book) == []


def test_text_that_names_no_photograph_is_not_written(world: Any) -> None:
    home = world.household("a")
    with pytest.raises(Refusal) as refusal, world["a"].write("visit.log") as ledger:
        log_visit(ledger, household=home.id, date=ledger.today, visitors=["陈"], type="daily", photos=["IMG_1.jpg"])
    assert (refusal.value.code, refusal.value.where) == ("value.form", {"kind": "visit", "field": "photos"})


CHILD = """
import sys
from pathlib import Path
from fupin_desktop.seal.slots import read_keys, keys_path
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.merging import merge_files
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
book = Book.open_with_key(path, key, read_keys(keys_path(path)), "o")
print("ready", flush=True)
merge_files(book, [Path(name) for name in sys.argv[3:]])
"""


def test_killed_in_the_middle_leaves_no_half_file(world: Any) -> None:
    keys = log(world, "a", *range(1, 41))
    made = sealed(world, "a", "o", cap=10**6)
    office = world["o"]
    files = [str(made.file), *map(str, made.volumes)]
    for delay in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(office.path), office.book_key.hex(), *files],
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert check(office) == []  # whatever counts is whole
    merge_files(office, [Path(name) for name in files])
    assert counts(world, "o") == [(40, 40)]
    assert set(contents(world, "o")) == set(keys)
    stale = office.pictures.folder / "left.part"
    stale.write_bytes(b"x")
    os.utime(stale, (0, 0))
    with office.read() as reader:
        office.pictures.sweep(reader.connection)
    assert not stale.exists()
    assert counts(world, "o") == [(40, 40)]


def test_backup_and_restore_bring_photographs(world: Any, worlds: Callable[[], Any]) -> None:
    from fupin_desktop.store.book.book import Book
    from fupin_desktop.store.book.copies.backup import backup
    from fupin_desktop.store.book.copies.restoring import restore

    log(world, "a", 1, 2)
    book = world["a"]
    made = backup(book, world.folder / "backups")
    restore(made, world.folder / "restored.book")
    with Book.open_with_key(world.folder / "restored.book", book.book_key, book.key_file, "a") as again:
        assert check(again) == []
        with again.read() as reader:
            assert len(dict(again.photo_contents([one.key for one in kept(reader.connection)]))) == 2
