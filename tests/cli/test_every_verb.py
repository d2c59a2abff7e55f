"""Every verb with every option: the handler stays the verb's own, and with --json exactly one object is printed."""

import contextlib
import io
import itertools
import json
import os
import shutil
from argparse import Action
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import main
from fupin_desktop.cli.arguments import COMMON, UsageError, Verbs, arg, handler_of
from fupin_desktop.cli.groups import GROUPS, every_verb, verbs_of
from fupin_desktop.cli.later import LATER
from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

PASSPHRASE = "wu ge pin yin ci"
VILLAGE = "441690101200"
EVERY = every_verb()
VERBS = EVERY.parsers
NOT_RUN = {"demo", "tour"}  # minutes long, and walked elsewhere


def options_of(words: str) -> list[Action]:
    return [one for one in VERBS[words][0]._actions if one.option_strings and one.dest != "help"]


def positionals_of(words: str) -> list[Action]:
    return [one for one in VERBS[words][0]._actions if not one.option_strings]


def value_of(action: Action) -> str:
    if action.choices:
        return str(next(iter(action.choices)))
    if "=" in str(action.metavar or ""):
        return "户号=户编号"
    return "2017" if action.type is int else "0.5" if action.type is float else "2017-06-03"


def given(action: Action) -> list[str]:
    """The words for an argument: its name when it has one, and as many values as it wants."""
    name = action.option_strings[-1:]
    if action.nargs == 0:
        return name
    count = action.nargs if isinstance(action.nargs, int) else 2 if action.nargs in ("+", "*") else 1
    return [*name, *itertools.repeat(value_of(action), count)]


def call(words: str, *more: Action) -> list[str]:
    needed = [one for one in options_of(words) if one.required and one not in more]
    return [*words.split(), *(w for one in (*positionals_of(words), *needed, *more) for w in given(one))]


def test_there_are_verbs() -> None:
    assert len(VERBS) > 60
    assert {"book new", "notice object", "visit log"} <= VERBS.keys()


def test_the_list_of_verbs_is_that_of_all_modules() -> None:
    assert verbs_of("").root.format_help() == EVERY.root.format_help()
    assert dict.fromkeys(words.split()[0] for words in VERBS).keys() == GROUPS.keys()


@pytest.mark.parametrize("first", GROUPS)
def test_a_first_word_has_all_its_verbs(first: str) -> None:
    ours = verbs_of(first)
    assert list(ours.parsers) == [words for words in VERBS if words.split()[0] == first]
    assert ours.root.format_help() == EVERY.root.format_help()


@pytest.mark.parametrize("words", VERBS)
def test_no_option_shadows_the_parser(words: str) -> None:
    handler = VERBS[words][1]
    assert handler_of(EVERY.parse(call(words))).__code__ is handler.__code__  # type: ignore[union-attr]
    for option in options_of(words):
        parsed = EVERY.parse(call(words, option))
        assert handler_of(parsed).__code__ is handler.__code__, option.option_strings  # type: ignore[union-attr]
        assert hasattr(parsed, option.dest)
    everything = EVERY.parse(call(words, *options_of(words)))
    assert handler_of(everything).__code__ is handler.__code__  # type: ignore[union-attr]


@pytest.mark.parametrize("words", [verb for verb in VERBS if verb not in LATER])
def test_help_of_every_verb(words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as told, pytest.raises(SystemExit) as left:
        main([*words.split(), "--help"])
    assert left.value.code == 0
    for option in options_of(words):
        assert option.option_strings[-1] in told.getvalue()


@pytest.mark.parametrize("name", ["--verb", "--verb-notice", *COMMON])
def test_a_name_that_is_taken_cannot_be_given_to_an_option(name: str) -> None:
    with pytest.raises(ValueError, match=r"taken|never reaches"):
        Verbs().add("some thing", lambda _call: {}, "a verb", arg(name))


def test_two_arguments_of_a_verb_have_two_names() -> None:
    with pytest.raises(ValueError, match="taken"):
        Verbs().add("some thing", lambda _call: {}, "a verb", arg("--from", dest="first"), arg("--first"))


def test_an_option_may_be_called_handler() -> None:
    verbs = Verbs()
    verbs.add("some thing", _some_thing, "a verb", arg("--handler"), arg("--func"), arg("--parsers"))
    parsed = verbs.parse(["some", "thing", "--handler", "main", "--func", "exit", "--parsers", "x"])
    assert handler_of(parsed) is _some_thing
    assert parsed.handler == "main"


def _some_thing(call: Any) -> dict[str, Any]:
    return {"some": call.args.handler}


# --- on a real book --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with something in it, and whatever its state folder holds."""
    folder = tmp_path_factory.mktemp("every")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        with (
            Book.create(
                folder / "book", role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE
            ) as book,
            book.write("fill") as ledger,
        ):
            ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
            home = ledger.save(Household(household_code=f"{VILLAGE}0001", village_code=VILLAGE, status="registered"))
            ledger.save(Member(household=home.id, name="张三", relation="01", id_no="44169019700101123X"))
    return folder


def run(words: list[str]) -> tuple[int, str, str]:
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        try:
            code = main([*words, "--json", "--lang=en"])
        except SystemExit as left:
            code = int(left.code or 0)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("words", [verb for verb in VERBS if verb not in NOT_RUN])
def test_every_verb_prints_one_object(
    words: str, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing but what it needs, and with every option at once: answered or refused, never a fault."""
    shutil.copytree(filled, tmp_path / "there")
    monkeypatch.setenv("FUPIN_STATE", str(tmp_path / "there" / "state"))
    monkeypatch.chdir(tmp_path)
    for more in ((), tuple(options_of(words))):
        monkeypatch.setenv("FUPIN_PASSPHRASE", PASSPHRASE)
        listed = call(words, *more)
        for at, word in enumerate(listed):
            if at == len(words.split()) and positionals_of(words)[:1] and positionals_of(words)[0].dest == "book":
                listed[at] = str(tmp_path / "there" / "book")
            elif word == "2017-06-03" and listed[at - 1].startswith("--out"):
                listed[at] = str(tmp_path / f"out{len(more)}")
        code, out, err = run(listed)
        assert code in (0, 1, 2), (listed, err)
        answers = out.splitlines()
        assert len(answers) == 1, (listed, out)
        answer = json.loads(answers[0])
        assert isinstance(answer, dict)
        assert ("refused" in answer or "usage" in answer) or code == 0, listed
        assert "Traceback" not in err


def test_usage_is_told_in_an_object_too() -> None:
    for words in (["no-such-verb"], ["notice", "object"], ["notice", "list", "b", "--unheard-of"]):
        code, out, _err = run(words)
        assert code == 2
        assert "message" in json.loads(out)["usage"]
    with pytest.raises(UsageError):
        EVERY.parse(["notice"])
    assert os.environ.get("FUPIN_PASSPHRASE") is None
