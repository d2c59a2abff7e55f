"""How cases are named in the window: whose they are, and what they lack first."""

from collections.abc import Sequence

from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.standing import Look
from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.notation.showing import grouped
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import called
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.shown import head_name


def owner_name(session: Session, reader: Reader, case: Case) -> str:
    """Whose case it is: the head and number of the household, else its own name, or what its home is called."""
    home = Look(reader, [case]).household(case)
    if home is None:
        if own := getattr(case, "name", None):
            return str(own)
        link = fields_of(type(case))[type(case).home].link
        found = reader.find(KINDS[link], id=getattr(case, type(case).home), with_away=True)
        return called(found[0]) if found else ""
    head = head_among(reader.find(Member, household=home.id))
    return f"{head_name(head, session.today)}  {grouped(home.household_code or '')}"


def first_lack(lacks: Sequence[Lack]) -> str:
    """The first thing that lacks, and how many there are; empty when nothing does."""
    if not lacks:
        return ""
    rest = _(" ({count} in all)").format(count=len(lacks)) if len(lacks) > 1 else ""
    return f"{lacks[0].text}{rest}"


def is_household_case(cls: type[Case]) -> bool:
    """True for a kind of case that belongs to a household."""
    return fields_of(cls)[cls.home].link == "household"
