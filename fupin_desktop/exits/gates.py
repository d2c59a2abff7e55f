"""What an exit waits for besides what every case knows: assurances, evidence, a project, income, consent (E18)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.standing import Standing
from fupin_desktop.exits.income import Judged, judge, line_fen
from fupin_desktop.households.register import RETURNED
from fupin_desktop.incomes.rules import line_words, whole_fen
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.page import records_in
from fupin_desktop.notices.rules import CLOSED, ISSUED, POSTED, kind_named
from fupin_desktop.policy.parameter import Parameter

ITEMS = ("food", "clothing", "education", "medical", "housing")  # 不愁吃 不愁穿 义务教育 基本医疗 住房安全 (002 §3)
AGREED, REFUSED = "agreed", "refused"
ACCEPTED = frozenset({"accepted", "paid", "archived"})  # of a housing case (E27)
DONE = "done"  # of a measure (E22)


def evidence_of(item: str) -> str:
    """The field that holds the words of an assurance's evidence."""
    return f"{item}_evidence"


def photos_of(item: str) -> str:
    """The field that holds its photographs."""
    return f"{item}_photos"


class _Silent:
    """A gate from which no field follows."""

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}


def _labels(case: Any, names: Iterator[str]) -> tuple[str, str]:
    """The labels of these fields, and the first of them."""
    found = list(names)
    return "、".join(_(fields_of(type(case))[name].label) for name in found), next(iter(found), "")


@dataclass(frozen=True)
class Assured(_Silent):
    """Each of the two assurances and three guarantees holds (002 §3).  Code `case.assurance`."""

    code: ClassVar[str] = "case.assurance"

    def lack(self, at: Standing) -> Lack | None:
        """Those that do not, or of which nobody has said so."""
        told, first = _labels(at.case, (item for item in ITEMS if not getattr(at.case, item)))
        text = _("Not assured, or nobody has said so: {items}.")
        return Lack("case.assurance", text.format(items=told), first) if told else None


@dataclass(frozen=True)
class Evidenced(_Silent):
    """What is said to be assured has evidence: words, a photograph, or of the house an accepted case.

    Code `case.evidence`.
    """

    code: ClassVar[str] = "case.evidence"

    def lack(self, at: Standing) -> Lack | None:
        """Those that stand without."""
        told, first = _labels(
            at.case, (item for item in ITEMS if getattr(at.case, item) and not _has_evidence(at, item))
        )
        text = _("No evidence (words, a photograph or a record) yet: {items}.")
        return Lack("case.evidence", text.format(items=told), evidence_of(first)) if told else None


def _has_evidence(at: Standing, item: str) -> bool:
    words, pictures = getattr(at.case, evidence_of(item)), getattr(at.case, photos_of(item))
    return bool((words or "").strip() or pictures) or (item == "housing" and _is_accepted(at))


def _is_accepted(at: Standing) -> bool:
    id = getattr(at.case, "housing_case", None)
    found: Any = at.look.record("housing_case", id) if id is not None else None
    return found is not None and found.household == at.case.belongs_to and found.stage in ACCEPTED


@dataclass(frozen=True)
class ProjectDone(_Silent):
    """At least one measure up to the year of exit is done (E18, C03: 帮扶到户).  Code `case.project`."""

    code: ClassVar[str] = "case.project"

    def lack(self, at: Standing) -> Lack | None:
        """None is."""
        year = getattr(at.case, "year", None) or at.today.year
        found: list[Any] = at.look.of_home("year_measure", "household", at.case.belongs_to)
        if any(one.state == DONE and (one.year or 0) <= year for one in found):
            return None
        text = _("No measure of the household's plan up to {year} is done yet.")
        return Lack("case.project", text.format(year=year), "year")


@dataclass(frozen=True)
class IncomeReaches:
    """The income of the year per head is not below that year's line (002 §3: 不低于); of those unable to work, that
    they have the subsistence allowance or the five guarantees (002 §2).

    An estimate is no gate by itself (预估): below it, and without a line, only the county's step (`final`) stops.
    Codes `case.income`, `case.allowance`, `case.line`.  It gives the case income, line and the state of the line.
    """

    code: ClassVar[str] = "case.income"
    final: bool = False

    def lack(self, at: Standing) -> Lack | None:
        """What stops it."""
        found = judge(at)
        if not found.able:
            return _no_allowance(found)
        if found.per_head is None:
            text = _("The income of {year}, or the persons it is for, is not entered yet.")
            return Lack("case.income", text.format(year=found.year), "income_pc")
        if found.has_no_own and self.final:
            return _no_line(found)
        if found.line is None:
            return None
        stops = found.is_below and (self.final or not found.is_estimate)
        return Lack("case.income", _below(found, found.line), "income_pc") if stops else None

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """Income per head in fen, rounded for print, the line, and whether it is an estimate."""
        found = judge(at)
        held = None if found.per_head is None else whole_fen(found.per_head)
        line = found.line if found.able else None
        return {
            "income_pc": held,
            "line": None if line is None else line_fen(line),
            "line_state": None if line is None else "estimate" if found.is_estimate else "actual",
        }


def _no_allowance(found: Judged) -> Lack | None:
    text = _("Unable to work, and in {year} neither subsistence allowance nor five guarantees are entered.")
    return None if found.covered else Lack("case.allowance", text.format(year=found.year), "income_pc")


def _no_line(found: Judged) -> Lack:
    text = _("The line of {year} is not set: enter “{parameter}” under Settings, with its paper.")
    return Lack("case.line", text.format(year=found.year, parameter=found.line_name), "line")


def _below(found: Judged, line: Parameter) -> str:
    assert found.per_head is not None, "an unknown income is below nothing"
    mark = _(" (estimate)") if found.is_estimate else ""
    text = _("Income per head of {year} is {income} yuan, below the line of {line} yuan{mark}.")
    return text.format(year=found.year, income=yuan(whole_fen(found.per_head)), line=yuan(line_fen(line)), mark=mark)


@dataclass(frozen=True)
class LineTold(_Silent):
    """That the line is missing, is an estimate, or the income lies below the estimate; it stops nothing by itself."""

    def lack(self, at: Standing) -> Lack | None:
        """What is to be known about the line."""
        found = judge(at)
        if not found.able or found.per_head is None:
            return None
        if found.line is None:
            return _no_line(found)
        if not found.is_estimate:
            return None
        if not found.is_below and found.has_no_own:
            return Lack("case.line", line_words(found.line), "line", stops=False)
        if found.is_below:
            return Lack("case.income", _below(found, found.line), "income_pc", stops=False)
        text = _("The line of {year} ({line} yuan) is an estimate.")
        told = text.format(year=found.year, line=yuan(line_fen(found.line)))
        return Lack("case.line", told, "line", stops=False)


@dataclass(frozen=True)
class Consented(_Silent):
    """The household agrees, by a signature or a fingerprint; one that does not goes on only after a visit of the county
    that finds it may (E18).  Code `case.consent`."""

    code: ClassVar[str] = "case.consent"

    def lack(self, at: Standing) -> Lack | None:
        """It was not asked, did not sign, or did not agree."""
        case: Any = at.case
        if case.consent is None:
            return Lack("case.consent", _("Nobody has entered whether the household agrees."), "consent")
        if case.consent == REFUSED:
            return None if _county_agrees(at) else _not_agreed()
        if case.consent_by or case.consent_photos or at.papers.photos:
            return None
        text = _("The household agrees, but nobody has entered who signed, and there is no picture of it.")
        return Lack("case.consent", text, "consent_by")


def _not_agreed() -> Lack:
    text = _("The household does not agree: it goes on only after a visit of the county which finds that it may.")
    return Lack("case.consent", text, "consent")


def _county_agrees(at: Standing) -> bool:
    """The newest visit of the county after the refusal, up to the step, says yes."""
    asked = getattr(at.case, "consent_on", None) or date.min
    visits: list[Any] = at.look.linked("exit_county_visit", "case", at.case)
    counted = [one for one in visits if one.on is not None and asked <= one.on <= at.on]
    newest = max(counted, key=lambda one: (one.on, one.id or 0), default=None)
    return newest is not None and bool(newest.agrees)


@dataclass(frozen=True)
class HasReturned(_Silent):
    """The household fell back into poverty by a return case (E19).  Code `case.returned`."""

    code: ClassVar[str] = "case.returned"

    def lack(self, at: Standing) -> Lack | None:
        """It did not."""
        if at.household is not None and at.household.status == RETURNED:
            return None
        text = _("The household has not returned to poverty: that is a return case, which ends this one by itself.")
        return Lack("case.returned", text, "stage")


@dataclass(frozen=True)
class PoliciesContinue:
    """Until when the policies go on after the exit (002 §24 一定时期内): as entered, else by the parameter of the
    place, else the end of the campaign.  Code `case.policy`."""

    code: ClassVar[str] = "case.policy"

    def lack(self, at: Standing) -> Lack | None:
        """Nobody has said."""
        if self._day(at) is not None:
            return None
        text = _("Until when the household keeps its policies is not said: enter the day, or set the parameter.")
        return Lack("case.policy", text, "policy_until")

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """The day."""
        return {"policy_until": self._day(at)}

    def _day(self, at: Standing) -> date | None:
        entered: date | None = getattr(at.case, "policy_until", None)
        if entered is not None:
            return entered
        home = at.household
        place = (home.village_code if home is not None else None) or at.division
        codes = ("policy_after_exit_until", "campaign_end")
        known = (at.look.parameter(code, place, at.on) for code in codes) if place else ()
        return next((date.fromisoformat(one.text) for one in known if one is not None and one.missing is None), None)


@dataclass(frozen=True)
class Announced:
    """An announcement (公告) that hangs without end and lists this case.  Code `case.notice`."""

    code: ClassVar[str] = "case.notice"
    kind: str

    def lack(self, at: Standing) -> Lack | None:
        """There is none."""
        if self._found(at) is not None:
            return None
        text = _("It waits for “{kind}”, issued and with this case on its list.")
        return Lack("case.notice", text.format(kind=kind_named(self.kind).label), "announcement")

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """The announcement."""
        found = self._found(at)
        return {"announcement": found.id} if found is not None else {}

    def _found(self, at: Standing) -> Any:
        hanging = (one for one in at.look.notices(self.kind) if one.away is None and self._hangs(one, at.on))
        return next((one for one in hanging if at.text_of_case in at.look.listed(one, records_in)), None)

    def _hangs(self, notice: Any, on: date) -> bool:
        begun = notice.posted_from is None or notice.posted_from <= on
        return begun and notice.state in (ISSUED, POSTED, CLOSED)
