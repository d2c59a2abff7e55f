"""What one desk does with its cases in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from fupin_desktop.casework.commands import advance_many
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import Desk
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.store.write.writing import BookLedger

STANDARDS = {"D": 40_000_00, "C": 12_000_00}  # of the invented county, in fen by grade


@dataclass
class Turn:
    """A desk with its open cases, as they stood when the month's command began."""

    county: County
    desk: Desk
    ledger: BookLedger
    cases: Sequence[HousingCase]

    def at(self, stage: str) -> list[HousingCase]:
        """The cases that stand at a stage."""
        return [case for case in self.cases if case.stage == stage]

    def some(self, stage: str, share: float) -> list[HousingCase]:
        """Such a share of them: the others wait for another month, each by its own dice."""
        return [case for case in self.at(stage) if self.dice(case, stage).random() < share]

    def dice(self, case: HousingCase, about: str) -> Random:
        """The dice of a case in this month."""
        return self.county.dice.of("house", about, self.ledger.text_of(case.id or Dot(0)), self.county.today)

    def go(
        self, cases: Sequence[HousingCase], to: str, papers: StepPapers | None = None, **facts: Any
    ) -> list[HousingCase]:
        """These cases go on as far as their gates let them; gives back those that went."""
        return advance_many(self.ledger, cases, to=to, papers=papers or StepPapers(facts=facts))[0]

    def post(self, kind: str, division: str, cases: Sequence[HousingCase], **facts: Any) -> None:
        """The notice of these cases, which have all come to one stage; none of none."""
        if cases:
            where = {"stage": [cases[0].stage], "year_plan": sorted({one.year_plan or 0 for one in cases})}
            hang(self.county, self.desk, self.ledger, kind, division, where, **facts)
