"""Filled forms on paper: each with its title, its leaves, its own page numbers, and what it takes the place of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fupin_desktop.forms.filled import Filled, Leaf, Words
from fupin_desktop.forms.grid import Grid
from fupin_desktop.forms.template import Mask
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.paper.blocks import Block, Document, Heading, Note, Overlay, PageBreak, Para, Space, Spread, Title
from fupin_desktop.paper.leaks import find_leaks
from fupin_desktop.paper.setting.grid import CLOSEST, closer
from fupin_desktop.paper.sheet import FORM, FORM_LYING
from fupin_desktop.paper.write import count_pages, render

_FEW = 3  # pages of a paper that may come closer to save one


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
    sheet = FORM_LYING if form.landscape else FORM
    blocks: list[Block] = []
    for number, paper in enumerate(papers):
        if number:
            blocks.append(PageBreak(restart=True))
        told = list(_paper(paper))
        blocks += told if form.bound else _on_fewest(Document(form.title, told, sheet=sheet))
    return Document(form.title, blocks, sheet=sheet, watermark=watermark)


def _on_fewest(paper: Document) -> Sequence[Block]:
    """Its blocks, set closer as far as that saves a page: nobody wants a sheet for one remark or one signature."""
    best, pages = paper.blocks, count_pages(paper)
    for step in range(1, CLOSEST + 1):
        if pages == 1 or pages > _FEW:
            break
        tried = [closer(block, step) if isinstance(block, Grid) else block for block in paper.blocks]
        if (fewer := count_pages(replace(paper, blocks=tried))) < pages:
            best, pages = tried, fewer
    return best


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
        yield from (Space(0.3), Para(item.text, indent=False))  # it must not touch the table above
