"""数据轨迹: every change of a subject and of what stands in its file: what it became, who, when, where, why."""

from typing import Any, NamedTuple

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.privacy import HIDDEN, PRIVATE, Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.showing import NOTHING, listed, plain_value
from fupin_desktop.ledger.values import from_stored
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import records_of, subject_of, tabs_of
from fupin_desktop.titles import link_titles, titles
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.section import Section
from fupin_desktop.ui.widgets.table import Column, Table


class Change(NamedTuple):
    """A line: when, who, of which record, which field, what it became, on which laptop, why."""

    when: str
    who: str
    record: str
    field: str
    became: str
    laptop: str
    why: str


class HistorySection(Section):
    """The newest change first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Data history"))
        columns = [
            Column(_("When"), lambda line: line.when[:16].replace("T", " "), 8),
            Column(_("Who"), lambda line: line.who or NOTHING, 5),
            Column(_("Record"), lambda line: line.record, 12),
            Column(_("Field"), lambda line: line.field, 6),
            Column(_("Became"), lambda line: line.became),
            Column(_("Laptop"), lambda line: line.laptop[:8], 6, spare=True),
            Column(_("Reason"), lambda line: line.why or NOTHING, 6),
        ]
        self.table = Table(columns, self.title)
        self.stack = Either(_("Nothing was changed yet."), self.table)
        self.box.addWidget(self.stack, 1)

    def read(self, reader: Reader, subject: Record) -> list[Change]:
        """What the log says of the subject and of what hangs on it."""
        return changes(reader, _records(reader, subject), self.session)

    def show_read(self, subject: Record, found: list[Change]) -> None:
        """The lines."""
        del subject
        self.table.load_all(found)
        self.stack.show_some(found)


def _records(reader: Reader, subject: Record) -> list[Record]:
    """The subject, and what stands in its file and has no file of its own."""
    mine = subject_of(type(subject))
    placed = [one for tab in tabs_of(kind_of(type(subject))) for one in tab.records if not one.via]
    found = [subject]
    for one in placed:
        if subject_of(KINDS[one.kind]) == mine and KINDS[one.kind] is not type(subject):
            found += records_of(reader, one, subject, with_away=True)
    return found


def changes(reader: Reader, records: list[Record], session: Session) -> list[Change]:
    """The changes of these records, the newest first."""
    chronicle = Chronicle(reader)
    lines: list[tuple[str, Change]] = []
    for record, title in zip(records, titles(reader, records, session.today), strict=True):
        for line in chronicle.history(record):
            lines.append((str(line["clock"]), _change(reader, record, title, line, session)))
    return [line for _clock, line in sorted(lines, key=lambda pair: pair[0], reverse=True)]


def _change(reader: Reader, record: Record, title: str, line: dict[str, Any], session: Session) -> Change:
    field = fields_of(type(record)).get(line["field"])
    name = _(field.label) if field else str(line["field"]) or _("(entered)")
    became = _became(reader, field, line["value"], session) if field else _plain(line["value"])
    who = writer_text(line["actor"], line["typed"])
    return Change(str(line["clock"]), who, title, name, became, str(line["device"]), covered(line["why"] or ""))


def _plain(value: object) -> str:
    return NOTHING if value is None else "…"


def _became(reader: Reader, field: Field, value: Any, session: Session) -> str:
    if value is None:
        return NOTHING
    if field.many:
        return _element(field, str(value))
    if field.kind is Kind.LINK:
        return _led_to(reader, field, str(value), session)
    # A name in the history may be a minor's: nobody asks here who is how old
    return listed(field, from_stored(field, value), minor=field.privacy is Privacy.MINOR)


def _element(field: Field, value: str) -> str:
    """One of several: + what came to it, - what left it."""
    sign, one = value[:1], value[1:]
    if sign not in "+-" or not one:
        return "…"
    if field.privacy in PRIVATE:
        return f"{sign}{HIDDEN}"
    return f"{sign}{_('photograph') if field.kind is Kind.PHOTO else plain_value(field, one)}"


def _led_to(reader: Reader, field: Field, text: str, session: Session) -> str:
    try:
        dot: Dot = reader.dot_of(text)
    except Refusal:
        return text
    return link_titles(reader, field, [dot], session.today).get(dot, "?")
