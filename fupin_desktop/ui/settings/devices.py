"""Settings, the roster of devices: a laptop's card and its office; for an office who writes where, and until when."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import choice, text, yes
from fupin_desktop.ledger.scope import SEALED, class_of, division_of
from fupin_desktop.ledger.words import N_, _, word
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority import vouching
from fupin_desktop.sync.authority.enrolment import confirm, enrol, join, waiting, write_own_card
from fupin_desktop.sync.authority.roster import UPPER, Statement
from fupin_desktop.sync.bundles.card import Card, read_card
from fupin_desktop.ui.forms.asking import WHY, BookAsking, of_fields
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_file, ask_new_file, file_name
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

CODE = text(N_("Code of the device, as read over the telephone"), high=60, required=True, name="code")
PERSON = text(N_("Person"), required=True, name="person")
ROLE = choice(N_("Role"), "role", required=True, name="role")
PLACES = text(N_("Places (division codes)"), high=400, required=True, name="places")
AGAIN = yes(N_("Enrol it again although it was ended"), name="again")
INSTEAD = yes(N_("Leave the office this laptop answers to"), name="instead")
_HOW_TO_JOIN = N_(
    "To join: write your card and send it to the office. The office telephones and asks for the code above: read it to"
    " them. When their file comes back, choose Join an office; now they read their code to you, and you type it."
)
_CARDS, _BUNDLES = N_("Cards (*.card)"), N_("Bundles (*.fpb);;All files (*)")


class Devices(QFrame):
    """The card, the office, and the roster."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: BookAsking | None = None
        self.setProperty("role", "card")
        self.words = label("", "small", wrap=True)
        self.table = Table(_columns(), _("Roster"))
        self.table.setMinimumHeight(200)
        self.card_button = button(_("&Write my card…"), self._choose_card, icon="export")
        self.join_button = button(_("&Join an office…"), self._choose_join, icon="import")
        self.enrol_button = button(_("&Enrol a laptop…"), self._choose_enrol, icon="add")
        self.grant_button = button(_("Pla&ces…"), self._grant)
        self.hand_button = button(_("Hand &over…"), self._hand_over)
        self.confirm_button = button(_("Con&firm a new device…"), self._confirm)
        self.revoke_button = button(_("&Revoke…"), self._revoke, kind="flat")
        self._office_acts = (self.enrol_button, self.grant_button, self.hand_button, self.confirm_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        mine = row(self.card_button, self.join_button, None)
        acts = (row(*self._office_acts, None), row(None, self.revoke_button))  # large letters need two lines
        box.addLayout(column(label(_("Roster"), "heading"), self.words, mine, self.table, *acts))
        self.table.chosen.connect(lambda _one: self._enable())

    def refresh(self) -> None:
        """Read the roster on the lane."""
        self._session.run(lambda _progress: self._read(), self._show)

    def _read(self) -> tuple[list[Statement], int]:
        book = self._session.book
        with book.exchange() as shelf:
            known = [one for one in shelf.roster.devices.values() if one.role != UPPER]
        return known, len(waiting(book))

    def _show(self, found: tuple[list[Statement], int]) -> None:
        known, new = found
        self.table.load_all(sorted(known, key=lambda one: (one.division, one.person)))
        me = self._session.book.identity
        told = _("Code of this device: {code}").format(code=me.device.public.fingerprint)
        if not me.is_office and me.office is None:
            told = f"{told}\n{_(_HOW_TO_JOIN)}"
        if new:
            waiting = _("{count} new devices wait: telephone, compare the code, confirm.").format(count=new)
            told = f"{told}\n{waiting}"
        self.words.setText(told)
        for one in (*self._office_acts, self.revoke_button, self.table):
            one.setVisible(me.is_office)
        self.confirm_button.setEnabled(bool(new))
        self._enable()

    def _enable(self) -> None:
        chosen: Statement | None = self.table.current()
        own = self._session.book.identity.device.id
        for one in (self.grant_button, self.hand_button, self.revoke_button):
            one.setEnabled(chosen is not None and chosen.device.id != own)

    def _ask(self, title: str, fields: dict[str, Any], act: Any, say: str = "", whose: str = "") -> None:
        self.asking = BookAsking(
            self._session,
            title,
            of_fields(fields),
            "roster",
            act,
            say=say,
            done=self._done,
            parent=self,
            whose=f"{title} {whose}",
        )
        self.asking.open()

    def _done(self, told: str) -> None:
        self._session.said.emit(told)
        self.refresh()

    # --- a laptop ---------------------------------------------------------------------------------------------------

    def _choose_card(self) -> None:
        me = self._session.book.identity
        out = ask_new_file(self, _("Write my card"), file_name(me.name, ending="card"), _(_CARDS), Purpose.BUNDLE)
        if out is not None:
            self.write_card(out)

    def write_card(self, out: Path) -> None:
        """Write this device's card for the office."""
        book = self._session.book
        told = _("Written: {name}. Send it to the office, and read this code to it by telephone: {code}")
        self._session.run(
            lambda _progress: write_own_card(book, out),
            lambda keys: self._done(told.format(name=out.name, code=keys.fingerprint)),
        )

    def _choose_join(self) -> None:
        file = ask_file(self, _("Join an office"), _(_BUNDLES), Purpose.BUNDLE)
        if file is not None:
            self.ask_join(file)

    def ask_join(self, file: Path) -> None:
        """Ask for the office's code, as it reads it, and join."""

        def act(book: Book, values: dict[str, Any]) -> str:
            _manifest, report = join(book, file, values["code"] or "", instead=bool(values.get("instead")))
            return _("Joined; {count} records came with it.").format(count=sum(report.new.values()))

        say = _(
            "Telephone the office and type the code that it reads to you. Both sides compare; this is never skipped."
        )
        fields: dict[str, Any] = {"code": (CODE, None)}
        if self._session.book.identity.office is not None:
            fields["instead"] = (INSTEAD, None)
        self._ask(_("Join an office"), fields, act, say)

    # --- an office --------------------------------------------------------------------------------------------------

    def _choose_enrol(self) -> None:
        file = ask_file(self, _("Enrol a laptop"), _(_CARDS), Purpose.BUNDLE)
        if file is not None:
            self.ask_enrol(file)

    def ask_enrol(self, file: Path) -> None:
        """Ask who it is and where it writes, and for the code; the answer lies beside the card."""
        try:
            card: Card = read_card(file)
        except Refusal as refusal:
            self._session.fail(refusal)
            return
        out = file.with_suffix(".fpb")

        def act(book: Book, values: dict[str, Any]) -> str:
            enrol(
                book, file, scopes=_codes(values["places"]), person=values["person"] or "", role=values["role"] or "",
                fingerprint=values["code"] or "", out=out, again=bool(values.get("again")),
            )  # fmt: skip
            return _("Enrolled. Send {name} back, and read the code of this office to it by telephone.").format(
                name=out.name
            )

        fields: dict[str, Any] = {
            "person": (PERSON, card.person or card.name), "role": (ROLE, None),
            "places": (PLACES, card.division), "code": (CODE, None),
        }  # fmt: skip
        if self._is_ended(card.device.id):
            fields["again"] = (AGAIN, None)
        say = _("Card of {name}, {division}. Have its code read to you by telephone and type it.")
        self._ask(_("Enrol a laptop"), fields, act, say.format(name=card.name, division=card.division), card.device.id)

    def _is_ended(self, device: str) -> bool:
        with self._session.book.exchange() as shelf:
            known = shelf.roster.known(device)
        return known is not None and known.until is not None

    def _grant(self) -> None:
        one: Statement = self.table.current()

        def act(book: Book, values: dict[str, Any]) -> str:
            vouching.grant(book, one.device.id, _codes(values["places"]), values["why"] or "")
            return _("Said. It holds once the laptop has merged the next bundle.")

        self._ask(_("Places of {person}").format(person=one.person),
                  {"places": (PLACES, "、".join(one.scopes)), "why": (WHY, None)}, act)  # fmt: skip

    def _hand_over(self) -> None:
        one: Statement = self.table.current()

        def act(book: Book, values: dict[str, Any]) -> str:
            vouching.hand_over(book, one.device.id, values["person"] or "", values["role"] or "", values["why"] or "")
            return _("Handed over; what was written keeps its author.")

        fields = {"person": (PERSON, None), "role": (ROLE, one.role), "why": (WHY, None)}
        self._ask(_("Hand over the laptop of {person}").format(person=one.person), fields, act)

    def _revoke(self) -> None:
        one: Statement = self.table.current()

        def act(book: Book, values: dict[str, Any]) -> str:
            vouching.revoke(book, one.device.id, values["why"] or "")
            return _("Revoked. What came until now stands; what comes later is kept aside.")

        say = _("What this office holds of it stands; whatever it writes later is kept aside for a decision.")
        self._ask(_("Revoke the laptop of {person}").format(person=one.person), {"why": (WHY, None)}, act, say)

    def _confirm(self) -> None:
        def act(book: Book, values: dict[str, Any]) -> str:
            for _known, new in waiting(book):
                if new.public.fingerprint.replace(" ", "") == (values["code"] or "").replace(" ", "").lower():
                    confirm(book, new.id, values["code"])
                    return _("Confirmed; merge its bundle again.")
            confirm(book, "", values["code"])
            return ""

        say = _("The book was copied or restored and goes on as a new device. Telephone, and type the code it reads.")
        self._ask(_("Confirm a new device"), {"code": (CODE, None)}, act, say)


def _codes(typed: str | None) -> list[str]:
    return [code for code in (typed or "").replace("、", ",").replace("，", ",").replace(" ", ",").split(",") if code]


def _places(scopes: Sequence[str]) -> str:
    """The places as they are read: /s, which is typed behind a village, is told in words."""
    with_cards = {division_of(one) for one in scopes if class_of(one) == SEALED}
    shown = dict.fromkeys(division_of(one) if class_of(one) == SEALED else one for one in scopes)
    told = _("{place} (with bank cards)")
    return "、".join(told.format(place=one) if one in with_cards else one for one in shown)


def _columns() -> list[Column]:
    return [
        Column(_("Person"), lambda one: one.person, 8),
        Column(_("Role"), lambda one: word("role", one.role), 8),
        Column(_("Division"), lambda one: one.division, 9),
        Column(_("Places"), lambda one: _places(one.scopes)),
        Column(_("State"), lambda one: _("revoked") if one.until is not None else _("in use"), 5,
               tone=lambda one: "warn" if one.until is not None else ""),
    ]  # fmt: skip
