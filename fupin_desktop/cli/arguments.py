"""The arguments of the command line: options that may stand anywhere, and one table of verbs."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

Handler = Callable[["Call"], dict[str, Any]]
_HANDLER, _TYPES = "handler of the verb", "types of its arguments"  # no option is called so: none holds a blank
COMMON = ("--json", "--confirm-day", "--lang", "--passphrase-file")


def output_file(text: str) -> Path:
    """The type of an argument that names a file to be written; `check_outputs` asks of each before its verb begins."""
    return Path(text)


def output_folder(text: str) -> Path:
    """The type of an argument that names a folder into which files are written."""
    return Path(text)


def file_or_folder(text: str) -> Path:
    """The type of an argument that names a file to be written, or, for all of them, a folder; the verb says which."""
    return Path(text)


def backup_folder(text: str) -> Path:
    """The type of an argument that names a folder of backups, which may be the book's own."""
    return Path(text)


OUTPUTS = (output_file, output_folder, file_or_folder, backup_folder)


@dataclass
class Call:
    """One call of a verb."""

    args: argparse.Namespace
    json: bool
    passphrase_file: Path | None
    passphrase: str | None
    confirm_day: str | None = None  # the reason, which may be empty; None when the option was not given
    told: dict[str, str] = field(default_factory=dict)  # of the book that was opened, by code

    def named(self, types: Sequence[Callable[[str], Path]]) -> list[tuple[Callable[[str], Path], Path]]:
        """The paths among the arguments that are of these types, each with its type."""
        known: dict[str, Any] = getattr(self.args, _TYPES, {})
        found = [(types_of, getattr(self.args, name, None)) for name, types_of in known.items() if types_of in types]
        return [(of, one) for of, value in found for one in (value if isinstance(value, list) else [value]) if one]


class UsageError(Exception):
    """A call that cannot be understood: exit code 2."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving the program, and abbreviates nothing."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(allow_abbrev=False, **rest)

    def error(self, message: str) -> NoReturn:
        """Raise the message as a `UsageError`."""
        raise UsageError(f"{self.prog}: {message}")


@dataclass(frozen=True)
class Common:
    """The options every verb has."""

    json: bool
    lang: str | None
    passphrase_file: Path | None
    rest: list[str]
    confirm_day: str | None = None


def common(argv: Sequence[str]) -> Common:
    """Take the common options out of the arguments, wherever they stand."""
    rest: list[str] = []
    found: dict[str, str] = {}
    words = iter(argv)
    for word in words:
        name, _equal, value = word.partition("=")
        if word == "--json":
            found[word] = "yes"
        elif name == "--confirm-day":
            found[name] = value
        elif name in ("--lang", "--passphrase-file"):
            found[name] = value or next(words, "")
        else:
            rest.append(word)
    if found.get("--lang") not in (None, "zh_CN", "en"):
        raise UsageError("--lang: zh_CN or en")
    file = found.get("--passphrase-file")
    return Common(
        "--json" in found, found.get("--lang"), Path(file) if file else None, rest, found.get("--confirm-day")
    )


def wants_window(argv: Sequence[str]) -> str | None:
    """The language asked for (or nothing said, empty) when no verb is named; None when there is one to run."""
    try:
        options = common(argv)
    except UsageError:
        return None
    return (options.lang or "") if not options.rest and not options.json else None


class Verbs:
    """The verbs, as words that lead to handlers; while `only` names a first word, no others are added."""

    def __init__(self) -> None:
        self.parsers: dict[str, tuple[Parser, Handler]] = {}  # by the words of the verb
        self.only = ""
        self.root = Parser(prog="fupin", description="驻村扶贫工作台 fupin-desktop")
        self._groups: dict[tuple[str, ...], Any] = {(): self.root.add_subparsers(dest="verb", parser_class=Parser)}

    def add(self, words: str, handler: Handler, help: str, *arguments: tuple[tuple[str, ...], dict[str, Any]]) -> None:
        """Add a verb such as `book new` with its arguments."""
        *group, last = words.split()
        if self.only not in ("", words.split()[0]):
            return
        parser = self._group(tuple(group)).add_parser(last, help=help)
        taken: set[str] = set()
        types: dict[str, Any] = {}
        for names, rest in arguments:
            made = parser.add_argument(*names, **rest)
            _check_free(words, made, taken)
            types[made.dest] = rest.get("type")
        parser.set_defaults(**{_HANDLER: handler, _TYPES: types})
        self.parsers[words] = (parser, handler)

    def name(self, word: str, help: str | None) -> None:
        """A first word whose verbs are not loaded, for the list; `help` where it is a verb by itself."""
        self._groups[()].add_parser(word, **({} if help is None else {"help": help}))

    def _group(self, words: tuple[str, ...]) -> Any:
        if words not in self._groups:
            parser = self._group(words[:-1]).add_parser(words[-1])
            self._groups[words] = parser.add_subparsers(
                dest="_".join(("verb", *words)), parser_class=Parser, required=True
            )
        return self._groups[words]

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The call; raises `UsageError`.  Options may stand anywhere, also between positional arguments."""
        found, unknown = self.root.parse_known_args(list(words))
        if unknown:
            raise UsageError(f"fupin: {' '.join(unknown)}: ?")
        return found


def _check_free(words: str, made: argparse.Action, taken: set[str]) -> None:
    """No argument may take a name that the parser, the common options or another argument of the verb has."""
    if made.dest in taken or made.dest == _HANDLER or made.dest.split("_")[0] == "verb":
        raise ValueError(f"{words}: {made.dest} is taken")
    if common := set(made.option_strings) & set(COMMON):
        raise ValueError(f"{words}: {common} never reaches a verb")
    taken.add(made.dest)


def handler_of(args: argparse.Namespace) -> Handler | None:
    """The handler of the verb that was named; None without a verb."""
    found: Handler | None = getattr(args, _HANDLER, None)
    return found


def arg(*names: str, **rest: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """One argument of a verb."""
    return names, rest


def say(text: str) -> None:
    """A message for a person, on standard error, so that standard output holds the answer alone."""
    with suppress(OSError):  # that nobody can hear it changes nothing
        print(text, file=sys.stderr, flush=True)


BOOK = arg("book", type=Path)
