"""Settings, the keys: new ones for office or laptop, custodians of an office, the place of a lost office taken."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame

from fupin_desktop.ledger.field import text
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.paper.office.custodian import custodian_sheet
from fupin_desktop.paper.write import render
from fupin_desktop.seal.keys import PublicKeys, new_identity, recipient_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.custodians import (
    check_new,
    custodians,
    drop_custodian,
    identity_from,
    name_custodian,
    rehearse,
)
from fupin_desktop.sync.authority.office import MOST_CUSTODIANS, Custodian
from fupin_desktop.sync.authority.rebuilding import follow
from fupin_desktop.sync.authority.renewal import renew_device, rotate
from fupin_desktop.sync.authority.roster import keys_told
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.ui.forms.asking import WHY, BookAsking, of_fields
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_files
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

NAME = text(N_("Name of the custodian"), required=True, name="name")
KEY = text(N_("Key, as on its sheet"), high=120, required=True, name="key")
CODE = text(N_("Code of the lost office, as on its letters"), high=60, required=True, name="fingerprint")
_BUNDLES = N_("Bundles (*.fpb);;All files (*)")


class OfficeKeys(QFrame):
    """The office's code, its custodians, and what is done with keys."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.asking: BookAsking | None = None
        self.setProperty("role", "card")
        self.words = label("", "small", wrap=True)
        self.custodians = QComboBox()
        self.custodians.setAccessibleName(_("Custodians"))
        self.custodians.setMinimumWidth(160)
        self.make_button = button(_("&A custodian's key…"), self._make, icon="print")
        self.rehearse_button = button(_("Rehearse &it…"), self._rehearse, icon="check")
        self.drop_button = button(_("Remove this cus&todian"), self._drop, kind="flat")
        self.rotate_button = button(_("&New keys for the office…"), self._rotate, icon="lock")
        self.follow_button = button(_("Take the &place of a lost office…"), self._choose_lost)
        self.lend_button = button(_("Open with a custodian's ke&y…"), self._choose_sealed, icon="import")
        self.device_button = button(_("New keys for this lapto&p…"), self._renew, icon="lock")
        self._lost = (self.follow_button, self.lend_button)
        # Few in a line: large English letters must have room at 1024, too
        acts_in_lines = (
            row(self.custodians, self.make_button, None),
            row(self.rehearse_button, self.drop_button, None),
            row(self.rotate_button, self.device_button, None),
            row(*self._lost, None),
        )
        self.setLayout(column(label(_("Keys of the office"), "heading"), self.words, *acts_in_lines, margin=2 * GRID))
        office = session.book.identity.is_office
        acts = (self.custodians, self.make_button, self.rehearse_button, self.drop_button, self.rotate_button)
        for one in (*acts, *self._lost):
            one.setVisible(office)
        self.device_button.setVisible(not office)

    def refresh(self) -> None:
        """Read code and custodians on the lane."""
        book = self._session.book
        self._session.run(lambda _progress: (_keys(book), custodians(book)), self._show)

    def _show(self, found: tuple[PublicKeys | None, list[Custodian]]) -> None:
        keys, known = found
        none = _("This laptop has not joined an office yet.")
        told = _("Code of the office: {code}").format(code=keys.fingerprint) if keys else none
        if self._session.book.identity.is_office:
            advice = _("No custodian yet: if book and keys of the office are lost, nobody opens what is sealed for it.")
            told = f"{told}\n{'' if known else advice}".rstrip()
        self.words.setText(told)
        self.custodians.clear()
        self.custodians.addItems([one.name for one in known])
        self.make_button.setEnabled(len(known) < MOST_CUSTODIANS)
        for one in (self.rehearse_button, self.drop_button):
            one.setEnabled(bool(known))

    def _ask(
        self, title: str, fields: Sequence[Any], act: Callable[..., Any], say: str, done: Callable[[Any], None]
    ) -> None:
        editors = of_fields({field.name: (field, None) for field in fields})
        secret = KEY in fields  # a custodian's key is kept nowhere
        self.asking = BookAsking(
            self._session, title, editors, "office", act, say=say, done=done, parent=self, whose=title, secret=secret
        )
        self.asking.open()

    def _done(self, told: str) -> None:
        self._session.said.emit(told)
        self.refresh()

    # --- custodians -------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        say = _("A new key is printed once and kept nowhere. Whoever holds it opens what is sealed for this office.")
        self._ask(_("A custodian's key"), [NAME], _made, say, self._print)

    def _print(self, pdf: bytes) -> None:
        PaperDialog(self._session, _("Custodian's key"), pdf, self).open()
        self.refresh()

    def _rehearse(self) -> None:
        def act(book: Book, values: dict[str, Any]) -> str:
            name = rehearse(book, values["key"] or "").name
            return _("This is the key of {name}. Put it back into its envelope.").format(name=name)

        say = _("Type the key from the sheet. Blanks and small letters do not matter.")
        self._ask(_("Rehearse a custodian's key"), [KEY], act, say, self._done)

    def _drop(self) -> None:
        book, name = self._session.book, self.custodians.currentText()
        told = _("Removed. Laptops seal for {name} no longer once they have merged the next bundle.")
        self._session.run(lambda _progress: drop_custodian(book, name), lambda _n: self._done(told.format(name=name)))

    # --- new keys ---------------------------------------------------------------------------------------------------

    def _rotate(self) -> None:
        def act(book: Book, values: dict[str, Any]) -> str:
            code = rotate(book, values["why"] or "").fingerprint
            told = _("Done. The code of the office is now {code}. Copy a backup to a stick; send all laptops a bundle.")
            return told.format(code=code)

        say = _(
            "Once a year, and when somebody who worked with this book has left. What was sealed before still opens;"
            " laptops learn of the new keys with the next bundle, and are shown the new code."
        )
        self._ask(_("New keys for the office"), [WHY], act, say, self._done)

    def _renew(self) -> None:
        def act(book: Book, _values: dict[str, Any]) -> str:
            code = renew_device(book).fingerprint
            return _("Done. Seal for the office, and read it this code by telephone: {code}").format(code=code)

        say = _(
            "This laptop goes on as a new device, which the office confirms by telephone. Nothing is lost; when others"
            " may have the old keys, ask the office to revoke the old device as well."
        )
        self._ask(_("New keys for this laptop"), [], act, say, self._done)

    # --- a lost office ----------------------------------------------------------------------------------------------

    def _choose_lost(self) -> None:
        files = ask_files(self, _("Bundles of the laptops"), _(_BUNDLES), Purpose.BUNDLE)
        if files:
            self.ask_follow(files)

    def ask_follow(self, files: Sequence[Path]) -> None:
        """Ask for the lost office's code and the reason, and take its place by what these bundles hold."""

        def act(book: Book, values: dict[str, Any]) -> str:
            found = follow(book, files, values["fingerprint"] or "", values["why"] or "")
            told = _("This office stands for the lost one; {count} devices of it count as far as the bundles show.")
            narrowed = "、".join(one.person for one in found.narrowed)
            less = _("Enrolled for fewer places than before: {people}.").format(people=narrowed) if narrowed else ""
            return f"{told.format(count=len(found.devices))} {less}".strip()

        say = _(
            "Enrol the laptops again first, and have each seal for this office. Compare the lost office's code with its"
            " letters. Then merge the bundles, and send every laptop its own."
        )
        self._ask(_("Take the place of a lost office"), [CODE, WHY], act, say, self._done)

    def _choose_sealed(self) -> None:
        files = ask_files(self, _("Bundles sealed for the lost office"), _(_BUNDLES), Purpose.BUNDLE)
        if files:
            self.ask_key(files)

    def ask_key(self, files: Sequence[Path]) -> None:
        """Ask for a custodian's key, and merge with it; it is kept nowhere."""

        def act(book: Book, values: dict[str, Any]) -> str:
            with book.lend(identity_from(values["key"] or "")):
                reports = merge_files(book, files)
            return "\n".join(f"{one.file}: {one.message}" for one in reports)

        say = _("Type the key from the sheet. Blanks and small letters do not matter.")
        self._ask(_("Open with a custodian's key"), [KEY], act, say, self._done)


def _keys(book: Book) -> PublicKeys | None:
    me = book.identity
    if me.authority is not None:
        return me.authority.public
    with book.exchange() as shelf:
        return keys_told(shelf.roster, me.office)


def _made(book: Book, values: dict[str, Any]) -> bytes:
    name, secret, me = (values["name"] or "").strip(), new_identity(), book.identity
    check_new(book, name)
    made, recipient = book.wall().date().isoformat(), recipient_of(secret)
    sheet = custodian_sheet(
        office=me.name, division=me.division, custodian=name, made=made, recipient=recipient, secret=secret
    )
    pdf = render(sheet)[0]
    name_custodian(book, name, recipient)
    return pdf
