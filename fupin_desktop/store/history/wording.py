"""A question in people's words: of whom, which field, the values that stand; masked as in any list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import NOTHING, grouped, shown
from fupin_desktop.ledger.notation.values import from_stored
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.record import Record, cells_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import called
from fupin_desktop.store.history.questions import Question
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import group_columns


@dataclass(frozen=True)
class About:
    """The record a question is about: its kind, its household and that household's head as lists show them."""

    label: str
    household: Household | None
    head: str

    @property
    def title(self) -> str:
        """In one line."""
        code = grouped(self.household.household_code or "") if self.household else ""
        return " ".join(part for part in (f"{self.label} ·" if self.head else self.label, self.head, code) if part)


@dataclass(frozen=True)
class Worded:
    """A question in words: of whom and what it is, and each of its values by the number of its head."""

    title: str
    values: Mapping[int, str]


class Wording:
    """Words for the questions of one reading; `today` tells who is a child."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader, self._today = reader, today

    def worded(self, question: Question) -> Worded:
        """Everything a card shows of it."""
        title = " · ".join(part for part in (self.about(question).title, self.field(question)) if part)
        return Worded(title, {head.n: self.value(question, head.value) for head in question.heads})

    def about(self, question: Question) -> About:
        """Of whom it is."""
        record: Record = self._reader.get(KINDS[question.kind], question.record)
        label = _(type(record).label)
        if isinstance(record, Member):
            label = f"{label} {self._name(record)}"
        home = record.id if isinstance(record, Household) else getattr(record, "household", None)
        if home is None:
            return About(label, None, "")
        found = self._reader.find(Household, id=home, with_away=True)
        if not found:  # what came by exchange may hang on what is not here
            return About(label, None, "")
        return About(label, found[0], self._name(head_among(self._reader.find(Member, household=home))))

    def _name(self, member: Member | None) -> str:
        if member is None or not member.name:
            return NOTHING
        return minor_name(member.name) if is_minor(member.birth_date, self._today) else member.name

    def field(self, question: Question) -> str:
        """What it asks: the labels of its fields."""
        if question.field == AWAY:
            return _("put away, or kept in the register")
        return "、".join(_(field.label) for field in _fields(question))

    def value(self, question: Question, value: object) -> str:
        """One of its values."""
        if question.field == AWAY:
            return _("put away: {why}").format(why=value) if value else _("stays in the register")
        fields = _fields(question)
        if not fields:
            return str(value)
        if question.element:
            return f"{self._one(question, fields[0], question.element)} {_('yes') if value else _('no')}"
        if fields[0].group:
            parts = zip(fields, group_columns(fields, value).values(), strict=True)
            told = [f"{_(field.label)} {self._one(question, field, part)}" for field, part in parts if part is not None]
            return "、".join(told) or NOTHING
        return self._one(question, fields[0], value)

    def _one(self, question: Question, field: Field, stored: object) -> str:
        if field.kind is Kind.PHOTO:
            return _("photograph {tail}").format(tail=str(stored)[:8])
        if field.kind is Kind.LINK and stored is not None:
            return self._called(field, stored)
        held = (stored,) if question.element else from_stored(field, stored)
        return shown(field, held, minor=self._young(question))

    def _called(self, field: Field, stored: object) -> str:
        found = self._reader.find(KINDS[field.link], id=Dot(int(str(stored))), with_away=True)
        return called(found[0]) if found else NOTHING

    def _young(self, question: Question) -> bool:
        record = self._reader.get(KINDS[question.kind], question.record)
        return isinstance(record, Member) and is_minor(record.birth_date, self._today)


def _fields(question: Question) -> tuple[Field, ...]:
    return cells_of(KINDS[question.kind]).get(question.field, ())
