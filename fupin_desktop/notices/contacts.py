"""Whom an office names on its notices for objections: set once in the office's settings, printed on every notice."""

from typing import Any

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import Shape, look
from fupin_desktop.ledger.leaks.looking import is_contact_number
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice, NoticeContact


def contact_of(ledger: Finder, division: str) -> NoticeContact | None:
    """The contact of a division, else of the nearest one above that has one; None when no office has said."""
    known = {one.division or "": one for one in ledger.find(NoticeContact)}
    above = (division[:digits] for digits in range(len(division), 0, -1))
    return next((known[code] for code in above if code in known), None)


def set_contact(ledger: Ledger, **facts: Any) -> NoticeContact:
    """Set the contact of an office's own notices; `division` is the book's own when it is not given."""
    division = facts.pop("division", None) or ledger.division
    known = next(iter(ledger.find(NoticeContact, division=division)), None)
    return ledger.save(known.but(**facts) if known is not None else NoticeContact(division=division, **facts))


def judge_contact(ledger: Ledger, contact: NoticeContact, before: NoticeContact | None) -> None:
    """Refuse a number that has not the shape of one telephone (`contact.phone`), and numbers in the rest.

    Code `contact.number`: a number in the name or the address would hang on every board, and only the telephone may.
    """
    del ledger, before
    if contact.contact_phone and not is_contact_number(contact.contact_phone):
        message = _("This has not the shape of one telephone number. Nothing was saved; give the office's alone.")
        raise Refusal("contact.phone", message, where={"field": "contact_phone"})
    for name in ("contact", "contact_address", "co_issuer"):
        if any(found.shape is not Shape.ADDRESS for found in look(getattr(contact, name) or "")):
            message = _("What stands here would hang on every board, and it may not. Nothing was saved; take it out.")
            raise Refusal("contact.number", message, where={"field": name})


def with_contact(ledger: Ledger, notice: Notice) -> Notice:
    """A draft with the contact of its office where it names none of its own."""
    office = contact_of(ledger, notice.division or "")
    if office is None:
        return notice
    names = ("contact", "contact_phone", "contact_address", "co_issuer")
    return notice.but(**{name: getattr(notice, name) or getattr(office, name) for name in names})


def exempt_contact(ledger: Ledger, notice: Notice) -> tuple[str, str]:
    """Telephone and address of a notice that are those its office has set; a typed one of its own is not exempt."""
    office = contact_of(ledger, notice.division or "")
    if office is None:
        return "", ""
    phone = notice.contact_phone if notice.contact_phone == office.contact_phone else ""
    address = notice.contact_address if notice.contact_address == office.contact_address else ""
    return phone or "", address or ""
