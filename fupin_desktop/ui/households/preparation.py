"""走访准备单 from the window: for the chosen households, to print or to save."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.session import Session

_KIND = "visit_preparation"


def offer_preparation(session: Session, households: Sequence[Dot], parent: QWidget) -> None:
    """Make the sheet on the lane and show it; printing or saving is kept in the audit log."""
    ids = list(dict.fromkeys(households))

    def show(pdf: bytes) -> None:
        dialog = PaperDialog(session, _("Visit preparation sheet"), pdf, parent)
        dialog.out.connect(lambda: session.book.note("form.print", f"{_KIND} {len(ids)}"))
        dialog.open()

    session.run(lambda progress: _drawn(session, ids, progress), show)


def _drawn(session: Session, ids: list[Dot], progress: Progress) -> bytes:
    from fupin_desktop.paper.documents.forms import sheet_document  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    mark = _("PRACTICE") if session.book.identity.practice else ""
    with session.book.read() as reader:
        homes = {home.id: home for home in reader.find(Household, id=ids)}
        listed = [homes[id] for id in ids if id in homes]
        document = sheet_document(reader, _KIND, listed, session.today, watermark=mark)
    return render(document, progress=progress)[0]
