"""A custodian's key (保管人密钥单) on paper: one page for a safe; the book does not keep what stands on it."""

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Column, Document, Foot, Heading, Note, Qr, Table, Title
from fupin_desktop.paper.office.handover import hand_over
from fupin_desktop.paper.sheet import FORM

_HEAD, _GROUP, _LINE = len("AGE-SECRET-KEY-1"), 5, 4  # signs of the first line, in a group; groups in a line


def custodian_sheet(*, office: str, division: str, custodian: str, made: str, recipient: str, secret: str) -> Document:
    """The sheet: whose office, the private key in groups, the beginning of the public half, and what to do with it."""
    title = _("Custodian's key")
    facts = [
        (_("Name of the place"), office),
        (_("Division code"), division),
        (_("Custodian"), custodian),
        (_("Made on"), made),
        (_("Public half"), f"{recipient[:20]}…"),
    ]
    return Document(
        title,
        [
            Title(title),
            Note(_("Whoever holds this sheet can open what is sealed for this office, and write nothing. Seal it in an "
                   "envelope, and lock it away in a safe of its own.")),
            Table([Column(_("What"), 1.0), Column(_("Content"), 3.0, Align.LEFT)], facts, size=11.0),
            Title(in_groups(secret)),
            Note(_("Behind the first line there is no O, I or B and no one (1): a round sign is nought (0), an "
                   "upright one is L.")),
            Qr(secret, _("The same key, for a reader of square codes: it types it in."), 24.0),
            Heading(_("When book and keys of the office are lost")),
            Note(_("1. Make a new book for the office, enrol a laptop anew, and take the place of the lost office: "
                   "Settings, Keys of the office.")),
            Note(_("2. There, read in with this key what was sealed for the lost office. Blanks and small letters do "
                   "not matter. Stock age opens it too: age -d -i KEY BUNDLE.")),
            Note(_("This key is printed once and kept nowhere. Rehearse twice a year.")),
            hand_over(),
        ],
        sheet=FORM,
        foot=Foot.NONE,
    )  # fmt: skip


def in_groups(secret: str) -> str:
    """The key as an eye can follow it: how each begins, then groups."""
    rest = secret[_HEAD:]
    groups = [rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP)]
    return "\n".join([secret[:_HEAD], *("  ".join(groups[at : at + _LINE]) for at in range(0, len(groups), _LINE))])
