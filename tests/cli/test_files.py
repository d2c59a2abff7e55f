"""No verb ends in a fault of the program, whatever lies where the book should be, and no output destroys anything."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.store.book.book import Book
from tests.cli.every_verb import ON_A_BOOK, OUTPUT_OF, PASSPHRASE, VERBS, call, words_for


def _made(path: Path, role: str, division: str) -> None:
    Book.create(path, role=role, name="甲", division=division, passphrase=PASSPHRASE).close()


def _missing(book: Path) -> None:
    for file in book.parent.glob(f"{book.name}*"):
        file.unlink()


def _empty(book: Path) -> None:
    book.write_bytes(b"")


def _text(book: Path) -> None:
    book.write_text("这不是台账库\n" * 900)


def _truncated(book: Path) -> None:
    with book.open("r+b") as file:
        file.truncate(9 * 4096 + 77)


def _tail_gone(book: Path) -> None:
    with book.open("r+b") as file:
        file.truncate(book.stat().st_size // 2)


def _first_page(book: Path) -> None:
    with book.open("r+b") as file:
        file.seek(99)
        file.write(b"spoiled")


def _folder(book: Path) -> None:
    book.unlink()
    book.mkdir()


def _pipe(book: Path) -> None:
    book.unlink()
    os.mkfifo(book)


def _plain(book: Path) -> None:
    book.unlink()
    with sqlite3.connect(book) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
    connection.close()


def _other_keys(book: Path) -> None:
    other = book.with_name("other.book")
    _made(other, "village", "441690101201")
    for ending in (".keys", ".keys.twin"):
        shutil.copy(f"{other}{ending}", f"{book}{ending}")


def _no_keys(book: Path) -> None:
    for ending in (".keys", ".keys.twin"):
        Path(f"{book}{ending}").unlink()


def _middle_page(book: Path) -> None:
    with book.open("r+b") as file:
        file.seek(book.stat().st_size // 2)
        file.write(b"spoiled" * 99)


def _link_to_itself(book: Path) -> None:
    book.unlink()
    book.symlink_to(book.name)


def _keys_of(content: bytes | None) -> Callable[[Path], None]:
    def spoil(book: Path) -> None:
        _no_keys(book)
        keys = Path(f"{book}.keys")
        os.mkfifo(keys) if content is None else keys.write_bytes(content)

    return spoil


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (_missing, "book.missing"),
    "empty": (_empty, "book.empty"),
    "text": (_text, "book.unreadable"),
    "truncated": (_truncated, "book.damaged"),
    "tail gone": (_tail_gone, "book.damaged"),
    "first page": (_first_page, "book.damaged"),
    "folder": (_folder, "book.folder"),
    "pipe": (_pipe, "book.device"),
    "plain database": (_plain, "book.unreadable"),
    "other keys": (_other_keys, "book.unreadable"),
    "no keys": (_no_keys, "keys.missing"),
    "a link to itself": (_link_to_itself, "book.link"),
    "empty keys": (_keys_of(b""), "keys.missing"),
    "keys of no end": (_keys_of(b"[" * 100_000), "keys.missing"),
    "keys of zeros": (_keys_of(bytes(5 << 20)), "keys.missing"),
    "keys that are a pipe": (_keys_of(None), "keys.device"),
}
# Those that look at their own arguments first, or make the book
_OWN = {"book new"}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "books" / "a.book"
    path.parent.mkdir()
    _made(path, "township", "441690101")
    return path


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_verb_refuses_what_is_no_sound_book(sound: Path, tmp_path: Path, fault: str) -> None:
    spoil, code = FAULTS[fault]
    spoil(sound)
    before = content(sound.parent)
    for verb in ON_A_BOOK:
        if verb in _OWN:
            continue
        ended, answer, said = call(words_for(verb, sound, tmp_path))
        told = answer.get("refused", {"code": (answer.get("problems") or [{"code": ""}])[0]["code"]})["code"]
        assert (verb, ended) == (verb, 1), (answer, said)
        assert told == code or _of_arguments(told), (verb, answer)
        if code in ("book.damaged", "book.empty", "book.unreadable") and told == code:
            assert "fupin restore" in said, verb
        assert content(sound.parent) == before, verb


def _of_arguments(code: str) -> bool:
    return code.split(".")[0] not in ("book", "keys", "passphrase", "file", "output", "bug")


def test_a_damaged_page_in_the_middle_is_told_of_the_book_and_leaves_no_backup(sound: Path, tmp_path: Path) -> None:
    _middle_page(sound)
    code, answer, said = call(["backup", str(sound), "--to", str(tmp_path / "bk")])
    assert (code, answer["refused"]["code"]) == (1, "book.damaged")
    assert "a.book" in said
    assert ".part" not in said
    assert not any((tmp_path / "bk").iterdir())


def test_a_card_that_is_a_pipe_keeps_nobody_waiting(sound: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    words = words_for("device enrol", sound, tmp_path, card=tmp_path / "pipe")
    code, answer, _said = call(words)
    assert (code, answer["refused"]["code"]) == (1, "card.unreadable")


def test_a_state_folder_that_is_none_keeps_nobody_from_reading(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").write_text("a file in its place")
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "no folder"))
    assert call(["record", "list", str(sound), "household"])[0] == 0
    code, answer, said = call(["record", "new", str(sound), "village", "code=441690101200", "name=x"])
    assert (code, answer["refused"]["code"]) == (1, "file.folder"), said


def test_check_says_damage_and_exits_with_1(sound: Path) -> None:
    _truncated(sound)
    code, answer, _said = call(["check", str(sound)])
    assert (code, answer["ok"], answer["problems"][0]["code"]) == (1, False, "book.damaged")


# --- outputs --------------------------------------------------------------------------------------------------------


def test_every_output_is_declared_as_one() -> None:
    for verb, parser in VERBS.items():
        names = {action.dest for action in parser._actions if action.dest in ("out", "report", "protocol")}
        names |= {"to"} if verb == "backup" else set()
        assert names == {action.dest for action in OUTPUT_OF[verb]}, verb


def _paths(verb: str) -> list[str]:
    return [action.dest for action in VERBS[verb]._actions if action.type is Path and action.required]


WRITING = [verb for verb, outputs in OUTPUT_OF.items() if outputs and verb in ON_A_BOOK]


@pytest.mark.parametrize("ending", ["", ".keys", ".keys.twin", "-wal", "-shm", ".photos/x", ".backups/x"])
def test_no_output_onto_the_book_or_one_of_its_files(sound: Path, tmp_path: Path, ending: str) -> None:
    before = content(sound.parent)
    for verb in WRITING:
        for action in OUTPUT_OF[verb]:
            words = words_for(verb, sound, tmp_path, **{action.dest: f"{sound}{ending}"})
            code, answer, said = call(words)
            assert (verb, code, answer["refused"]["code"]) == (verb, 1, "output.same"), said
            assert content(sound.parent) == before


@pytest.mark.parametrize("link", ["symbolic", "hard", "dots"])
def test_nor_by_a_link(sound: Path, tmp_path: Path, link: str) -> None:
    other = tmp_path / "other.xlsx"
    if link == "dots":
        other = sound.parent / ".." / sound.parent.name / sound.name
    else:
        (other.symlink_to if link == "symbolic" else other.hardlink_to)(sound)
    for verb in WRITING:
        (action,) = OUTPUT_OF[verb]
        _code, answer, said = call(words_for(verb, sound, tmp_path, **{action.dest: other}))
        assert (verb, answer["refused"]["code"]) == (verb, "output.same"), said
    again = tmp_path / "again.book"
    if link == "symbolic":
        again.symlink_to(sound)
        _code, answer, _said = call(words_for("roster import", again, tmp_path, report=sound))
        assert answer["refused"]["code"] == "output.same"


def test_case_16_output_onto_the_book(sound: Path, tmp_path: Path) -> None:
    roster = tmp_path / "base.xlsx"
    roster.write_bytes(b"the sender's own")
    before = content(sound.parent)
    for report in (sound, roster):
        words = ["roster", "import", str(sound), str(roster), "--dry-run", "--report", str(report)]
        code, answer, _said = call(words)
        assert (code, answer["refused"]["code"]) == (1, "output.same")
    code, answer, _said = call(["bundle", "seal", str(sound), "--out", str(sound)])
    assert (code, answer["refused"]["code"]) == (1, "output.same")
    assert content(sound.parent) == before
    assert roster.read_bytes() == b"the sender's own"


@pytest.mark.parametrize("verb", [verb for verb in WRITING if len(_paths(verb)) > 1])
def test_no_output_onto_an_input(sound: Path, tmp_path: Path, verb: str) -> None:
    for action in OUTPUT_OF[verb]:
        words = words_for(verb, sound, tmp_path, **{action.dest: tmp_path / "input"})
        _code, answer, said = call(words)
        assert answer["refused"]["code"] == "output.same", said
        assert (tmp_path / "input").read_text() == "input\n"


PLACES = {
    "no/such/folder/x": "output.missing",
    "input/x": "output.folder",
    "": "output.folder",
    "长" * 100: "output.name",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_takes_no_file_is_refused_before_the_verb_begins(sound: Path, tmp_path: Path, place: str) -> None:
    before = content(sound.parent)
    for verb in WRITING:
        (action,) = OUTPUT_OF[verb]
        if action.type.__name__ in ("output_folder", "backup_folder") and place in ("", "no/such/folder/x"):
            continue
        code, answer, said = call(words_for(verb, sound, tmp_path, **{action.dest: tmp_path / place}))
        assert (verb, code, answer["refused"]["code"]) == (verb, 1, PLACES[place]), said
        assert content(sound.parent) == before


def test_a_device_is_no_place(sound: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    _code, answer, _said = call(["device", "card", str(sound), "--out", str(pipe)])
    assert answer["refused"]["code"] == "output.device"


def test_the_longest_name_the_system_takes_is_written(sound: Path, tmp_path: Path) -> None:
    out = tmp_path / ("长" * 85)
    code, answer, _said = call(["device", "card", str(sound), "--out", str(out)])
    assert (code, out.exists()) == (0, True), answer


@pytest.mark.parametrize("place", ["folder", "none", "长" * 100, "input/x"])
def test_an_input_that_cannot_be_read_is_no_fault_of_the_program(sound: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    for verb in ON_A_BOOK:
        for action in VERBS[verb]._actions:
            if action.type is Path and action.dest != "book":
                code, answer, said = call(words_for(verb, sound, tmp_path, **{action.dest: tmp_path / place}))
                assert code in (0, 1), (verb, answer, said)
