"""Gap lists (数据缺口): what is missing or against a rule, each a figure whose records are the list to work off."""

from collections.abc import Mapping

from fupin_desktop.households.selections import (
    HELPED,
    HELPED_HOUSEHOLDS,
    HELPED_MEMBERS,
    HOUSEHOLDS,
    aged,
    in_year,
)
from fupin_desktop.intake.rules import SCHOOL_AGE
from fupin_desktop.kinds import FEATURE_GAPS
from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Condition,
    Either,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Shared,
    no,
)
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.register import GIVEN_UP, PLANNED, helper_on, income_known, measure_of, visited_since
from fupin_desktop.visits.rules import alert_day

_PENSION_FROM, _PENSION_AT = 16, 60  # 城乡居民养老保险: who may join, who receives
_NOT_AT_SCHOOL = "1"
_BUILT = ("completed", "moved_in", "accepted")
_DANGEROUS: Condition = OneOf("house_danger_grade", ("C", "D"))


def _lacking(selection: Selection, *conditions: Condition) -> Figure:
    return Figure(selection, Part(conditions))


def _any(*names: str) -> Condition:
    return Either(tuple(Equal(name, 1) for name in names))


def _no_plan(_asked: Asked) -> Figure:
    return _lacking(HELPED_HOUSEHOLDS, no(PLANNED))


def _no_measure(asked: Asked) -> Figure:
    return _lacking(HELPED_HOUSEHOLDS, no(measure_of(asked.year)))


def _no_helper(asked: Asked) -> Figure:
    return _lacking(HELPED_HOUSEHOLDS, no(Linked("responsibility", "household", helper_on(asked.day))))


def _overloaded(asked: Asked) -> Figure | None:
    cap = asked.limit("cadre_household_cap", asked.day)
    if cap is None:
        return None
    of_these = (*helper_on(asked.day), Leads("household", (HELPED,)))
    many = Linked("responsibility", "cadre", of_these, least=int(cap.value) + 1, distinct="household")
    return _lacking(Selection("cadre", order=("village_code", "name"), standing=COUNTED), many)


def _no_cause(_asked: Asked) -> Figure:
    return _lacking(HELPED_HOUSEHOLDS, Equal("cause_main", None))


def _no_income(asked: Asked) -> Figure:
    return _lacking(HELPED_HOUSEHOLDS, no(income_known(asked.income, asked.year - 1)))


def _under_line(asked: Asked) -> Figure | None:
    year = asked.year - 1
    line = asked.limit("exit_line_household", asked.day.replace(year=year, month=12, day=31))
    if line is None:
        return None
    able = HOUSEHOLDS.having(no(Equal("labour_class", "none")), income_known(asked.income, year))
    return _lacking(able, income_known(asked.income, year, below=line.value))


def _no_medical(asked: Asked) -> Figure:
    told = HELPED_MEMBERS.having(in_year(asked.year))
    return _lacking(told, no(in_year(asked.year, _any("medical_resident", "medical_employee"))))


def _no_pension(asked: Asked) -> Figure:
    of_age = aged(asked.day, _PENSION_FROM, _PENSION_AT - 1)
    out_of_school = in_year(asked.year, OneOf("school_state", (None, _NOT_AT_SCHOOL)))
    told = HELPED_MEMBERS.having(of_age, out_of_school)
    return _lacking(told, no(in_year(asked.year, _any("pension_resident", "pension_employee"))))


def _old_without(asked: Asked) -> Figure:
    told = HELPED_MEMBERS.having(aged(asked.day, _PENSION_AT), in_year(asked.year))
    return _lacking(told, no(in_year(asked.year, Equal("pension_receiving", 1))))


def _no_allowance(asked: Asked) -> Figure:
    unable = HELPED_HOUSEHOLDS.having(Equal("labour_class", "none"))
    received = Linked("member", "household", (in_year(asked.year, _any("dibao", "wubao")),))
    return _lacking(unable, no(OneOf("attribute", ("2", "3"))), no(received))


def _not_at_school(asked: Asked) -> Figure:
    children = HELPED_MEMBERS.having(aged(asked.day, SCHOOL_AGE[0], SCHOOL_AGE[-1]), in_year(asked.year))
    return _lacking(children, in_year(asked.year, OneOf("school_state", (None, _NOT_AT_SCHOOL))))


def _not_visited(asked: Asked) -> Figure | None:
    if asked.alert is None:
        return None
    return _lacking(HOUSEHOLDS, no(visited_since(alert_day(asked.alert, asked.today))))


def _same_number(_asked: Asked) -> Figure:
    return _lacking(Selection("member", order=("id_no", "household"), standing=COUNTED), Shared("id_no"))


def _no_case(_asked: Asked) -> Figure:
    case = Linked("housing_case", "household", (no(OneOf("stage", GIVEN_UP)),))
    return _lacking(HOUSEHOLDS, _DANGEROUS, no(case))


def _no_photographs(_asked: Asked) -> Figure:
    built = Selection("housing_case", (OneOf("stage", _BUILT),), ("stage_on",))
    return _lacking(built, Either((Equal("photos_before", None), Equal("photos_after", None))))


GAPS: Mapping[str, Gap] = {
    gap.name: gap
    for gap in (
        Gap("no_plan", N_("Households without a plan"),
            N_("A household still to be helped has a three-year plan (002 §1)."), _no_plan),
        Gap("no_measure", N_("Households without a measure this year"),
            N_("A measure of the year that was not given up, and about which the household was asked (E22)."),
            _no_measure),
        Gap("no_cadre", N_("Households without a responsible cadre"),
            N_("A household still to be helped has a helper whose duty holds today (002 §1, E09)."), _no_helper),
        Gap("cadre_over_cap", N_("Cadres with too many households"),
            N_("As a rule one cadre helps no more households than the paper says (002 §23)."), _overloaded,
            "cadre_household_cap", N_("how many households a cadre may help")),
        Gap("no_cause", N_("Households without a cause of poverty"),
            N_("The main cause of poverty is entered (E11 A22)."), _no_cause),
        Gap("no_income", N_("Households without last year's income"),
            N_("Income and persons of last year are entered, so that the income per head is known (E15)."), _no_income),
        Gap("under_line", N_("Households under last year's line"),
            N_("Households able to work whose income per head of last year lies below that year's line (002 §3)."),
            _under_line, "exit_line_household", N_("the line of that year")),
        Gap("no_medical", N_("Persons without medical insurance"),
            N_("Persons with facts of the year in which no medical insurance is entered (002 §9)."), _no_medical),
        Gap("no_pension_insurance", N_("Persons without pension insurance"),
            N_("Persons of 16 to 59 out of school, with facts of the year, who pay into no pension (002 §7)."),
            _no_pension),
        Gap("sixty_no_pension", N_("Persons of 60 without a pension"),
            N_("Persons of 60 and more, with facts of the year, who receive no pension (002 §7)."), _old_without),
        Gap("no_allowance", N_("Unable to work, without allowance"),
            N_("Households unable to work that have neither subsistence allowance nor five guarantees (002 §2)."),
            _no_allowance),
        Gap("not_at_school", N_("Children of school age not at school"),
            N_("Children of 7 to 15, with facts of the year, of whom no school is entered (002 §3)."), _not_at_school),
        Gap("no_visit", N_("Households not visited in time"),
            N_("Nobody has called at the household within the days of the alert (C04)."), _not_visited,
            "visit_alert_days_household", N_("after how many days without a visit to warn")),
        Gap("same_id", N_("Persons with the same document number"),
            N_("Two persons of the register hold the same document number (E12)."), _same_number),
        Gap("danger_no_case", N_("Dangerous houses without a case"),
            N_("A house of grade C or D has a case of repair that was not rejected or withdrawn (002 §10)."), _no_case),
        Gap("no_photographs", N_("Finished houses without photographs"),
            N_("A finished house has photographs from before and from after the works (E27)."), _no_photographs),
        *FEATURE_GAPS,
    )
}  # fmt: skip


def gap_named(name: str) -> Gap:
    """The gap list of this name; refuses, as `gap.unknown`, one there is none of."""
    if name not in GAPS:
        raise Refusal("gap.unknown", _("There is no such list of gaps."), where={"name": name})
    return GAPS[name]


def gap_figure(gap: Gap, asked: Asked) -> Figure:
    """The figure of a gap list; refuses, as `gap.limit`, one whose parameter nobody has set."""
    figure = gap.figure(asked)
    if figure is None:
        raise Refusal("gap.limit", unset_words(gap), where={"parameter": gap.limit})
    return figure


def unset_words(gap: Gap) -> str:
    """Why a gap list cannot be counted: its parameter is set for this place and year by no paper and no county."""
    return _("No paper and no county says {what} for this place and year: this cannot be counted.").format(
        what=_(gap.limit_label)
    )


def gap_count(gap: Gap, asked: Asked, finder: Finder) -> int | None:
    """How many; None where nothing can be known: no parameter, or no record of which it could be said."""
    figure = gap.figure(asked)
    value = figure.value(finder) if figure is not None else None
    return value if isinstance(value, int) else None
