"""What stops the county's approval: a bar that holds, a hit nobody answered, an income that is not below the line.

Nothing here stops what the village does: it is told there, so that it can be settled in time.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fupin_desktop.casework.gates import Lack, Silent
from fupin_desktop.identification.income import Assessed, assessed
from fupin_desktop.identification.screening import Texts, bar_words
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.words import _, word

if TYPE_CHECKING:
    from fupin_desktop.casework.standing import Standing

BARRED = "barred"
SECOND_NOTICE = "identification_second_notice"


def _hits(at: "Standing") -> list[Any]:
    home = at.household
    found: list[Any] = at.look.of_home("comparison_hit", "household", home.id) if home is not None and home.id else []
    return found


def place_of(at: "Standing") -> str:
    """The village of the case, for what holds there; the book's own division where it is not known."""
    home = at.household
    return (home.village_code if home is not None else None) or at.division


@dataclass(frozen=True)
class NoBar(Silent):
    """None of the seven bars (七不进) holds, unless the county overrides it with a reason.  Code `case.bar`."""

    def lack(self, at: "Standing") -> Lack | None:
        """The bars that hold, by number and the county's own text, and hits that were answered with a bar."""
        case: Any = at.case
        if (case.override_reason or "").strip():
            return None
        texts = Texts.of(at.look.every("screening_item"), place_of(at))
        bars = [bar_words(code, texts) for code in case.bars]
        bars += [word("crosscheck", one.kind or "") for one in _hits(at) if one.answer == BARRED]
        if not bars:
            return None
        text = _("A bar holds: {bars}. It is approved only by the county, with its reason.")
        return Lack("case.bar", text.format(bars="、".join(bars)), "bars")


@dataclass(frozen=True)
class Answered(Silent):
    """Every hit of a comparison has its answer.  Code `case.hits`."""

    def lack(self, at: "Standing") -> Lack | None:
        """What was found and nobody has looked into yet."""
        left = [one for one in _hits(at) if one.answer is None]
        if not left:
            return None
        kinds = "、".join(dict.fromkeys(word("crosscheck", one.kind or "") for one in left))
        text = _("Hits of a comparison without an answer: {kinds}.")
        return Lack("case.hits", text.format(kinds=kinds), "comparison_hit")


@dataclass(frozen=True)
class BelowLine(Silent):
    """The income per head in prices of 2014 lies below the line of entry (002 §2: 低于4000元（2014年不变价）).

    It is the entry line and has nothing to do with the line of exit.  Codes `case.income` not below the line,
    `case.line` something is not known: the income, the index of its year, the line.
    """

    def lack(self, at: "Standing") -> Lack | None:
        """What is not known, or by how much the line is not undercut."""
        return income_lack(assessed(at, place_of(at)))


def income_lack(found: Assessed) -> Lack | None:
    """What the assessed income of a case lacks, in a sentence."""
    if found.per_head is None:
        unknown = _("No income per head is entered: it is held against the line of entry.")
        of_year = _("No income per head is entered for {year}: it is held against the line of entry.")
        return Lack("case.line", of_year.format(year=found.year) if found.year else unknown, "income_year")
    if found.line is None:
        text = _("No line of entry is set for this place: enter it with its paper under Settings.")
        return Lack("case.line", text, "income_year")
    if found.at_base is None:
        text = _("The price index of {year} to {base} is not known: enter it with its paper under Settings.")
        return Lack("case.line", text.format(year=found.year, base=found.base), "income_year")
    if found.at_base < Fraction(found.line.fen):
        return None
    text = _("The income per head, {income} yuan in prices of {base}, is not below the line of entry of {line} yuan.")
    told = text.format(income=yuan(round(found.at_base)), base=found.base, line=yuan(int(found.line.fen)))
    return Lack("case.income", told, "income_year")


@dataclass(frozen=True)
class SecondNotice(Silent):
    """Where the parameter asks for it, the case was posted a second time (N02).  Code `case.order`."""

    def lack(self, at: "Standing") -> Lack | None:
        """It was not posted by the township, though this place posts twice."""
        asked = at.look.parameter(SECOND_NOTICE, place_of(at), at.on)
        if asked is None or not asked.is_yes:
            return None
        if any(step.to_stage == "posted_2" for step in at.look.steps(at.case)):
            return None
        return Lack("case.order", _("This place posts a second time, by the township, before the county approves."))
