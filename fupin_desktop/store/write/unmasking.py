"""Unmasking: a masked value is shown for a reason, and the audit log keeps who saw what and why (safety.md)."""

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.rules import refuse_unless
from fupin_desktop.store.read.open_book import OpenBook


def note_unmask(book: OpenBook, about: str, why: str) -> None:
    """Keep the reason before anything is shown.  `about` names kind, field and record.

    What may not be seen is taken out of the reason: an audit log holds no value of anybody.
    Refuses, as `role.may_not`, a role that sees masked values only, and an empty reason (`why.missing`).
    """
    refuse_unless(book.holder(), "record.unmask")
    if not why.strip():
        raise Refusal("why.missing", _("Unmasking needs a reason. Nothing was shown."), where={"field": "why"})
    book.note("unmask", f"{about}: {covered(why.strip())}")
