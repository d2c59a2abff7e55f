"""A step that waits for a vote: the matter was carried at a meeting with quorum and majority (E57)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from fupin_desktop.casework.gates import Lack
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _

if TYPE_CHECKING:
    from fupin_desktop.casework.standing import Standing


@dataclass(frozen=True)
class Carried:
    """A vote (`meeting_vote`) that was carried, to which the field `by` of the case leads; one may decide on many.

    The rules of meetings judge quorum and majority (村民委员会组织法 art. 22, 26).  The meeting lies between the
    opening of the case and the step, and a vote on one household serves no other.  Code `case.meeting`.
    """

    code: ClassVar[str] = "case.meeting"
    by: str = "vote"

    def lack(self, at: "Standing") -> Lack | None:
        """No vote, one that was not carried, on another day, or about somebody else."""
        found = getattr(at.case, self.by)
        vote: Any = at.look.record("meeting_vote", found) if found is not None else None
        if vote is None or vote.away is not None:
            return Lack("case.meeting", _("It waits for the meeting that decides on it."), self.by)
        text = self._fault(vote, at)
        return Lack("case.meeting", text, self.by) if text else None

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}

    def _fault(self, vote: Any, at: "Standing") -> str:
        if not vote.carried:
            return _("The matter “{matter}” was not carried, or nobody entered whether it was.").format(
                matter=vote.matter or ""
            )
        home = at.household
        if vote.household is not None and (home is None or vote.household != home.id):
            return _("The matter “{matter}” is about another household.").format(matter=vote.matter or "")
        return _day_fault(at.look.record("meeting", vote.meeting), at)


def _day_fault(meeting: Record | None, at: "Standing") -> str:
    held = getattr(meeting, "on", None)
    if held is None or held > at.on or (at.opened_on is not None and held < at.opened_on):
        text = _("The meeting must lie between the opening of the case and this step; it was on {day}.")
        return text.format(day=held or "—")
    return ""
