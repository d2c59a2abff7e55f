"""Photographs as a person gives them: chosen in a folder, dropped, pasted."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMimeData
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from fupin_desktop.imaging.taking import ENDINGS
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_files


def chosen_photographs(parent: QWidget) -> list[Path]:
    """Ask for photographs of every kind the program reads, by capitals or not."""
    named = " ".join(f"*{ending} *{ending.upper()}" for ending in ENDINGS)
    return ask_files(parent, _("Photographs"), f"{_('Photographs')} ({named})", Purpose.PHOTOGRAPH)


def files_of(data: QMimeData) -> list[Path]:
    """The files of a drop or a paste that lie on this machine."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def png_of(image: QImage) -> bytes:
    """A picture of the clipboard as a file's content; empty for none."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    written = not image.isNull() and QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data()) if written else b""
