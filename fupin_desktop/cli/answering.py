"""What the command line writes: the answer on standard output, everything for a person on standard error.

A terminal may know fewer signs than the books, its disk may be full, nobody may read, and a program without a console
has no streams at all: none of this is a fault of the program, and none changes what became of the call.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import say
from fupin_desktop.ledger.errors import Said
from fupin_desktop.ledger.system.disk import OUTPUT, of_system
from fupin_desktop.ledger.words import _

_MANY = 12  # of a list of pairs more are counted only, but for programs


def take_any_sign() -> None:
    """From now on a sign that a terminal cannot show is written as its number; a stream that is not there is deaf."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # kept open
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def answered(answer: dict[str, Any], as_json: bool) -> bool:
    """Write the answer; False when it was cut off, which was told."""
    try:
        _print(_with_codes(answer), as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        _hear_no_more()  # whoever read it has enough of it (`| head`): what was asked is done
    except OSError as error:
        done = _("What was asked for is done; only its answer is cut off.")
        told = of_system(error, OUTPUT, _("the answer"), state=done)
        if told is None:
            raise
        _hear_no_more()
        say(told.message)
        return False
    return True


def _with_codes(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with the codes of those of its warnings that have one, for scripts."""
    warnings = answer.get("warnings")
    codes = [one.code for one in warnings if isinstance(one, Said)] if isinstance(warnings, list) else []
    return {**answer, "warning_codes": codes} if codes else answer


def said(problem: dict[str, Any]) -> None:
    """Write for a program why the call was not done; that nobody reads it changes nothing."""
    try:
        print(json_text(problem), flush=True)
    except OSError:
        _hear_no_more()


def json_text(found: dict[str, Any]) -> str:
    """As one line, in plain signs where standard output takes them, else escaped."""
    text = json.dumps(found, ensure_ascii=False, default=str)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(found, default=str)
    return text


def _hear_no_more() -> None:
    # What is still held back for standard output would be tried once more at the end
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json_text(answer))
        return
    for name, value in answer.items():
        if isinstance(value, list):
            print(f"{name}: {len(value)}", *map(_line, value), sep="\n  ")
        elif isinstance(value, dict) and len(value) > _MANY:
            print(f"{name}: {len(value)} (--json)")
        elif isinstance(value, dict):
            print(f"{name}:", *(f"{key}: {one}" for key, one in value.items()), sep="\n  ")
        else:
            print(f"{name}: {value}" if name else value)


def _line(item: object) -> str:
    """One of a list, for people: what became of a file in words, with its counts; anything else as it is."""
    if not isinstance(item, dict):
        return str(item)
    if not {"file", "message"} <= item.keys():
        return json.dumps(item, ensure_ascii=False, default=str)
    counts = ", ".join(f"{name} {one}" for name, one in item.items() if type(one) is int and one and name != "journal")
    return f"{item['file']}: {item['message']}" + (f" ({counts})" if counts else "")
