"""电话核实单: the open questions of one village, whom to ring about each, and lines to write the answer on.

An office's internal paper; identity and card numbers that people typed into values are put out of sight.
"""

from collections.abc import Iterator
from datetime import date

from fupin_desktop.inquiries.calls import Call, Contact, VillageCalls, Written
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Table, Title

_SIZE = 11.0
_LINES = "\n\n"  # room to write by hand


def call_sheet(sheet: VillageCalls, day: date, watermark: str = "") -> Document:
    """A table for each question, none broken over two pages while it fits on one."""
    title = covered(_("Call sheet: {village}").format(village=sheet.name))
    told = _("As of {day}. {count} questions. Internal: not to be posted or passed on.")
    blocks: list[Block] = [Title(title), Note(told.format(day=day, count=len(sheet.calls)))]
    if sheet.contacts:
        blocks.append(Note(_("For the village: {people}").format(people="；".join(map(_contact, sheet.contacts)))))
    if sheet.office:
        blocks.append(Note(_("Questions about this sheet: {office}").format(office=sheet.office)))
    blocks += [_table(number, call) for number, call in enumerate(sheet.calls, 1)]
    return Document(title, blocks, watermark=watermark)


def _table(number: int, call: Call) -> Table:
    columns = [Column(f"{number}. {covered(call.head)}".strip(), 1.0), Column(covered(call.place), 3.6, Align.LEFT)]
    return Table(columns, list(_rows(call)), size=_SIZE, together=True)


def _rows(call: Call) -> Iterator[tuple[str, str]]:
    yield _("To verify"), call.field
    yield _("Ring"), "\n".join(map(_contact, call.contacts)) or _("whoever answers for the village")
    if call.asked:
        yield _("Asked before"), covered(call.asked)
    for one in call.values:
        yield "□", _value(one)
    if len({covered(one.value) for one in call.values}) == 1:
        yield "", _("The values differ in what is masked here: look at the question in the window before you ring.")
    yield "□", _("neither; it is:") + _LINES
    yield _("Number that was rung"), "\n"
    yield _("Answered by, on; taken down by"), "\n"


def _contact(one: Contact) -> str:
    """Whom to ring: the number is what the sheet is for, and was asked for with a reason; the rest is words."""
    return " ".join(part for part in (covered(one.role), covered(one.name), one.phone) if part)


def _value(one: Written) -> str:
    who = " · ".join(part for part in (one.actor, one.when, _("laptop of {person}").format(person=one.laptop)) if part)
    return f"{covered(one.value)}\n{covered(who)}"
