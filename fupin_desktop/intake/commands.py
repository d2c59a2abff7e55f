"""Taking a roster in (导入名册): drafts become records, found again by their natural keys, saved in batches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import open_cases
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.households.rules import UNLISTED
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.path import UNKNOWN
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.intake.draft import Draft, Drafts, Place, Ref
from fupin_desktop.intake.finding import WHOLE_ROW, Finding, Severity, finding
from fupin_desktop.intake.persons import held_numbers, household_changed, household_elsewhere
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.alike import compared, compared_key
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.record import Record, cells_of, fields_of, key_of, kind_of, managed_of
from fupin_desktop.ledger.scope import SEALED, is_below
from fupin_desktop.ledger.system.collector import collector_off
from fupin_desktop.ledger.words import _, words
from fupin_desktop.villages.model import AssistingUnit, Village

# Records of one stage link only to those of earlier ones, which by then have their ids.
_STAGES: tuple[tuple[type[Record], ...], ...] = (
    (AssistingUnit,),
    (Village,),
    (Household,),
    (Member, Cadre),
    (MemberYear, IncomeYear, BankCard, Responsibility, HousingCase),
)
_EMPTY = (None, "", ())
# A roster states how things stand: at which stage a house is, and in which household of its village a person lives
_STATED = frozenset({"household"}.union(*(managed_of(cls) for stage in _STAGES for cls in stage)))
CARD: Place = ("bank_card", "account_no")


@dataclass
class Taken:
    """What taking in did.  `new`, `changed`, `identical` count records of every kind; `households` and `members` those
    the sheet brought; `outside` the households of other divisions; `findings` what only the book could tell;
    `stayed_out` the sheets and rows of which nothing was taken in, because the book holds them as put away."""

    new: int = 0
    changed: int = 0
    identical: int = 0
    households: int = 0
    members: int = 0
    outside: int = 0
    findings: list[Finding] = field(default_factory=list)
    stayed_out: set[tuple[str, int]] = field(default_factory=set)


@collector_off()
def take_in(ledger: Ledger, drafts: Iterable[Draft], *, outside: int = 0, progress: Progress = silent) -> Taken:
    """Write what is new or differs; taking the same drafts in again changes nothing.

    A value the sheet states replaces the book's.  An empty cell never erases one, except within a judgement of several
    fields that the sheet states (dangerous house and its grade), which is replaced as a whole.  Drafts outside the
    book's division are not touched; their households are counted with `outside`.  Text that differs only under the
    folding is no difference.  A person whom the sheet puts into another household of the same village is moved
    and named; into another village nobody is carried by a roster, the row is refused.
    """
    taken = Taken(outside=outside)
    grouped = drafts if isinstance(drafts, Drafts) else Drafts.of(drafts)
    for done, code in enumerate(grouped.villages):
        progress(done, len(grouped.villages), _("Writing the book"))
        own = grouped.in_village(code)
        if is_below(code, ledger.division):
            _VillageIntake(ledger, taken, own).run()
        else:
            taken.outside += sum(draft.cls is Household for draft in own)
    return taken


class _VillageIntake:
    """The drafts of one village on their way in."""

    def __init__(self, ledger: Ledger, taken: Taken, drafts: Sequence[Draft]) -> None:
        self.ledger = ledger
        self.taken = taken
        self.drafts: dict[type[Record], list[Draft]] = defaultdict(list)
        self.ids: dict[Ref, Dot] = {}
        self.same: dict[Ref, Ref] = {}
        self.away: set[Ref | None] = set()
        self.refused: set[Ref | None] = set()
        self.doubled: dict[tuple[Any, ...], int] = {}  # keys of the class at hand that several records carry
        for draft in drafts:
            self.drafts[draft.cls].append(draft)

    def run(self) -> None:
        for stage in _STAGES:
            made: list[tuple[Draft, Record]] = []
            for cls in stage:
                if self.drafts[cls]:
                    made.extend(self._records(cls, self.drafts[cls]))
            self._save(made)
        self._tell_unlisted()
        self.taken.households += sum(draft.ref in self.ids for draft in self.drafts[Household])
        self.taken.members += sum(draft.ref in self.ids for draft in self.drafts[Member])

    def _tell_unlisted(self) -> None:
        """Say once, at its first household, that the village is not in the book; the door says it of one alone."""
        first = next((draft for draft in self.drafts[Household] if draft.ref in self.ids), None)
        if first is not None and not self.ledger.find(Village, code=first.village):
            self.taken.findings.append(first.find(UNLISTED, ("household", "household_code"), {}))

    def _save(self, made: list[tuple[Draft, Record]]) -> None:
        try:
            saved = self.ledger.save_all((record for _draft, record in made), managed=_STATED)
        except Refusal as refusal:  # all are judged before any is written: nothing of them stands in the book
            _raise_unless_of_field(refusal)
            saved = self._saved_apart(made)
        for (draft, _given), record in zip(made, saved, strict=True):
            if draft.ref is not None and record.id is not None:
                self.ids[draft.ref] = record.id

    def _saved_apart(self, made: list[tuple[Draft, Record]]) -> list[Record]:
        """The records as saved, or as they were where a rule keeps them out: such a row is told why.

        What is refused is tried once more after the others: a new head before the row that says what the old one is.
        """
        saved = dict(enumerate(record for _draft, record in made))
        refused: dict[int, Refusal] = {}
        for at in chain(list(saved), _again(refused)):
            try:
                saved[at] = self.ledger.save_all([made[at][1]], managed=_STATED)[0]
                refused.pop(at, None)
            except Refusal as refusal:
                _raise_unless_of_field(refusal)
                refused[at] = refusal
        for at, said in refused.items():
            self._keep_out(*made[at], said)
        return list(saved.values())

    def _keep_out(self, draft: Draft, record: Record, refusal: Refusal) -> None:
        place = (kind_of(draft.cls), str(refusal.where["field"]))
        self.taken.findings.append(draft.find("row.refused", place, {"said": refusal.message}))
        self.refused.add(draft.ref)
        self.taken.new -= record.id is None
        self.taken.changed -= record.id is not None

    def _records(self, cls: type[Record], drafts: list[Draft]) -> Iterable[tuple[Draft, Record]]:
        """The records to save, new or changed; those that stay as they are only give their id."""
        if cls.scope_class == SEALED and not self.ledger.may_write_sealed(drafts[0].village):
            self.taken.findings.extend(draft.find("card.not_kept", CARD, {}) for draft in drafts)
            return
        placed = [(draft, links) for draft in drafts if (links := self._links(draft)) is not None]
        known = self._known(cls, placed)
        if cls is Member:
            self.taken.findings.extend(held_numbers(self.ledger, placed, known))
        first: dict[tuple[object, ...], Ref | None] = {}
        taken = _homes_taken(self.ledger, cls, placed)
        for draft, links in placed:
            values = {**draft.values, **links}
            key = compared_key(cls, values)
            if (old := known.get(key)) is not None:
                if key in self.doubled:
                    self._tell_twins(draft, self.doubled[key])
                yield from self._found_again(draft, old, values)
            elif None not in key and key in first:
                self._is_same(draft.ref, first[key])
            elif (made := cls(**_said({**draft.initial, **values}))) and _is_second(made, taken):
                self.taken.findings.append(finding("case.open_already", draft.sheet, draft.row, WHOLE_ROW))
            else:
                first[key] = draft.ref
                self.taken.new += 1
                yield draft, made

    def _is_same(self, ref: Ref | None, first: Ref | None) -> None:
        # An earlier line of the sheet made this record; the key was only typed in another way (张 三 and 张三)
        self.taken.identical += 1
        if ref is not None and first is not None:
            self.same[ref] = first

    def _found_again(self, draft: Draft, old: Record, values: Mapping[str, object]) -> Iterable[tuple[Draft, Record]]:
        told = finding("register.away", draft.sheet, draft.row, WHOLE_ROW) if old.away is not None else None
        if told is None and isinstance(old, Member):
            told = household_changed(self.ledger, draft, old, values)
        if told is None and isinstance(old, Household):
            told = household_elsewhere(self.ledger, draft, old)
        if told is not None:
            self.taken.findings.append(told)
        is_out = old.away is not None or (told is not None and told.severity is Severity.REFUSE)
        if old.away is not None or (is_out and isinstance(old, Household)):
            self.taken.stayed_out.add((draft.sheet, draft.row))
        if is_out:
            self.away.add(draft.ref)
        else:
            yield from self._compared(draft, old, values)

    def _compared(self, draft: Draft, old: Record, values: Mapping[str, object]) -> Iterable[tuple[Draft, Record]]:
        changes = changed_values(old, _forward(old, values))
        if changes:
            self.taken.changed += 1
            yield draft, old.but(**changes)
            return
        self.taken.identical += 1
        if draft.ref is not None and old.id is not None:
            self.ids[draft.ref] = old.id

    def _links(self, draft: Draft) -> dict[str, object] | None:
        """The links as ids; None when one that is needed leads nowhere.  What was put away is told once, not here."""
        if self.away.intersection(draft.links.values()):
            self.away.add(draft.ref)
            self.taken.stayed_out.add((draft.sheet, draft.row))
            return None
        if self.refused.intersection(draft.links.values()):
            self.refused.add(draft.ref)
            self.taken.findings.append(finding("household.waits", draft.sheet, draft.row, WHOLE_ROW))
            return None
        links = {name: self._resolve(draft, ref) for name, ref in draft.links.items()}
        for name, found in links.items():
            if found is None and fields_of(draft.cls)[name].required:
                self.taken.findings.append(_no_household(draft))
                return None
        return dict(links)

    def _resolve(self, draft: Draft, ref: Ref) -> Dot | None:
        ref = self.same.get(ref, ref)
        if ref not in self.ids:
            wanted: dict[str, Any] = dict(zip(key_of(ref.cls), ref.key, strict=False))
            found = [one.id for one in self.ledger.find(ref.cls, **wanted) if one.id is not None]
            if len(found) > 1:
                self._tell_twins(draft, len(found))
            if found:
                self.ids[ref] = min(found)
        return self.ids.get(ref)

    def _tell_twins(self, draft: Draft, count: int) -> None:
        facts = {"count": count}
        self.taken.findings.append(finding("register.twins", draft.sheet, draft.row, WHOLE_ROW, facts=facts))

    def _known(
        self, cls: type[Record], placed: Sequence[tuple[Draft, Mapping[str, object]]]
    ) -> dict[tuple[object, ...], Record]:
        """The records of the book with these keys, put-away ones too; of twins the older stands, or the one that stands
        for those that were joined.  Those nobody has joined or parted yet are counted in `doubled`.
        """
        first = key_of(cls)[0]
        wanted = {links.get(first, draft.values.get(first)) for draft, links in placed} - {None}
        found = self.ledger.find(cls, with_away=True, **{first: sorted(wanted, key=str)})
        several = [key for key, count in Counter(map(_key, found)).items() if count > 1]
        asked: dict[str, Any] = {first: sorted({key[0] for key in several}, key=str)}
        seen = self.ledger.find(cls, **asked) if several else []
        standing = {one.id for one in seen}
        self.doubled = {key: count for key, count in Counter(map(_key, seen)).items() if count > 1}
        found.sort(key=lambda record: (record.away is None, record.id in standing, -(record.id or 0)))
        return {_key(record): record for record in found}


def _key(record: Record) -> tuple[Any, ...]:
    cls = type(record)
    return compared_key(cls, {name: getattr(record, name) for name in key_of(cls)})


def _again(refused: Mapping[int, Refusal]) -> Iterator[int]:
    # Asked for when the first round is over: what it refused
    yield from list(refused)


def _raise_unless_of_field(refusal: Refusal) -> None:
    # What is wrong with a value is told at its row; what is wrong with the book or its place stops the import
    if "field" not in refusal.where:
        raise refusal


def _homes_taken(
    ledger: Ledger, cls: type[Record], placed: Sequence[tuple[Draft, Mapping[str, object]]]
) -> set[object]:
    """The homes that have an open case of a kind of which one may be open at a time."""
    if not issubclass(cls, Case) or not cls.path.single:
        return set()
    homes = [links.get(cls.home) for _draft, links in placed]
    return {getattr(case, cls.home) for case in open_cases(ledger, cls, homes)}


def _is_second(record: Record, taken: set[object]) -> bool:
    """Is this a second open case for its home?  The first one of a sheet takes the place."""
    if not isinstance(record, Case) or not record.is_open or not type(record).path.single:
        return False
    home = getattr(record, type(record).home)
    second = home in taken
    taken.add(home)
    return second


def _no_household(draft: Draft) -> Finding:
    code = "household.unread" if draft.unread_sheet else "household.absent"
    return finding(code, draft.sheet, draft.row, WHOLE_ROW, facts={"named": draft.unread_sheet})


def _said(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in _EMPTY}


def _forward(old: Record, values: Mapping[str, object]) -> Mapping[str, object]:
    # A house goes forward only: an older workbook must not undo what was advanced step by step since
    if not isinstance(old, HousingCase) or old.stage is None or values.get("stage") is None:
        return values
    # Words that nobody understands say nothing against a stage that is known
    order = (UNKNOWN, *(stage for stage in words("house_stage") if stage != UNKNOWN))
    if order.index(str(values["stage"])) >= order.index(old.stage):
        return values
    return {name: value for name, value in values.items() if name not in ("stage", "stage_on", "progress_words")}


def changed_values(old: Record, values: Mapping[str, object]) -> dict[str, object]:
    """What a row states otherwise than the book; an empty cell states nothing, but within a judgement of several."""
    changes: dict[str, object] = {}
    for fields in cells_of(type(old)).values():
        stated = [one for one in fields if one.name in values]
        if all(values[one.name] in _EMPTY for one in stated):
            continue
        for one in stated:
            if compared(one, values[one.name]) != compared(one, getattr(old, one.name)):
                changes[one.name] = values[one.name]
    return changes
