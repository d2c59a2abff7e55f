"""What is asked when a household is judged: the county's lists for a case, the answer of a hit, a verification card.

Each is asked for one, and the same of many chosen in a list (`ui.forms.acts`).
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.identification.commands import WAY_OF, answered, open_identification
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.identification.path import ANSWERS
from fupin_desktop.identification.screening import ScreeningItem, Texts, number_of
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import N_, _, word, words
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.editors.editors import Editor, editor_for
from fupin_desktop.ui.editors.ticked import ticked_editor
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.verification.commands import answer_card
from fupin_desktop.verification.model import VerificationCard

Asked = Mapping[str, tuple[Field, Any]]
SCREENING = N_("Go through the lists…")
HITS = N_("Hits of a comparison…")
_SCREENING = "identification.screen"
_WIDTH = 960  # two lists beside each other with their texts, on the screens villages have


def _of(record: Record, *names: str, **first: Any) -> Asked:
    """Fields of a record with what stands in them, or what is offered first."""
    fields = fields_of(type(record))
    return {name: (fields[name], getattr(record, name) or first.get(name)) for name in names}


# --- a case for a household -----------------------------------------------------------------------------------------


def opening_fields(session: Session, home: Household) -> Asked:
    """The way, the year and the day on which the letter was published; persons follow from each household."""
    del home
    case = IdentificationCase()
    return {
        **_of(case, "way", "year", year=session.today.year),
        "stage_on": (fields_of(IdentificationCase)["stage_on"], session.today),
    }


def open_for(ledger: BookLedger, home: Household, values: dict[str, Any]) -> IdentificationCase:
    """Open an identification of this household."""
    return open_identification(ledger, IdentificationCase(household=home.id, **values))


def may_be_identified(home: Household) -> bool:
    """Is it on the register, an applicant, or one that ended?"""
    return home.status in WAY_OF


# --- the county's lists ---------------------------------------------------------------------------------------------


def screening_fields(session: Session, case: IdentificationCase) -> Asked:
    """The answers to the four lists; today and who works here are offered."""
    return _of(case, *ANSWERS, screened_on=session.today, screened_by=session.book.user)


def keep_screening(ledger: BookLedger, case: IdentificationCase, values: dict[str, Any]) -> IdentificationCase:
    """Keep the answers with the case as its user saw it."""
    return ledger.save(case.but(**values))


def is_screened(case: IdentificationCase) -> bool:
    """May the lists still be gone through?  What the county has approved stands."""
    return case.is_open and case.approved_on is None


def ask_screening(session: Session, case: IdentificationCase, parent: QWidget) -> Asking:
    """The lists with the county's own texts, to be ticked; without a text the number stands for itself."""
    texts = session.read(lambda reader: _texts(reader, session, case))
    editors = [_editor(field, value, texts) for field, value in screening_fields(session, case).values()]
    say = _("Tick what holds. An empty list of bars says that none of the seven holds.")

    def act(ledger: BookLedger, values: dict[str, Any]) -> IdentificationCase:
        return keep_screening(ledger, case, values)

    title = _(SCREENING).removesuffix("…")
    asking = Asking(session, title, editors, _SCREENING, act, say=say, parent=parent, whose=case)
    asking.setMinimumWidth(_WIDTH)
    asking.open()
    return asking


def _texts(reader: Reader, session: Session, case: IdentificationCase) -> Texts:
    home = next(iter(reader.find(Household, id=case.household)), Household())
    return Texts.of(reader.find(ScreeningItem), home.village_code or session.book.identity.division)


def _editor(field: Field, value: Any, texts: Texts) -> Editor:
    if not field.many:
        made = editor_for(field)
    else:
        made = ticked_editor(field, {code: _named(field, code, texts) for code in words(field.words)})
    made.set_value(value)
    return made


def _named(field: Field, code: str, texts: Texts) -> str:
    name, told = word(field.words, code), texts.text_of(*number_of(code))
    return f"{name}　{told}" if told else name


# --- hits of a comparison -------------------------------------------------------------------------------------------


def hit_fields(session: Session, hit: ComparisonHit) -> Asked:
    """What was found of it, when, by whom."""
    who, today = session.book.user, session.today
    return _of(hit, "answer", "answer_note", "answered_on", "answered_by", answered_on=today, answered_by=who)


def answer_hit(ledger: BookLedger, hit: ComparisonHit, values: dict[str, Any]) -> ComparisonHit:
    """Answer the hit as its user saw it."""
    return ledger.save(answered(ledger, hit.but(**values)))


def ask_hits(session: Session, case: IdentificationCase, parent: QWidget) -> Asking | RecordDialog:
    """The first hit of the household that nobody has answered; where none is left, a new one, compared today."""
    found = session.read(lambda reader: reader.find(ComparisonHit, household=case.household))
    hit = next((one for one in sorted(found, key=lambda one: one.id or 0) if one.answer is None), None)
    if hit is None:
        new = ComparisonHit(household=case.household, found_on=session.today)
        dialog = RecordDialog(session, new, parent, given=["household"])
        dialog.open()
        return dialog
    what = " · ".join(filter(None, (word("crosscheck", hit.kind or ""), hit.source, hit.detail)))
    editors = of_fields(hit_fields(session, hit))

    def act(ledger: BookLedger, values: dict[str, Any]) -> ComparisonHit:
        return answer_hit(ledger, hit, values)

    title = _("Answer the hit of a comparison")
    asking = Asking(session, title, editors, "identification.answer", act, say=what, parent=parent, whose=hit)
    asking.open()
    return asking


# --- verification ---------------------------------------------------------------------------------------------------


def card_fields(session: Session, home: Household) -> Asked:
    """The answer of a household, with the day and who checked."""
    del home
    return _of(VerificationCard(), "result", "bar", "found", "on", "by", on=session.today, by=session.book.user)


def keep_card(ledger: BookLedger, home: Household, values: dict[str, Any]) -> VerificationCard:
    """Answer for the household in the round that was opened last."""
    return answer_card(ledger, VerificationCard(household=home.id, **values))


def is_on_register(home: Household) -> bool:
    """Does a verification ask for this household?"""
    return home.status in STILL_POOR
