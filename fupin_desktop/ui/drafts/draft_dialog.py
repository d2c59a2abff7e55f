"""A dialog that takes typed words: Esc keeps them as a draft and says so, one button discards them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.drafts.form_draft import FormDraft, TypedParts, titled, told_kept, told_restored
from fupin_desktop.ui.editors.editors import Draft, Editor
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import button


class DraftDialog(QDialog):
    """Begins to keep with `begin_draft`, and keeps no more once it was `is_saved`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.is_saved = False
        self._parts = TypedParts({})
        self.draft = FormDraft(session, self.typed, self)
        self.discard_button = button(_("&Discard what was typed"), self.discard, kind="flat")
        self.discard_button.setVisible(False)

    def typed(self) -> dict[str, str]:
        """What was typed and differs from what stood here."""
        return self._parts.typed()

    def put_typed(self, draft: Mapping[str, str]) -> list[str]:
        """Put a draft back; the labels of photographs that have to be added again."""
        return self._parts.put(draft)

    def begin_draft(
        self,
        page: str,
        title: str,
        parts: Mapping[str, Editor | QWidget | Draft] | None = None,
        about: Record | None = None,
    ) -> str:
        """Keep what is typed from now on; puts back what was kept before, and gives the words that say so."""
        if parts is not None:
            self._parts = TypedParts(parts)
        self.discard_button.setVisible(not self._session.book.read_only)
        draft = self.draft.begin(page, titled(self._session, title, about))
        return told_restored(self.put_typed(draft)) if draft else ""

    def discard(self) -> None:
        """Forget what was typed, and close."""
        had = bool(self.typed()) or self.draft.kept
        if had:
            self.draft.discard()
        self.is_saved = True
        if had:
            self._session.said.emit(_("What was typed is discarded; what stands in the book is as it was."))
        self.close()

    def done(self, result: int) -> None:
        """Closing keeps what was typed and not saved."""
        if not self.is_saved:
            self.draft.keep()
            if self.draft.kept:
                self._session.said.emit(told_kept())
        self.draft.rest()
        super().done(result)
