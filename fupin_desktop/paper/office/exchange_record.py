"""数据包回执、冲突处理单 (F38): which bundles came, what each brought; which questions were settled, by whom and why.

An office's internal paper; identity and card numbers that people typed into values are put out of sight.
"""

from datetime import date

from fupin_desktop.inquiries.exchange_record import ExchangeRecord, Merged, Settled
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Foot, Heading, Note, Spread, Table, Title
from fupin_desktop.paper.sheet import LANDSCAPE

_SIZE = 10.0
_PART = 4  # the level of headings over the parts of a form


@in_chinese()
def exchange_record_document(record: ExchangeRecord, day: date, *, practice: bool = False) -> Document:
    """The paper of some days, in Chinese whatever the window speaks; `day` is when it is printed."""
    title = _("Receipts of bundles and settled questions")
    days = _("From {first} to {last}").format(first=long_date(record.first), last=long_date(record.last))
    blocks: list[Block] = [
        Title(title),
        Spread(
            (
                _("Office: {office}").format(office=record.office),
                days,
                _("Printed on: {day}").format(day=long_date(day)),
            )
        ),
        Heading(_("I. Receipts of bundles"), _PART),
        *_listed(_merges(record), _("No bundle was merged.")),
        Heading(_("II. Settled questions"), _PART),
        *_listed(_settlements(record), _("No question was settled.")),
        Note(_("{count} questions stand open. Internal: not to be posted or passed on.").format(count=record.open)),
        Spread((_("Made by:"), _("Checked by:"), _("Date:"), "")),
    ]
    return Document(title, blocks, sheet=LANDSCAPE, foot=Foot.LIST, watermark=_("PRACTICE") if practice else "")


def _listed(table: Table, nothing: str) -> tuple[Block, ...]:
    return (table,) if table.rows else (Note(nothing),)


def _merges(record: ExchangeRecord) -> Table:
    columns = [
        Column(_("No."), 0.6),
        Column(_("When"), 1.9),
        Column(_("File"), 3.4, Align.LEFT),
        Column(_("Sender"), 1.4),
        Column(_("New"), 0.9, Align.RIGHT),
        Column(_("Changed"), 0.9, Align.RIGHT),
        Column(_("Questions"), 0.9, Align.RIGHT),
        Column(_("Kept aside"), 0.9, Align.RIGHT),
        Column(_("Outcome"), 1.8),
    ]
    rows = [_merge(number, one) for number, one in enumerate(record.merged, 1)]
    return Table(columns, [*rows, *([_sum(record)] if rows else [])], size=_SIZE)


def _merge(number: int, one: Merged) -> list[str]:
    counts = (one.new, one.changed, one.questions, one.aside)
    return [str(number), one.at, covered(one.file), covered(one.sender), *map(str, counts), one.outcome]


def _sum(record: ExchangeRecord) -> list[str]:
    of = record.merged
    counts = (
        sum(n.new for n in of),
        sum(n.changed for n in of),
        sum(n.questions for n in of),
        sum(n.aside for n in of),
    )
    return ["", "", _("Total"), "", *map(str, counts), ""]


def _settlements(record: ExchangeRecord) -> Table:
    columns = [
        Column(_("No."), 0.6),
        Column(_("About"), 2.8, Align.LEFT),
        Column(_("Field"), 1.5),
        Column(_("Values that stood"), 2.6, Align.LEFT),
        Column(_("Stands now"), 1.6, Align.LEFT),
        Column(_("Settled by"), 1.3),
        Column(_("When"), 1.7),
        Column(_("Reason"), 2.6, Align.LEFT),
    ]
    return Table(columns, [_settlement(number, one) for number, one in enumerate(record.settled, 1)], size=_SIZE)


def _settlement(number: int, one: Settled) -> list[str]:
    values = "\n".join(f"{_letter(at)}. {covered(value)}" for at, value in enumerate(one.values))
    return [
        str(number), covered(one.about), one.field, values, covered(one.stands), covered(one.who), one.on,
        covered(one.why),
    ]  # fmt: skip


def _letter(at: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[at] if at < 10 else str(at + 1)
