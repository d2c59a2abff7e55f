"""What standing decisions (核定) mean for one stream: what they let pass, keep aside, accept as lost, or choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_desktop.sync.model import Decision

RELEASE, KEEP_ASIDE, ACCEPT_GAP, CHOOSE_BRANCH = "release", "keep_aside", "accept_gap", "choose_branch"


class Told(NamedTuple):
    """A decision, and the device and slot that took it."""

    decision: Decision
    device: str
    order: tuple[int, str]  # the later wins


@dataclass
class Standing:
    """The decisions about one stream."""

    told: Sequence[Told] = ()
    gaps: list[tuple[int, int]] = field(default_factory=list)
    chosen: dict[int, str] = field(default_factory=dict)

    def about(self, number: int) -> Told | None:
        """The decision that holds for an entry set aside; None when nobody took one."""
        acts = (RELEASE, KEEP_ASIDE)
        found = [t for t in self.told if t.decision.act in acts and _covers(t.decision, number)]
        return max(found, key=lambda t: t.order, default=None)

    def releases(self, number: int, device: str, actor: str, *, office: bool) -> bool:
        """Was this entry let pass, by somebody other than the one who wrote it?

        A laptop's entries only by another device.  At an office two clerks share one device: there the decision names
        the slot that took it, which is the office's own word about its own house.
        """
        found = self.about(number)
        if found is None or found.decision.act != RELEASE:
            return False
        return found.device != device or (office and found.decision.slot != actor)

    def keeps(self, number: int) -> bool:
        """Shall this entry stay aside whatever the rules say?"""
        found = self.about(number)
        return found is not None and found.decision.act == KEEP_ASIDE


def _covers(decision: Decision, number: int) -> bool:
    return (decision.first or 0) <= number <= (decision.last or 0)


def standing(told: Iterable[Told]) -> Standing:
    """The decisions about one stream, in the order in which they hold."""
    ordered = sorted(told, key=lambda one: one.order)
    found = Standing(ordered)
    for one in ordered:
        decision = one.decision
        if decision.act == ACCEPT_GAP:
            found.gaps.append((decision.first or 0, decision.last or 0))
        elif decision.act == CHOOSE_BRANCH and decision.hash:
            found.chosen[decision.first or 0] = decision.hash
    return found
