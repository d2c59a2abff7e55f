"""What a receipt and settlement sheet says (数据包回执、冲突处理单, F38): bundles merged, questions settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.words import N_, _

OUTCOMES: Mapping[str, str] = {
    "merged": N_("merged"),
    "set_aside": N_("partly kept aside"),
    "held": N_("waits for an earlier bundle"),
    "already": N_("nothing new"),
    "refused": N_("refused"),
}


def outcome_of(status: str, *, undone: bool) -> str:
    """What became of a bundle, in words."""
    return _("taken back") if undone else _(OUTCOMES.get(status, status))


@dataclass(frozen=True)
class Merged:
    """One bundle: when it was merged (local time), its file, who sealed it, what it brought, what became of it."""

    at: str
    file: str
    sender: str
    new: int
    changed: int
    questions: int
    aside: int
    outcome: str


@dataclass(frozen=True)
class Settled:
    """One settled question: of whom, which field, the values that stood, what stands now; who, when, why."""

    about: str
    field: str
    values: Sequence[str]
    stands: str
    who: str
    on: str
    why: str


@dataclass(frozen=True)
class ExchangeRecord:
    """An office's merges and settlements from one day to another, both counted, and how many questions stand open."""

    office: str
    first: date
    last: date
    merged: Sequence[Merged]
    settled: Sequence[Settled]
    open: int
