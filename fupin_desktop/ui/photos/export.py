"""One photograph taken out of the book as a file: asked first, with the reason, and noted in the audit log."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.files import whole_file
from fupin_desktop.ledger import disk
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.shots import Shot
from fupin_desktop.ui.forms.asking import WHY, BookAsking, of_fields
from fupin_desktop.ui.frame.session import Session


def ask_export(session: Session, shot: Shot, parent: QWidget) -> BookAsking:
    """Ask why, then where to; a file outside the book is not encrypted any more."""

    def act(_book: Book, values: dict[str, object]) -> str:
        why = str(values["why"] or "").strip()
        if not why:
            raise Refusal("why.missing", _("A reason is needed. Nothing was written."), where={"field": "why"})
        return why

    def chosen(why: str) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            parent, _("Export this photograph"), file_name(shot), _("Photographs (*.jpg)")
        )
        if name:
            session.run(lambda _progress: write_out(session.book, shot, Path(name), why), said)

    def said(out: Path) -> None:
        session.said.emit(_("Written: {name}").format(name=out.name))

    asking = BookAsking(
        session,
        _("Export this photograph"),
        of_fields({"why": (WHY, None)}),
        "photo.export",
        act,
        say=_(
            "The file lies outside the book and is not encrypted: whoever gets it can look at it. Who took it out,"
            " and why, is noted."
        ),
        done=chosen,
        parent=parent,
    )
    asking.ok_button.setText(_("&Choose the file…"))
    asking.open()
    return asking


def file_name(shot: Shot) -> str:
    """A name that says of what it is and when, and names nobody."""
    kind = _(type(shot.record).label) if shot.record is not None else _("Photograph")
    return "-".join(part for part in (kind, shot.taken_at[:10], shot.key[:6]) if part) + ".jpg"


def write_out(book: Book, shot: Shot, out: Path, why: str) -> Path:
    """Write the photograph as it is kept, and note it; refuses one that is not here or damaged (`photo.absent`)."""
    content = dict(book.photo_contents([shot.key])).get(shot.key)
    if content is None:
        raise Refusal("photo.absent", _("This photograph is not here, or damaged. Nothing was written."))
    record = shot.record
    about = f"{kind_of(type(record))} {record.id}" if record is not None else ""
    book.note("photo.export", f"{about} {shot.key[:12]} {why}".strip())
    with disk.in_words(disk.FILE, out), whole_file(out) as draft:
        draft.write_bytes(content)
    return out
