"""Rules of households and their members: age, document number, the head, status, what refuses and what only warns."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fupin_desktop.households.model import ENDED, HEAD, NOT_ADMITTED, Household, HouseholdChange, Member
from fupin_desktop.households.register import refuse_change, refuse_unborn
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.selection import OneOf, Selection
from fupin_desktop.ledger.declared.standing import is_over
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.codes import bare_number
from fupin_desktop.ledger.privacy import tail
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _

ADULT = 18  # 未成年人保护法 art. 2
# The stage of a school by the national list of grades (dictionary, head: derived, not stored)
_STAGES = ((2, "preschool"), (3, "primary"), (6, "junior"), (9, "senior"), (12, "vocational"), (16, "college"))
ID_CARD = "id_card"
TWICE, HEADLESS, EMPTY_HOME = "member.twice", "household.headless", "household.empty"

# GB 11643-1999: weights of the 17 leading digits, and the check sign by the sum's remainder modulo 11
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGNS = "10X98765432"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")


def age_on(birth: date, day: date) -> int:
    """Full years on `day`; one born on 29 February grows older on 1 March of common years; below 0 before birth."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date | None, day: date) -> bool:
    """True while under 18 on `day`; False when the day of birth is not known."""
    return birth is not None and age_on(birth, day) < ADULT


def check_digit(id17: str) -> str:
    """The 18th sign for the first 17 digits (GB 11643-1999, C21); raises ValueError for anything but 17 digits."""
    if not re.fullmatch(r"[0-9]{17}", id17):
        raise ValueError("seventeen digits are needed")
    return _SIGNS[sum(int(digit) * weight for digit, weight in zip(id17, _WEIGHTS, strict=True)) % 11]


def birth_and_sex(id_no: str) -> tuple[date, str] | None:
    """Day of birth and sex (GB/T 2261.1: 1 male, 2 female) in an 18- or 15-digit number; None when it has none.

    Looks at the form and the day only, not at the check sign; 15-digit numbers are of the years 19xx.
    """
    number = bare_number(id_no)
    if _EIGHTEEN.fullmatch(number):
        digits, order = number[6:14], int(number[16])
    elif _FIFTEEN.fullmatch(number):
        digits, order = "19" + number[6:12], int(number[14])
    else:
        return None
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return birth, "1" if order % 2 else "2"


def id_number_problem(text: str) -> str | None:
    """What is wrong with an identity number, or None: `form`, `birth` or `check`.

    The place of issue is not judged: people who moved have real numbers that tables of today reject (interface.md).
    """
    number = bare_number(text)
    if not (_EIGHTEEN.fullmatch(number) or _FIFTEEN.fullmatch(number)):
        return "form"
    if birth_and_sex(number) is None:
        return "birth"
    if len(number) == 18 and check_digit(number[:17]) != number[17]:
        return "check"
    return None


def spellings_of(id_no: str) -> list[str]:
    """The ways in which one identity number may stand in a book: as it is kept, with a small x, in 15 and 18 places."""
    number = bare_number(id_no)
    same = {id_no, number, number.lower()}
    if _FIFTEEN.fullmatch(number):
        longer = f"{number[:6]}19{number[6:]}"
        same |= {longer + check_digit(longer), (longer + check_digit(longer)).lower()}
    elif _EIGHTEEN.fullmatch(number) and number[6:8] == "19":
        same.add(number[:6] + number[8:17])
    return sorted(same)


def holders_of(ledger: Finder, numbers: Iterable[str]) -> dict[str, list[Member]]:
    """By each of these document numbers, the members of the book who hold it; those who have left do not count."""
    ways = {number: spellings_of(number) for number in numbers}
    found: dict[str, list[Member]] = {}
    for one in ledger.find(Member, id_no=sorted({way for several in ways.values() for way in several})):
        if not has_left(one):
            found.setdefault(one.id_no or "", []).append(one)
    return {number: [one for way in several for one in found.get(way, ())] for number, several in ways.items()}


def other_holder(holders: Iterable[Member], id: Dot | None) -> Member | None:
    """The first of these that is another person than the one with this id; None without one."""
    return next((one for one in holders if one.id != id), None)


def held_number(ledger: Finder, member: Member, holders: Mapping[str, Sequence[Member]]) -> list[str]:
    """Said, as `member.twice`, when another person of the book holds this member's number (E12: alert on a duplicate).

    `holders` are the members by number, as `holders_of` finds them.
    """
    if not member.id_no or has_left(member):
        return []
    other = other_holder(holders.get(member.id_no, ()), member.id)
    if other is None:
        return []
    text = _("The document number {number} is already held by a person of household {household}. Look at both cards.")
    return [Said(TWICE, text.format(number=tail(member.id_no), household=code_of_home(ledger, other)))]


def code_of_home(ledger: Finder, member: Member) -> str:
    """The 户编号 of a member's household; empty when the book does not hold it."""
    homes = ledger.find(Household, id=member.household, with_away=True)
    return (homes[0].household_code or "") if homes else ""


def has_left(member: Member) -> bool:
    """True when the member died, married out, moved away or was taken off the household: visible, and not counted."""
    return is_over(member)


def living(members: Iterable[Member]) -> list[Member]:
    """Those of these who have not left, and are counted."""
    return [member for member in members if not has_left(member)]


def head_among(members: Iterable[Member]) -> Member | None:
    """The head (户主) among a household's members: the first who has not left; None without one."""
    return next((m for m in members if m.relation == HEAD and not has_left(m)), None)


def head_of(ledger: Ledger, household: Household) -> Member | None:
    """The head of a household as its members say; None when nobody is entered as head."""
    return head_among(ledger.find(Member, household=household.id, relation=HEAD))


def school_stage(grade: str | None) -> str | None:
    """The stage of a school by its grade: preschool, primary, junior, senior, vocational, college; None out of it."""
    if grade in (None, "1") or not (grade or "").isdigit():
        return None
    return next((stage for last, stage in _STAGES if int(grade or 0) <= last), None)


def check_household(household: Household, members: Sequence[Member]) -> list[str]:
    """Warnings about a household and its members (E11, E12).

    Those have a code by which lists find them: `household.headless` the head died or left and none has taken the place,
    `household.empty` nobody is left.  A 户编号 of another village is only said: a household that moved keeps its code.
    """
    there = living(members)
    code, village = household.household_code or "", household.village_code or ""
    foreign = [] if code.startswith(village) else [_("The household code is not of this village.")]
    own = (*_grade_warning(household), *_land_warning(household))
    gone = _empty_warning(household) if members and not there else []
    return [*foreign, *gone, *_heads_warning(there), *_persons_warning(household, there), *own]


def _heads_warning(there: Sequence[Member]) -> list[str]:
    heads = sum(m.relation == HEAD for m in there)
    if heads > 1:
        return [_("More than one member is entered as head of this household.")]
    return [headless()] if there and not heads else []


def headless() -> Said:
    """What is said of a household without a head: the old one died, left, or is related otherwise now."""
    text = _(
        "Nobody is entered as head of this household: a new head is needed. Enter among its members who it is now."
    )
    return Said(HEADLESS, text)


def _empty_warning(household: Household) -> list[str]:
    if household.status in (*ENDED, NOT_ADMITTED):
        return []
    return [Said(EMPTY_HOME, _("Nobody of this household is left: enter among its changes what became of it."))]


def _persons_warning(household: Household, there: Sequence[Member]) -> list[str]:
    if household.persons is None or not there or household.persons == len(there):
        return []
    text = _("The household is said to have {said} persons, but {listed} are listed.")
    return [text.format(said=household.persons, listed=len(there))]


def _grade_warning(household: Household) -> list[str]:
    if household.house_dangerous is False and household.house_danger_grade in ("C", "D"):
        return [_("The house is said not to be dangerous, yet its grade is C or D.")]
    return []


def _land_warning(household: Household) -> list[str]:
    if household.irrigated is not None and household.farmland is not None and household.irrigated > household.farmland:
        return [_("More farmland is said to be irrigated than there is.")]
    return []


def refuse_household(household: Household, today: date) -> None:
    """Refuse days that cannot be: `household.entered` registered in the future, `household.built` a house to come."""
    refuse_ahead(household.entered_on, today, "entered_on", "household.entered")
    if household.house_built_year is not None and household.house_built_year > today.year:
        message = _("The house cannot be built in a year to come. Nothing was saved; correct the year.")
        raise Refusal("household.built", message, where={"field": "house_built_year"})


def check_member(member: Member, today: date) -> list[str]:
    """Warnings about one member (E12): number against form, check sign, birth and sex.

    Refuses, with the code `member.birth`, a day of birth in the future.
    """
    refuse_ahead(member.birth_date, today, "birth_date", "member.birth")
    if not member.id_no or member.id_type not in (None, ID_CARD):
        return []
    return number_warning(member.id_no) or _against_number(member)


def number_warning(id_no: str | None) -> list[str]:
    """A warning about an identity number against its form, its day of birth or its check sign (GB 11643)."""
    problem = id_number_problem(id_no) if id_no else None
    return [_PROBLEMS[problem]()] if problem else []


_PROBLEMS = {
    "form": lambda: _("The identity number has neither 18 nor 15 signs; look at the card again."),
    "birth": lambda: _("The identity number holds a day of birth that does not exist; look at the card again."),
    "check": lambda: _("The last sign of the identity number does not fit the others; look at the card again."),
}


def _against_number(member: Member) -> list[str]:
    found = birth_and_sex(member.id_no or "")
    assert found is not None  # the number has been judged sound
    birth, sex = found
    warnings = []
    if member.birth_date and member.birth_date != birth:
        warnings.append(_("The day of birth is not the one in the identity number."))
    if member.sex in ("1", "2") and member.sex != sex:
        warnings.append(_("The sex is not the one in the identity number."))
    return warnings


def _judge_household(ledger: Ledger, household: Household, before: Household | None) -> None:
    refuse_household(household, ledger.today)
    if before is None or before is household:  # the village is changed by a move, which knows where it leads
        ledger.note(_unlisted(ledger, household))
    members = ledger.gathered(_members_of)
    ledger.note(check_household(household, members.get(household.id, ()) if household.id is not None else ()))


UNLISTED = "village.unlisted"


def _unlisted(ledger: Ledger, household: Household) -> list[Said]:
    """Said, as `village.unlisted`, of a household whose village is not in the book; of those of a batch once.

    Not refused: a roster may bring the households before the village, and a book may hold households alone.
    """
    missing, code = ledger.gathered(_missing_villages), household.village_code or ""
    if code not in missing:
        return []
    missing.discard(code)
    text = _("No village of the code {code} is in the book yet; enter it, or correct the code.")
    return [Said(UNLISTED, text.format(code=code))]


def _missing_villages(ledger: Ledger, batch: Sequence[Record]) -> set[str]:
    codes = {one.village_code for one in batch if isinstance(one, Household) and one.village_code}
    if not codes:
        return set()
    # By its name: the villages stand above the households, and know them
    known = ledger.select(Selection("village", (OneOf("code", tuple(sorted(codes))),)))
    return codes - {getattr(one, "code", None) for one in known}


def _members_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[Member]]:
    known = [one.id for one in batch if isinstance(one, Household) and one.id is not None]
    found: dict[Dot | None, list[Member]] = defaultdict(list)
    for member in ledger.find(Member, household=known) if known else ():
        found[member.household].append(member)
    return found


def _judge_member(ledger: Ledger, member: Member, before: Member | None) -> None:
    """Refuses a day of birth to come (`member.birth`) and a second head (`member.head`, E12); all else is only said.

    That a head who is related otherwise now leaves the household without one is said here (`household.headless`); of
    one who died or left the household says it.
    """
    if _is_head(member) and (before is None or before is member or not _is_head(before)):
        heads = ledger.gathered(_heads_of).get(member.household, ())
        if any(one is not member and (one.id is None or one.id != member.id) for one in heads):
            message = _(
                "This household has a head already. Nothing was saved; enter first that the old head left, or is"
                " related otherwise."
            )
            raise Refusal("member.head", message, where={"field": "relation"})
    if before is not None and before is not member and _is_head(before) and not (_is_head(member) or has_left(member)):
        ledger.note([] if ledger.gathered(_heads_of).get(member.household) else [headless()])
    ledger.note([*check_member(member, ledger.today), *held_number(ledger, member, ledger.gathered(_holders))])


def _is_head(member: Member) -> bool:
    return member.relation == HEAD and not has_left(member)


def _heads_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[Member]]:
    """The heads by household as they stand once this batch is written."""
    said = [one for one in batch if isinstance(one, Member)]
    written = {one.id for one in said if one.id is not None}
    homes = sorted({one.household for one in said if one.household is not None})
    found: dict[Dot | None, list[Member]] = defaultdict(list)
    for one in (*said, *(one for one in ledger.find(Member, household=homes, relation=HEAD) if one.id not in written)):
        if _is_head(one):
            found[one.household].append(one)
    return found


def _holders(ledger: Ledger, batch: Sequence[Record]) -> Mapping[str, list[Member]]:
    numbers = {one.id_no for one in batch if isinstance(one, Member) and one.id_no and not has_left(one)}
    return holders_of(ledger, numbers) if numbers else {}


def _judge_change(ledger: Ledger, change: HouseholdChange, before: HouseholdChange | None) -> None:
    del before
    refuse_change(change, ledger.today)
    refuse_unborn(ledger.gathered(_persons_of).get(change.member), change)


def _persons_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, Member]:
    ids = sorted({one.member for one in batch if isinstance(one, HouseholdChange) and one.member is not None})
    return {one.id: one for one in ledger.find(Member, id=ids, with_away=True)} if ids else {}


RULES: Mapping[type[Record], Rule] = {
    Household: _judge_household,
    Member: _judge_member,
    HouseholdChange: _judge_change,
}
