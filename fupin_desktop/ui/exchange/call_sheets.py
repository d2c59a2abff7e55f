"""Call sheets (电话核实单) from the window: made on the lane, shown; what was printed is then marked as asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.inquiries.calls import VillageCalls
from fupin_desktop.inquiries.model import QuestionAsked
from fupin_desktop.ledger.field import yes
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.calling import mark_printed, village_calls
from fupin_desktop.ui.forms.asking import WHY, Asking, BookAsking, of_fields
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_folder
from fupin_desktop.ui.frame.session import Session

_FULL = yes(N_("Telephones in full"), name="full")


class CallSheets:
    """From one village's questions to paper, or from all of them to a folder; `parent` owns the windows."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session, self._parent = session, parent
        self.asking: Asking | None = None
        self.paper: PaperDialog | None = None

    def ask(self, village: str) -> None:
        """Ask whether telephones stand in full, and why; without a village also where to."""
        if village:
            self.make(village, None)
        elif folder := ask_folder(self._parent, _("Call sheets of all villages"), Purpose.PAPER):
            self.make("", folder)

    def make(self, village: str, folder: Path | None) -> None:
        """The same, for a village to be shown, or for all into this folder."""
        fields = of_fields({"full": (_FULL, False), "why": (WHY, None)})

        def act(book: Book, values: dict[str, Any]) -> tuple[list[VillageCalls], bytes]:
            found = village_calls(book, village, full=bool(values["full"]), why=values["why"] or "")
            return found, _drawn(book, found, folder)

        say = _("Telephones are masked. To have them in full give a reason; who had them and why is kept.")
        self.asking = BookAsking(
            self._session,
            _("Call sheet"),
            fields,
            "",
            act,
            say=say,
            done=self._made,
            parent=self._parent,
            whose=village,
        )
        self.asking.ok_button.setText(_("Make the &sheet"))
        self.asking.open()

    def _made(self, made: tuple[list[VillageCalls], bytes]) -> None:
        sheets, pdf = made
        if not pdf:
            self._session.said.emit(_("{count} call sheets written, one for each village.").format(count=len(sheets)))
            self._offer(sheets)
            return
        self.paper = PaperDialog(self._session, _("Call sheet"), pdf, self._parent)
        self.paper.out.connect(lambda: self._printed(sheets))
        self.paper.open()

    def _printed(self, sheets: Sequence[VillageCalls]) -> None:
        for sheet in sheets:
            self._session.book.note("form.print", _about(sheet))
        self._offer(sheets)

    def _offer(self, sheets: Sequence[VillageCalls]) -> None:
        declared = fields_of(QuestionAsked)
        first = {"asked_on": self._session.today, "remark": None}
        fields = of_fields({name: (declared[name], value) for name, value in first.items()})
        count = sum(len(sheet.calls) for sheet in sheets)
        say = _("The {count} questions on paper then stand as asked, each by whom its sheet says to ring.")
        self.asking = Asking(
            self._session, _("Mark what was printed as asked"), fields, "question.asked",
            lambda ledger, values: mark_printed(ledger, sheets, values["asked_on"] or ledger.today, values["remark"]),
            say=say.format(count=count), parent=self._parent,
        )  # fmt: skip
        self.asking.open()


def _about(sheet: VillageCalls) -> str:
    return f"call_sheet {sheet.code} {len(sheet.calls)}"


def _drawn(book: Book, sheets: Sequence[VillageCalls], folder: Path | None) -> bytes:
    from fupin_desktop.paper.office.call_sheet import call_sheet  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render, write

    mark, day = _("PRACTICE") if book.identity.practice else "", book.wall().date()
    if folder is None:
        return render(call_sheet(sheets[0], day, mark))[0]
    for sheet in sheets:
        write(call_sheet(sheet, day, mark), folder / sheet.file_name)
        book.note("form.print", _about(sheet))
    return b""
