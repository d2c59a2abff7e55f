"""What is asked before something is done with a notice: its text, its first day, the place, an objection, a reason."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, integer
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.notices.commands import (
    close_notice,
    issue_notice,
    object_to,
    post_notice,
    reply_to,
    revise_draft,
    withdraw_notice,
    withdraw_objection,
)
from fupin_desktop.notices.contacts import contact_of, set_contact
from fupin_desktop.notices.model import Notice, NoticeContact, Objection, Posting
from fupin_desktop.notices.rules import CHECKED, FIRST_YEAR, kind_named, refuse_closing, settings
from fupin_desktop.notices.template import template_of
from fupin_desktop.notices.typed import typed_columns
from fupin_desktop.notices.wording import year_of_list
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.asking import WHY, Act, Asking, of_fields, of_record
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.notices.notice_file import desks_of, proof_of
from fupin_desktop.ui.photos.photo_files import keep_files, photo_editor

_YEAR = integer(N_("Year of the list"), low=FIRST_YEAR, high=2100, name="year")


class NoticeActs:
    """The questions of one page; each opens over `parent` and answers to a command."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session, self._parent = session, parent

    def _ask(
        self,
        whose: Record | str,
        title: str,
        editors: list[Editor],
        command: str,
        act: Act,
        say: str = "",
        ok: str = "",
    ) -> Asking:
        asking = Asking(self._session, title, editors, command, act, say=say, parent=self._parent, whose=whose, ok=ok)
        asking.open()
        return asking

    def revise(self, notice: Notice) -> Asking:
        """The text, the days and whom to tell; kinds whose table comes from the book need no text."""
        kind, template = kind_named(notice.kind or ""), template_of(notice.kind or "")
        days = () if kind.is_long_term else ("days", "days_reason")
        words = ("typed_rows", "body") if template.is_typed else ()
        meeting = ("meeting", "meeting_on") if kind.meeting else ()
        told = ("contact", "contact_phone", "contact_address", "co_issuer")
        editors = of_record(notice, "title", *words, *meeting, "legal_basis", *told, "list_layout", *days)
        editors += of_fields({"year": (_YEAR, year_of_list(notice))}) if template.year else []
        headings = " | ".join(column.label for column in typed_columns(template))
        say = _("One line a row, as copied from a sheet; its cells: {headings}") if template.is_typed else ""
        if template.is_typed and template.sources:
            say += "\n" + _("What stands in the book is in the table already; only what is missing is typed here.")
        if notice.state == CHECKED:
            say += "\n" + _("It was checked; when something is changed it has to be checked again.")
        if not kind.is_long_term:
            say += "\n" + _("Left empty, the days are those the county asks for on the day it is issued.")
        if "{" in (notice.title or ""):
            say += "\n" + _("What stands in braces in the title is filled in on the paper.")
        return self._ask(
            notice,
            _("The draft"),
            editors,
            "notice.revise",
            lambda ledger, values: revise_draft(ledger, notice, **values),
            say.format(headings=headings).strip(),
        )

    def contact(self, division: str) -> Asking:
        """Whom the office names on its notices: person, telephone, address; printed on all drafted afterwards."""
        known = self._session.read(lambda reader: contact_of(reader, division)) or NoticeContact()
        editors = of_record(known, "contact", "contact_phone", "contact_address", "co_issuer")
        say = _(
            "Printed on every notice drafted from now on; give it to a draft that is there by “Edit draft…”. Its"
            " telephone is the only number that may hang on a board."
        )
        return self._ask(
            division,
            _("Contact on notices"),
            editors,
            "notice.contact",
            lambda ledger, values: set_contact(ledger, division=division, **values),
            say,
        )

    def issue(self, notice: Notice) -> Asking:
        """From which day it hangs."""
        editors = of_record(notice.but(posted_from=self._session.today), "posted_from")
        say = _("Issuing freezes the table and gives the number; a first day in the past is marked 补录.")
        act = _issued(self._session.book, _id(notice))
        return self._ask(notice, _("Issue"), editors, "notice.issue", act, say, _("Issue"))

    def post(self, notice: Notice, places: Sequence[str]) -> Asking:
        """Where it hangs, since when, with the photograph; `places` are known from before."""
        known = [*(str(one["place"]) for one in settings()["issuer"].values()), *places]
        fields = fields_of(Posting)
        editors = [_one_of(fields["place"], list(dict.fromkeys(known)))]
        editors += of_record(Posting(on=self._session.today), "on")
        editors.append(photo_editor(self._session, replace(fields["photos"], required=True)))
        say = _("One posting for each place, each with the photograph of its board.")
        return self._ask(notice, _("Posted"), editors, "notice.post", self._posted(_id(notice)), say)

    def _posted(self, id: Dot) -> Act:
        def act(ledger: BookLedger, values: dict[str, Any]) -> Posting:
            keys = keep_files(self._session, ledger, values["photos"])
            place = values["place"] or ""
            return post_notice(ledger, ledger.get(Notice, id), place=place, photos=keys, on=values["on"])

        return act

    def objected(self, notice: Notice) -> Asking:
        """Who said what, by which way, when it is due."""
        first = Objection(received_on=self._session.today, channel="visit")
        editors = of_record(first, "received_on", "channel", "matter", "anonymous", "handler", "due")
        id = _id(notice)

        def act(ledger: BookLedger, values: dict[str, Any]) -> Objection:
            given = {name: value for name, value in values.items() if value is not None}
            return object_to(ledger, ledger.get(Notice, id), **{"matter": None, **given})

        return self._ask(notice, _("An objection came"), editors, "notice.object", act)

    def reply(self, objection: Objection) -> Asking:
        """What was answered, and whether the objection was right."""
        first = objection.but(replied_on=self._session.today, upheld=False)
        editors = of_record(first, "reply", "upheld", "replied_on")

        def act(ledger: BookLedger, values: dict[str, Any]) -> Objection:
            day, upheld = values["replied_on"], bool(values["upheld"])
            return reply_to(ledger, objection, reply=values["reply"] or "", upheld=upheld, on=day)

        return self._ask(objection, _("Answer the objection"), editors, "notice.reply", act, objection.matter or "")

    def retract(self, objection: Objection) -> Asking:
        """Why whoever objected took it back."""
        return self._why(
            objection,
            _("The objection was taken back"),
            "notice.retract",
            lambda ledger, why: _gone(ledger, objection, why),
        )

    def withdraw(self, notice: Notice) -> Asking:
        """Why the notice is taken back."""
        id = _id(notice)
        return self._why(
            notice,
            _("Withdraw the notice"),
            "notice.withdraw",
            lambda ledger, why: withdraw_notice(ledger, ledger.get(Notice, id), why),
        )

    def close(self, notice: Notice) -> Asking | None:
        """What came of it; empty lets the book say it.  What hinders it is said before anything is asked."""
        id = _id(notice)
        if hindered := self._session.read(lambda reader: _hinders_closing(reader, notice, self._session.today)):
            self._session.fail(hindered)
            return None

        def act(ledger: BookLedger, values: dict[str, Any]) -> Notice:
            return close_notice(ledger, ledger.get(Notice, id), values["result"])

        say = _("Left empty, the outcome is told by the objections: none, or handled.")
        editors = of_record(Notice(), "result")
        return self._ask(notice, _("Take it down"), editors, "notice.close", act, say, _("Take it down"))

    def _why(self, whose: Record, title: str, command: str, act: Callable[[BookLedger, str], object]) -> Asking:
        editors = of_fields({"why": (WHY, None)})
        return self._ask(
            whose, title, editors, command, lambda ledger, values: act(ledger, values["why"] or ""), ok=title
        )


def _id(notice: Notice) -> Dot:
    assert notice.id is not None  # it was read from the book
    return notice.id


def _hinders_closing(reader: Reader, notice: Notice, today: date) -> Refusal | None:
    postings = reader.find(Posting, notice=notice.id)
    try:
        refuse_closing(notice, postings, reader.find(Objection, notice=notice.id), today)
    except Refusal as refusal:
        return refusal
    return None


def _issued(book: Book, id: Dot) -> Act:
    desks = desks_of(book)

    def act(ledger: BookLedger, values: dict[str, Any]) -> Notice:
        first = values["posted_from"] or ledger.today
        return issue_notice(ledger, ledger.get(Notice, id), first, proof=proof_of, desks=desks)

    return act


def _gone(ledger: BookLedger, objection: Objection, why: str) -> None:
    withdraw_objection(ledger, objection, why)


def _one_of(field: Field, known: Sequence[str]) -> Editor:
    """Choose one of these texts, or type another."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(list(known))
    return Editor(field, box, lambda: parse(field, box.currentText()), lambda value: box.setEditText(str(value or "")))
