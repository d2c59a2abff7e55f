"""Papers of a form for the households or villages that were chosen (一户一张、一村一张): filled together, read once."""

from collections.abc import Callable, Sequence
from datetime import date

from fupin_desktop.forms.facts import Facts
from fupin_desktop.forms.filled import Filled, Printed
from fupin_desktop.forms.filling import fill
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.standing import is_over
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import _, in_chinese

# What the last print of a paper showed, by household (0 for a village's) and division code; None where there was none
Before = Callable[[int, str], Printed | None]
_AT_ONCE = 200  # households read together: what is held at once stays small


def papers(
    form: Form, finder: Finder, homes: Sequence[Household], day: date, division: str, *, year: int = 0,
    sealed: bool = False, new_only: bool = False, before: Before | None = None, progress: Progress = silent,
) -> list[Filled]:  # fmt: skip
    """One paper a household, or one a village of these households, in the order of their codes.

    With several papers and `new_only` those without anything new are left out; refuses `form.empty` without any
    household, `form.sealed` a form that is never printed in full, and what `fill` refuses.
    """
    if not homes:
        raise Refusal("form.empty", _("No household was chosen. No file was written; choose at least one."))
    if sealed and not form.sealed:
        message = _("This form is not printed in full: whoever it is for must not see that. No file was written.")
        raise Refusal("form.sealed", message)
    listed = sorted(homes, key=lambda home: home.household_code or "")
    with in_chinese():
        if form.of_household:
            return _of_households(form, finder, listed, day, division, year, sealed, new_only, before, progress)
        codes = sorted({home.village_code for home in listed if home.village_code})
        facts = Facts(finder, listed, codes, day, division, year)
        return [
            fill(form, facts, None, code, sealed=sealed, printed=before(0, code) if before else None)
            for code in codes
        ]  # fmt: skip


def _of_households(
    form: Form, finder: Finder, homes: Sequence[Household], day: date, division: str, year: int, sealed: bool,
    new_only: bool, before: Before | None, progress: Progress,
) -> list[Filled]:  # fmt: skip
    made: list[Filled] = []
    # Who is no longer in the register has a paper only when somebody asks for that very household
    listed = [home for home in homes if not is_over(home)] or list(homes)
    if form.needs and len(listed) > 1:
        known = Facts(finder, listed, (), day, division, year)
        listed = [home for home in listed if known.of_home(form.needs, home)] or listed[:1]
    alone = len(listed) == 1
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        facts = Facts(finder, some, (), day, division, year)
        for number, home in enumerate(some, start + 1):
            printed = before(home.id or 0, home.village_code or "") if before else None
            try:
                made.append(
                    fill(form, facts, home, "", sealed=sealed, printed=printed, new_only=new_only)
                )  # fmt: skip
            except Refusal as refused:
                if alone or refused.code not in ("form.nothing_new", "form.not_printed"):
                    raise
            progress(number, 2 * len(listed), form.title)
    if not made:
        message = _("Nothing is new since these books were printed last. No file was written.")
        raise Refusal("form.nothing_new", message)
    return made
