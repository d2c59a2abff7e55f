"""A finding (校验结果): what is odd at one cell of a sheet, told to the person who has to put it right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation import codes
from fupin_desktop.ledger.notation.signs import visible
from fupin_desktop.ledger.privacy import HIDDEN, Privacy, minor_name, tail
from fupin_desktop.ledger.words import N_, _

WHOLE_ROW = "整行"
_SHOWN = 40
_GLIMPSED = 2
_DIGITS = re.compile(r"\d(?:[\d\s]*\d)?[Xx]?")


class Severity(StrEnum):
    """REFUSE: the row does not go in.  WARN: it goes in as it stands.  NORMALISE: it goes in, cleaned."""

    REFUSE = "refuse"
    WARN = "warn"
    NORMALISE = "normalise"


@dataclass(frozen=True)
class Finding:
    """At `row` (from 1) and `column` (the heading, or 整行) of `sheet`; `value_shown` is masked whatever it holds."""

    severity: Severity
    sheet: str
    row: int
    column: str
    value_shown: str
    code: str
    message: str


R, W, N = Severity.REFUSE, Severity.WARN, Severity.NORMALISE
# What happened, by code; whether the data are safe and what to do next follows from the severity.
_SENTENCES: dict[str, tuple[Severity, str]] = {
    "cell.required": (R, N_("This cell must not be empty.")),
    "cell.masked": (R, N_("The cell is masked. A masked copy cannot be read back; export it in full.")),
    "cell.error": (R, N_("The cell shows the error of a formula instead of a value.")),
    "cell.uncomputed": (
        R,
        N_("The cell holds a formula that was never computed. Open the workbook in Excel or WPS and save it there."),
    ),
    "cell.unreadable": (R, N_("What stands in this cell cannot be read as a value. Type it again.")),
    "cell.formula": (R, N_("The cell holds the text of a formula. Type the value itself.")),
    "cell.digits_lost": (
        R,
        N_("Excel has kept this as a number and lost its last digits. Set the column to text and type it again."),
    ),
    "cell.unshowable": (R, N_("The sign {sign} cannot be shown, so nobody could read what stands there.")),
    "cell.long": (R, N_("The text is longer than it can be.")),
    "cell.number": (R, N_("A number is needed here.")),
    "cell.fen": (R, N_("An amount in yuan with at most two decimals is needed here.")),
    "cell.whole": (R, N_("A whole number is needed here.")),
    "cell.negative": (R, N_("The number is smaller than it can be.")),
    "cell.high": (R, N_("The number is larger than it can be.")),
    "cell.day": (R, N_("There is no such day. Write it like 2016-06-30.")),
    "day.month": (R, N_("Only a year and a month stand here; the day is needed. Write it like 2016-06-30.")),
    "cell.yes": (R, N_("Only yes or no can stand here.")),
    "cell.word": (R, N_("This word is not in the list for this column.")),
    **{code: (R, sentence) for code, sentence in codes.SENTENCES.items()},
    "id.form": (R, N_("A document number has 18 places, an old one 15, and its birthday must exist.")),
    "id.check": (R, N_("The check digit of the document number is wrong. Compare it with the document.")),
    "id.twice": (R, N_("The same document number stands in another row.")),
    "id.held": (W, N_("In the book a person of household {there} already holds this document number ({number}).")),
    "member.moves": (W, N_("In the book this person belongs to household {there}; this row says household {here}.")),
    "member.elsewhere": (
        R,
        N_(
            "In the book this person belongs to household {there} of another village; this row says household {here}. "
            "A roster carries nobody into another village."
        ),
    ),
    "person.twice": (R, N_("The same person code stands in another row.")),
    "line.twice": (R, N_("An earlier row of this sheet stands for the same thing.")),
    "village.unknown": (R, N_("The village sheet has no village of this name.")),
    "village.unlisted": (W, N_("No village of this code is in the book yet; enter it, or correct the code.")),
    "village.form": (R, N_("A village has a division code of twelve digits.")),
    "household.villages": (R, N_("The same household code is used in two villages. The household waits.")),
    "household.differs": (R, N_("The rows of this household disagree in this column. The household waits.")),
    "household.size": (R, N_("The household has more or fewer rows than persons. The household waits.")),
    "household.no_head": (R, N_("No row of this household is its head. The household waits.")),
    "household.heads": (R, N_("More than one row of this household is its head. The household waits.")),
    "household.waits": (R, N_("This row waits, because another row of its household cannot be taken in.")),
    "row.refused": (R, N_("The book does not take this: {said}")),
    "row.said": (W, N_("The book says of this: {said}")),
    "link.unknown": (R, N_("The book holds nothing that is called this. Write it as the exported list does.")),
    "link.several": (R, N_("The book holds several that are called this, and nobody can tell which is meant.")),
    "row.happened": (
        R,
        N_("The book holds this otherwise, and what has happened is not written over: correct it in its own form."),
    ),
    "household.absent": (R, N_("The household of this row is neither in the book nor in this workbook.")),
    "register.twins": (
        W,
        N_(
            "The book holds {count} records of this number, which different desks made. The oldest of them is taken;"
            " join or part them on the Exchange page."
        ),
    ),
    "household.elsewhere": (
        R,
        N_(
            "In the book this household belongs to the village {there}, and a roster carries no household into another"
            " village. Move it by its own command first, or correct the code."
        ),
    ),
    "case.open_already": (R, N_("This household has a case of this kind already that has not ended.")),
    "register.away": (W, N_("The book holds this, taken out of the register.")),
    "household.unread": (R, N_("The household of this row stands on the sheet “{named}”, which was not read.")),
    "village.counties": (W, N_("The rows of this village name several counties; none was taken in for it.")),
    "village.code": (W, N_("The household code does not begin with the code of the village.")),
    "cell.midnight": (
        W,
        N_(
            "The cell stands less than a minute before midnight. Some programs write days that way: the day after is "
            "probably meant."
        ),
    ),
    "cell.covered": (
        W,
        N_("The cell is merged with the one above and holds another value, which Excel does not show."),
    ),
    "cell.blank_formula": (
        W,
        N_(
            "A formula stands here and shows nothing. In an old workbook it cannot be told whether it was ever "
            "computed: open it, save it as .xlsx and import that."
        ),
    ),
    "day.unsure": (
        W,
        N_(
            "The day of the report stands less than a minute before midnight: two days may be meant, so neither was "
            "used."
        ),
    ),
    "column.errors": (W, N_("Cells of this column show errors or hold no value (rows {rows}).")),
    "column.hidden": (W, N_("This column is hidden in the workbook.")),
    "row.hidden": (W, N_("This row is hidden in the workbook.")),
    "person.sex": (W, N_("The sex does not agree with the document number.")),
    "person.birth": (W, N_("The date of birth does not agree with the document number.")),
    "person.no_number": (W, N_("An identity card is named, but its number is missing.")),
    "person.future": (R, N_("The date of birth is later than the day of the report.")),
    "person.school": (W, N_("A child of school age, and not at school. Is there a reason?")),
    "work.no_months": (W, N_("A place of work without months of work.")),
    "work.no_place": (W, N_("Months of work without a place of work.")),
    "phone.form": (W, N_("This is no telephone number: a mobile has eleven digits.")),
    "phone.shared": (W, N_("Another household has the same telephone number.")),
    "card.check": (W, N_("The card number fails its check. Compare it with the card.")),
    "card.not_kept": (
        W,
        N_("This laptop is not enrolled for bank cards; the office can enrol it. The card number was left out."),
    ),
    "card.shared": (W, N_("Another household has the same card number.")),
    "cause.unfitting": (W, N_("No member of this household fits its main cause of poverty.")),
    "dates.order": (W, N_("The days are not in order: begun, completed, accepted.")),
    "progress.unknown": (
        W,
        N_("These words about the progress were not understood: the stage follows the days, or stands as unknown."),
    ),
    "cell.cleaned": (N, N_("Blanks, invisible signs, full-width letters or a mark of text were taken away.")),
    "day.text": (N, N_("The day was written as text and was read as a day.")),
    "day.from_number": (N, N_("Year and month agree with the document number; the day was taken from there.")),
    "cell.above": (
        N,
        N_(
            "The cell is empty; the value of the row above was taken, because the person code begins with its "
            "household."
        ),
    ),
    "cell.time": (N, N_("The cell also holds a time of day, which was cut off.")),
    "cell.text_number": (N, N_("The number was written as text and was read as a number.")),
    "cell.rounded": (N, N_("The number has more decimals than the book keeps; it was rounded.")),
    "cell.merged": (N, N_("The cell is merged over several rows; each got its value.")),
}
_THEN = {
    R: N_("The row was not taken in; nothing in the book was changed by it. Correct it and import the file again."),
    W: N_("The row goes in as it stands. Please check it."),
    N: N_("The row goes in."),
}
# Where the severity alone would say what is not so
_THEN_OF = {
    "register.away": N_("It stays out, and nothing was changed."),
    "day.unsure": N_("Write it as a plain day, and import the file again."),
    "card.not_kept": N_("Everything else in this row goes in."),
    "column.errors": N_("The column was left out whole. The other columns of these rows were read."),
}


def finding(
    code: str, sheet: str, row: int, column: str, shown: str = "", facts: Mapping[str, object] = MappingProxyType({})
) -> Finding:
    """The finding of this code at a place; `shown` (see there) and `facts`, which its sentence names, are masked."""
    severity, what = _SENTENCES[code]
    then = _THEN_OF.get(code, _THEN[severity])
    return Finding(severity, sheet, row, column, shown, code, f"{_(what).format(**facts)} {_(then)}")


def glimpse(raw: object) -> str:
    """So much of a cell that somebody who knows the sheet recognises it, and nobody else learns of a person.

    Of a column that is not known nothing else may be shown: it may hold names, numbers of documents, or health.
    """
    text = "".join(c for c in str(raw) if c.isprintable())[:_SHOWN].strip()
    return text if len(text) < _GLIMPSED else f"{text[0]}{'*' * min(len(text) - 1, _GLIMPSED + 1)}"


def shown(raw: str, field: Field) -> str:
    """What may be shown of a cell: never more than four digits of a document, card or telephone, never health.

    Names of members are shown as minors' names are: a line that could not be read does not say who is a minor.
    """
    text = "".join(c for c in visible(raw) if c.isprintable())[:_SHOWN].strip()
    if not text:
        return ""
    if field.privacy is Privacy.SEALED:
        return HIDDEN
    if field.privacy is Privacy.OFFICE:
        return tail(text)
    if field.privacy is Privacy.MINOR:
        return minor_name(text)
    if field.is_free_text:
        text = covered(text)
    return text if _is_code(field, text) else _without_digits(text)


def _is_code(field: Field, text: str) -> bool:
    # Division, household and person codes have their own lengths; eighteen places would be a document in the wrong cell
    return field.name.endswith("code") and len(text) in (6, 9, 12, 20, 22)


def _without_digits(text: str) -> str:
    return _DIGITS.sub(lambda found: tail(found[0]) if len(found[0]) > 8 else found[0], text)
