"""Help says only what the page has: what it names in bold stands on a button, a tab or a heading of the window."""

import re
from pathlib import Path

import pytest

from fupin_desktop.files import resource
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.ui.frame.help import help_text
from fupin_desktop.ui.widgets.parts import plain
from fupin_desktop.ui.window.shell import PLACES

ROOT = Path(__file__).resolve().parents[3]
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEY = re.compile(r"(Ctrl|F\d|Esc|Enter|回车)")


def _words(language: str) -> set[str]:
    """Every text of the window, without mnemonics and the dots of buttons that ask first."""
    from babel.messages.pofile import read_po

    catalogue = ROOT / "i18n" / language / "LC_MESSAGES" / "messages.po"
    with catalogue.open("rb") as file:
        found = {str(one.string) for one in read_po(file) if one.id and isinstance(one.string, str)}
    return {plain(text).rstrip("…").strip().casefold() for text in found}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_help_names_is_there(language: str) -> None:
    words = _words(language)
    missing = {
        f"{page.stem}: {named}"
        for page in resource("help", language).glob("*.md")
        for named in _BOLD.findall(page.read_text(encoding="utf-8"))
        if not _KEY.search(named) and named.rstrip("…").strip().casefold() not in words
    }
    assert missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_place_has_help_and_none_names_the_command_line(language: str) -> None:
    choose_language(language)
    for name, _title in PLACES:
        told = help_text(name)
        assert told.startswith("# ")
        assert "fupin " not in told, f"{name}: a cadre works in the window"
