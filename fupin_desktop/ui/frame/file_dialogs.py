"""Asking for a file or a folder, everywhere the same: in the language of the window, from where the last one was.

The system's own dialogs speak the system's language, so the program's are used.  The last folder of each purpose is
kept in the state folder of this machine; a stick that is gone leads to the documents.
"""

import json
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.files import state_folder

_OWN = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.HideNameFilterDetails
_FORBIDDEN = '\\/:*?"<>|\t\n'
_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


class Purpose(StrEnum):
    """What is looked for; each has its own last folder."""

    BOOK = "book"
    BUNDLE = "bundle"
    COPY = "copy"
    PAPER = "paper"
    PHOTOGRAPH = "photograph"
    SHEET = "sheet"


def file_name(*parts: str, ending: str) -> str:
    """A name that says what is in a file: 甲村-2017-06-03.fpb; without signs that some system forbids in names."""
    kept = ("".join(sign for sign in part if sign not in _FORBIDDEN).strip(" .") for part in parts)
    return f"{'-'.join(part for part in kept if part) or 'fupin'}.{ending}"


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str, purpose: Purpose) -> Path | None:
    """Where a file goes, with a name proposed; where none is typed its ending is that of the kind chosen (`kinds`)."""
    start = str(folder_for(purpose) / name)
    chosen, kind = QFileDialog.getSaveFileName(parent, title, start, kinds, "", _OWN)
    if not chosen:
        return None
    ending = kind.rpartition("*")[2].rstrip(")") or Path(name).suffix
    file = Path(chosen) if _has_ending(chosen, kinds) else Path(chosen + ending)
    if file.name == name:  # the proposed name was left as it is, and another kind chosen
        file = file.with_suffix(ending)
    keep_folder(purpose, file.parent)
    return file


def _has_ending(chosen: str, kinds: str) -> bool:
    """Does the name end as one of the kinds of file?  A full stop in a name is no ending: 甲村2017.6."""
    suffix = Path(chosen).suffix.lower()
    return suffix != "" and f"*{suffix}" in kinds


def ask_file(parent: QWidget, title: str, kinds: str, purpose: Purpose) -> Path | None:
    """A file that is there."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(folder_for(purpose)), kinds, "", _OWN)
    if not chosen:
        return None
    keep_folder(purpose, Path(chosen).parent)
    return Path(chosen)


def ask_files(parent: QWidget, title: str, kinds: str, purpose: Purpose) -> list[Path]:
    """Files that are there."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder_for(purpose)), kinds, "", _OWN)
    if chosen:
        keep_folder(purpose, Path(chosen[0]).parent)
    return [Path(one) for one in chosen]


def ask_folder(parent: QWidget, title: str, purpose: Purpose) -> Path | None:
    """A folder."""
    only = QFileDialog.Option.ShowDirsOnly | _OWN
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder_for(purpose)), only)
    if not chosen:
        return None
    keep_folder(purpose, Path(chosen))
    return Path(chosen)


def folder_for(purpose: Purpose) -> Path:
    """The last folder of a purpose, while it is there; else the documents, and where there are none, one's own folder.

    Of a folder that is not there Qt takes the last part for the name of a file.
    """
    last = Path(_folders().get(purpose.value, ""))
    documents = Path(QStandardPaths.writableLocation(_DOCUMENTS))
    return next((one for one in (last, documents) if one.is_absolute() and one.is_dir()), Path.home())


def keep_folder(purpose: Purpose, folder: Path) -> None:
    """Remember it, where the state folder takes it."""
    folders = {**_folders(), purpose.value: str(folder.absolute())}
    with suppress(OSError):
        _file().write_text(json.dumps(folders, ensure_ascii=False), encoding="utf-8")


def _folders() -> dict[str, str]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(folder) for name, folder in found.items()} if isinstance(found, dict) else {}


def _file() -> Path:
    return state_folder() / "folders.json"
