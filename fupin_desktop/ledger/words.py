"""Words people read: the message catalogue and the code lists (代码表).

Strings in the sources are English message ids; `i18n/zh_CN` holds the words cadres use.
"""

import gettext
import io
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fupin_desktop.files import i18n_folder, resource

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"
_chosen: list[str] = [DEFAULT_LANGUAGE]
_spoken_here: ContextVar[str] = ContextVar("language", default="")  # what is printed speaks Chinese, whoever works


def N_(text: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return text


def _(text: str) -> str:
    """The text in the chosen language."""
    return _catalogue(language()).gettext(text)


def choose_language(language: str) -> None:
    """Use this language from now on; an unknown one falls back to Chinese."""
    _chosen[0] = language if language in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The language in use, as `zh_CN` or `en`."""
    return _spoken_here.get() or _chosen[0]


@contextmanager
def in_chinese() -> Iterator[None]:
    """Speak Chinese within the block, whatever the window speaks: papers for villages and offices."""
    before = _spoken_here.set(DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _spoken_here.reset(before)


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    source = i18n_folder() / name / "LC_MESSAGES" / "messages.po"
    compiled = source.with_suffix(".mo")
    if not source.exists() and not compiled.exists():
        return gettext.NullTranslations()
    if not compiled.exists() or (source.exists() and compiled.stat().st_mtime < source.stat().st_mtime):
        return _compiled_now(source, name)
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _compiled_now(source: Path, name: str) -> gettext.NullTranslations:
    # A checkout started without the set-up script has no .mo yet: compile in memory rather than speak English.
    from babel.messages import mofile, pofile

    out = io.BytesIO()
    with source.open("rb") as file:
        mofile.write_mo(out, pofile.read_po(file, locale=name))
    out.seek(0)
    return gettext.GNUTranslations(out)


@dataclass(frozen=True)
class Word:
    """One value of a code list: the stored code, its Chinese and English words, and codes other systems use."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    national: str = ""
    gb: str = ""


@cache
def words(name: str) -> Mapping[str, Word]:
    """A code list of `resources/words/<name>.toml` by stored code, in the order people expect."""
    with resource("words", f"{name}.toml").open("rb") as file:
        rows = tomllib.load(file)["word"]
    return {row["code"]: Word(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in rows}


def word(name: str, code: str) -> str:
    """What a person reads for a stored code; an unknown code (from a newer version) is shown as it stands."""
    found = words(name).get(code)
    if found is None:
        return code
    return found.zh if language() == "zh_CN" else found.en


@cache
def _spoken(name: str) -> Mapping[str, str]:
    spoken: dict[str, str] = {}
    for entry in words(name).values():
        for text in (entry.zh, entry.en, entry.code, *entry.aliases):
            spoken.setdefault(text, entry.code)
    return spoken


def code_of(name: str, text: str) -> str | None:
    """The stored code for a word, an alias or the code itself; None when the list does not have it."""
    return _spoken(name).get(text)
