"""Notices: drafts, posted, closed; the preview beside the list is the very file that prints."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.commands import check_notice, draft_notice, kinds
from fupin_desktop.notices.model import Notice, Posting
from fupin_desktop.notices.rules import CHECKED, DRAFT, FIRST_YEAR, ISSUED, POSTED, days_in_words, kind_label
from fupin_desktop.notices.template import template_of
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.ui.forms.pages.printing import ask_printer, printer_refused
from fupin_desktop.ui.forms.pages.sheets_view import SheetsView, print_pdf
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.notices.notice_acts import NoticeActs
from fupin_desktop.ui.notices.notice_file import BegunPaper, NoticePaper, begun_paper, note_paper, proof_of, write_paper
from fupin_desktop.ui.notices.notice_panel import NoticePanel
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, row

_USUAL = "N05"
# Notices with what stands around them, and what a draft lists
_ON_PAPER = frozenset(
    {"notice", "posting", "objection", "notice_contact", "member_year", "income_year", "policy_parameter"}
    | {template_of(one.code).record for one in kinds() if template_of(one.code).record}
    | CASES.keys()
)


class NoticesPage(Page):
    """The list on the left, the paper on the right."""

    shows: ClassVar[frozenset[str] | None] = HOMES | _ON_PAPER

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Notices"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of notice"))
        for known in kinds():
            self.kind.addItem(known.label, known.code)
        self.kind.setCurrentIndex(self.kind.findData(_USUAL))
        self.kind.setMaximumWidth(260)
        self.village = QComboBox()
        self.village.setAccessibleName(_("Village"))
        self.village.addItem(_("The whole area"), None)
        self.village.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # villages are read later
        self.village.setMaximumWidth(260)
        self.year = QComboBox()
        self.year.setAccessibleName(_("Year of the list"))
        self.contact_button = button(_("&Contact…"), self.ask_contact)
        self.kind.currentIndexChanged.connect(lambda _index: self._offer_years())
        self.draft_button = button(_("&New draft"), self.draft, icon="add", kind="primary")
        self.table = Table(_columns(session), _("Notices"))
        self.table.chosen.connect(lambda notice: self._choose(notice))
        self.view = SheetsView(session)
        self.view.changed.connect(self._enable_paper)
        self._wanted: object = None  # a notice to be chosen once it is read
        self._paper: NoticePaper | None = None  # what the view shows, or is about to show
        self.acts = NoticeActs(session, self)
        self.panel = NoticePanel(session, self.acts)
        self.panel.outdated.drafted.connect(self.open)
        self.revise_button = button(_("&Edit draft…"), lambda: self._ask(self.acts.revise))
        self.check_button = button(_("Chec&k"), lambda: self._do("notice.check", check_notice, proof=proof_of))
        self.issue_button = button(_("&Issue…"), lambda: self._ask(self.acts.issue), kind="primary")
        self.post_button = button(_("&Post with photo…"), lambda: self._ask(self._post), kind="primary")
        self.close_button = button(_("Take &down…"), lambda: self._ask(self.acts.close))
        self.withdraw_button = button(_("&Withdraw…"), lambda: self._ask(self.acts.withdraw), kind="flat")
        self.print_button = button(_("P&rint…"), self._print, icon="print")
        self.save_button = button(_("Save as P&DF…"), self._save, icon="save")
        drafting = (self.draft_button, self.revise_button, self.check_button, self.post_button)
        guard(session, "notice.draft", *drafting)
        guard(session, "notice.issue", self.issue_button, self.close_button, self.withdraw_button)
        self._lay_out()

    def _lay_out(self) -> None:
        self.top.addWidget(self.kind)
        self.top.addWidget(self.village)
        self.top.addWidget(self.year)
        self.top.addWidget(self.draft_button)
        self.top.addWidget(self.contact_button)
        self._offer_years()
        left, right = QWidget(), QWidget()
        acts = row(*(self.issue_button, self.post_button, self.check_button, self.revise_button), self.close_button)
        acts.addStretch(1)
        acts.addWidget(self.withdraw_button)
        listed = column(self.table, acts, self.panel)
        for number, one in ((0, self.table), (2, self.panel)):
            one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            listed.setStretch(number, 1)
        left.setLayout(listed)
        right.setLayout(column(self.view, row(None, self.print_button, self.save_button)))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(2 * GRID)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        both.setSizes([500, 500])
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(
            empty(_("No notice yet. Choose a kind above and press New draft: you see it as it prints."))
        )
        holder = QVBoxLayout()
        holder.addWidget(self.stack)
        self.fill(holder)

    def refresh(self) -> None:
        """The notices, newest first."""
        self.load(lambda reader: (villages(reader), reader.find(Notice)), self._show)

    def _show(self, read: tuple[Sequence[tuple[str, str]], list[Notice]]) -> None:
        known, found = read
        for code, name in known:
            if self.village.findData(code) < 0:
                self.village.addItem(name, code)
        self.table.load_all(sorted(found, key=lambda n: n.id or 0, reverse=True))
        self.stack.setCurrentIndex(0 if found else 1)
        wanted, self._wanted = self._wanted, None
        self._select(wanted)
        self._choose(self.table.current())

    def start_focus(self) -> None:
        """The list."""
        self.table.setFocus()

    def _choose(self, notice: Notice | None) -> None:
        state = notice.state if notice else None
        self.check_button.setVisible(state == DRAFT)
        self.revise_button.setVisible(state in (DRAFT, CHECKED))
        self.issue_button.setVisible(state in (DRAFT, CHECKED))
        for one in (self.post_button, self.close_button):
            one.setVisible(state in (ISSUED, POSTED))
        self.withdraw_button.setVisible(state in (DRAFT, CHECKED, ISSUED, POSTED))
        self.panel.show_notice(notice)
        if self._paper is not None and (notice is None or notice.id != self._paper.id):
            self._paper = None
            self.view.show_nothing()
        self._enable_paper()
        if notice is not None and notice.id is not None:
            book, id = self.session.book, notice.id
            self.session.run(lambda _progress: begun_paper(book, id), self._show_begun, self._no_paper)

    def _show_begun(self, begun: BegunPaper) -> None:
        """Page 1 of a long notice at once; the paper that prints is there when it is drawn and looked through whole."""
        notice = self.table.current()
        if notice is None or notice.id != begun.id:
            return  # another was chosen while this one was drawn
        if begun.pages > 1 and self.view.pdf is None:
            self.view.show_first(begun.first)
        self.session.run(lambda _progress: begun.whole(), self._show_paper, self._no_paper)

    def _show_paper(self, paper: NoticePaper) -> None:
        notice = self.table.current()
        same = self.shown is not None and self.shown.pdf == paper.pdf and self.shown.number == paper.number
        if notice is not None and notice.id == paper.id and not same:  # else another was chosen meanwhile
            self._paper = paper
            self.view.show_pdf(paper.pdf)

    def _no_paper(self, error: Exception) -> None:
        """A draft that must not be printed shows no page: the one from before is not what it says now."""
        self._paper = None
        self.view.show_nothing()
        self._enable_paper()
        self.session.fail(error)

    @property
    def shown(self) -> NoticePaper | None:
        """The paper that a person sees now; None while its pictures are not there yet."""
        return self._paper if self._paper is not None and self.view.pdf is self._paper.pdf else None

    def _enable_paper(self) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(self.shown is not None)

    # --- acts -------------------------------------------------------------------------------------------------------

    def draft(self) -> None:
        """A new draft of the chosen kind."""
        code = self.kind.currentData()
        division, year = self.village.currentData(), self.year.currentData()
        field = template_of(code).year
        where = {field: str(year)} if field and year else {}
        self.session.command(
            "notice.draft", lambda ledger: draft_notice(ledger, code, where=where, division=division), self._drafted
        )

    def _offer_years(self) -> None:
        """The year of the list, for kinds that have one; it need not be that of the posting."""
        self.year.clear()
        today = self.session.today.year
        for year in range(FIRST_YEAR, max(today, FIRST_YEAR) + 2):
            self.year.addItem(_("Year {year}").format(year=year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(today)))
        self.year.setVisible(bool(template_of(self.kind.currentData()).year))

    def ask_contact(self) -> None:
        """Whom the notices of this office, or of the chosen village, name for objections."""
        self.acts.contact(self.village.currentData() or self.session.book.identity.division)

    def _drafted(self, notice: Notice) -> None:
        self.open(notice.id)
        if template_of(notice.kind or "").is_typed:
            self.acts.revise(notice)

    def _do(self, name: str, act: Callable[..., Any], **facts: Any) -> None:
        notice: Notice | None = self.table.current()
        if notice is not None and notice.id is not None:
            id = notice.id
            self.session.command(name, lambda ledger: act(ledger, ledger.get(Notice, id), **facts))

    def _ask(self, question: Callable[[Notice], object]) -> None:
        if (notice := self.table.current()) is not None:
            question(notice)

    def _post(self, notice: Notice) -> object:
        return self.session.fetch(
            lambda reader: (notice, [one.place for one in reader.find(Posting) if one.place]), self._post_at
        )

    def _post_at(self, found: tuple[Notice, list[str]]) -> None:
        self.acts.post(*found)

    def open(self, what: object) -> None:
        """Choose the notice with this id, or the kind with this code, to be drafted."""
        if isinstance(what, str):
            self.kind.setCurrentIndex(max(0, self.kind.findData(what)))
        elif not self._select(what):
            self._wanted = what  # it is not read yet: chosen when it is

    def _select(self, id: object) -> bool:
        rows = [number for number, notice in enumerate(self.table.rows.rows) if notice.id == id]
        for number in rows:
            self.table.selectRow(number)
        return bool(rows)

    def _print(self) -> None:
        if (paper := self.shown) is not None:
            ask_printer(self, lambda printer: self.print_on(printer, paper))

    def print_on(self, printer: QPrinter, paper: NoticePaper) -> None:
        """Print this paper, which the preview showed when it was asked for; that is kept in the audit log."""
        book = self.session.book
        if print_pdf(paper.pdf, printer):
            self.session.run(lambda _progress: note_paper(book, paper), lambda _none: None)
        else:
            self.session.refused.emit(printer_refused())

    def _save(self) -> None:
        paper, notice = self.shown, self.table.current()
        if paper is None or notice is None:
            return
        name = file_name(kind_label(notice.kind), paper.number or self.session.today.isoformat(), ending="pdf")
        out = ask_new_file(self, _("Save as PDF"), name, "PDF (*.pdf)", Purpose.PAPER)
        if out is not None:
            self.save_to(out, paper)

    def save_to(self, out: Path, paper: NoticePaper) -> None:
        """Write this paper to a file; that is kept in the audit log."""
        self.session.run(
            lambda _progress: write_paper(self.session.book, paper, out),
            lambda _written: self.session.said.emit(_("Written: {name}").format(name=out.name)),
        )


def _columns(session: Session) -> list[Column]:
    return [
        Column(_("Kind"), lambda n: kind_label(n.kind)),
        Column(_("Notice number"), lambda n: n.number or _("draft"), 13, spare=True),
        Column(_("State"), lambda n: word("notice_state", n.state or ""), 4),
        Column(_("On the board (left)"), lambda n: days_in_words(n, session.today) or NOTHING, 5),
    ]
