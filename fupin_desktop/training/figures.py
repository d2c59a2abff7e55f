"""Figures of training: who wants it and has had none, who has no skill, how many were taught (R002-18, R004-08)."""

from typing import Any

from fupin_desktop.households.selections import HELPED_MEMBERS, aged, in_year
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_PERSONS, IN_TIMES, ReportColumn
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Between,
    Condition,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
)
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_

WORKING_AGE = (16, 59)  # as of the pension of residents: who may work and does not receive yet
ABLE = ("1", "2", "5")  # LABOUR: able, skilled, weak or half

EVENTS = Selection("training_event", order=("start",), standing=COUNTED)
ATTENDANCES = Selection("training_attendance", order=("event",), standing=COUNTED)


def _within(asked: Any) -> Condition:
    """Begun within the period."""
    return Between("start", asked.period.first.isoformat(), asked.period.last.isoformat())


def _attended(asked: Any) -> Selection:
    return ATTENDANCES.having(Leads("event", (_within(asked),)))


def _no_skill(asked: Any) -> Figure:
    able = HELPED_MEMBERS.having(aged(asked.day, *WORKING_AGE), in_year(asked.year, OneOf("labour_capacity", ABLE)))
    skilled = Linked("member_skill", "member")
    return Figure(able, Part((Unless((skilled,)), Unless((Linked("training_attendance", "member"),)))))


def _not_trained(asked: Any) -> Figure:
    wanting = HELPED_MEMBERS.having(in_year(asked.year, Unless((Equal("training_need", None),))))
    trained = Linked("training_attendance", "member", (Leads("event", (_within(asked),)),))
    return Figure(wanting, Part((Unless((trained,)),)))


def _untrained_cadres(asked: Any) -> Figure:
    """Whose term has not ended, and of whom no training is entered that began in the year (002 §26)."""
    year = Between("start", f"{asked.year}-01-01", f"{asked.year}-12-31")
    at_work = Selection(
        "cadre", (Equal("end", None), Unless((Equal("roles", None),))), ("village_code", "name"), COUNTED
    )
    return Figure(at_work, Part((Unless((Linked("cadre_training", "cadre", (year,)),)),)))


GAPS = (
    Gap(
        "cadre_not_trained",
        N_("Members of the teams not trained this year"),
        N_("Cadres of the work of leaving poverty are trained (002 §26); of these nothing is entered for this year."),
        _untrained_cadres,
    ),
    Gap(
        "no_skill",
        N_("Workers without a skill"),
        N_("Everybody of 16 to 59 who can work, of the households to be helped, has learned one skill (002 §6)."),
        _no_skill,
    ),
    Gap(
        "not_trained",
        N_("Wanted training and had none"),
        N_("Who wants to be trained this year has attended a training this year (002 §6)."),
        _not_trained,
    ),
)


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Events, attendances and persons trained in the period; a person is counted once."""
    group = N_("Training")
    persons = Figure(_attended(asked), Distinct(("member",)))
    return (
        ReportColumn("trainings", group, N_("Training events"), IN_TIMES, Figure(EVENTS.having(_within(asked))), True),
        ReportColumn("attendances", group, N_("Attendances"), IN_TIMES, Figure(_attended(asked)), True),
        ReportColumn("trained", group, N_("Persons trained"), IN_PERSONS, persons, True),
    )


WORK = N_("Work and training")
TABS = {
    "cadre": (Tab("training", N_("Training"), (Records("cadre_training"),)),),
    "household": (Tab("work", WORK, (Records("training_attendance"), Records("member_skill"))),),
    "village": (
        Tab(
            "work",
            WORK,
            (
                *(Records("training_event"), Records("training_attendance", each=("passed", "certificate"))),
                Records("member_skill", each=("level", "certificate")),
            ),
        ),
    ),
}
