"""Message catalogues: `catalogue.py check | update | compile`.

update   takes the messages out of the code into i18n/messages.pot and carries them into every messages.po
compile  messages.po -> messages.mo (not kept in git)
check    fails unless messages.pot is what the code says and every catalogue is complete
"""

import ast
import io
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "i18n" / "messages.pot"
LOCALES = ("zh_CN", "en")
OPTIONS = ["-F", "i18n/babel.cfg", "-k", "N_", "--no-location", "--sort-output", "--omit-header"]


def catalogue(locale: str) -> Path:
    return ROOT / "i18n" / locale / "LC_MESSAGES" / "messages.po"


def extracted() -> str:
    """The template that the code asks for. The "." matters: with a folder's name Babel finds nothing, silently."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "extract", *OPTIONS, "-o", str(target), "."]
        subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        return target.read_text("utf-8")


def read(text: str, locale: str | None = None) -> Catalog:
    return read_po(io.BytesIO(text.encode()), locale=locale, abort_invalid=True)


def messages(catalog: Catalog) -> dict[tuple[object, str | None], Message]:
    return {(message.id, message.context): message for message in catalog if message.id}


def texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value or ""] if isinstance(value, str) or value is None else list(value)


def holes(text: str) -> set[str]:
    """The names in braces that a text is filled in with."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def wrong_holes(message: Message) -> str | None:
    try:
        allowed = set().union(*(holes(text) for text in texts(message.id)))
    except ValueError:  # not a text to be filled in
        return None
    try:
        odd = set().union(*(holes(text) for text in texts(message.string))) - allowed
    except ValueError as error:
        return f"braces: {error}"
    return f"unknown in braces: {', '.join(sorted(odd))}" if odd else None


def complaints(locale: str, template: Catalog) -> Iterator[str]:
    path = catalogue(locale)
    if not path.is_file():
        yield f"{locale}: no catalogue"
        return
    wanted, have = messages(template), messages(read(path.read_text("utf-8"), locale))
    for key in wanted.keys() - have.keys():
        yield f"{locale}: missing: {key[0]!r}"
    for key, message in have.items():
        if key not in wanted:
            yield f"{locale}: no longer in the code: {key[0]!r}"
        elif message.fuzzy:
            yield f"{locale}: fuzzy: {key[0]!r}"
        elif not all(texts(message.string)):
            yield f"{locale}: untranslated: {key[0]!r}"
        elif reason := wrong_holes(message):
            yield f"{locale}: {reason}: {key[0]!r}"


def unseen(template: Catalog) -> Iterator[str]:
    """Texts that Babel does not find where the code hides them in an f-string or in another call."""
    known = {texts(message.id)[0] for message in template if message.id}
    for file in sorted((ROOT / "fupin_desktop").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            match call:
                case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(text)), *_]):
                    if text not in known:
                        yield f"{file.name}:{call.lineno}: put it outside the f-string or the call: {text!r}"


def check() -> int:
    fresh = extracted()
    template = read(fresh)
    found = []
    if not messages(template):
        found.append("no message was found in the code")
    if not TEMPLATE.is_file() or TEMPLATE.read_text("utf-8") != fresh:
        found.append("i18n/messages.pot is not what the code says: .venv/bin/python packaging/catalogue.py update")
    found += unseen(template)
    for locale in LOCALES:
        found += sorted(complaints(locale, template))
    print("\n".join(found[:50]) or f"{len(messages(template))} messages, complete in {', '.join(LOCALES)}")
    if len(found) > 50:
        print(f"... and {len(found) - 50} more")
    return 1 if found else 0


def update() -> int:
    fresh = extracted()
    TEMPLATE.write_text(fresh, "utf-8")
    for locale in LOCALES:
        path = catalogue(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = read(path.read_text("utf-8") if path.is_file() else "", locale)
        catalog.update(read(fresh), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, no_location=True, sort_output=True, omit_header=True, width=76)
    return 0


def compile_all() -> int:
    for path in sorted((ROOT / "i18n").glob("*/LC_MESSAGES/messages.po")):
        catalog = read(path.read_text("utf-8"), path.parts[-3])
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return 0


if __name__ == "__main__":
    actions = {"check": check, "update": update, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    sys.exit(actions[sys.argv[1]]())
