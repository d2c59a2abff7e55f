"""What a form shows besides fields: counts, sums, ages; each says whether a correction makes a paper stale by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.benefits.rules import gap_of
from fupin_desktop.duties.rules import is_current
from fupin_desktop.forms.facts import FILTERS, Line
from fupin_desktop.forms.way import By, Way
from fupin_desktop.households.rules import age_on
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.money_rules import known_standard, table_of
from fupin_desktop.housing.papers import whole_file
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import IncomeSheet, income_sheet
from fupin_desktop.ledger.leaks import look
from fupin_desktop.ledger.notation.showing import long_date, yuan
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.terms import in_term
from fupin_desktop.ledger.words import _, word
from fupin_desktop.meetings.model import MatterTrail
from fupin_desktop.meetings.trail import MEETINGS, NOTICES, STEPS, told_missing
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.totals import capitals
from fupin_desktop.plans.rules import reached
from fupin_desktop.reports.scores import total_text
from fupin_desktop.scores.household_facts import gather
from fupin_desktop.scores.household_score import household_score
from fupin_desktop.scores.scale import scale_of

_WHOLE = 100  # per cent


@dataclass(frozen=True)
class Computed:
    """A value that is worked out; `lasting` ones follow from records alone, not from the day of the print.

    `own_words` are those of code lists and figures alone, which tell of nobody: they are shown as they stand.
    """

    make: Callable[[Line], str]
    lasting: bool = True
    own_words: bool = False


def _age(line: Line) -> str:
    born = getattr(line.main, "birth_date", None)
    return str(age_on(born, line.facts.day)) if born else ""


def _income(line: Line) -> IncomeSheet | None:
    found: Any = line.main
    if not isinstance(found, IncomeYear) and line.home is not None:
        years = [one for one in line.facts.of_home("income_year", line.home) if (one.year or 0) <= line.facts.year]
        found = years[-1] if years else None
    return income_sheet(found, count_medical=line.facts.medical) if isinstance(found, IncomeYear) else None


def _yuan(amount: int | None) -> str:
    return "" if amount is None else yuan(amount)


def _line_of_income(name: str) -> Callable[[Line], str]:
    def make(line: Line) -> str:
        sheet = _income(line)
        if sheet is None:
            return ""
        known: Mapping[str, int | None] = {
            **sheet.income, **sheet.paid, "disposable": sheet.disposable, "per_head": sheet.per_head,
        }  # fmt: skip
        return _yuan(known.get(name))

    return make


def _percent(line: Line) -> str:
    assert line.main is not None, "the form asks for it in the lines of measures"
    steps = line.facts.under("measure_progress").get(line.main.id, ())
    return f"{reached(steps)}%" if steps else ""


def _measure_funds(line: Line) -> str:
    """Each source of a measure with what is planned and what has come in, in yuan."""
    assert line.main is not None, "the form asks for it in the lines of measures"
    found = line.facts.under("measure_funding").get(line.main.id, ())
    return "；".join(f"{word('fund_source', one.source or '')} {_planned_and_come(one)}" for one in found)


def _planned_and_come(one: Any) -> str:
    return f"{_yuan(one.planned) or '—'}/{_yuan(one.actual) or '—'}"


def _measure_photographs(line: Line) -> str:
    """How many photographs a measure has from before, during and after (三阶段照片)."""
    assert line.main is not None, "the form asks for it in the lines of measures"
    counts = {"前": 0, "中": 0, "后": 0}
    for step in line.facts.under("measure_progress").get(line.main.id, ()):
        moment = "前" if not step.percent else "后" if step.percent >= _WHOLE else "中"
        counts[moment] += len(step.photos)
    return " ".join(f"{moment}{count}" for moment, count in counts.items() if count)


def _benefit_gap(line: Line) -> str:
    return _yuan(gap_of(line.main)) if isinstance(line.main, HouseholdBenefit) else ""


def _helped(line: Line) -> int:
    duties = line.facts.of_village("responsibility", line.place)
    mine = getattr(line.main, "cadre", None)
    return len({one.household for one in duties if one.cadre == mine and one.end is None})


def _members(line: Line) -> str:
    return str(len(line.members) or "")


def _school_year(line: Line) -> str:
    """A school year as schools write it: 2016—2017学年 begins in the autumn of the first."""
    first = getattr(line.main, "school_year", None)
    return f"{first}—{first + 1}" if first else ""


def _scope(line: Line) -> str:
    village = line.village
    if village is None or village.is_poor_village is None:
        return ""
    return "贫困村内" if village.is_poor_village else "分散户"


def _homes(line: Line) -> str:
    homes = line.facts.of_village("household", line.place)
    return str(len([one for one in homes if one.status not in type(one).ended["status"]]))


def _poor_persons(line: Line) -> str:
    homes = line.facts.of_village("household", line.place)
    return str(sum(one.persons or 0 for one in homes if one.status not in type(one).ended["status"]))


def _of_measures(field: str) -> Callable[[Line], str]:
    """The words of the year's measures, without any that speaks of illness or disability."""

    def make(line: Line) -> str:
        found = line.facts.of_home("year_measure", line.home) if line.home else []
        codes = [getattr(one, field) for one in found if one.year == line.facts.year and one.state != "cancelled"]
        told = dict.fromkeys(word("measure_cat" if field == "category" else field, code) for code in codes if code)
        return "、".join(text for text in told if not look(text))

    return make


def _helpers(line: Line) -> str:
    duties = line.facts.of_home("responsibility", line.home) if line.home else []
    way = Way(By.LINK, "cadre", "cadre")
    found = [line.facts.linked(way, duty) for duty in duties if is_current(duty, line.facts.day)]
    return "、".join(dict.fromkeys(getattr(one, "name", "") or "" for one in found if one is not None))


def _last_visit(line: Line) -> str:
    days = [one.date for one in line.facts.of_home("visit", line.home) if one.date] if line.home else []
    return str(max(days)) if days else ""


def _serial(line: Line) -> str:
    return ((line.home.household_code if line.home else "") or "")[-4:]


def _alerts(line: Line) -> str:
    return "；".join(line.facts.alerts.get(line.home.id if line.home else None, ()))


def _matter_steps(line: Line) -> str:
    """The steps of a matter that were taken, each with its day (四议两公开, 002 §21)."""
    trail = line.main
    told: list[str] = []
    if not isinstance(trail, MatterTrail):
        return ""
    for name in STEPS:
        found: Any = line.facts.linked(Way(By.LINK, fields_of(MatterTrail)[name].link, name), trail)
        if found is not None:
            day = found.on if name in MEETINGS else found.posted_from
            told.append(f"{_(fields_of(MatterTrail)[name].label)}{f'（{long_date(day)}）' if day else ''}")
    return "；".join(told)


def _matter_missing(line: Line) -> str:
    trail = line.main
    if not isinstance(trail, MatterTrail):
        return ""
    found = (line.facts.linked(Way(By.LINK, "notice", name), trail) for name in NOTICES)
    return told_missing(trail, {one.id: one for one in found if isinstance(one, Notice)})


def _visited_homes(line: Line) -> str:
    """At how many households a leader called on the visit."""
    assert line.main is not None, "the form asks for it in the lines of leaders' visits"
    return str(len(line.facts.under("leader_call").get(line.main.id, ())) or "")


def _posting(line: Line) -> str:
    """How many photographs of the board the postings of a notice have."""
    assert line.main is not None, "the form asks for it in the lines of notices"
    found = line.facts.under("posting").get(line.main.id, ())
    return str(sum(len(one.photos) for one in found) or "")


def _paid_in_capitals(line: Line) -> str:
    """What was paid for houses of the village in the year of the paper, as receipts write an amount (大写)."""
    found = line.facts.of_village("housing_payment", line.place)
    return capitals(sum(one.amount or 0 for one in found if FILTERS["this_year"](line.facts, one)))


def _standard(line: Line) -> str:
    """What the county grants for the house of a payment: as its approval says, else by the table (002 §10)."""
    case = line.facts.linked(Way(By.LINK, "housing_case", "case"), line.main) if line.main is not None else None
    if not isinstance(case, HousingCase):
        return ""
    return _yuan(known_standard(table_of(line.facts.finder), case, line.place))


def _file_of_house(line: Line) -> str:
    """The papers of the newest housing case of the household, what is missing among them (E27)."""
    cases = line.facts.of_home("housing_case", line.home) if line.home else []
    return whole_file(line.facts.under("housing_paper").get(cases[-1].id, ())) if cases else ""


def _score(line: Line) -> str:
    """The household's score on the day of the paper; what is not known makes it the least it can be (C03)."""
    if line.home is None:
        return ""
    scale = scale_of(line.facts.finder, line.place)(line.facts.day)
    found = household_score(gather(line.facts.finder, [line.home])[0], scale)
    return "" if found.total is None else total_text(found)


def _in_office(name: str, role: str) -> Callable[[Line], str]:
    """Who serves in a role: what the village's own record says, else the cadres who do so on the day of the paper."""

    def make(line: Line) -> str:
        written = getattr(line.village, name, None)
        serving = [
            one.name or ""
            for one in line.facts.of_village("cadre", line.place)
            if role in one.roles and in_term(one.start, one.end, line.facts.day)
        ]
        return written or "、".join(dict.fromkeys(serving))

    return make


COMPUTED: Mapping[str, Computed] = {
    "score": Computed(_score, lasting=False),
    "team_leader": Computed(_in_office("team_leader", "captain"), lasting=False),
    "first_secretary": Computed(_in_office("first_secretary", "first_secretary"), lasting=False),
    "number": Computed(lambda line: str(line.number or ""), lasting=False),
    "day": Computed(lambda line: long_date(line.facts.day), lasting=False),
    "year": Computed(lambda line: str(line.facts.year), lasting=False),
    "age": Computed(_age, lasting=False),
    "members": Computed(_members),
    "scope": Computed(_scope),
    "school_year": Computed(_school_year),
    "homes": Computed(_homes),
    "poor_persons": Computed(_poor_persons),
    "percent": Computed(_percent),
    "measure_funds": Computed(_measure_funds),
    "measure_photographs": Computed(_measure_photographs),
    "benefit_gap": Computed(_benefit_gap),
    "helped": Computed(lambda line: str(_helped(line))),
    "policies": Computed(_of_measures("project8")),
    "measure_titles": Computed(_of_measures("category")),
    "helpers": Computed(_helpers, lasting=False),
    "last_visit": Computed(_last_visit),
    "serial": Computed(_serial),
    "alerts": Computed(_alerts, lasting=False),
    "photographs": Computed(_posting),
    "matter_steps": Computed(_matter_steps),
    "matter_missing": Computed(_matter_missing),
    "visited_homes": Computed(_visited_homes),
    "paid_in_capitals": Computed(_paid_in_capitals),
    "housing_standard": Computed(_standard),
    "housing_papers": Computed(_file_of_house, own_words=True),
    **{
        f"income_{name}": Computed(_line_of_income(name))
        for name in ("total_income", "total_paid", "transfer", "transfer_paid", "disposable", "per_head")
    },
}
