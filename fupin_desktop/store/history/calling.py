"""The call sheets (电话核实单) of villages, read out of the book; telephones are masked unless a reason was logged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import is_current
from fupin_desktop.households.model import Household
from fupin_desktop.inquiries.calls import Call, Contact, VillageCalls, Written
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.showing import plain_value, shown
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.model import NoticeContact
from fupin_desktop.store import driver
from fupin_desktop.store.history.inquiring import Inquiry, inquiries, mark_asked
from fupin_desktop.store.history.questions import Head, Question, questions
from fupin_desktop.store.history.wording import Wording
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.rosters import roster_of
from fupin_desktop.store.write.unmasking import note_unmask
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.authority.roster import Roster
from fupin_desktop.villages.model import Village

_SECRETARY = "first_secretary"


def village_of(reader: Reader, question: Question) -> str:
    """The division whose village is to be asked."""
    return reader.place_of(question.record)


def village_names(reader: Reader) -> dict[str, str]:
    """The names of the villages by their codes."""
    sql = f"SELECT code, name FROM village WHERE code IS NOT NULL AND {reader.visible('village')}"
    return {code: name or "" for code, name in driver.rows(reader.connection, sql)}


@dataclass(frozen=True)
class Sheets:
    """Reads call sheets; `full` shows telephones in full, for which `village_calls` wants a reason."""

    reader: Reader
    roster: Roster
    today: date
    full: bool = False

    def of(self, village: str = "") -> list[VillageCalls]:
        """One for each village that has open questions, or only this one's."""
        found = questions(self.reader)
        state = inquiries(self.reader, found)
        by_village: dict[str, list[Question]] = {}
        for one in found:
            by_village.setdefault(village_of(self.reader, one), []).append(one)
        wanted = [village] if village else sorted(by_village)
        return [self._village(code, by_village[code], state) for code in wanted if code in by_village]

    def _village(self, code: str, found: list[Question], state: dict[str, Inquiry]) -> VillageCalls:
        wording = Wording(self.reader, self.today)
        people = {device: said.person for device, said in self.roster.devices.items()}
        calls = [self._call(wording, people, one, state[one.id]) for one in found]
        calls.sort(key=lambda call: (call.place, call.head, call.field))
        name = village_names(self.reader).get(code) or code
        return VillageCalls(code, name, list(self._answers(code)), calls, self._office(code))

    def _office(self, code: str) -> str:
        """Who asks, as the office names itself on its notices; empty where it has not."""
        own = [one for one in self.reader.find(NoticeContact) if one.division and len(one.division) < len(code)]
        above = [one for one in own if code.startswith(one.division or "")]
        found = max(above, key=lambda one: len(one.division or ""), default=None)
        return f"{found.contact or ''} {found.contact_phone or ''}".strip() if found else ""

    def _call(self, wording: Wording, people: dict[str, str], question: Question, inquiry: Inquiry) -> Call:
        about = wording.about(question)
        values = [_written(wording, people, question, head) for head in question.heads]
        home = about.household
        tail = _("serial {tail}").format(tail=(home.household_code or "")[-4:]) if home else ""
        place = [home.natural_village, home.group_name, tail] if home else []
        return Call(
            question.id,
            about.head,
            " · ".join(part for part in place if part),
            f"{about.label} · {wording.field(question)}",
            list(self._household(home)) if home else [],
            values,
            asked=asked_words(inquiry),
        )

    def _household(self, home: Household) -> Iterator[Contact]:
        duties = [one for one in self.reader.find(Responsibility, household=home.id) if is_current(one, self.today)]
        for duty in duties:
            for cadre in self.reader.find(Cadre, id=duty.cadre):
                yield Contact(word("resp_role", duty.role or ""), cadre.name or "", self._phone(cadre, "phone"))
        if home.phone:
            yield Contact(_("the household itself"), "", self._phone(home, "phone"))

    def _answers(self, code: str) -> Iterator[Contact]:
        """Who answers for the village: its first secretary by its sheet, else whom the roster names."""
        cadres = {one.name: self._phone(one, "phone") for one in self.reader.find(Cadre, village_code=code)}
        named = False
        for village in self.reader.find(Village, code=code):
            named = bool(village.first_secretary)
            office = self._phone(village, "contact_phone")
            if named or office:
                name = village.first_secretary or ""
                phones = " / ".join(dict.fromkeys(part for part in (cadres.get(name, ""), office) if part))
                yield Contact(word("role", _SECRETARY), name, phones)
        for role, name in () if named else self._roster(code):
            yield Contact(word("role", role), name, cadres.get(name, ""))

    def _roster(self, code: str) -> list[tuple[str, str]]:
        """Role and person of each laptop of the village, the first secretary first."""
        said = self.roster.devices.values()
        here = {(one.role, one.person) for one in said if code in one.scopes and one.until is None}
        return sorted(here, key=lambda pair: (pair[0] != _SECRETARY, pair))

    def _phone(self, record: Record, name: str) -> str:
        value = getattr(record, name)
        field = fields_of(type(record))[name]
        return (plain_value(field, value) if self.full else shown(field, value)) if value else ""


def _written(wording: Wording, people: dict[str, str], question: Question, head: Head) -> Written:
    laptop = people.get(head.device) or head.device[:8]
    return Written(wording.value(question, head.value), head.typed, head.wall[:16].replace("T", " "), laptop)


def asked_words(inquiry: Inquiry) -> str:
    """Whom the office asked, and when; empty while it has not, or must ask again."""
    asked = inquiry.asked
    if asked is None:
        return ""
    text = _("asked {whom} on {day}").format(whom=asked.whom, day=asked.asked_on)
    return f"{text} · {asked.remark}" if asked.remark else text


def village_calls(book: OpenBook, village: str = "", *, full: bool = False, why: str = "") -> list[VillageCalls]:
    """The call sheets of a village or of all; showing telephones in full needs a reason, which is logged first.

    Refuses, as `question.none`, where no question stands open, and in a book that is no office's.  Code `office.only`.
    """
    if not book.identity.is_office:
        raise Refusal("office.only", _("Only the office may do this. Nothing was changed."))
    if full:
        note_unmask(book, f"call_sheet.phone {village or '*'}", why)
    with book.read() as reader:
        found = Sheets(reader, roster_of(reader, book.identity), book.wall().date(), full).of(village)
    if not found:
        raise Refusal(
            "question.none", _("No question stands open there. No file was written."), where={"village": village}
        )
    return found


def mark_printed(ledger: BookLedger, sheets: Iterable[VillageCalls], on: date, remark: str | None = None) -> int:
    """Mark as asked what these sheets hold and still stands open, each by whom its sheet says to ring; how many."""
    still = {one.id: one for one in questions(ledger)}
    marked = 0
    for sheet in sheets:
        for call in sheet.calls:
            if call.question in still:
                mark_asked(ledger, still[call.question], whom=whom_of(sheet, call), on=on, remark=remark)
                marked += 1
    return marked


def whom_of(sheet: VillageCalls, call: Call) -> str:
    """Whom to ring first: the household's helper, else whoever answers for the village."""
    names = (one.name for one in (*call.contacts, *sheet.contacts))
    return next((name for name in names if name), sheet.name)
