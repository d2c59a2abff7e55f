"""What keeps a notice from the board: looked at by `check` and again by `issue`, before there is a number.

Every place is named at once, by row, column and the name as it would be printed; what stands there is never repeated.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import ADULT, is_minor
from fupin_desktop.ledger.declared.figure import Count
from fupin_desktop.ledger.declared.selection import ALL, Between, Selection, Unless
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import Eyes, Names, contact_hidden
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.freezing import needs, table_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import NoticePage
from fupin_desktop.notices.rows import Row, birth_of
from fupin_desktop.notices.rules import kind_named, period_of
from fupin_desktop.notices.template import TableColumn, Template, template_of
from fupin_desktop.notices.totals import is_money
from fupin_desktop.notices.typed import typed_rows
from fupin_desktop.notices.wording import basis_on, days_told
from fupin_desktop.villages.model import Village


class Problem(NamedTuple):
    """Why a notice cannot be posted: a stable code and a sentence that names the place."""

    code: str
    sentence: str


def problems_of(ledger: Ledger, notice: Notice, page: NoticePage, rows: Sequence[Row], day: date) -> list[Problem]:
    """All that is wrong with a notice as it would be printed from this day on; empty when it may be numbered.

    Codes: `notice.basis`, `notice.meeting`, `notice.days`, `notice.mixed`, `notice.typed`, `notice.blank`,
    `notice.sum`, `notice.leak`.
    """
    template = template_of(notice.kind or "")
    return [
        *_papers(notice, template, day),
        *_period(ledger, notice, day),
        *_typed(notice, template),
        *_cells(template, rows, ledger.find(Village)),
        *find_leaks_in(page, Names(*names_of(ledger))),
    ]


def refuse_problems(problems: Sequence[Problem]) -> None:
    """Refuse with every problem in one sentence, by its code when they are of one; nothing has got a number yet."""
    if not problems:
        return
    codes = list(dict.fromkeys(one.code for one in problems))
    message = _("This cannot hang on a board yet. Nothing was changed and no number was given; put right: {found}")
    told = message.format(found="；".join(dict.fromkeys(one.sentence for one in problems)))
    raise Refusal(
        codes[0] if len(codes) == 1 else "notice.problems", told, where={"problems": len(problems), "codes": codes}
    )


def names_of(ledger: Ledger) -> tuple[set[str], set[str]]:
    """Full names of minors, and everybody else's: those put away and those who left are people, too.

    Where no day of birth stands the document number says it.  A name that a grown-up of the book bears is no child's.
    Of who is certainly grown up only the names are read: a notice of one village looks at a whole county's people.
    """
    surely_grown = date(ledger.today.year - ADULT - 1, 12, 31).isoformat()
    perhaps = Unless((Between("birth_date", high=surely_grown),))
    minors: set[str] = set()
    grown = Selection(kind_of(Member), (Between("birth_date", high=surely_grown),))
    others = {str(name) for name in ledger.by(grown, ("name",), Count()) if name}
    for member in ledger.select(Selection(kind_of(Member), (perhaps,), standing=ALL)):
        assert isinstance(member, Member)
        if is_minor(birth_of(member), ledger.today):
            minors.add(member.name or "")
        elif member.away is None:
            others.add(member.name or "")
    return minors - others - {""}, others - {""}


def _papers(notice: Notice, template: Template, day: date) -> Iterator[Problem]:
    if not (notice.legal_basis or basis_on(template, day, notice.division or "")):
        yield Problem("notice.basis", _("no document of that day can be cited as its basis"))
    if notice.meeting_on is not None and notice.meeting_on > day:
        yield Problem("notice.meeting", _("the meeting lies after the first day on the board"))
    if bool(notice.meeting) != bool(notice.meeting_on):
        yield Problem("notice.meeting", _("name the meeting and its day, or neither"))


def _period(ledger: Ledger, notice: Notice, day: date) -> Iterator[Problem]:
    least, days = least_days(ledger, notice, day), days_told(ledger, notice, day)
    if days is not None and days < least and not notice.days_reason:
        text = _("it hangs {days} days, and {least} are asked for: give the days, or a reason for fewer")
        yield Problem("notice.days", text.format(days=days, least=least))


def least_days(ledger: Ledger, notice: Notice, day: date) -> int:
    """The days the parameter of its kind asks for; 0 for a list that hangs until it is replaced."""
    period = period_of(ledger, kind_named(notice.kind or ""), notice.division or "", day)
    return period.count if period is not None else 0


def _typed(notice: Notice, template: Template) -> Iterator[Problem]:
    for odd in typed_rows(template, notice.typed_rows or "")[1] if template.is_typed else ():
        where = _("row {number} “{column}”") if odd.column else _("row {number}")
        place = where.format(number=odd.row, column=odd.column)
        yield Problem("notice.typed", _("{where}: {what}").format(where=place, what=odd.why))


def _cells(template: Template, rows: Sequence[Row], villages: Sequence[Village]) -> Iterator[Problem]:
    columns, shown = table_of(template, rows, villages)
    for number, row in enumerate(shown, 1):
        for at, column in enumerate(columns):
            if lacking := _lacking(column, row, at):
                yield Problem("notice.blank", lacking.format(row=_told(number, row), column=column.label))
    if len({row.state for row in rows}) > 1:
        yield Problem("notice.mixed", _("paid and still to be paid stand in one list: choose one stage"))
    yield from _sums(template, rows)


def _lacking(column: TableColumn, row: Row, at: int) -> str:
    if not row.cells[at] and (needs(column, row) or not column.may_be_empty):
        return _("{row}: “{column}” is empty")
    return _("{row}: “{column}” is nought") if is_money(column) and row.figures[at] == 0 else ""


def _sums(template: Template, rows: Sequence[Row]) -> Iterator[Problem]:
    at = {column.label: n for n, column in enumerate(template.columns)}
    for rule in template.sums:
        for number, row in enumerate(rows, 1):
            parts = sum(row.figures[at[part]] or 0 for part in rule.parts)
            if row.figures[at[rule.whole]] != parts:
                text = _("row {number}: “{whole}” is not the sum of {parts}")
                yield Problem("notice.sum", text.format(number=number, whole=rule.whole, parts="、".join(rule.parts)))


def _told(number: int, row: Row) -> str:
    name = row.cells[row.name_at] if row.name_at >= 0 else ""
    return _("row {number} {name}").format(number=number, name=name).strip()


# --- the leak gate, before anything is drawn -------------------------------------------------------------------------


def find_leaks_in(page: NoticePage, names: Names) -> Iterator[Problem]:
    """The leak gate (公示前隐私检查) over what would be printed, place by place; `names` are those of minors."""
    eyes = Eyes(names)
    for place, text in _places(page):
        yield from (_leak(place, what) for what in _seen_in(page, text, eyes))
    for number, cells in enumerate(page.rows, 1):
        for at, text in enumerate(cells):
            for what in _seen_in(page, text, eyes):
                yield _leak(_cell(page, number, at), what)
        if shape := eyes.look_across(cells):
            yield _leak(_("row {number}").format(number=number), _(shape.value))
    for at, column in enumerate(page.columns):
        if shape := eyes.look_across([cells[at] for cells in page.rows], strictly=True):
            yield _leak(_("column “{column}”").format(column=column.label), _(shape.value))


def _seen_in(page: NoticePage, text: str, eyes: Eyes) -> Iterator[str]:
    bare = contact_hidden(text, page.contact_phone, page.contact_address)
    return (_(found.shape.value) for found in eyes.look(bare))


def _cell(page: NoticePage, number: int, at: int) -> str:
    return _("row {number} “{column}”").format(number=number, column=page.columns[at].label)


def _leak(place: str, what: str) -> Problem:
    return Problem("notice.leak", _("{where}: {what}").format(where=place, what=what))


def _places(page: NoticePage) -> Iterator[tuple[str, str]]:
    yield from ((_("the title"), text) for text in (page.title, page.annex))
    yield from ((_("paragraph {number}").format(number=n), text) for n, text in enumerate(page.paras, 1))
    yield from ((_("the closing words"), text) for text in page.closing)
    # What is broken over two paragraphs is one to a reader
    yield from ((_("the text"), "\n".join(texts)) for texts in (page.paras, page.closing) if len(texts) > 1)
    yield from ((_("the text"), text) for text in (page.place, *page.remarks))
    yield from ((_("the issuer"), text) for text in page.issuers)
