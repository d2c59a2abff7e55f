"""The successor (接任): the old term ends, responsibilities and open tasks pass on, in one command with a preview."""

import datetime as dt
from dataclasses import dataclass

from fupin_desktop.duties.commands import end_responsibility, end_term
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import is_current
from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.ledger.declared.selection import Equal, Leads, Named, OneOf, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.terms import in_term
from fupin_desktop.ledger.words import _
from fupin_desktop.visits.commands import take_task
from fupin_desktop.visits.model import FollowUpTask
from fupin_desktop.visits.rules import UNFINISHED

_NAMED = 6  # heads of households a preview names


@dataclass(frozen=True)
class Passing:
    """What passes on: responsibilities that hold and have no end yet, open tasks in the cadre's hands, heads."""

    duties: tuple[Responsibility, ...]
    tasks: tuple[FollowUpTask, ...]
    heads: tuple[str, ...]

    @property
    def told(self) -> str:
        """The preview, in a sentence."""
        names = "、".join(self.heads[:_NAMED]) + ("…" if len(self.heads) > _NAMED else "")
        text = _("{households} households ({names}) and {tasks} open tasks pass to the successor.")
        if not self.heads:
            text = _("No household hangs on this cadre; {tasks} open tasks pass to the successor.")
        return text.format(households=len(self.heads), names=names, tasks=len(self.tasks))


def passing(finder: Finder, cadre: Cadre, today: dt.date) -> Passing:
    """What this cadre has in hand; a task by the name it stands under, in the households of the cadre's village."""
    held = finder.find(Responsibility, cadre=cadre.id)
    duties = [one for one in held if one.end is None and is_current(one, today)]
    tasks = _tasks_of(finder, cadre)
    homes = list(dict.fromkeys(one.household for one in duties))
    heads = [head_among(finder.find(Member, household=home)) for home in homes]
    return Passing(tuple(duties), tuple(tasks), tuple(_name(one, today) for one in heads))


def _tasks_of(finder: Finder, cadre: Cadre) -> list[FollowUpTask]:
    here = Leads("household", (Equal("village_code", cadre.village_code),))
    owned = (Named("owner", (cadre.name or "",)), OneOf("state", UNFINISHED), here)
    found = finder.select(Selection("follow_up_task", owned))
    return [one for one in found if isinstance(one, FollowUpTask)]


def _name(head: Member | None, today: dt.date) -> str:
    name = (head.name if head else "") or "—"
    return covered(minor_name(name) if head is not None and is_minor(head.birth_date, today) else name)


def take_over(ledger: Ledger, cadre: Cadre, successor: Cadre, on: dt.date, why: str) -> Passing:
    """End the cadre's term and every responsibility on its last day, and give each, with the open tasks, to the
    successor from that day on; who has left stays in the history (E08, E09, 002 §19).

    Refuses the cadre as its own successor (`handover.same`), one of another village (`handover.village`), one whose
    term does not hold on that day (`handover.term`), and what `end_term` refuses.
    """
    _refuse_unfit(cadre, successor, on)
    found = passing(ledger, cadre, on)
    held = {(one.household, one.role) for one in passing(ledger, successor, on).duties}
    ledger.save_all(
        Responsibility(household=one.household, cadre=successor.id, role=one.role, start=on, remark=one.remark)
        for one in found.duties
        if (one.household, one.role) not in held
    )
    for duty in found.duties:
        end_responsibility(ledger, duty, on, why)
    for task in found.tasks:
        take_task(ledger, task, successor.name or "")
    end_term(ledger, cadre, on, why)
    return found


def _refuse_unfit(cadre: Cadre, successor: Cadre, on: dt.date) -> None:
    where = {"field": "successor"}
    if successor.id == cadre.id:
        raise Refusal(
            "handover.same", _("Nobody follows upon himself. Nothing was changed; name another."), where=where
        )
    if successor.village_code != cadre.village_code:
        message = _("The successor stands in the file of another village: enter him here first. Nothing was changed.")
        raise Refusal("handover.village", message, where=where)
    if not in_term(successor.start, successor.end, on):
        message = _("The successor's term does not hold on {day}. Nothing was changed; correct the term or the day.")
        raise Refusal("handover.term", message.format(day=on), where=where)
