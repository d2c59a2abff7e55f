"""What a step waits for, as data: a notice that ran out, a meeting, photographs, a paper, facts, a sum, another case.

Every gate says in words what lacks, or nothing.  The step is refused with those words and the card of the case shows
them beforehand, so the two cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from fupin_desktop.casework.levels import LEVELS, level_name
from fupin_desktop.ledger.notation.showing import shown, yuan
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import households_in, records_in
from fupin_desktop.notices.paths import class_named
from fupin_desktop.notices.rules import CLOSED, blocked, kind_named
from fupin_desktop.notices.template import template_of

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case
    from fupin_desktop.casework.standing import Look, Standing


@dataclass(frozen=True)
class Lack:
    """What a case lacks: the code a refusal has, a sentence, the field to look at, and whether it `stops` the step."""

    code: str
    text: str
    field: str = ""
    stops: bool = True


class Gate(Protocol):
    """Something a step waits for.  A class of gates that names its `code` can be asked for on the board."""

    def lack(self, at: "Standing") -> Lack | None:
        """What lacks at this moment; None when nothing does."""

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """The managed fields of the case that follow from the gate, such as the notice it moved on by."""


class Silent:
    """A gate from which no field follows."""

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}


@dataclass(frozen=True)
class Posted:
    """A notice of a kind that ran out, names this household, and was opened for this case after its opening.

    `by` is the least level that must have posted it, empty for any; `of` the kind its rows are of where they hang on
    the case, such as the sources of a project's money.  Code `case.notice`.
    """

    code: ClassVar[str] = "case.notice"
    kind: str
    by: str = ""
    of: str = ""

    def lack(self, at: "Standing") -> Lack | None:
        """The nearest notice and what it still waits for; or that there is none."""
        found = self.nearest(at)
        if found is None:
            return Lack("case.notice", self._missing(at), "notice")
        text = self._fault(found, at)
        return Lack("case.notice", text, "notice") if text else None

    def _missing(self, at: "Standing") -> str:
        if at.household is None:
            return _("It waits for a notice “{kind}” that lists it.").format(kind=kind_named(self.kind).label)
        text = _("It waits for a notice “{kind}” that was posted for this case and lists the household.")
        if self.by:  # a kind may be posted by the village and by the township, one after the other
            text = _("It waits for a notice “{kind}” of {level} that was posted for this case and lists the household.")
        return text.format(kind=kind_named(self.kind).label, level=level_name(self.by) if self.by else "")

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """The notice the case moves on by."""
        found = self.nearest(at)
        return {"notice": found.id} if found is not None else {}

    def fits(self, notice: Notice) -> bool:
        """Is this a notice of the kind, posted by such a level?  Its issuer says so, whatever digits the office has."""
        if notice.kind != self.kind:
            return False
        issuer = kind_named(self.kind).issuer_for(notice.division or "")
        return self.by in ("", issuer) or LEVELS.index(issuer) > LEVELS.index(self.by) > 0

    def nearest(self, at: "Standing") -> Notice | None:
        """The notice given with the step, else of those for this case one that lets it pass, else the newest."""
        if at.papers.notice is not None:
            return at.look.record("notice", at.papers.notice)  # type: ignore[return-value]  # of that kind
        mine = [notice for notice in at.look.notices(self.kind) if self.fits(notice) and not self._strange(notice, at)]
        passing = [notice for notice in mine if not self._fault(notice, at)]
        return next(reversed(passing or mine), None)

    def _strange(self, notice: Notice, at: "Standing") -> str:
        """Why this is no notice for this case; empty when it is one."""
        number = notice.number or ""
        if notice.away is not None:
            return _("Notice {number} was put away.").format(number=number)
        if not self.fits(notice):
            text = _("Notice {number} is not the one this step waits for: “{kind}”.")
            return text.format(number=number, kind=kind_named(self.kind).label)
        if (home := at.household) is not None and home.household_code not in at.look.listed(notice, households_in):
            return _("Notice {number} does not list this household.").format(number=number)
        if at.opened_on is not None and notice.posted_from is not None and notice.posted_from < at.opened_on:
            text = _("Notice {number} hung from {day}, before this case was opened on {opened}.")
            return text.format(number=number, day=notice.posted_from, opened=at.opened_on)
        named = at.look.listed(notice, records_in)
        if home is None:  # what is no household's is known by its own row alone
            told = _("Notice {number} does not list it.")
            return "" if named & self.rows_of(at.look, at.case) else told.format(number=number)
        # Notices frozen by the first version name households only; their kind says whether their rows were cases
        meant = at.text_of_case in named if named else template_of(self.kind).record == at.kind
        if not meant and template_of(self.kind).record == at.kind:
            return _("Notice {number} was posted for another case of this household.").format(number=number)
        return ""

    def rows_of(self, look: "Look", case: "Case") -> frozenset[str]:
        """The records of a case that may stand in the rows of such a notice, by their ids in text form."""
        held = look.linked(self.of, "case", case) if self.of else [case]
        return frozenset(look.text_of(one.id) for one in held if one.id is not None)

    def _fault(self, notice: Notice, at: "Standing") -> str:
        """Why the case cannot move on by this notice yet; empty when it can."""
        if strange := self._strange(notice, at):
            return strange
        if notice.state == CLOSED and notice.posted_to is not None and at.on <= notice.posted_to:
            text = _("The notice hangs until {day}; the case moves on the day after.")
            return text.format(day=notice.posted_to)
        return blocked(notice, at.look.objections(notice), at.today)


@dataclass(frozen=True)
class Share:
    """A share of people that must be reached: a fraction that must be passed (过半数) or just met (三分之二以上)."""

    of: Fraction
    more: bool = True

    def reached(self, part: int, whole: int) -> bool:
        """Do so many of so many reach it?  Of nobody nothing is reached."""
        needed = self.of * whole
        return whole > 0 and (part > needed if self.more else part >= needed)


HALF, TWO_THIRDS = Share(Fraction(1, 2)), Share(Fraction(2, 3), more=False)


@dataclass(frozen=True)
class Met(Silent):
    """A meeting with quorum and majority (村民委员会组织法 art. 22, 26), to which the field `by` of the case leads.

    `due`, `attended`, `agreed`, `on` name fields of the meeting's own kind: how many had to come, came, voted for it,
    and its day.  The meeting lies after the opening of the case and not after the step.  Code `case.meeting`.
    """

    code: ClassVar[str] = "case.meeting"
    by: str = "assembly"
    due: str = "due"
    attended: str = "attended"
    agreed: str = "agreed"
    on: str = "on"
    quorum: Share = HALF
    majority: Share = HALF

    def lack(self, at: "Standing") -> Lack | None:
        """No meeting, one on another day, too few people, or too few votes."""
        found = getattr(at.case, self.by)
        meeting = at.look.record(fields_of(type(at.case))[self.by].link, found) if found is not None else None
        if meeting is None or meeting.away is not None:
            return Lack("case.meeting", _("It waits for the meeting that decides on it."), self.by)
        text = self._fault(meeting, at)
        return Lack("case.meeting", text, self.by) if text else None

    def _fault(self, meeting: Record, at: "Standing") -> str:
        held = getattr(meeting, self.on)
        due, attended, agreed = (getattr(meeting, name) or 0 for name in (self.due, self.attended, self.agreed))
        if held is None or held > at.on or (at.opened_on is not None and held < at.opened_on):
            return _("The meeting must lie between the opening of the case and this step; it was on {day}.").format(
                day=held or "—"
            )
        if not self.quorum.reached(attended, due):
            text = _("The meeting had no quorum: {attended} of {due} came.")
            return text.format(attended=attended, due=due)
        if not self.majority.reached(agreed, attended):
            text = _("The meeting did not agree: {agreed} of {attended} voted for it.")
            return text.format(agreed=agreed, attended=attended)
        return ""


@dataclass(frozen=True)
class Pictures(Silent):
    """Photographs of each of these moments, in the order of time; one picture is of one moment.  Code `case.photos`."""

    code: ClassVar[str] = "case.photos"
    moments: tuple[str, ...]

    def lack(self, at: "Standing") -> Lack | None:
        """The first moment without a photograph of its own."""
        seen: set[str] = set()
        for name in self.moments:
            held = set(getattr(at.case, name))
            if not held - seen:
                shared = _("The same pictures stand elsewhere: “{moment}” needs its own.")
                text = shared if held else _("Not given yet: {moment}.")
                return Lack("case.photos", text.format(moment=_(fields_of(type(at.case))[name].label)), name)
            seen |= held
        return None


@dataclass(frozen=True)
class Paper(Silent):
    """The number of the paper by which it was decided, given with the step.  Code `case.paper`."""

    code: ClassVar[str] = "case.paper"

    def lack(self, at: "Standing") -> Lack | None:
        """No paper was named."""
        if (at.papers.paper or "").strip():
            return None
        return Lack("case.paper", _("The number of the paper that decides this step is needed."), "paper")


@dataclass(frozen=True)
class Facts(Silent):
    """Facts of the case that must be known.  Code `case.facts`."""

    code: ClassVar[str] = "case.facts"
    names: tuple[str, ...]

    def lack(self, at: "Standing") -> Lack | None:
        """Those that nobody has entered."""
        missing = [name for name in self.names if getattr(at.case, name) in (None, "", ())]
        if not missing:
            return None
        labels = "、".join(_(fields_of(type(at.case))[name].label) for name in missing)
        return Lack("case.facts", _("Not entered yet: {fields}.").format(fields=labels), missing[0])


@dataclass(frozen=True)
class Kept(Silent):
    """A record of another kind that leads to the case, such as an inspection.  Code `case.record`."""

    code: ClassVar[str] = "case.record"
    kind: str
    by: str = "case"

    def lack(self, at: "Standing") -> Lack | None:
        """There is none."""
        if at.look.linked(self.kind, self.by, at.case):
            return None
        text = _("There is no record “{kind}” of this case yet.").format(kind=_(class_named(self.kind).label))
        return Lack("case.record", text, self.kind)


@dataclass(frozen=True)
class Settled(Silent):
    """Whatever records of another kind raised in one field is settled by another: what an inspection found has been
    mended.  Code `case.open_record`."""

    code: ClassVar[str] = "case.open_record"
    kind: str
    raised: str
    settled: str
    by: str = "case"

    def lack(self, at: "Standing") -> Lack | None:
        """The first that is still open, in its own words."""
        held = at.look.linked(self.kind, self.by, at.case)
        left = [one for one in held if getattr(one, self.raised) and getattr(one, self.settled) is None]
        if not left:
            return None
        text = _("Not settled yet: {kind}, {words}.")
        words = str(getattr(left[0], self.raised))
        return Lack("case.open_record", text.format(kind=_(class_named(self.kind).label), words=words), self.kind)


@dataclass(frozen=True)
class Total:
    """Records of another kind whose sums, in fen, reach an amount of the case, such as payments.  Code `case.sum`.

    `dates`, where given, becomes the day of the last of them: money was paid on the day it went to the card, not on the
    day somebody confirmed it.
    """

    code: ClassVar[str] = "case.sum"
    kind: str
    reaches: str
    amount: str = "amount"
    by: str = "case"
    dates: str = ""
    day: str = "on"

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """The day of the last of them."""
        found = at.look.linked(self.kind, self.by, at.case) if self.dates else ()
        days = [day for one in found if (day := getattr(one, self.day)) is not None]
        return {self.dates: max(days)} if days else {}

    def lack(self, at: "Standing") -> Lack | None:
        """The amount is not set, or not reached."""
        field = fields_of(type(at.case))[self.reaches]
        wanted = getattr(at.case, self.reaches)
        if not wanted:
            return Lack("case.sum", _("Not entered yet: {fields}.").format(fields=_(field.label)), self.reaches)
        reached = sum(getattr(one, self.amount) or 0 for one in at.look.linked(self.kind, self.by, at.case))
        if reached >= wanted:
            return None
        text = _("{kind}: {reached} of {wanted} yuan so far.")
        label = _(class_named(self.kind).label)
        told = text.format(kind=label, reached=yuan(reached), wanted=yuan(wanted))
        return Lack("case.sum", told, self.kind)


@dataclass(frozen=True)
class AnotherPerson(Silent):
    """Who takes the step is not who made the records it stands on (record ≠ pay).

    The table of rights says so of the act of the stage, and an office's exception (`Waiver`) lifts it: the one rule of
    a second person.  Code `step.same_person`.
    """

    code: ClassVar[str] = "step.same_person"
    kind: str
    who: str = "recorded_by"
    by: str = "case"

    def lack(self, at: "Standing") -> Lack | None:
        """The same person made them, and no office wrote an exception."""
        stage = type(at.case).path.stage(at.to)
        makers = [getattr(one, self.who) for one in at.look.linked(self.kind, self.by, at.case)]
        text = at.look.same_person(stage.taken_by if stage else "", makers, at) if at.actor else ""
        return Lack("step.same_person", text) if text else None


@dataclass(frozen=True)
class OtherCase(Silent):
    """Another case of the same home, of a kind and in one of these stages.  Code `case.other`."""

    code: ClassVar[str] = "case.other"
    kind: str
    stages: tuple[str, ...]

    def lack(self, at: "Standing") -> Lack | None:
        """There is none in such a stage."""
        cls = class_named(self.kind)
        home = at.case.belongs_to
        found = at.look.of_home(self.kind, cls.home, home)
        if any(getattr(one, "stage", None) in self.stages for one in found):
            return None
        stage = shown(fields_of(cls)["stage"], self.stages[0])
        text = _("It waits for “{kind}” of the same household to reach “{stage}”.")
        return Lack("case.other", text.format(kind=_(cls.label), stage=stage), self.kind)
