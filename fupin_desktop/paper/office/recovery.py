"""The recovery sheet (应急恢复单) on paper: one page for the safe."""

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Column, Document, Foot, Heading, Note, Qr, Table, Title
from fupin_desktop.paper.office.handover import hand_over
from fupin_desktop.paper.sheet import FORM


def recovery_sheet(*, book: str, division: str, book_id: str, made: str, secret: str) -> Document:
    """The sheet: which book it opens, the secret in its groups, and what to do with both."""
    title = _("Recovery sheet")
    facts = [
        (_("Book"), book),
        (_("Division code"), division),
        (_("Number of the book"), book_id[:8]),
        (_("Made on"), made),
    ]
    return Document(
        title,
        [
            Title(title),
            Note(_("Whoever holds this sheet can open the book named here. Put it into an envelope, seal the envelope, "
                   "and lock it away in a safe, not beside the laptop.")),
            Table([Column(_("What"), 1.0), Column(_("Content"), 3.0, Align.LEFT)], facts, size=12.0),
            Heading(_("Code")),
            Title(_two_lines(secret)),
            Note(_("There is no O, I, L or U in the code: a round sign is nought (0), an upright one is one (1).")),
            Qr(secret, _("The same code, for a reader of square codes: it types it in."), 24.0),
            Heading(_("When the passphrase is lost")),
            Note(_("1. Start the program, choose the book, and type the code in the place of the passphrase. "
                   "Blanks and small letters do not matter.")),
            Note(_("2. In Settings, make a new passphrase for yourself.")),
            Note(_("3. Make a new recovery sheet: this one then opens nothing any more. Burn or shred it.")),
            Note(_("Rehearse twice a year: Settings, Rehearse. If the sheet is lost, make a new one at once.")),
            hand_over(),
        ],
        sheet=FORM,
        foot=Foot.NONE,
    )  # fmt: skip


def _two_lines(secret: str) -> str:
    groups = secret.split()
    half = (len(groups) + 1) // 2
    return "\n".join(("  ".join(groups[:half]), "  ".join(groups[half:])))
