"""Rules of asking: which asking still waits for its answer."""

from collections.abc import Iterable, Mapping

from fupin_desktop.inquiries.model import QuestionAsked


def waits_for(asked: QuestionAsked, heads: Mapping[str, object]) -> bool:
    """True while nothing new stands in the question: each value that stands was there when somebody was asked.

    `heads` are the values that stand against each other, by their dots in text form.
    """
    known = [value for dot, value in heads.items() if dot in asked.values]
    return bool(heads) and all(dot in asked.values or value in known for dot, value in heads.items())


def newest(found: Iterable[QuestionAsked], heads: Mapping[str, object]) -> QuestionAsked | None:
    """The asking that still waits, of several the one of the latest day; None when the question is to be asked."""
    waiting = [one for one in found if waits_for(one, heads)]
    return max(waiting, key=lambda one: (str(one.asked_on), one.id or 0), default=None)
