"""Which records of cadres are one person: a cadre is known in each village by a record (E08), by the name and more.

Names are compared as they read (`ledger.notation.folding`): 张 三 and 张三 are one, and the text stays as it was typed.
"""

from typing import TypeAlias

from fupin_desktop.duties.model import Cadre
from fupin_desktop.ledger.declared.selection import Named, Selection
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.folding import folded, sought

Person: TypeAlias = tuple[str, str, str]


def person_of(cadre: Cadre) -> Person:
    """What tells one person from another: name, unit and telephone, as they read."""
    return folded(cadre.name or ""), folded(cadre.unit_name or ""), sought(cadre.phone or "")


def called(finder: Finder, *names: str | None) -> list[Cadre]:
    """The cadres of the book with one of these names, in the order of making."""
    said = tuple(dict.fromkeys(name for name in names if name))
    found = finder.select(Selection("cadre", (Named("name", said),))) if said else []
    return [one for one in found if isinstance(one, Cadre)]
