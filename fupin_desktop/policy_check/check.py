"""The check of all figures: what each paper prints, what we compute, and the verdict."""

from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import word
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.policy_check.asking import Asker, NotSet, Values
from fupin_desktop.policy_check.figure import DIFFERS, LATER, PaperFigure, paper_figures
from fupin_desktop.policy_check.recompute import RECOMPUTED

_PARTS = " · "


@dataclass(frozen=True)
class Checked:
    """A figure with what was computed of it; `asked` are the parameters it stands on: code, area, day."""

    figure: PaperFigure
    own: tuple[str, ...]
    verdict: str
    asked: tuple[tuple[str, str, date], ...] = ()

    @property
    def paper_text(self) -> str:
        """What the paper prints, or what follows from it."""
        return _PARTS.join(one or "—" for one in self.figure.expected)

    @property
    def own_text(self) -> str:
        """What the program computes."""
        return _PARTS.join(one or "—" for one in self.own)

    @property
    def verdict_words(self) -> str:
        """The verdict as people read it; of what is to come with its room."""
        told = word("figure_verdict", self.verdict)
        return f"{told}：{word('clause_room', self.figure.room)}" if self.verdict == LATER else told


def values_of(finder: Finder | None, division: str = "") -> Values:
    """The parameters as they hold: those of a book, or of the shipped papers alone.

    Of the paper that binds the book's own place it is asked what holds in that place: so a value that the county typed
    wrongly shows.
    """

    def values(code: str, area: str, day: date) -> Parameter | None:
        found = find_value(finder, code, division if division.startswith(area) else area, day)
        # What is only offered for want of the year's own value is no figure of a paper
        return None if found is None or found.missing is not None else found

    return values


def check_figure(figure: PaperFigure, values: Values) -> Checked:
    """One figure: `differs` where we compute another value, or a parameter it needs is set by nobody."""
    recompute = RECOMPUTED.get(figure.id)
    if recompute is None:
        return Checked(figure, (), figure.verdict)
    ask = Asker(values)
    try:
        own = tuple(recompute(ask, dict(figure.given)))
    except NotSet as missing:
        verdict = LATER if figure.room else DIFFERS
        return Checked(figure, (f"{missing}: —",) if verdict == DIFFERS else (), verdict, tuple(ask.asked))
    return Checked(figure, own, figure.verdict if own == figure.expected else DIFFERS, tuple(ask.asked))


def check_figures(values: Values) -> list[Checked]:
    """All fifty, in their order."""
    return [check_figure(figure, values) for figure in paper_figures().values()]
