"""A cadre is replaced, in the window: the hand-over list (交接清单) to print, and the successor who takes over."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.duties.model import Cadre
from fupin_desktop.handover.gathering import Parties, hand_over_of, hands_over_all
from fupin_desktop.handover.taking_over import passing, take_over
from fupin_desktop.ledger.field import Field, day, link, text
from fupin_desktop.ledger.words import N_, _, in_chinese
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.listed import note_listed
from fupin_desktop.store.exchange.coverage import office_told
from fupin_desktop.store.search.choosing import Within, choices
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.titles import link_titles
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.link_picker import link_editor
from fupin_desktop.ui.forms.asking import WHY, Asking, BookAsking, of_fields
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.villages.model import Village

LIST, PASS_ON = N_("Hand-over list…"), N_("Hand over to a successor…")
_RECEIVER = text(N_("Who receives"), name="receiver")
_WITNESS = text(N_("Witness"), name="witness")
_PLACE = text(N_("Place of the hand-over"), name="place")
_DAY = day(N_("Day of the hand-over"), name="day")
_LAST_DAY = day(N_("Last day"), name="on", required=True)
_FOLLOWS = link(N_("Successor"), "cadre", name="successor", required=True)


def ask_list(session: Session, cadre: Cadre | None, parent: QWidget) -> BookAsking:
    """Ask who receives, when and where, then show the list; empty ones are left to write in.

    The list of the whole laptop is kept in the audit log once it is printed or saved: clearing asks for it.
    """
    fields: Mapping[str, tuple[Field, Any]] = {
        "receiver": (_RECEIVER, None), "witness": (_WITNESS, None),
        "day": (_DAY, session.today), "place": (_PLACE, None),
    }  # fmt: skip
    title = _(LIST).removesuffix("…")
    whole = _("The list of the village and its laptop: households, open work, cases, notices, what the office holds.")
    share = _("The list of the households this cadre answers for.")
    asking = BookAsking(
        session, title, of_fields(fields), "handover.list", partial(_drawn, cadre, session.today),
        say=whole if hands_over_all(cadre) else share, done=_shower(session, cadre, title, parent),
        parent=parent, whose=cadre or "", ok=_("&Make the list"),
    )  # fmt: skip
    asking.open()
    return asking


def _drawn(cadre: Cadre | None, today: date, book: Book, values: dict[str, Any]) -> bytes:
    from fupin_desktop.paper.office.hand_over_list import hand_over_list  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    asked = {name: values[name] or "" for name in ("receiver", "witness", "place")}
    with in_chinese(), book.read() as reader:
        given = hand_over_of(reader, cadre, Parties(day=values["day"], **asked), today)
        mark = _("PRACTICE") if book.identity.practice else ""
        document = hand_over_list(given, office_told(book), today, mark)
    return render(document)[0]


def _shower(session: Session, cadre: Cadre | None, title: str, parent: QWidget) -> Callable[[bytes], None]:
    def noted() -> None:
        if hands_over_all(cadre):
            note_listed(session.book)
            session.changed.emit()  # no record: the card of the settings stands anew

    def show(pdf: bytes) -> None:
        dialog = PaperDialog(session, title, pdf, parent)
        dialog.out.connect(noted)
        dialog.open()

    return show


def ask_take_over(session: Session, cadre: Cadre, parent: QWidget) -> Asking:
    """Ask who follows, and say before it is done what passes to whom."""
    told = session.read(lambda reader: passing(reader, cadre, session.today)).told

    def do(ledger: BookLedger, values: dict[str, Any]) -> Any:
        follows = ledger.get(Cadre, values["successor"]) if values["successor"] is not None else cadre
        return take_over(ledger, cadre, follows, values["on"] or ledger.today, values["why"] or "")

    editors = [_successor(session, cadre), *of_fields({"on": (_LAST_DAY, session.today), "why": (WHY, None)})]
    say = _("{told} The term of {name} ends on the last day. Enter the successor as a cadre of the village first.")
    asking = Asking(
        session, _(PASS_ON).removesuffix("…"), editors, "cadre.replace", do,
        say=say.format(told=told, name=cadre.name), parent=parent, whose=cadre, ok=_("&Hand over"),
    )  # fmt: skip
    asking.open()
    return asking


def _successor(session: Session, cadre: Cadre) -> Editor:
    within = Within(Village, cadre.village_code)
    made = link_editor(
        session.fetch,
        _FOLLOWS,
        lambda reader, typed: choices(reader, Cadre, typed, session.today, within),
        lambda reader, ids: link_titles(reader, _FOLLOWS, ids, session.today),
    )
    made.set_value(None)
    return made
