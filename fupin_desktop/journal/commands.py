"""What people do with their log: write the line of a day, and write it anew."""

from fupin_desktop.journal.model import JournalLine
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _


def write_line(ledger: Ledger, line: JournalLine, words: str) -> JournalLine:
    """Write the line of a day, on what its writer saw of it; what it said before stays in its history.

    Refuses what stands there already (`journal.same`), and what `check_line` refuses.
    """
    written = line.but(line=words.strip())
    if line.id is not None and written == line:
        raise Refusal("journal.same", _("This is what stands there already. Nothing was changed."))
    return ledger.save(written)
