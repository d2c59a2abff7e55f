"""The gates of a vote: a meeting of a kind that may decide, with the quorum and the majority the law asks for, and its
minutes.

村民委员会组织法 art. 22, 26 (dictionary, head): a villagers' meeting needs more than half of the adults, or two
thirds of the households' representatives; the representatives' meeting two thirds of its members; each decides by more
than half of those present.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from fupin_desktop.casework.gates import HALF, TWO_THIRDS, Lack, Met, Share, Silent
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.scope import is_below
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.paths import class_named

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case, CaseStep
    from fupin_desktop.casework.standing import Look, Standing

QUORUMS: Mapping[str, Share] = {
    "villagers": HALF,
    "households": TWO_THIRDS,
    "representatives": TWO_THIRDS,
    "appraisal": HALF,
    "committees": HALF,
    "party_mass": HALF,
    "party_members": HALF,
    "party_branch": HALF,
}
MAJORITY = HALF
# Who decides on households in a village: the two committees prepare it, they do not decide (004 四(一): 群众评议)
OF_VILLAGERS = ("villagers", "households", "representatives", "appraisal")


def vote_of(look: "Look", case: "Case", by: str) -> tuple[Any, Any]:
    """The vote to which a field of a case leads, and its meeting; None for what is unknown."""
    found = getattr(case, by)
    vote: Any = look.record(fields_of(type(case))[by].link, found, by) if found is not None else None
    return vote, look.record("meeting", vote.meeting) if vote is not None else None


def late_meetings(look: "Look", case: "Case") -> Iterator[tuple[str, str]]:
    """Fields that lead to a meeting after the step it decided, each with a sentence: no step is taken so, but a merge,
    another vote or another day of the meeting may leave it so."""
    newest = {step.to_stage: step for step in look.steps(case)}
    for stage, step in newest.items():
        known = type(case).path.stage(stage)
        for gate in (one for one in (known.waits if known is not None else ()) if isinstance(one, Voted)):
            _vote, meeting = vote_of(look, case, gate.by)
            if meeting is not None and meeting.on and step.on and meeting.on > step.on:
                text = _("The meeting of {meeting} lies after the step it decided, of {step}: correct one of the days.")
                yield gate.by, text.format(meeting=meeting.on, step=step.on)


@dataclass(frozen=True)
class Voted(Met):
    """A vote of a meeting, to which the field `by` of the case leads (E16, E57 `meeting_vote`).

    The meeting is of one of `kinds`, has the quorum of its kind and was held between the opening of the case and the
    step; the matter was carried; a vote on one household is on that of the case.  Code `case.meeting`.
    """

    by: str = "vote"
    kinds: tuple[str, ...] = OF_VILLAGERS

    def lack(self, at: "Standing") -> Lack | None:
        """No vote, one of another household, a meeting that may not decide, too few people, or too few votes."""
        vote, meeting = vote_of(at.look, at.case, self.by)
        if vote is None or vote.away is not None or meeting is None or meeting.away is not None:
            return Lack("case.meeting", _("It waits for the vote of the meeting that decides on it."), self.by)
        text = self._stranger(vote, at) or self._unfit(meeting, at) or self._uncarried(meeting, vote)
        return Lack("case.meeting", text, self.by) if text else None

    def _stranger(self, vote: Any, at: "Standing") -> str:
        home = at.household
        if vote.household is None or home is None or vote.household == home.id:
            return ""
        return _("This vote was on another household.")

    def _unfit(self, meeting: Any, at: "Standing") -> str:
        if meeting.type not in self.kinds:
            text = _("A {kind} does not decide on this: {kinds} do.")
            kinds = "、".join(word("meeting", one) for one in self.kinds)
            return text.format(kind=word("meeting", meeting.type or ""), kinds=kinds)
        if meeting.on is None or meeting.on > at.on or (at.opened_on is not None and meeting.on < at.opened_on):
            text = _("The meeting must lie between the opening of the case and this step; it was on {day}.")
            return text.format(day=meeting.on or "—")
        return ""

    def _uncarried(self, meeting: Any, vote: Any) -> str:
        due, attended, agreed = meeting.due or 0, meeting.attended or 0, vote.agreed or 0
        if not QUORUMS.get(meeting.type, HALF).reached(attended, due):
            text = _("The meeting had no quorum: {attended} of {due} came.")
            return text.format(attended=attended, due=due)
        if vote.carried is False or not MAJORITY.reached(agreed, attended):
            text = _("The meeting did not agree: {agreed} of {attended} voted for it.")
            return text.format(agreed=agreed, attended=attended)
        return ""


@dataclass(frozen=True)
class Minuted(Silent):
    """The meeting of the vote has its minutes, in words or photographed, and a photograph (E57, F27).

    Photographs are those of the meeting, or given with the step, now or before an objection.  Code `case.minutes`.
    """

    code: ClassVar[str] = "case.minutes"
    by: str = "vote"

    def lack(self, at: "Standing") -> Lack | None:
        """No minutes, or no picture of the meeting; without a vote that gate speaks."""
        _vote, meeting = vote_of(at.look, at.case, self.by)
        if meeting is None:
            return None
        if not (meeting.minutes or "").strip() and not meeting.scans:
            text = _("The meeting of {day} has no minutes yet, neither in words nor photographed: enter them there.")
            return Lack(self.code, text.format(day=meeting.on or "—"), self.by)
        given = (step.photos for step in at.look.steps(at.case) if step.to_stage == at.to)
        if not any((meeting.scans, at.papers.photos, *given)):
            text = _(
                "There is no photograph of the meeting of {day}: add one to the meeting, or give it with the step."
            )
            return Lack(self.code, text.format(day=meeting.on or "—"), self.by)
        return None


@dataclass(frozen=True)
class MeetingPictures:
    """Photographs given with a step that a meeting decided are of the meeting: they join those of its minutes (E57).

    A picture said to be of a moment of the case itself stays there alone.  A meeting of a place outside the book keeps
    what it has; the step holds its photographs all the same.
    """

    by: str = "vote"

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Add them to the meeting; those it has already stand there once."""
        own = {key for name in type(case).path.moments for key in getattr(case, name)}
        given = [key for key in step.photos if key not in own]
        vote = getattr(case, self.by)
        if not given or vote is None:
            return
        held: list[Any] = ledger.find(class_named(fields_of(type(case))[self.by].link), id=vote)
        meetings: list[Any] = ledger.find(class_named("meeting"), id=[one.meeting for one in held])
        for meeting in meetings:
            scans = tuple(dict.fromkeys((*meeting.scans, *given)))
            if scans != meeting.scans and is_below(meeting.division or "", ledger.division):
                ledger.save(meeting.but(scans=scans))
