"""Rules of the baseline: a village, a day that is past, numbers; and what the records do not account for is said."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Maker, Rule
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.targets.counting import recorded_since, standing
from fupin_desktop.targets.model import Baseline

DIFFERS = "baseline.differs"


def check_baseline(ledger: Ledger, record: Baseline, before: Baseline | None) -> None:
    """Refuse a code that is no village's (`division.village`), a day to come (`day.ahead`) and a baseline without its
    numbers (`baseline.empty`); say, as `baseline.differs`, what the records do not account for."""
    del before
    refuse_no_village(record.village_code, "village_code")
    refuse_ahead(record.as_of, ledger.today, "as_of")
    if record.households is None or record.persons is None:
        message = _("How many households and persons were there? Nothing was saved; enter both numbers.")
        field = "households" if record.households is None else "persons"
        raise Refusal("baseline.empty", message, where={"field": field})
    ledger.note(_unaccounted(ledger, record))


def _unaccounted(ledger: Ledger, record: Baseline) -> list[Said]:
    village, day = record.village_code or "", record.as_of or ledger.today
    now, recorded = standing(ledger, village), recorded_since(ledger, village, day)
    homes = now.households - (record.households or 0) - recorded.households
    people = now.persons - (record.persons or 0) - recorded.persons
    if not homes and not people:
        return []
    text = _(
        "The register less the numbers of {day} differs from what is recorded as come and gone by {homes} households"
        " and {people} persons: enter what changed, or correct the numbers."
    )
    return [Said(DIFFERS, text.format(day=day, homes=f"{homes:+}", people=f"{people:+}"))]


def _make(ledger: Ledger, record: Baseline) -> Record:
    """What is left empty is as the register stands."""
    now = standing(ledger, record.village_code or "")
    households = now.households if record.households is None else record.households
    persons = now.persons if record.persons is None else record.persons
    return ledger.save(record.but(households=households, persons=persons))


RULES: Mapping[type[Record], Rule] = {Baseline: check_baseline}
MAKERS: Mapping[type[Record], Maker] = {Baseline: _make}
