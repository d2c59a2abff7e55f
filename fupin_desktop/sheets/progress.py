"""How far a house is, from the words a township uses (resources/sheets/housing_progress.toml)."""

import tomllib
from functools import cache

from fupin_desktop.files import resource


@cache
def _rules() -> tuple[tuple[str, tuple[str, ...]], ...]:
    with resource("sheets", "housing_progress.toml").open("rb") as file:
        return tuple((rule["stage"], tuple(rule["words"])) for rule in tomllib.load(file)["rule"])


def stage_of(words: str) -> str | None:
    """The stage that is meant; None when no rule knows the words."""
    return next((stage for stage, known in _rules() if any(part in words for part in known)), None)
