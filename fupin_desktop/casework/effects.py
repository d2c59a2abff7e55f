"""What reaching a stage changes elsewhere in the book: an exit that is approved changes the state of the household.

An effect is part of its step: it stands in the same command, so it is saved, refused and taken back with it.
"""

from typing import TYPE_CHECKING, Protocol

from fupin_desktop.ledger.ledger import Ledger

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case, CaseStep


class Effect(Protocol):
    """Something that follows from a step."""

    def apply(self, ledger: Ledger, case: "Case", step: "CaseStep") -> None:
        """Change what follows, in the command of the step; a `Refusal` here refuses the step."""
