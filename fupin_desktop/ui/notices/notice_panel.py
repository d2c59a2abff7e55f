"""Beside a notice: how long it hangs, where, who objected, and which cases wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.casework.missing import waiting_for
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice, Objection, Posting
from fupin_desktop.notices.rules import ISSUED, POSTED, days_in_words, open_objections
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.notices.notice_acts import NoticeActs
from fupin_desktop.ui.notices.outdated_line import OutdatedLine
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.shown import head_name

_POSTINGS = 25 * GRID  # pixels: the place and the day of a posting can be read beside its photograph


class Waiting(NamedTuple):
    """A case that moves on when the notice has closed: the head of its household, or its own name."""

    head: str
    code: str
    stage: str
    case: int


@dataclass(frozen=True)
class Around:
    """What stands around a notice."""

    postings: Sequence[Posting]
    objections: Sequence[Objection]
    waiting: Sequence[Waiting]


def around(reader: Reader, notice: Notice, today: date) -> Around:
    """Read what stands around a notice; objections taken back are listed, too."""
    return Around(
        reader.find(Posting, notice=notice.id),
        reader.find(Objection, notice=notice.id, with_away=True),
        _waiting(reader, notice, today),
    )


def _waiting(reader: Reader, notice: Notice, today: date) -> list[Waiting]:
    cases = waiting_for(reader, notice, CASES.values())
    look = Look(reader, cases)
    return [_line(reader, look, case, today) for case in cases]


def _line(reader: Reader, look: Look, case: Case, today: date) -> Waiting:
    home = look.household(case)
    own = getattr(case, "name", None) or ""
    head = head_among(reader.find(Member, household=home.id)) if home is not None else None
    stage = f"{_(type(case).label)} · {stage_name(type(case), case.stage)}"
    return Waiting(
        head_name(head, today) if home is not None else own,
        home.household_code or "" if home else "",
        stage,
        int(case.id or 0),
    )


class NoticePanel(QWidget):
    """Three lists under the notices."""

    def __init__(self, session: Session, acts: NoticeActs) -> None:
        super().__init__()
        self._session, self._acts = session, acts
        self.notice: Notice | None = None
        self.words = label("", "small", wrap=True)
        self.outdated = OutdatedLine(session)
        self.postings = Table(
            [
                of_field(Posting, "place"),
                of_field(Posting, "on", 5),
            ],
            _("Postings"),
        )
        self.objections = Table(
            [
                of_field(Objection, "received_on", 7),
                of_field(Objection, "channel", 5),
                of_field(Objection, "matter"),
                Column(_("Answer"), _answer, 5, tone=lambda one: "" if _settled(one) else "warn"),
            ],
            _("Objections"),
        )
        self.waiting = Table(
            [
                Column(_("Head or project"), lambda one: one.head),
                Column(_("Stands at"), lambda one: one.stage, 12),
            ],
            _("Cases that wait"),
        )
        self.object_button = button(_("&Objection came…"), self._object, icon="add")
        self.reply_button = button(_("Ans&wer…"), self._reply)
        self.retract_button = button(_("Taken &back…"), self._retract)
        guard(session, "notice.draft", self.object_button, self.reply_button, self.retract_button)
        self.objections.chosen.connect(lambda _one: self._enable())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        heard = QWidget()
        heard.setLayout(
            column(self.objections, row(self.object_button, self.reply_button, self.retract_button, None), gap=GRID)
        )
        self.photos = PhotoStrip(session)
        self.postings.chosen.connect(lambda one: self.photos.show_records([one] if one is not None else []))
        hung = QWidget()
        hung.setLayout(row(self.postings, self.photos, gap=GRID))
        self.postings.setMinimumWidth(_POSTINGS)
        for page in (hung, heard, self.waiting):
            self.tabs.addTab(page, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words)
        box.addWidget(self.outdated)
        box.addWidget(self.tabs, 1)

    def show_notice(self, notice: Notice | None) -> None:
        """Show what stands around this notice."""
        self.notice = notice
        self.setVisible(notice is not None)
        self.outdated.show_notice(notice)
        if notice is None:
            return
        today = self._session.today
        self._session.fetch(lambda reader: (notice, around(reader, notice, today)), self._show)

    def _show(self, read: tuple[Notice, Around]) -> None:
        notice, found = read
        if notice is not self.notice:
            return  # another was chosen meanwhile
        self.postings.load_all(found.postings)
        self.objections.load_all(found.objections)
        self.waiting.load_all(found.waiting)
        unanswered = len(open_objections(one for one in found.objections if one.away is None))
        for number, (title, count) in enumerate(
            (
                (_("Postings"), len(found.postings)),
                (_("Objections"), len(found.objections)),
                (_("Cases that wait"), len(found.waiting)),
            )
        ):
            self.tabs.setTabText(number, f"{title} {count}" if count else title)
        self._tell(notice, found, unanswered)
        self._enable()

    def _tell(self, notice: Notice, found: Around, unanswered: int) -> None:
        hangs = notice.state in (ISSUED, POSTED)
        until = _("until {day}").format(day=notice.posted_to) if hangs and notice.posted_to else ""
        parts = [
            *(until, days_in_words(notice, self._session.today)),
            _("no photograph of the board yet") if hangs and not found.postings else "",
            _("{count} objections wait for an answer").format(count=unanswered) if unanswered else "",
            notice.result or "",
        ]
        self.words.setText(" · ".join(part for part in parts if part) or " ")
        retone(self.words, "warn" if hangs and (unanswered or not found.postings) else "")

    def _enable(self) -> None:
        state = self.notice.state if self.notice else None
        one = self.objections.current()
        waits = one is not None and not _settled(one)
        self.object_button.setEnabled(state in (ISSUED, POSTED))
        self.reply_button.setEnabled(waits)
        self.retract_button.setEnabled(waits)

    def _object(self) -> None:
        if self.notice is not None:
            self._acts.objected(self.notice)

    def _reply(self) -> None:
        self._acts.reply(self.objections.current())

    def _retract(self) -> None:
        self._acts.retract(self.objections.current())


def _settled(one: Objection) -> bool:
    return one.away is not None or one.replied_on is not None


def _answer(one: Objection) -> str:
    if one.away is not None:
        return _("taken back")
    if one.replied_on is None:
        return _("waits")
    return _("upheld") if one.upheld else _("not upheld")
