"""Chance that is the same for a seed: each chapter, village and day has dice of its own.

So a chapter that is added, or draws once more, changes nothing of what the others draw.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

from fupin_desktop.files import resource

T = TypeVar("T")


class Dice:
    """The chance of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def of(self, *about: object) -> Random:
        """Dice for this and nothing else."""
        return Random("/".join(map(str, (self.seed, *about))))  # not for secrets: it must be the same again


def some(dice: Random, among: Sequence[T], most: int) -> list[T]:
    """At most so many of these, in their order."""
    taken = set(dice.sample(range(len(among)), min(most, len(among))))
    return [one for at, one in enumerate(among) if at in taken]


@cache
def words() -> dict[str, Any]:
    """The words of the invented township (`resources/demo/words.toml`)."""
    with resource("demo", "words.toml").open("rb") as file:
        return tomllib.load(file)
