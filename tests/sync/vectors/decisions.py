"""Vectors of decisions: what an office lets pass, keeps aside, accepts as lost, or chooses (FORMAT.md §11)."""

from typing import Any

from material import OTHER, VILLAGE, Writer, dot, entry, household, run

from fupin_desktop.ledger.entry import New
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.sync.bundles.segment import Segment


def write_decisions(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    brake = ["put-away-a-month-apart"]
    decided(w, "decision-release", "An office lets pass what the brake holds.", brake, act="release", first=5, last=7)
    decided(w, "decision-release-one", "An office lets one of three pass: the account begins anew.", brake,
            act="release", first=5, last=5)  # fmt: skip
    decided(w, "decision-keep-aside", "An office keeps an entry aside that no rule would.", ["good"],
            act="keep_aside", first=1, last=1)  # fmt: skip
    decided(w, "decision-foreign-place", "A decision in the place of another village counts for nothing.", brake,
            where=OTHER, act="release", first=5, last=7)  # fmt: skip
    decided(w, "decision-by-laptop", "A laptop decides.", brake, by="second", act="release", first=5, last=7)
    decided(w, "decision-structure", "What breaks the structure of the register nobody lets pass.", ["wrong-class"],
            act="release", first=1, last=1)  # fmt: skip
    decided(w, "decision-clock", "An office lets a broken clock pass.", ["beyond-2100"], act="release", first=1, last=1)
    decided(w, "decision-accept-gap", "An office says that the first entry will never come.", ["gap"],
            act="accept_gap", first=1, last=1)  # fmt: skip
    forked = run(w.keys["laptop"], [entry(1, news=[household(1, persons=9)])], last=1)
    decided(w, "decision-choose-branch", "An office chooses the branch that came second.", ["good", "fork"],
            act="choose_branch", first=1, last=1, hash=forked.hash)  # fmt: skip
    later(w)


def later(w: Writer) -> None:
    """Of several about the same entries the one with the greatest turn holds."""
    clerk, laptop = w.keys["clerk"], w.keys["laptop"]
    news = [
        decision(laptop, dot(1), act="release", first=5, last=7, turn=2),
        decision(laptop, dot(2), act="keep_aside", first=5, last=7, turn=1),
    ]
    made = run(clerk, [entry(1, news=news)], last=2, scope=f"{VILLAGE}/r")
    w.both("decision-turn", "Two decisions about the same entries: the greater turn holds.",
           w.seal(w.plain([made], sender="clerk")), ["put-away-a-month-apart"], digests=True)  # fmt: skip


def decision(about: OwnKeys, at: int, where: str = VILLAGE, **said: Any) -> New:
    """A decision about a stream of the village."""
    return New(
        "decision", at, {"division": where, "scope": VILLAGE, "device": about.id, "turn": 1, "why": "已核实", **said}
    )


def decided(
    w: Writer, name: str, why: str, before: list[str], *, where: str = VILLAGE, by: str = "clerk", **said: Any
) -> None:
    """A bundle with one decision about the laptop, after others."""
    news = [decision(w.keys["laptop"], dot(1), where, **said)]
    made = run(w.keys[by], [entry(1, news=news)], last=1, scope=f"{where}/r")
    w.both(name, why, w.seal(w.plain([made], sender=by)), before, digests=True)
