"""Taking a workbook in: the roster's sheets, then lists of any kind, row by row as if each were entered in its form.

A row finds its record again by the natural key, else by its home and what its kind requires; an open case by its home.
What a rule refuses is told at its row, and the others go in; what it only says is told there as well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fupin_desktop.casework.model import Case
from fupin_desktop.intake.commands import Taken, changed_values, take_in
from fupin_desktop.intake.draft import Draft, Drafts
from fupin_desktop.intake.finding import WHOLE_ROW, finding
from fupin_desktop.kinds import KINDS, make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.alike import compared
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.record import Record, fields_of, key_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import names_in_lists
from fupin_desktop.subjects import subject_record

_EMPTY = (None, "", ())
_BETWEEN = "、"
# What a refusal may name about one row, beside a field of it; any other stops the import: it is about the book
_OF_A_ROW = ("case.",)


def take_workbook(ledger: Ledger, drafts: Drafts, *, progress: Progress = silent) -> Taken:
    """Write what is new or differs, the roster before the lists; taking the same workbook in again changes nothing."""
    taken = take_in(ledger, drafts, progress=progress)
    by_class: dict[type[Record], list[Draft]] = defaultdict(list)
    for draft in drafts.listed:
        by_class[draft.cls].append(draft)
    order = list(_in_order(set(by_class)))
    for done, cls in enumerate(order):
        progress(done, len(order), _("Writing the book"))
        _List(ledger, taken, cls).take(by_class[cls])
    return taken


def _in_order(classes: set[type[Record]]) -> Iterator[type[Record]]:
    """What others lead to comes before them, so that a row may name one of another sheet."""
    left = sorted(classes, key=kind_of)
    while left:
        there = {kind_of(cls) for cls in left}
        free = [cls for cls in left if not (_led_to(cls) & there)] or left[:1]
        yield from free
        left = [cls for cls in left if cls not in free]


def _led_to(cls: type[Record]) -> set[str]:
    return {field.link for field in fields_of(cls).values() if field.kind is Kind.LINK} - {kind_of(cls)}


class _List:
    """The rows of one kind on their way in."""

    def __init__(self, ledger: Ledger, taken: Taken, cls: type[Record]) -> None:
        self.ledger, self.taken, self.cls = ledger, taken, cls
        self.fields = fields_of(cls)
        self.identity = _identity(cls)

    def take(self, drafts: Sequence[Draft]) -> None:
        names = {field.name: self._named(field, drafts) for field in self.fields.values() if field.kind is Kind.LINK}
        placed = [(draft, values) for draft in drafts if (values := self._linked(draft, names)) is not None]
        known = self._known(values for _draft, values in placed)
        seen: set[object] = set()
        for draft, values in placed:
            key = self._key(values)
            if key in seen:
                self._tell(draft, "line.twice")
                continue
            seen.add(key)
            self._one(draft, values, known.get(key))

    # --- links ------------------------------------------------------------------------------------------------------

    def _named(self, field: Field, drafts: Sequence[Draft]) -> Mapping[str, list[Record]]:
        """What the words of a link field may mean: a number, else what a list calls a record."""
        words = {one for draft in drafts for one in _words(draft.values.get(field.name))}
        target = KINDS.get(field.link)
        if not words or target is None:
            return {}
        named = _by_number(self.ledger, target, words)
        if words - named.keys():
            found = self.ledger.find(target)
            for text, one in zip(names_in_lists(self.ledger, found, self.ledger.today), found, strict=True):
                if one not in named[text]:
                    named[text].append(one)
        return named

    def _linked(self, draft: Draft, names: Mapping[str, Mapping[str, list[Record]]]) -> dict[str, Any] | None:
        """The values of a row with its links as ids; None, and told, where one leads nowhere or to several."""
        values = dict(draft.values)
        for name, named in names.items():
            if name not in values:
                continue
            ids: list[Dot] = []
            for word in _words(values[name]):
                found = self._near(_of_the_village(named.get(word, []), draft.village), values.get(self.cls.home))
                if len(found) != 1:
                    code = "link.several" if found else "link.unknown"
                    self.taken.findings.append(draft.find(code, (kind_of(self.cls), name), {}))
                    return None
                ids.append(Dot(found[0].id or 0))
            values[name] = tuple(ids) if self.fields[name].many else next(iter(ids), None)
        return values

    def _near(self, found: Sequence[Record], home: object) -> Sequence[Record]:
        """Of several that are called the same, those in the file the row belongs to: the village of a project."""
        if len(found) < 2 or not isinstance(home, int):
            return found
        own = (one for one in found if (top := subject_record(self.ledger, one)) is not None and top.id == home)
        return list(own) or found

    # --- records ----------------------------------------------------------------------------------------------------

    def _known(self, rows: Iterator[dict[str, Any]]) -> dict[object, Record]:
        first = self.identity[0]
        wanted: dict[str, Any] = {first: sorted({row.get(first) for row in rows} - {None}, key=str)}
        if not wanted[first]:
            return {}
        found = self.ledger.find(self.cls, **wanted)
        # Of what may be open several times at once an ended one is found again as well: it has a name of its own
        standing = [one for one in found if not isinstance(one, Case) or one.is_open or not type(one).path.single]
        return {self._key({name: getattr(one, name) for name in self.identity}): one for one in reversed(standing)}

    def _key(self, values: Mapping[str, Any]) -> object:
        return tuple(compared(self.fields[name], values.get(name)) for name in self.identity)

    def _one(self, draft: Draft, values: dict[str, Any], old: Record | None) -> None:
        changes = changed_values(old, values) if old is not None else {}
        if old is not None and not changes:
            self.taken.identical += 1
            return
        if old is not None and self.cls.append_only:
            self._tell(draft, "row.happened")
            return
        known = len(self.ledger.warnings)
        try:
            with self.ledger.savepoint():
                if old is not None:
                    self.ledger.save(old.but(**changes))
                else:
                    make(self.ledger, self.cls(**{name: one for name, one in values.items() if one not in _EMPTY}))
        except Refusal as refusal:
            self._refused(draft, refusal)
            return
        self.taken.new += old is None
        self.taken.changed += old is not None
        for said in dict.fromkeys(self.ledger.warnings[known:]):
            place = (draft.sheet, draft.row, WHOLE_ROW)
            self.taken.findings.append(finding("row.said", *place, facts={"said": said}))

    def _refused(self, draft: Draft, refusal: Refusal) -> None:
        if "field" not in refusal.where and not refusal.code.startswith(_OF_A_ROW):
            raise refusal
        place = (kind_of(self.cls), str(refusal.where.get("field", "")))
        self.taken.findings.append(draft.find("row.refused", place, {"said": refusal.message}))

    def _tell(self, draft: Draft, code: str) -> None:
        self.taken.findings.append(finding(code, draft.sheet, draft.row, WHOLE_ROW))


def _of_the_village(found: Sequence[Record], village: str) -> Sequence[Record]:
    """Of several that are called the same, those that live where the row does."""
    there = [one for one in found if getattr(one, type(one).home, None) == village]
    return there if len(found) > 1 and there else found


def _by_number(ledger: Ledger, cls: type[Record], words: set[str]) -> dict[str, list[Record]]:
    """The records with these words as their one number, such as 户编号."""
    key = key_of(cls)
    named: dict[str, list[Record]] = defaultdict(list)
    if len(key) == 1 and fields_of(cls)[key[0]].kind is Kind.TEXT:
        wanted: dict[str, Any] = {key[0]: sorted(words)}
        for one in ledger.find(cls, **wanted):
            named[str(getattr(one, key[0]))].append(one)
    return named


def _identity(cls: type[Record]) -> tuple[str, ...]:
    """The fields by which a row finds its record again."""
    if issubclass(cls, Case) and cls.path.single:
        return (cls.home,)
    required = (name for name, field in fields_of(cls).items() if field.required and field.hand is not Hand.MANAGED)
    return key_of(cls) or tuple(dict.fromkeys((cls.home, *required)))


def _words(value: object) -> list[str]:
    return [part.strip() for part in str(value or "").split(_BETWEEN) if part.strip()]
