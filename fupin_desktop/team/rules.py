"""Rules of work teams and letters of responsibility: where a team stands, under whom, one letter a year."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import is_village, refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.team.model import ResponsibilityLetter, WorkTeam

VILLAGE_TEAM = "village_team"
_MANY_A_YEAR = frozenset({"unit_village", "cadre_household", "other"})


def _judge_team(ledger: Ledger, team: WorkTeam, before: WorkTeam | None) -> None:
    """Refuses a code that is no division (`division.form`) or, for a village team, no village (`team.village`), an end
    before the start (`team.end`), and a team that stands under itself (`team.parent`, 000 七(一))."""
    del before
    refuse_no_division(team.division, "division")
    if team.type == VILLAGE_TEAM and not is_village(team.division or ""):
        message = _("A village team belongs to a village: its code has 12 digits. Nothing was saved; correct the code.")
        raise Refusal("team.village", message, where={"field": "division"})
    refuse_backward(team.start, team.end, "team.end")
    if team.id is not None and _is_above(ledger, team.id, team.parent_team):
        message = _("A team cannot stand under itself. Nothing was saved; choose another team above it.")
        raise Refusal("team.parent", message, where={"field": "parent_team"})


def _is_above(ledger: Finder, team: Dot, under: Dot | None) -> bool:
    seen: set[Dot] = set()
    while under is not None and under not in seen:
        if under == team:
            return True
        seen.add(under)
        found = ledger.find(WorkTeam, id=under)
        under = found[0].parent_team if found else None
    return False


def _judge_letter(ledger: Ledger, letter: ResponsibilityLetter, before: ResponsibilityLetter | None) -> None:
    """Refuses a code that is no division (`division.form`), and a day of signing to come (`letter.future`); a second
    letter of the same levels and year is only said (002 §23)."""
    refuse_no_division(letter.division, "division")
    refuse_ahead(letter.signed_on, ledger.today, "signed_on", "letter.future")
    del before
    if letter.level not in _MANY_A_YEAR:
        same = ledger.find(ResponsibilityLetter, division=letter.division, level=letter.level, year=letter.year)
        if any(one.id != letter.id for one in same):
            ledger.note([_("A letter of these levels is already entered for this year.")])


RULES: Mapping[type[Record], Rule] = {ResponsibilityLetter: _judge_letter, WorkTeam: _judge_team}
