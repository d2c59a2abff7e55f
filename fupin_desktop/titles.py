"""What a record is, in one line: the same in a form, a list, the history and on the command line.

Never a document or card number but its last four where a kind is known by them, never a sealed value; a child's name is
masked as everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING, shown
from fupin_desktop.ledger.notation.signs import visible
from fupin_desktop.ledger.privacy import PRIVATE, minor_name
from fupin_desktop.ledger.record import Record, fields_of, key_of, kind_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.wording import title_of as notice_title
from fupin_desktop.villages.model import Village

_SEP = " · "
_LONG = 24  # characters of a text within a title
_MOST = 3  # fields
_NAMES = ("name", "title")
_PLAIN = (Kind.TEXT, Kind.NOTE, Kind.CHOICE, Kind.DAY, Kind.INTEGER, Kind.LINK)


def title_of(finder: Finder, record: Record, today: date) -> str:
    """What a record is, in one line."""
    return titles(finder, [record], today)[0]


def record_text(record: Record, title: str) -> str:
    """What a record is, its kind first where its title does not say it."""
    kind = _(type(record).label)
    return covered(title if title.startswith(kind) else f"{kind} · {title}")


def titles(finder: Finder, records: Sequence[Record], today: date) -> list[str]:
    """The titles of many records, in their order; what they lead to is read once for each kind."""
    return _Titles(finder, today).of(records)


def link_titles(finder: Finder, field: Field, ids: Iterable[int], today: date) -> dict[int, str]:
    """The titles of what a link field leads to, by id; what the book does not hold is missing."""
    wanted = sorted(set(ids))
    if not wanted or field.link not in KINDS:
        return {}
    found = finder.find(KINDS[field.link], id=wanted, with_away=True)
    named = titles(finder, found, today)
    return {one.id: text for one, text in zip(found, named, strict=True) if one.id is not None}


class _Titles:
    """Makes titles; `deep` ends the way from link to link."""

    def __init__(self, finder: Finder, today: date, deep: int = 2) -> None:
        self._finder, self._today, self._deep = finder, today, deep

    def of(self, records: Sequence[Record]) -> list[str]:
        """In the order given."""
        by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            by_kind[type(record)].append(record)
        made = {id(one): text for cls, some in by_kind.items() for one, text in self._of_kind(cls, some)}
        return [made[id(record)] for record in records]

    def _of_kind(self, cls: type[Record], records: list[Record]) -> Iterable[tuple[Record, str]]:
        if cls is Household:
            return self._households(records)
        if cls is Member:
            return ((one, self._member(one)) for one in records if isinstance(one, Member))
        if cls is Notice:
            return self._notices([one for one in records if isinstance(one, Notice)])
        return self._others(cls, records)

    def _member(self, member: Member) -> str:
        born = _("born {year}").format(year=member.birth_date.year) if member.birth_date else ""
        relation = word("relation", member.relation) if member.relation else ""
        return _joined([person_name(member, self._today), relation, born])

    def _households(self, records: Sequence[Record]) -> Iterable[tuple[Record, str]]:
        homes = [one for one in records if isinstance(one, Household)]
        heads: dict[int, list[Member]] = defaultdict(list)
        for member in self._finder.find(Member, household=[one.id for one in homes], relation=HEAD):
            heads[member.household or 0].append(member)
        codes = sorted({one.village_code for one in homes if one.village_code})
        named = {one.code: one.name for one in self._finder.find(Village, code=codes)} if codes else {}
        for home in homes:
            head = head_among(heads.get(home.id or 0, ()))
            name = person_name(head, self._today) if head else _("(no head)")
            village = named.get(home.village_code) or home.village_code or ""
            yield home, _joined([name, village, (home.household_code or "")[-4:]])

    def _notices(self, notices: list[Notice]) -> Iterable[tuple[Record, str]]:
        """By the title as it stands on the paper: what it leaves open is no word for a person."""
        named = [one.but(title=notice_title(one)) for one in notices]
        return zip(notices, (text for _one, text in self._others(Notice, list(named))), strict=True)

    def _others(self, cls: type[Record], records: list[Record]) -> Iterable[tuple[Record, str]]:
        fields = telling(cls)
        links = {field.name: self._linked(field, records) for field in fields if field.kind is Kind.LINK}
        label = "" if any(field.name in _NAMES for field in fields) else _(cls.label)
        for record in records:
            yield record, _joined([label, *(self._text(record, one, links.get(one.name, {})) for one in fields)])

    def _linked(self, field: Field, records: Sequence[Record]) -> dict[int, str]:
        ids = {one for record in records for one in _ids(getattr(record, field.name))}
        if not ids or not self._deep or field.link not in KINDS:
            return {}
        found = self._finder.find(KINDS[field.link], id=sorted(ids), with_away=True)
        deeper = _Titles(self._finder, self._today, self._deep - 1).of(found)
        return {one.id: text for one, text in zip(found, deeper, strict=True) if one.id is not None}

    @staticmethod
    def _text(record: Record, field: Field, linked: dict[int, str]) -> str:
        value = getattr(record, field.name)
        if field.kind is Kind.LINK:
            # The first part of a title is its name: 张三, not 张三 · 户主 · 1970
            return "、".join(linked.get(one, "").partition(_SEP)[0] for one in _ids(value))
        text = shown(field, value).replace("\n", " ")
        if text == NOTHING:
            return ""
        return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _ids(value: object) -> tuple[int, ...]:
    several = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in several if isinstance(one, int))


def _joined(parts: Iterable[str]) -> str:
    return _SEP.join(part for part in parts if part)


def is_young(record: Record, today: date) -> bool:
    """True for a person under 18; a birthday that cannot be read may be a child's."""
    return isinstance(record, Member) and ("birth_date" in record.unreadable or is_minor(record.birth_date, today))


def person_name(member: Member, today: date) -> str:
    """The name of a person; of a child the family name and ×."""
    if not member.name:
        return NOTHING
    return minor_name(member.name) if is_young(member, today) else visible(member.name)


def telling(cls: type[Record]) -> list[Field]:
    """The fields that say what a record is: those its kind names, else its name and key, else what is required."""
    fields = fields_of(cls)
    if cls.titled:
        return [fields[name] for name in cls.titled]
    parent = fields.get(cls.home)
    above = [parent] if parent is not None and parent.kind is Kind.LINK and parent.link != kind_of(Household) else []
    named = [fields[name] for name in _NAMES if name in fields and _may_tell(fields[name])]
    keys = [fields[name] for name in key_of(cls) if name not in _NAMES and _tells(cls, fields[name])]
    required = [field for field in fields.values() if field.required and _tells(cls, field)]
    optional = [field for field in fields.values() if _tells(cls, field)]
    chosen = [*named, *keys] if named else [*above, *keys, *required]
    return list(dict.fromkeys(chosen or optional))[:_MOST]


def _tells(cls: type[Record], field: Field) -> bool:
    # What steps change says how far a record is, not which it is
    return field.name != cls.home and field.kind in _PLAIN and _may_tell(field) and field.hand is not Hand.MANAGED


def _may_tell(field: Field) -> bool:
    return field.privacy not in PRIVATE
