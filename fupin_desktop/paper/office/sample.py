"""The test page of the first run: whether printer, paper and fonts will do for notices."""

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Column, Document, Note, Para, Signature, Table, Title

RARE = ("䶮", "㛃", "𬱖", "𫖮", "𠅤", "𡋾")  # of real names, which many printers and fonts leave out


def sample_page() -> Document:
    """Rare characters, a ruled table, and the place of a seal."""
    rows = [[f"张{sign}", f"U+{ord(sign):X}", "0123456789X", "（　）"] for sign in RARE]
    columns = [Column(_("Name")), Column(_("Character")), Column(_("Figures")), Column(_("Right?"), 0.6, Align.CENTRE)]
    return Document(
        _("Test page"),
        [
            Title(_("Test page")),
            Para(_("Each name below has two characters, and none of them is a box. All four edges of the table are "
                   "drawn, and the page lies straight. Tick what is right.")),
            Table(columns, rows, size=14.0),
            Note(_("If a character is missing on paper but not on the screen, choose “print as image” in the printer's "
                   "own settings, or save as PDF and print it elsewhere.")),
            Signature([_("Place of the seal")], _("Date")),
        ],
    )  # fmt: skip
