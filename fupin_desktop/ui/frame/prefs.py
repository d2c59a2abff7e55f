"""What a person chose for the window on this machine: language, text size, dark or light, the last book."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fupin_desktop.files import state_folder


@dataclass
class Prefs:
    """Choices kept in the state folder; nothing of a household is ever among them."""

    language: str = "zh_CN"
    size: str = "medium"
    dark: bool = False
    book: str = ""
    lock_minutes: int = 15

    def save(self) -> None:
        """Keep the choices, where the state folder takes them: it must not keep anybody from a book."""
        with suppress(OSError):
            _path().write_text(json.dumps(asdict(self)), encoding="utf-8")


def load() -> Prefs:
    """The kept choices; defaults when there are none or the file is damaged."""
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
        known: dict[str, Any] = {
            name: value for name, value in found.items() if type(value) is type(getattr(Prefs, name, None))
        }
        return Prefs(**known)
    except (OSError, ValueError, AttributeError):
        return Prefs()


def _path() -> Path:
    return state_folder() / "window.json"
