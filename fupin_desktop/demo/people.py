"""Invented people: villages, families with ages that fit, document and card numbers that pass their checks.

Their numbers begin with 441690, which is assigned to no place; the numbers of their cards with 9, which no card bears.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from fupin_desktop.demo.dice import Dice, words
from fupin_desktop.households.rules import check_digit

COUNTY = "441690"
BEGINNING = date(2016, 5, 1)  # the day by which ages are drawn
ALLOWANCE, FIVE_GUARANTEES, ORDINARY = "2", "3", "1"  # hh_attribute
MAN, WOMAN = "1", "2"


@dataclass(frozen=True)
class Person:
    """An invented person of a household."""

    name: str
    sex: str
    born: date
    relation: str
    id_no: str
    code: str

    def age(self, day: date) -> int:
        """Full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass
class Home:
    """An invented household as it is meant to be: who lives in it, why it is poor, in which year it is to exit."""

    code: str
    village: str
    hamlet: str
    group: str
    attribute: str
    cause: str
    exit_year: int
    grade: str
    people: list[Person] = field(default_factory=list)

    @property
    def able(self) -> bool:
        """Has somebody who can work."""
        return self.attribute == ORDINARY

    @property
    def head(self) -> Person:
        """The head (户主)."""
        return self.people[0]


@dataclass(frozen=True)
class Place:
    """An invented village."""

    code: str
    name: str
    town: str
    unit: str
    is_poor: bool


class Numbers:
    """Document numbers, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def document(self, dice: Random, born: date, sex: str) -> str:
        """A number of 18 signs by GB 11643: day of birth, a serial that is odd for men, the check sign."""
        while True:
            serial = 2 * dice.randrange(500) + (sex == MAN)
            first = f"{COUNTY}{born:%Y%m%d}{serial:03}"
            if first not in self._given:
                self._given.add(first)
                return first + check_digit(first)


def card_number(dice: Random) -> str:
    """A card number of 19 digits that passes Luhn's check, and begins with 9, which no bank of a card network has."""
    first = f"9{COUNTY}{dice.randrange(10**11):011}"
    doubled = [int(digit) * (1 + (at + 1) % 2) for at, digit in enumerate(reversed(first))]
    total = sum(digit - 9 if digit > 9 else digit for digit in doubled)
    return f"{first}{-total % 10}"


def places(count: int) -> list[Place]:
    """So many villages, at most ten to a township; two of three are relatively poor villages (相对贫困村)."""
    told, found = words(), []
    for n in range(count):
        town, at = divmod(n, len(told["villages"]))
        sign = told["towns"][town] if town < len(told["towns"]) else str(town + 1)
        found.append(
            Place(
                code=f"{COUNTY}{101 + town}{200 + at}",
                name=f"演示{sign}{told['villages'][at]}村",
                town=f"演示{sign}镇",
                unit=told["units"][n % len(told["units"])],
                is_poor=n % 3 != 2,
            )
        )
    return found


def settle(dice: Dice, place: Place, count: int, numbers: Numbers) -> list[Home]:
    """The households of a village, by their codes."""
    return [_home(dice.of("home", place.code, n), place, n, numbers) for n in range(1, count + 1)]


def _home(dice: Random, place: Place, n: int, numbers: Numbers) -> Home:
    attribute = dice.choices((ORDINARY, ALLOWANCE, FIVE_GUARANTEES), (70, 22, 8))[0]
    causes = ("08", "02") if attribute == FIVE_GUARANTEES else ("01", "02", "08") if attribute == ALLOWANCE else ()
    home = Home(
        code=f"{place.code}2016{n:04}",
        village=place.code,
        hamlet=dice.choice(words()["hamlets"]),
        group=f"第{1 + n % 6}组",
        attribute=attribute,
        cause=dice.choice(causes or ("01", "03", "07", "07", "09", "09")),
        exit_year=dice.choices((2016, 2017, 2018), (55, 28, 17))[0] if attribute == ORDINARY else 2018,
        grade=dice.choices(("A", "B", "C", "D"), (35, 35, 12, 18))[0],
    )
    home.people = list(_family(dice, home, numbers))
    return home


def _family(dice: Random, home: Home, numbers: Numbers) -> Iterator[Person]:
    surname = dice.choice(words()["surnames"])
    for at, (relation, sex, age) in enumerate(_places_in(dice, home.attribute), 1):
        own = surname if relation not in ("02", "12") else dice.choice(words()["surnames"])
        yield person(dice, home, at, own, relation, sex, _born(dice, age), numbers)


def person(
    dice: Random, home: Home, at: int, surname: str, relation: str, sex: str, born: date, numbers: Numbers
) -> Person:
    """One more person of a household, in the place `at`."""
    return Person(
        name=surname + _given(dice, sex, child=born.year > 1998),
        sex=sex,
        born=born,
        relation=relation,
        id_no=numbers.document(dice, born, sex),
        code=f"{home.code}{at:02}",
    )


def _places_in(dice: Random, attribute: str) -> Iterator[tuple[str, str, int]]:
    """Relation to the head, sex and age of those who live in a household."""
    if attribute == FIVE_GUARANTEES:
        yield "01", dice.choice((MAN, MAN, WOMAN)), dice.randint(61, 86)
        return
    age = dice.randint(58, 76) if attribute == ALLOWANCE else dice.randint(33, 58)
    yield "01", dice.choices((MAN, WOMAN), (9, 1))[0], age
    if dice.random() < 0.85:
        yield "02", WOMAN, max(24, age - dice.randint(0, 5))
    if attribute == ALLOWANCE:
        if dice.random() < 0.4:
            yield "07", MAN, dice.randint(7, 15)
        return
    for _child in range(dice.choices((1, 2, 3), (35, 50, 15))[0]):
        sex = dice.choice((MAN, WOMAN))
        yield "03" if sex == MAN else "04", sex, max(1, age - dice.randint(24, 32))
    if dice.random() < 0.35:
        sex = dice.choice((MAN, WOMAN))
        yield "11" if sex == MAN else "12", sex, min(92, age + dice.randint(22, 28))


def _born(dice: Random, age: int) -> date:
    return BEGINNING - timedelta(days=age * 365 + age // 4 + dice.randrange(1, 364))


def _given(dice: Random, sex: str, *, child: bool) -> str:
    pool = words()["given_children" if child else "given_men" if sex == MAN else "given_women"]
    return "".join(dice.sample(pool, dice.choice((1, 2, 2))))


def cadre_name(dice: Random) -> str:
    """The name of a cadre."""
    surnames: str = words()["surnames"]
    return dice.choice(surnames) + _given(dice, dice.choice((MAN, WOMAN)), child=False)
