"""The table of contents: every feature folder, listed by hand, with its kinds of record, its rules and its makers.

The kinds of case are offered in its order.  A new feature adds its one line to `FEATURES`; its folder declares a
`FEATURE` in its `__init__`.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from fupin_desktop.casework.model import Case
from fupin_desktop.ledger.declared.feature import Feature, Maker, Rule
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.report import Columns, ReportKind
from fupin_desktop.ledger.declared.tab import Tab
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of, kind_of

FEATURES = (
    "committees",
    "disputes",
    "duties",
    "education",
    "employment",
    "households",
    "housing",
    "identification",
    "exclusion",
    "incomes",
    "inquiries",
    "journal",
    "leader_visits",
    "left_behind",
    "medical",
    "meetings",
    "notices",
    "papers",
    "plans",
    "benefits",  # after the plans, in whose tab the policy card stands
    "policy",
    "relief",
    "relocation",
    "rights",
    "scores",
    "sync",
    "team",
    "training",
    "village_plans",
    "village_projects",
    "verification",
    "villages",
    "visits",
    "welfare_posts",
    # The board of cases opens with the first kind of case: housing
    "exits",
    "returns",
    "after_exit",
    "targets",
)


def _feature(name: str) -> Feature:
    found: Feature = import_module(f"fupin_desktop.{name}").FEATURE
    return found


_ALL = tuple(_feature(name) for name in FEATURES)
KINDS: Mapping[str, type[Record]] = {kind_of(cls): cls for feature in _ALL for cls in feature.kinds}
CASES: Mapping[str, type[Case]] = {kind: cls for kind, cls in KINDS.items() if issubclass(cls, Case)}
RULES: Mapping[type[Record], Rule] = {cls: rule for feature in _ALL for cls, rule in feature.rules.items()}
FEATURE_FORMS: tuple[Path, ...] = tuple(path for feature in _ALL for path in feature.forms)
FEATURE_GAPS: tuple[Gap, ...] = tuple(gap for feature in _ALL for gap in feature.gaps)
FEATURE_HAPPENINGS: tuple[Happening, ...] = tuple(one for feature in _ALL for one in feature.happenings)
FEATURE_REPORTS: tuple[ReportKind, ...] = tuple(report for feature in _ALL for report in feature.reports)
# By the subject's kind, the tabs that features bring into its file
FEATURE_TABS: tuple[tuple[str, Tab], ...] = tuple(
    (kind, tab) for feature in _ALL for kind, tabs in feature.tabs.items() for tab in tabs
)
# By the report's name, the columns that features bring into it
FEATURE_FIGURES: tuple[tuple[str, Columns], ...] = tuple(one for feature in _ALL for one in feature.figures.items())
MAKERS: Mapping[type[Record], Maker] = {cls: maker for feature in _ALL for cls, maker in feature.makers.items()}


def make(ledger: Ledger, record: Record) -> Record:
    """Make a new record as its feature does: progress moves its measure, a request in a visit becomes a task.

    What has no command of its own is saved as it stands.
    """
    maker = MAKERS.get(type(record))
    if maker is None or any(_lacks_link(record, field) for field in fields_of(type(record)).values()):
        return ledger.save(record)
    return maker(ledger, record)


def _lacks_link(record: Record, field: Field) -> bool:
    return field.kind is Kind.LINK and field.required and getattr(record, field.name) is None
