"""What is refused of a signed paper: no photograph, a day to come."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.papers.model import SignedPaper


def check_paper(ledger: Ledger, paper: SignedPaper, before: SignedPaper | None) -> None:
    """Refuses `paper.photo` a signed paper that nobody can look at, `paper.day` one signed on a day to come."""
    del before
    if not paper.photos:
        message = _("A signed paper needs its photograph. Nothing was saved; take one of the signed page and add it.")
        raise Refusal("paper.photo", message, where={"field": "photos"})
    refuse_ahead(paper.signed_on, ledger.today, "signed_on", "paper.day")


RULES: Mapping[type[Record], Rule] = {SignedPaper: check_paper}
