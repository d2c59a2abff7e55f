"""How everything looks, in one place: colours for light and dark, three text sizes, one style sheet, our own fonts."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from fupin_desktop.files import resource
from fupin_desktop.paper.fonts import font_files


def _colours(*names_and_values: str) -> dict[str, str]:
    return dict(pair.split("=") for line in names_and_values for pair in line.split())


LIGHT = _colours(
    "bg=#ffffff surface=#ffffff rail=#f7f7f5 hover=#efefec hair=#efefec line=#d9d9d4 text=#1f2328 muted=#5a616b",
    "select=#f3e4e1 accent=#a61c1c accent_deep=#861414 on_accent=#ffffff good=#176f36 warn=#935600",
)
DARK = _colours(
    "bg=#1b1d20 surface=#222529 rail=#202225 hover=#2c3035 hair=#2c3035 line=#42474d text=#e8e8e6 muted=#a9afb6",
    "select=#472d2c accent=#e8827a accent_deep=#f09a93 on_accent=#1b1d20 good=#74c793 warn=#e3b05a",
)
SIZES = {"small": 13, "medium": 14, "large": 17}
_UI_ROLES = ("ui", "hei", "rare")
_TOKEN = re.compile(r"@(\w+)")


@dataclass
class _Chosen:
    colours: dict[str, str]
    size: int


_now = _Chosen(LIGHT, SIZES["medium"])


def colour(name: str) -> QColor:
    """A colour of the chosen scheme by its name in the tables above."""
    return QColor(_now.colours[name])


def text_px() -> int:
    """The chosen size of running text in pixels."""
    return _now.size


def register_fonts() -> None:
    """Make the fonts we ship known to Qt, once, so that every laptop shows the same characters."""
    if not set(families()) <= set(QFontDatabase.families()):
        for file in font_files():
            if file.role in (*_UI_ROLES, "hei"):  # hei is the bold face of the ui family
                QFontDatabase.addApplicationFont(str(file.path))


def register_families(names: Collection[str]) -> None:
    """Make further families of ours known: a picture names the very font that has a rare character."""
    missing = set(names) - set(QFontDatabase.families())
    for file in font_files():
        if file.family in missing:
            QFontDatabase.addApplicationFont(str(file.path))


def families() -> list[str]:
    """Our families in the order in which a character is looked for."""
    return list(dict.fromkeys(file.family for role in _UI_ROLES for file in font_files() if file.role == role))


def apply(app: QApplication, *, dark: bool = False, size: str = "medium") -> None:
    """Dress the application."""
    _now.colours, _now.size = (DARK if dark else LIGHT), SIZES.get(size, SIZES["medium"])
    font = QFont()
    font.setFamilies(families())
    font.setPixelSize(_now.size)
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(_sheet())


def _sheet() -> str:
    px = _now.size
    values = {
        **_now.colours,
        "bodypx": f"{px}px",
        "smallpx": f"{px - 1}px",
        "titlepx": f"{px + 6}px",
        "tabpad": f"{px - 5}px",
        "arrow": resource("icons", "down.svg").as_posix(),
        "tick": resource("icons", "tick.svg").as_posix(),
    }
    text = resource("style", "fupin.qss").read_text(encoding="utf-8")
    return _TOKEN.sub(lambda found: values[found[1]], text.partition("*/")[2])


def _palette() -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "rail",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Highlight: "select",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    return palette
