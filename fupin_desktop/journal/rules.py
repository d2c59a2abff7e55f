"""Rules of the log: a day that is past, words that say something."""

from collections.abc import Mapping

from fupin_desktop.journal.model import JournalLine
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _


def check_line(ledger: Ledger, line: JournalLine, before: JournalLine | None) -> None:
    """Refuse a day to come (`journal.future`) and a line without words (`journal.empty`)."""
    del before
    refuse_ahead(line.date, ledger.today, "date", "journal.future")
    if not (line.line or "").strip():
        message = _("Write a few words, or leave the line alone: the day's records stand in the log by themselves.")
        raise Refusal("journal.empty", message, where={"field": "line"})


RULES: Mapping[type[Record], Rule] = {JournalLine: check_line}
