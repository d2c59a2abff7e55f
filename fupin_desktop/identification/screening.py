"""The screening lists (识别清单, E17): 四看, 五优先, 六进, 七不进, 八有, numbered; the texts are the county's.

No paper we hold prints the texts (dictionary §8): they are empty at delivery, and the number stands for itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fupin_desktop.ledger.field import choice, integer, note, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW, above
from fupin_desktop.ledger.words import N_, word

# The papers name the lists by their lengths, and nothing else (003 (四))
SIZES: Mapping[str, int] = {"look4": 4, "prio5": 5, "in6": 6, "bar7": 7, "has8": 8}


@dataclass(frozen=True, kw_only=True, repr=False)
class ScreeningItem(Record):
    """识别清单条目 (E17): one item of a list in a county, by its number; with the text the county has laid down."""

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Item of a screening list")
    home: ClassVar[str] = "county_code"
    titled: ClassVar[tuple[str, ...]] = ("list", "no")

    county_code: Annotated[
        str | None, text(N_("County code"), numbers=True, high=12, required=True, key=True, source="E17")
    ] = None
    list: Annotated[str | None, choice(N_("Screening list"), "screening", required=True, key=True, source="E17")] = None
    no: Annotated[
        int | None, integer(N_("Number in the list"), low=1, high=8, required=True, key=True, source="E17")
    ] = None
    active: Annotated[bool | None, yes(N_("In force"), help=N_("Empty or yes: it is asked"), source="E17")] = None
    confirmed_by: Annotated[
        str | None, text(N_("Laid down by"), high=200, help=N_("The county's paper"), source="E17, M20")
    ] = None
    text: Annotated[str | None, note(N_("Wording"), high=400, privacy=Privacy.PUBLIC, source="E17, dictionary §8")] = (
        None
    )


@dataclass(frozen=True)
class Texts:
    """The county's texts by list and number."""

    by_item: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, items: Iterable[Any], place: str) -> "Texts":
        """Those that hold in a place: of the narrowest area that has laid the item down."""
        codes = above(place) if place else []
        mine = sorted((one for one in items if one.county_code in codes), key=lambda one: len(one.county_code))
        return cls({(one.list, one.no): one.text for one in mine if one.text and one.active is not False})

    def text_of(self, list: str, no: int) -> str:
        """The text of an item; empty where the county has laid none down."""
        return self.by_item.get((list, no), "")


def number_of(code: str) -> tuple[str, int]:
    """List and number of an answer: `bar7_3` is the third of the seven; 0 for another than the numbered ones."""
    list, _line, no = code.rpartition("_")
    return list, int(no) if no.isdigit() else 0


def bar_words(code: str, texts: Texts) -> str:
    """A bar by its number, with the county's text where it is known."""
    told = texts.text_of(*number_of(code))
    name = word("bar7", code)
    return f"{name}（{told}）" if told else name
