"""Filled forms on paper: each with its title, its leaves, its own page numbers, and what it takes the place of."""

from collections.abc import Iterator, Sequence

from fupin_desktop.forms.filled import Filled, Leaf, Words
from fupin_desktop.forms.grid import Grid
from fupin_desktop.forms.template import Mask
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.paper.blocks import Block, Document, Heading, Note, Overlay, PageBreak, Para, Spread, Title
from fupin_desktop.paper.leaks import find_leaks
from fupin_desktop.paper.sheet import FORM, FORM_LYING
from fupin_desktop.paper.write import render


def render_forms(papers: Sequence[Filled], *, watermark: str = "", progress: Progress = silent) -> tuple[bytes, int]:
    """The papers as PDF in memory, and its pages, in Chinese whatever the window speaks.

    What hangs where anybody reads it passes the leak gate first; refuses, as `form.leak`, what shows more than it may.
    """
    with in_chinese():
        content, pages = render(form_paper(papers, watermark=watermark), progress=progress)
    if papers[0].form.mask is Mask.PUBLIC:
        _look_through(content, papers)
    return content, pages


def _look_through(content: bytes, papers: Sequence[Filled]) -> None:
    phones = {paper.contact for paper in papers if paper.contact}
    leaks = [one for one in find_leaks(content) if not any(phone in one.found for phone in phones)]
    if leaks:
        told = "；".join(dict.fromkeys(_(one.shape.value) for one in leaks))
        message = _("This would show what must not hang where anybody reads it ({found}). No file was written.")
        raise Refusal("form.leak", message.format(found=told), where={"leaks": len(leaks)})


def form_paper(papers: Sequence[Filled], *, watermark: str = "") -> Document:
    """Papers of one form behind each other."""
    form = papers[0].form
    blocks: list[Block] = []
    for number, paper in enumerate(papers):
        if number:
            blocks.append(PageBreak(restart=True))
        blocks += _paper(paper)
    return Document(form.title, blocks, sheet=FORM_LYING if form.landscape else FORM, watermark=watermark)


def _paper(paper: Filled) -> Iterator[Block]:
    for number, leaf in enumerate(paper.leaves):
        if number:
            yield PageBreak()
        blocks = list(_leaf(paper, leaf))
        yield from [Overlay(blocks)] if leaf.printed else blocks
    if not paper.leaves[-1].printed and not paper.sealed:  # what the notes say of masks is then not so
        yield from (Note(text) for text in paper.form.notes)


def _leaf(paper: Filled, leaf: Leaf) -> Iterator[Block]:
    is_first = not paper.form.bound or leaf.name == paper.form.parts[0].leaf
    yield Title(paper.form.title if is_first else leaf.name)
    told = [text for text in (paper.subtitle, _mark(paper)) if text and is_first]
    yield from [Spread(told)] if told else []
    for item in leaf.items:
        yield from _item(item)


def _mark(paper: Filled) -> str:
    if not paper.replaces:
        return ""
    return _("Version {version}, in place of the print of {day}").format(version=paper.version, day=paper.replaces)


def _item(item: Words | Grid) -> Iterator[Block]:
    if isinstance(item, Grid):
        yield item
    elif item.heading:
        yield Heading(item.text, 1 if item.large else 4)
    else:
        yield Para(item.text, indent=False)
