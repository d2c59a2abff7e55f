"""Rules of the log: a day that is past, words that say something."""

from collections.abc import Mapping

from fupin_desktop.journal.model import JournalLine
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _


def check_line(ledger: Ledger, line: JournalLine, before: JournalLine | None) -> None:
    """Refuse a day to come (`journal.future`) and a line without words (`journal.empty`)."""
    del before
    if line.date is not None and line.date > ledger.today:
        message = _("The log of a day to come cannot be written. Nothing was saved; correct the date.")
        raise Refusal("journal.future", message, where={"field": "date"})
    if not (line.line or "").strip():
        message = _("Write a few words, or leave the line alone: the day's records stand in the log by themselves.")
        raise Refusal("journal.empty", message, where={"field": "line"})


RULES: Mapping[type[Record], Rule] = {JournalLine: check_line}
