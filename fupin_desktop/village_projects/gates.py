"""What steps of a project wait for beyond the gates of every case."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fupin_desktop.casework.gates import Lack, Silent
from fupin_desktop.casework.standing import Standing
from fupin_desktop.casework.votes import Voted
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.words import _

SELF_BUILT = "self_built"  # 一事一议、自建自管 (002 §12)


@dataclass(frozen=True)
class Decided(Voted):
    """A small project that the villagers build themselves was voted on by a meeting of their own village (R002-49).

    Code `case.meeting`.
    """

    kinds: tuple[str, ...] = ("villagers", "households", "representatives")

    def lack(self, at: Standing) -> Lack | None:
        """No vote, one that did not carry, or one of another village; nothing where others build."""
        case: Any = at.case
        if case.procurement != SELF_BUILT:
            return None
        return super().lack(at) or self._elsewhere(at)

    def _elsewhere(self, at: Standing) -> Lack | None:
        case: Any = at.case
        vote: Any = at.look.record("meeting_vote", case.vote)
        meeting: Any = at.look.record("meeting", vote.meeting)
        village: Any = at.look.record("village", case.village)
        if village is None or meeting.division == village.code:
            return None
        return Lack(self.code, _("This vote was held in another village."), self.by)


@dataclass(frozen=True)
class Funded(Silent):
    """The sources planned come to the budget (R000-41: 多个资金来源); told, not refused.  Code `case.funding`."""

    code: ClassVar[str] = "case.funding"

    def lack(self, at: Standing) -> Lack | None:
        """No source at all, or another sum than the budget."""
        budget = getattr(at.case, "budget", None)
        sources = at.look.linked("project_funding", "case", at.case)
        if not sources:
            return Lack(self.code, _("No source of its money is entered."), "project_funding", stops=False)
        planned = sum(getattr(one, "planned", None) or 0 for one in sources)
        if budget is None or planned == budget:
            return None
        text = _("The sources planned come to {sum} yuan, the budget is {budget} yuan.")
        told = text.format(sum=yuan(planned), budget=yuan(budget))
        return Lack(self.code, told, "project_funding", stops=False)


@dataclass(frozen=True)
class InTime(Silent):
    """Completed by the day that was planned; it is told and stops nothing.  Code `case.late`."""

    code: ClassVar[str] = "case.late"

    def lack(self, at: Standing) -> Lack | None:
        """That it is late."""
        text = overdue(at.case, at.today)
        return Lack(self.code, text, "planned_end", stops=False) if text else None


def overdue(project: Any, today: date) -> str:
    """Why a project is late, in a sentence; empty when it is not.  The last day itself is in time."""
    order = type(project).path.order
    done = project.stage not in order or order.index(project.stage) >= order.index("completed")
    if done or project.planned_end is None or today <= project.planned_end:
        return ""
    return _("To be completed by {day} and not completed.").format(day=project.planned_end)
