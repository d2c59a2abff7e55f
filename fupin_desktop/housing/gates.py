"""What steps of a housing case wait for beyond the gates of every case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fupin_desktop.casework.gates import Facts, Lack
from fupin_desktop.casework.standing import Standing
from fupin_desktop.housing.papers import SIX, file_lacks
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.words import _

NO_HOUSE = "new_homeless"  # 无房户新建: there is no house to be appraised
SETTLE_MODES = ("elder_home", "elder_flat", "exchange")  # ways that find the household a house: no works
_APPRAISED = ("danger_grade", "appraised_on", "appraiser", "report_no")


@dataclass(frozen=True)
class Appraised(Facts):
    """Facts that must be known; those of the appraisal only where there is a house.  Code `case.facts`."""

    def lack(self, at: Standing) -> Lack | None:
        """Those that nobody has entered."""
        if at.case.way != NO_HOUSE:
            return super().lack(at)
        return Facts(tuple(name for name in self.names if name not in _APPRAISED)).lack(at)


@dataclass(frozen=True)
class Funded:
    """The sources planned come to the budget (002 §10: 多渠道筹集改造资金); told, not refused.  Code `case.funding`."""

    code: ClassVar[str] = "case.funding"

    def lack(self, at: Standing) -> Lack | None:
        """The budget, and what the sources planned come to."""
        budget = getattr(at.case, "budget", None)
        sources = at.look.linked("housing_funding", "case", at.case)
        planned = sum(getattr(one, "planned", None) or 0 for one in sources)
        if budget is None or planned == budget:
            return None
        text = _("The sources planned come to {sum} yuan, the budget is {budget} yuan.")
        told = text.format(sum=yuan(planned), budget=yuan(budget))
        return Lack(self.code, told, "housing_funding", stops=False)

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}


@dataclass(frozen=True)
class WholeFile:
    """The six papers of the file are there, signed, photographed, in two copies (E27); told, never refused.

    The six are practice of another province: no paper we hold asks for them.  Without works there is no acceptance by
    the least demands of building, without a house no appraisal.  Code `case.file`.
    """

    code: ClassVar[str] = "case.file"

    def lack(self, at: Standing) -> Lack | None:
        """What the file lacks, paper by paper."""
        left_out = {**dict.fromkeys(SETTLE_MODES, "acceptance"), NO_HOUSE: "appraisal"}.get(at.case.way or "")
        held = at.look.linked("housing_paper", "case", at.case)
        text = file_lacks([one for one in SIX if one != left_out], held)  # type: ignore[arg-type]  # of that kind
        return Lack(self.code, text, "housing_paper", stops=False) if text else None

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}
