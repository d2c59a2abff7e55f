"""Exchange: export, merge after a preview, questions, what is kept aside, and who is behind."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.system.copying import copy_checked
from fupin_desktop.ledger.words import _
from fupin_desktop.sync.merging import MergeReport, merge_files
from fupin_desktop.sync.sealing import Sealed, office_above, seal, seal_all
from fupin_desktop.ui.exchange.merge_changes import MergeChanges
from fupin_desktop.ui.exchange.on_the_way import OnTheWay
from fupin_desktop.ui.exchange.partners import Partners
from fupin_desktop.ui.exchange.questions import QuestionCards
from fupin_desktop.ui.exchange.tray_tab import TrayTab
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_files, ask_folder, ask_new_file, file_name
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.watch.watchers import resting
from fupin_desktop.ui.subject.journal_tab import JournalTab
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row

_WAITING, _PREVIEW = 0, 1


class ExchangePage(Page):
    """Large buttons above, what came and what waits below."""

    shows: ClassVar[frozenset[str] | None] = None  # what was written of any kind is on its way

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Report and merge"))
        self._files: list[Path] = []
        self.export_button = button(_("&Export for the office…"), self._export, icon="export", kind="large")
        self.import_button = button(_("&Merge bundles…"), self._choose, icon="import", kind="large")
        self.receipts_button = button(_("&Receipts for all…"), self._receipts, icon="save", kind="large")
        self._written: list[Path] = []
        self.copy_button = button(_("Copy to a st&ick…"), self._copy, icon="save")
        self.copy_button.hide()
        self.words = label(
            _("Bundles can also be dropped on the window. Nothing is merged before you have seen what is in it."),
            "small",
            wrap=True,
        )
        self.merge_button = button(_("Merge &now"), self.merge, icon="check", kind="primary")
        self.drop_button = button(_("&Leave it"), self._leave, kind="flat")
        self.questions = QuestionCards(session)
        self.aside, self.journal = TrayTab(session), JournalTab(session)
        # An office asks who is behind; a laptop what of its own work the office has
        self.partners = Partners(session) if session.book.identity.is_office else OnTheWay(session)
        for counting in (self.questions, self.aside):
            counting.counted.connect(self._count)
        self._lay_out()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Report and merge"))
        self.tabs.addTab(self.questions, _("Questions"))
        self.tabs.addTab(self.aside, _("Kept aside"))
        behind = _("Who is behind") if isinstance(self.partners, Partners) else _("Not received yet")
        self.tabs.addTab(self.partners, behind)
        self.tabs.addTab(self.journal, _("Merged before"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        large = row(self.export_button, self.import_button, self.receipts_button, None, gap=2 * GRID)
        told = row(self.words, self.copy_button, gap=2 * GRID)
        told.setStretch(0, 1)
        self.fill(large, told, self.stack)
        # Shown only once it has its place: before, it would be a window of its own for a moment
        self.receipts_button.setVisible(self.session.book.identity.is_office)

    @cached_property
    def preview(self) -> Table:
        """The bundles that were looked into; made, as all of the preview, when the first is."""
        made = Table(_columns(), _("Preview of the merge"))
        made.chosen.connect(lambda _one: self._look_closer())
        return made

    @cached_property
    def changes(self) -> MergeChanges:
        """What the chosen bundle would change."""
        return MergeChanges(self.session)

    def _previewing(self) -> QWidget:
        shown = QWidget()
        both = column(self.preview, self.changes, gap=0)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        shown.setLayout(column(label(_("What is in it"), "heading"), both, self._buttons()))
        return shown

    def _buttons(self) -> QWidget:
        line = QWidget()
        line.setLayout(row(self.drop_button, None, self.merge_button))
        return line

    def refresh(self) -> None:
        """Read what waits."""
        for part in (self.questions, self.aside, self.journal, self.partners):
            part.refresh()

    def _count(self) -> None:
        counts = (self.questions.count(), self.aside.count())
        for at, (text, count) in enumerate(zip((_("Questions"), _("Kept aside")), counts, strict=True)):
            self.tabs.setTabText(at, f"{text} {count}" if count else text)

    def open(self, what: object) -> None:
        """Open a tab by name, or preview files."""
        if isinstance(what, list):
            self.look_into(what)
        else:
            self.tabs.setCurrentIndex({"questions": 0, "aside": 1}.get(str(what), self.tabs.currentIndex()))

    def start_focus(self) -> None:
        """The first large button."""
        self.export_button.setFocus()

    # --- export -----------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        try:
            office_above(self.session.book)
        except Refusal as refusal:  # said before a file is chosen, not after
            self._failed(refusal)
            return
        name = file_name(self.session.book.identity.name, self.session.today.isoformat(), ending="fpb")
        out = ask_new_file(self, _("Export for the office"), name, _("Bundles (*.fpb)"), Purpose.BUNDLE)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Seal what the office does not have into this file."""
        self._say(_("Sealing…"))
        self.session.run(lambda _progress: seal(self.session.book, out), self._sealed, self._failed)

    def _sealed(self, made: Sealed) -> None:
        files = [made.file, *made.volumes]
        text = _(
            "Written: {names} ({files} files), {entries} entries, {kb} kB. Take all of it to the office, or send it."
        )
        kb = max(1, sum(one.stat().st_size for one in files) // 1000)
        names = "、".join(one.name for one in files)
        self._say(text.format(names=names, files=len(files), entries=made.entries, kb=kb), "good")
        self._offer_copy(files)

    def _offer_copy(self, files: list[Path]) -> None:
        self._written = files
        self.copy_button.setVisible(bool(files))

    def _copy(self) -> None:
        folder = ask_folder(self, _("Copy to a stick"), Purpose.COPY)
        if folder is not None:
            self.copy_to(folder)

    def copy_to(self, folder: Path) -> None:
        """Copy what was sealed last into this folder, and check that all of it arrived."""
        files = list(self._written)
        self._say(_("Copying…"))
        self.session.run(lambda progress: copy_checked(files, folder, progress), self._copied, self._failed)

    def _copied(self, made: list[Path]) -> None:
        text = _("{count} files copied to “{folder}” and read back: all arrived whole. The stick can be taken out.")
        self._say(text.format(count=len(made), folder=made[0].parent.name or str(made[0].parent)), "good")

    # --- receipts ---------------------------------------------------------------------------------------------------

    def _receipts(self) -> None:
        folder = ask_folder(self, _("Receipts for all"), Purpose.BUNDLE)
        if folder is not None:
            self.receipts_to(folder)

    def receipts_to(self, folder: Path) -> None:
        """A file for each laptop into this folder: what it lacks, and what was merged of it."""
        self._say(_("Sealing…"))
        self.session.run(lambda _progress: seal_all(self.session.book, folder), self._handed_out, self._failed)

    def _handed_out(self, made: list[Sealed]) -> None:
        files = [file for one in made for file in (one.file, *one.volumes)]
        text = _(
            "For {laptops} laptops {files} files written, photographs in files of their own, named by person and place."
            " Send each laptop all of its own."
        )
        self._say(text.format(laptops=len(made), files=len(files)), "good")
        self._offer_copy(files)

    # --- merge ------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        files = ask_files(self, _("Merge bundles"), _("Bundles (*.fpb);;All files (*)"), Purpose.BUNDLE)
        if files:
            self.look_into(files)

    def look_into(self, files: Sequence[Path]) -> None:
        """Rehearse the merge of these files and show what would come; nothing is changed."""
        self._files = list(files)
        self._say(_("Reading…"))
        self.session.run(partial(self._merged, rehearse=True), self._show_preview, self._failed)

    def _merged(self, progress: Progress, *, rehearse: bool) -> list[MergeReport]:
        return merge_files(self.session.book, self._files, rehearse=rehearse, progress=progress)

    def _show_preview(self, reports: list[MergeReport]) -> None:
        if self.stack.count() == _PREVIEW:
            with resting():
                self.stack.addWidget(self._previewing())
        self.preview.load_all(reports)
        self._choose_first_with_changes()
        self.stack.setCurrentIndex(_PREVIEW)
        good = [report for report in reports if report.status != "refused"]
        self.merge_button.setEnabled(bool(good))
        if good:
            self._say(_("Nothing was changed yet. Look, then merge."))
            self.merge_button.setFocus()
        else:
            self._say(_("None of these files can be merged; why stands beside each. Nothing was changed."), "bad")
            self.drop_button.setFocus()

    def _choose_first_with_changes(self) -> None:
        """A photo volume has no changes to look at, and its name may come first."""
        shown: Sequence[MergeReport] = self.preview.rows.rows
        first = next((at for at, one in enumerate(shown) if one.new or one.changed), None)
        if first is not None:
            self.preview.selectRow(first)

    def _look_closer(self) -> None:
        report: MergeReport | None = self.preview.current()
        self.changes.show_of(report.preview if report is not None else None)

    def merge(self) -> None:
        """Merge what was previewed."""
        self.merge_button.setEnabled(False)
        self._say(_("Merging…"))
        self.session.run(partial(self._merged, rehearse=False), self._done, self._failed)

    def _done(self, reports: list[MergeReport]) -> None:
        self._leave()
        self.session.changed.emit()
        new = sum(sum(report.new.values()) for report in reports)
        changed = sum(sum(report.changed.values()) for report in reports)
        questions = sum(report.questions for report in reports)
        pictures = sum(report.photos for report in reports)
        text = _("Merged: {new} new, {changed} changed, {questions} questions.")
        text += _(" {count} photographs.").format(count=pictures) if pictures else ""
        # That the office has new keys is told to a person, who compares the code
        keys = [report.message for report in reports if report.office_code]
        left = _left_out(reports)
        told = [text.format(new=new, changed=changed, questions=questions), *keys, *left]
        self._say("\n".join(told), "warn" if left else "good")

    def _leave(self) -> None:
        self.stack.setCurrentIndex(_WAITING)
        self.import_button.setFocus()  # the button pressed is hidden now; else the rail would have the keys
        self._say(_("Nothing was merged."))

    def _failed(self, error: Exception) -> None:
        self._say(" ")
        self.session.fail(error)

    def _say(self, text: str, tone: str = "") -> None:
        self.words.setText(text)
        retone(self.words, tone)


def _left_out(reports: Sequence[MergeReport]) -> list[str]:
    """What was not merged and why, each reason once: whoever looks no further must not believe that all went in."""
    why: dict[str, list[str]] = {}
    for one in reports:
        if one.status == "refused":
            why.setdefault(one.message, []).append(one.file)
    told = _("Not merged: {files}. {why}")
    return [told.format(files="、".join(files), why=message) for message, files in why.items()]


def _columns() -> list[Column]:
    return [
        Column(_("File"), lambda r: r.file, 20),
        Column(_("New"), lambda r: str(sum(r.new.values())), 4, right=True),
        Column(_("Changed"), lambda r: str(sum(r.changed.values())), 4, right=True),
        Column(_("Known"), lambda r: str(r.identical), 4, right=True),
        Column(_("Questions"), lambda r: str(r.questions), 5, right=True, tone=lambda r: "warn" if r.questions else ""),
        Column(
            _("Kept aside"), lambda r: str(r.set_aside), 5, right=True, tone=lambda r: "warn" if r.set_aside else ""
        ),
        Column(_("Verdict"), lambda r: r.message or _("can be merged"), tone=_verdict),
    ]


def _verdict(report: MergeReport) -> str:
    # Without a code it merges as it should, whatever is said of it
    return "accent" if report.status == "refused" else "warn" if report.code else "good"
