"""One photograph taken out of the book as a file: asked first, with the reason, and noted in the audit log."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.files import whole_file
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.shots import Shot
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class ExportDialog(DraftDialog):
    """Says what it means to take a photograph out, asks why, then where to; the reason is kept till then."""

    def __init__(self, session: Session, shot: Shot, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._shot = shot
        self.setWindowTitle(_("Export this photograph"))
        self.setMinimumWidth(520)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Reason"))
        self.words = Told(session)
        found = self.begin_draft(f"photo export {shot.key[:16]}", _("Export this photograph"), {"why": self.why})
        self.words.say(found)
        self.ok_button = button(_("Choose the &file…"), self.choose, icon="export", kind="primary")
        self.ok_button.setDefault(True)
        self.cancel_button = button(_("&Cancel"), self.close, kind="flat")
        say = _(
            "The file lies outside the book and is not encrypted: whoever gets it can look at it. Who took it out,"
            " and why, is noted."
        )
        acts = row(self.cancel_button, self.discard_button, None, self.ok_button)
        asked = (label(_("Reason"), "label"), self.why, self.words, acts)
        self.setLayout(
            column(label(_("Export this photograph"), "title"), label(say, wrap=True), *asked, margin=2 * GRID)
        )
        self.why.setFocus()

    def choose(self) -> None:
        """Ask where to, when a reason is given."""
        if not self.why.text().strip():
            self.words.say(_("A reason is needed. Nothing was written."), "bad")
            self.why.setFocus()
            return
        kinds = _("Photographs (*.jpg)")
        out = ask_new_file(self, _("Export this photograph"), file_name(self._shot), kinds, Purpose.PHOTOGRAPH)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Write the file on the lane."""
        book, shot, why = self._session.book, self._shot, self.why.text().strip()
        self._session.run(lambda _progress: write_out(book, shot, out, why), self._written, self.words.fail)

    def _written(self, out: Path) -> None:
        self._session.said.emit(_("Written: {name}").format(name=out.name))
        self.draft.discard()
        self.is_saved = True
        self.close()


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
    book.note("photo.export", f"{about} {shot.key[:12]} {covered(why)}".strip())
    with disk.in_words(disk.FILE, out), whole_file(out) as draft:
        draft.write_bytes(content)
    return out
