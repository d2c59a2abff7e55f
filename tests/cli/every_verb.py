"""Every verb of the table with arguments it can parse, for tests of what all of them must do."""

import argparse
import contextlib
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.cli import main
from fupin_desktop.cli.arguments import OUTPUTS
from fupin_desktop.cli.groups import every_verb

PASSPHRASE = "wu ge pin yin ci"


def leaves(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each verb by its words, with its parser."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield " ".join(words), parser
    for group in groups:
        for word, child in group.choices.items():
            yield from leaves(child, (*words, word))


VERBS = dict(leaves(every_verb().root))
ON_A_BOOK = sorted(
    verb for verb, parser in VERBS.items() if any(one.dest == "book" and one.required for one in parser._actions)
)
OUTPUT_OF = {verb: [action for action in parser._actions if action.type in OUTPUTS] for verb, parser in VERBS.items()}


def words_for(verb: str, book: Path, folder: Path, **given: object) -> list[str]:
    """The shortest call of the verb on this book; what it reads and writes lies in the folder."""
    (folder / "input").write_text("input\n")
    found = verb.split()
    for action in VERBS[verb]._actions:
        if not (action.required or action.dest in given):
            continue
        value = str(given.get(action.dest, book if action.dest == "book" else _value(action, folder)))
        found += [action.option_strings[-1], value] if action.option_strings else [value]
    return found


def _value(action: argparse.Action, folder: Path) -> object:
    if action.choices:
        return sorted(action.choices)[0]
    if action.type in OUTPUTS:
        return folder / "output"
    if action.type is Path:
        return folder / "input"
    if action.type in (int, float):
        return 1
    if action.type is date.fromisoformat:
        return "2026-01-02"
    return "visit" if action.dest == "kind" else "441690101200" if action.dest in ("division", "scope") else "x"


def call(words: list[str]) -> tuple[int, dict[str, Any], str]:
    """Run a verb in this process: exit code, answer, what it said."""
    os.environ["FUPIN_PASSPHRASE"] = PASSPHRASE
    with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.redirect_stderr(io.StringIO()) as said:
        code = main([*words, "--json"])
    return code, json.loads(told.getvalue() or "{}"), said.getvalue()
