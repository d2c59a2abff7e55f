"""A form that is filled in: its leaves, the values it shows, the lines it has; plain values for paper and workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fupin_desktop.forms.grid import Grid
from fupin_desktop.forms.template import Form


@dataclass(frozen=True)
class Words:
    """Text between the ruled parts; a `heading` or a paragraph, `large` for whoever reads badly."""

    text: str
    heading: bool = False
    large: bool = False


@dataclass(frozen=True)
class List:
    """A list of the form as a workbook takes it: headings, and rows of plain values."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Leaf:
    """A leaf of the paper: what it is called in a bound book, and what stands on it.

    One that is `printed` lies in people's hands: only what is fresh on it is drawn.
    """

    name: str
    items: Sequence[Words | Grid]
    printed: bool = False


@dataclass(frozen=True)
class Printed:
    """What was on a paper when it was printed last: version, day, hashes by value, records by list in their order.

    `year` is the year of its facts; a `sealed` one was printed in full.
    """

    version: int
    day: str
    values: Mapping[str, str]
    lines: Mapping[str, Sequence[int]]
    year: int = 0
    sealed: bool = False


@dataclass(frozen=True)
class Filled:
    """One paper: of which household or village, its leaves, what is to be remembered of it.

    `version` counts from 1; `replaces` is the day of the print whose values have changed since, empty for none.
    `contact` is the office's telephone, the one number a public paper may show.
    """

    form: Form
    division: str
    household: int
    name: str
    leaves: Sequence[Leaf]
    values: Mapping[str, str]
    lines: Mapping[str, Sequence[int]]
    lists: Sequence[List] = ()
    subtitle: str = ""
    version: int = 1
    replaces: str = ""
    year: int = 0
    sealed: bool = False
    contact: str = ""


@dataclass(frozen=True)
class Differs:
    """What became of a printed paper: values that were corrected or taken away, and records that are new."""

    changed: Sequence[str] = field(default_factory=tuple)
    added: int = 0


def differs(form: Form, printed: Printed, values: Mapping[str, str]) -> Differs:
    """What of a print is no longer so.  In a bound book new lines are added by hand or print: they spoil nothing."""
    changed = [key for key, hash in printed.values.items() if values.get(key) != hash]
    added = sorted(
        {_record(key) for key in values if key not in printed.values} - {_record(key) for key in printed.values}
    )
    if form.bound:
        return Differs(tuple(changed), len(added))
    return Differs((*changed, *(key for key in values if key not in printed.values)), len(added))


def _record(key: str) -> str:
    return key.rpartition("/")[0]
