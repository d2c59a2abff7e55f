"""Persons, villages and lists that the papers count (Q04–Q07, Q17–Q19, Q46–Q48)."""

from fractions import Fraction

from fupin_desktop.duties.model import Cadre
from fupin_desktop.duties.rules import CAPTAIN, DEPUTY, FIRST_SECRETARY, composition
from fupin_desktop.files import resource
from fupin_desktop.ledger.words import code_of
from fupin_desktop.notices.rules import all_kinds
from fupin_desktop.policy_check.asking import (
    Asker,
    Given,
    NotSet,
    cut,
    number,
    numbers,
)


def average_size(_ask: Asker, given: Given) -> list[str]:
    """Persons per household, to two decimals."""
    return [cut(Fraction(given["persons"], given["households"]))]


def exits_so_far(_ask: Asker, given: Given) -> list[str]:
    """Persons who exited, added up from year to year."""
    return numbers(sum(given["exits"][: at + 1]) for at in range(len(given["exits"])))


def by_assistance(_ask: Asker, given: Given) -> list[str]:
    """Villages of all kinds of assistance together."""
    return [number(sum(given.values()))]


def team_members(_ask: Asker, given: Given) -> list[str]:
    """The fewest persons by whom the rules of teams are kept (002 §19)."""
    return [number(sum(villages * _fewest(kind) for kind, villages in given.items()))]


def _fewest(assist_type: str) -> int:
    alone = Cadre(roles=(CAPTAIN, FIRST_SECRETARY, DEPUTY))
    return 2 if composition(alone, assist_type) else 1


def sum_of_parts(_ask: Asker, given: Given) -> list[str]:
    """The parts of a number together."""
    return [number(sum(given["parts"]))]


def villages_by_unit(_ask: Asker, given: Given) -> list[str]:
    """Villages for each unit, class by class."""
    return [cut(Fraction(villages, units)) for units, villages in zip(given["units"], given["villages"], strict=True)]


def notices(_ask: Asker, given: Given) -> list[str]:
    """How many of the kinds of notice that the paper names there are."""
    return [number(sum(kind in all_kinds() for kind in given["named"]))]


def named(_ask: Asker, given: Given) -> list[str]:
    """How many of the names that the paper gives our list knows; a list that is not there yet is not set."""
    if not resource("words", f"{given['list']}.toml").exists():
        raise NotSet(given["list"])
    return [number(sum(code_of(given["list"], name) is not None for name in given["named"]))]
