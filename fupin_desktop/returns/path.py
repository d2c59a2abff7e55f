"""The path of a return case as a table (E19): told, verified, decided on, confirmed; the household is active again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from fupin_desktop.casework.commands import advance, open_case
from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Facts, Lack
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP
from fupin_desktop.casework.path import Path, Side, Stage
from fupin_desktop.casework.rules import open_cases
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.casework.votes import MeetingPictures, Voted
from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import EXITED, RETURNED
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.paths import class_named

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case, CaseStep
    from fupin_desktop.casework.standing import Standing

EVIDENCE = "evidence"
BACK = "returned"  # the way of an identification that follows a return (IDENTIFICATION_WAY)
ANNOUNCED = frozenset({"county_confirmed", "flagged"})  # stages of an exit that has taken effect


@dataclass(frozen=True)
class ReturnEvidenced:
    """Evidence of the return, in words or in pictures.  Code `case.evidence`."""

    code: ClassVar[str] = "case.evidence"

    def lack(self, at: "Standing") -> Lack | None:
        """There is none."""
        case: Any = at.case
        if case.evidence or (case.evidence_words or "").strip() or at.papers.photos:
            return None
        return Lack("case.evidence", _("No evidence of the return yet: words or a photograph."), "evidence_words")

    def gives(self, at: "Standing") -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}


@dataclass(frozen=True)
class Returns:
    """返贫: the household is active again, with the reason, through its own command (E13); its exit case has ended.

    It is helped from this day on (应扶则扶) and identified anew: the case is opened here, so that no return goes
    without its letter, lists, signatures and notices (000 五(一), R000-17).
    """

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Note the change on the day of the step; one that is active already stays so."""
        given: Any = case
        home = ledger.get(Household, given.household)
        if home.status == EXITED:
            why = (given.reason or "").strip() or _("Return case of {year}").format(year=given.year)
            set_status(ledger, home, RETURNED, why, on=step.on, approver=step.paper or step.by)
        for exit_case in open_cases(ledger, cast("type[Case]", class_named("exit_case")), [home.id]):
            if exit_case.stage in ANNOUNCED:
                advance(ledger, exit_case, to="fell_back", on=step.on, papers=StepPapers(paper=step.paper))
        _identify(ledger, home, given.year, step)


def _identify(ledger: Ledger, home: Household, year: int, step: "CaseStep") -> None:
    """Open the identification of who returned, unless one is open already; its year is that of the return."""
    identification = cast("type[Case]", class_named("identification_case"))
    if open_cases(ledger, identification, [home.id]):
        return
    facts: dict[str, Any] = {"household": home.id, "way": BACK, "year": year, "persons": home.persons}
    open_case(ledger, identification(**facts, stage_on=step.on))
    ledger.note([_("An identification was opened: who returned to poverty is identified anew, and helped meanwhile.")])


PATH = Path(
    name="return",
    year="year",
    stages=(
        Stage(code="reported", moment=EVIDENCE),
        Stage(
            code="village_and_team_verified",
            moment=EVIDENCE,
            asks=("causes", "reason", "evidence_words", "income_pc", "help_planned"),
            waits=(Facts(("causes", "reason")), ReturnEvidenced()),
            advises=(Facts(("income_pc", "help_planned")),),
        ),
        Stage(code="assembly_reviewed", asks=("vote",), waits=(Voted(),), does=(MeetingPictures(),)),
        Stage(code="township_reviewed", level=TOWNSHIP),
        Stage(
            code="county_confirmed",
            level=COUNTY,
            on_paper=TOWNSHIP,
            sets="confirmed_on",
            waits=(Facts(("causes", "reason")), ReturnEvidenced()),
            does=(Returns(),),
        ),
    ),
    sides=(ending("rejected", level=TOWNSHIP), ending("withdrawn"), Side(code="objection", ends=False)),
    asks=("year", "causes", "reason", "evidence_words"),
    facts=("year", "causes", "income_pc", "confirmed_on"),
    card=("year", "causes"),
    moments=(EVIDENCE,),
)
