"""危房改造一户一档 (E27): the papers of a housing file in two copies (township, county): printed, signed, scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import choice, day, link, photo, text, yes
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import N_, _, word, words

SIX = ("application", "survey", "appraisal", "approval", "file_sheet", "acceptance")
_NOT_SIGNED = ("proofs",)  # copies of identity papers are not signed


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingPaper(Record):
    """A paper of the file of a housing case: when it was printed and signed, its photograph, where its copies lie.

    The six papers and the copies of identity papers are a checklist: what has no record is missing.
    """

    label: ClassVar[str] = N_("Paper of the file")
    home: ClassVar[str] = "case"
    checklist: ClassVar[str] = "paper"

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, key=True, source="E27")] = None
    paper: Annotated[
        str | None, choice(N_("Which paper"), "house_paper", required=True, key=True, source="E27, F11")
    ] = None
    printed_on: Annotated[date | None, day(N_("Printed on"), source="E27, F11")] = None
    signed_on: Annotated[date | None, day(N_("Signed on"), source="E27, F11")] = None
    town_copy: Annotated[bool | None, yes(N_("Copy in the township"), source="E27, F11")] = None
    county_copy: Annotated[bool | None, yes(N_("Copy in the county"), source="E27, F11")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs of the paper"), source="E27, F11")] = ()
    remark: Annotated[str | None, text(N_("Remark"), high=200)] = None


def check_housing_paper(ledger: Ledger, paper: HousingPaper, before: HousingPaper | None) -> None:
    """Refuse, as `paper.day`, a paper printed or signed on a day to come, or signed before it was printed."""
    del before
    for name in ("printed_on", "signed_on"):
        refuse_ahead(getattr(paper, name), ledger.today, name, "paper.day")
    if paper.printed_on and paper.signed_on and paper.signed_on < paper.printed_on:
        message = _("A paper is signed after it was printed, not before. Nothing was saved; correct the day.")
        raise Refusal("paper.day", message, where={"field": "signed_on"})


def file_lacks(asked: Sequence[str], held: Sequence[HousingPaper]) -> str:
    """What the file of a case still lacks of the papers `asked` for, in a sentence; empty when it is whole."""
    known = {one.paper: one for one in held}
    groups = (
        (_("missing: {papers}"), [code for code in asked if code not in known]),
        (_("not signed: {papers}"), [code for code in asked if code in known and _waits_to_be_signed(known[code])]),
        (_("no photograph: {papers}"), [code for code in asked if code in known and not known[code].photos]),
        (_("not in two copies: {papers}"), [code for code in asked if code in known and not _in_two(known[code])]),
    )
    parts = [
        text.format(papers="、".join(word("house_paper", code) for code in codes)) for text, codes in groups if codes
    ]
    return _("The file of the house: {lacks}.").format(lacks=_("; ").join(parts)) if parts else ""


def state_of(paper: HousingPaper | None) -> str:
    """How far a paper of the file is, in a word or two: missing, there, printed, signed, with a photograph; copies."""
    if paper is None:
        return _("missing")
    steps = (
        (paper.photos, _("photographed")),
        (paper.signed_on, _("signed")),
        (paper.printed_on, _("printed, not signed")),
    )
    said = next((text for known, text in steps if known), _("in the file"))
    copies = [text for known, text in ((paper.town_copy, _("township")), (paper.county_copy, _("county"))) if known]
    return "、".join([said, *([_("copies: {places}").format(places="、".join(copies))] if copies else [])])


def whole_file(held: Sequence[HousingPaper]) -> str:
    """The papers of a file with their states, as its sheet shows them."""
    known = {one.paper: one for one in held}
    return "；".join(f"{word('house_paper', code)}（{state_of(known.get(code))}）" for code in words("house_paper"))


def _named(codes: Sequence[str]) -> str:
    return "、".join(word("house_paper", code) for code in codes)


def _waits_to_be_signed(paper: HousingPaper) -> bool:
    return paper.signed_on is None and paper.paper not in _NOT_SIGNED


def _in_two(paper: HousingPaper) -> bool:
    return bool(paper.town_copy and paper.county_copy)
