"""A kind of case as a feature: its kinds, rules and makers follow from its table."""

from collections.abc import Mapping
from typing import Any

from fupin_desktop.casework.commands import open_case, record_step
from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.casework.rules import check_case
from fupin_desktop.ledger.declared.feature import Feature, Maker, Rule
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record


def case_feature(
    cls: type[Case],
    *more: type[Record],
    rules: Mapping[type[Record], Rule] | None = None,
    makers: Mapping[type[Record], Maker] | None = None,
    **brought: Any,
) -> Feature:
    """The feature of a kind of case; `more` kinds besides it and its steps, and what they have of their own.

    `brought` is what else a `Feature` may have: gap lists, reports, figures, tabs.
    """

    def take_step(ledger: Ledger, step: CaseStep) -> Case:
        return record_step(ledger, step, cls)

    own: dict[type[Record], Maker] = {cls: open_case, cls.step: take_step}
    return Feature((cls, cls.step, *more), {cls: check_case, **(rules or {})}, {**own, **(makers or {})}, **brought)
