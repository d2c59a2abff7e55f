"""A laptop is cleared only when a receipt covers all of it, and what a break leaves is a whole book or none."""

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.files import state_folder
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.book.copies import remains
from fupin_desktop.store.book.copies.backup import backup, backups_of
from fupin_desktop.store.book.copies.clearing import Cleared, clear, readiness
from fupin_desktop.store.book.copies.listed import note_listed
from fupin_desktop.store.photos.photo_tray import lay_in
from fupin_desktop.store.write.drafts import keep_draft
from fupin_desktop.sync.authority.vouching import revoke
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.sync.sealing import seal
from fupin_desktop.visits.commands import log_visit
from tests.sync.conftest import PASSPHRASE, World

PICTURE = b"not a picture, but content enough"


def cleared(world: World, name: str = "a", *, typed: str | None = None) -> Cleared:
    book = world[name]
    book.close()
    protocol = world.folder / "protocol.txt"
    return clear(book.path, PASSPHRASE, name=typed or book.identity.name, protocol=protocol)


def refused(world: World, **how: Any) -> Refusal:
    """The refusal, and that the book is whole after it."""
    with pytest.raises(Refusal) as caught:
        cleared(world, **how)
    with Book.open(world["a"].path, PASSPHRASE) as book:
        assert check(book, deep=True) == []
    assert not remains._mark(world["a"].path).exists()
    return caught.value


def edit(world: World, n: int = 1, **changes: Any) -> None:
    world.save("a", world.household("a", n).but(**changes))


def send_all(world: World) -> None:
    """Up with all photographs, and the receipt back."""
    sealed = seal(world["a"], world.path())
    merge_files(world["o"], [sealed.file, *sealed.volumes])
    world.send("o", "a")


def ready(world: World) -> World:
    """A laptop that has worked, sent everything and has its list."""
    edit(world, phone="13900000001")
    send_all(world)
    note_listed(world["a"])
    return world


def files_of(world: World) -> list[str]:
    return sorted(one.name for one in world.folder.iterdir() if one.name.startswith("a.book"))


def test_after_the_receipt_nothing_of_the_book_is_left(world: World) -> None:
    backup(world["a"], backups_of(world["a"].path))
    ready(world)
    keep_draft(world["a"], "visit", {"findings": "x"})
    known = world["a"].identity
    done = cleared(world)
    assert done.left == ()
    assert files_of(world) == []
    assert [one for one in state_folder().rglob(f"*{known.book_id}*") if known.device.id in one.name] == []
    with pytest.raises(Refusal) as caught:
        Book.open(world["a"].path, PASSPHRASE)
    assert caught.value.code == "book.missing"
    told = done.protocol.read_text(encoding="utf-8")
    assert known.device.public.fingerprint in told
    assert "Removed: the book" in told
    assert "flash memory" in told
    assert "13900000001" not in told


def test_entries_without_a_receipt_refuse_it(world: World) -> None:
    ready(world)
    edit(world, 2, persons=7)
    refusal = refused(world)
    assert refusal.code == "clear.not_received"
    assert refusal.where["entries"] == 1
    # Sealed is not received, and received by the office is not known here before its receipt has come
    world.books["a"] = Book.open(world["a"].path, PASSPHRASE)
    file = world.seal("a", "o")
    assert not readiness(world["a"]).coverage.is_whole
    world.merge("o", file)
    assert refused(world).where["entries"] == 1
    world.books["a"] = Book.open(world["a"].path, PASSPHRASE)
    world.send("o", "a")
    assert refused(world).code == "clear.list_old"
    world.books["a"] = Book.open(world["a"].path, PASSPHRASE)
    note_listed(world["a"])
    assert cleared(world).left == ()


def test_a_photograph_the_office_lacks_refuses_it(world: World) -> None:
    with world["a"].write("visit.log") as ledger:
        key = world["a"].pictures.keep(ledger.connection, PICTURE)
        home = world.household("a").id
        log_visit(ledger, household=home, date=ledger.today, visitors=["甲"], photos=(key,), type="daily")
    sealed = seal(world["a"], world.path())
    merge_files(world["o"], [sealed.file])  # the volume with the photograph stayed in the bag
    world.send("o", "a")
    note_listed(world["a"])
    assert refused(world).where == {"entries": 0, "photos": 1, "tray": 0, "aside": 0, "held": 0}
    world.books["a"] = Book.open(world["a"].path, PASSPHRASE)
    merge_files(world["o"], list(sealed.volumes))
    world.send("o", "a")
    assert cleared(world).left == ()


def test_a_photograph_in_the_tray_refuses_it(world: World) -> None:
    ready(world)
    assert lay_in(world["a"], PICTURE, "", "a.jpg")
    refusal = refused(world)
    assert (refusal.code, refusal.where["tray"]) == ("clear.not_received", 1)


def test_what_the_office_keeps_aside_refuses_it(world: World) -> None:
    ready(world)
    revoke(world["o"], world["a"].identity.device.id, "x")
    edit(world, 2, persons=8)
    world.send("a", "o")
    world.send("o", "a")
    note_listed(world["a"])
    refusal = refused(world)
    assert (refusal.code, refusal.where["aside"]) == ("clear.not_received", 1)


def test_what_an_earlier_device_of_the_book_wrote_counts(world: World) -> None:
    """A book that was made a new device has unsent entries under the name of the old one."""
    ready(world)
    edit(world, 2, persons=8)
    world["a"].renew_device()
    assert readiness(world["a"]).coverage.entries >= 1
    assert refused(world).code == "clear.not_received"


def test_without_a_list_it_is_refused(world: World) -> None:
    edit(world, phone="13900000001")
    send_all(world)
    assert refused(world).code == "clear.list"


def test_the_name_is_typed(world: World) -> None:
    ready(world)
    assert refused(world, typed="b").code == "clear.name"


def test_an_office_is_never_cleared(world: World) -> None:
    with pytest.raises(Refusal) as caught:
        readiness(world["o"])
    assert caught.value.code == "clear.office"


def test_a_laptop_that_joined_nobody_is_never_cleared(village_book: Book) -> None:
    with pytest.raises(Refusal) as caught:
        readiness(village_book)
    assert caught.value.code == "clear.nobody"


def test_another_window_on_the_book_refuses_it(world: World) -> None:
    ready(world)
    with Book.open(world["a"].path, PASSPHRASE) as other, other.read():
        with pytest.raises(Refusal) as caught:
            cleared(world)
        assert caught.value.code == "book.locked"
        assert files_of(world)[:1] == ["a.book"]


def test_what_broke_off_is_finished_and_said_when_somebody_opens_it(world: World) -> None:
    ready(world)
    path = world["a"].path
    world["a"].close()
    owner = remains.Owner(world["a"].identity.book_id, (world["a"].identity.device.id,))
    remains.remove(path, owner)
    assert path.exists()
    with pytest.raises(Refusal) as caught:
        Book.open(path, PASSPHRASE)
    assert caught.value.code == "book.cleared"
    assert files_of(world) == []


def test_a_protocol_that_cannot_be_written_removes_nothing(world: World) -> None:
    ready(world)
    world["a"].close()
    nowhere = world.folder / "no such folder" / "protocol.txt"
    with pytest.raises(Refusal) as caught:
        clear(world["a"].path, PASSPHRASE, name="a", protocol=nowhere)
    assert caught.value.code == "output.missing"
    with Book.open(world["a"].path, PASSPHRASE) as book:
        assert check(book, deep=True) == []


def test_killed_at_every_step_it_is_a_whole_book_or_none(worlds: Callable[[], World]) -> None:
    """The child is killed at its n-th removal, for every n there is: before the keys are gone the book is whole, after
    that nothing opens it, and the next attempt to open it removes the rest."""
    ends: list[str] = []
    world = ready(worlds())
    with world["a"].write("visit.log") as ledger:  # so that there is a folder of photographs
        world["a"].pictures.keep(ledger.connection, PICTURE)
    backup(world["a"], backups_of(world["a"].path))
    world["a"].close()
    for n in range(40):
        if _killed_at(n, world, folder := world.folder.parent / f"kill{n}"):
            ends.append(_what_is_left(folder / "a.book"))
        else:
            break
    assert ends == sorted(ends, reverse=True), "whole first, then none"
    assert {"whole", "none"} == set(ends)
    assert len(ends) >= 8


def _killed_at(n: int, world: World, folder: Path) -> bool:
    """Clear a copy in a child that is killed at its n-th removal; False when it ended before."""
    shutil.copytree(world.folder, folder)
    os.environ["FUPIN_STATE"] = str(folder / "state")
    child = os.fork()
    if child == 0:
        _die_at(n)
        try:
            clear(folder / "a.book", PASSPHRASE, name="a", protocol=folder / "protocol.txt")
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_at(n: int) -> None:
    left = [n]

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **more: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*args, **more)

        return act

    remains._overwrite = counting(remains._overwrite)
    remains._take_away = counting(remains._take_away)
    remains._remove_backups = counting(remains._remove_backups)
    remains._forget = counting(remains._forget)


def _what_is_left(path: Path) -> str:
    with suppress(Refusal), Book.open(path, PASSPHRASE) as book:
        assert check(book, deep=True) == []
        return "whole"
    with pytest.raises(Refusal) as caught:
        Book.open(path, PASSPHRASE)
    assert caught.value.code == "book.missing", "the first attempt removed the rest"
    assert [one.name for one in path.parent.iterdir() if one.name.startswith("a.book")] == []
    return "none"
