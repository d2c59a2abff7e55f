"""What was printed (印了什么): kept at each print; what of it is no longer so; what each household has signed."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from fupin_desktop.forms.facts import Facts
from fupin_desktop.forms.filled import Differs, Filled, Printed, differs
from fupin_desktop.forms.loading import forms
from fupin_desktop.forms.papers import papers
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household
from fupin_desktop.papers.model import SignedPaper
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.schema import printed_paper

_KEY = ("form", "household", "division")


@dataclass(frozen=True)
class LastPrint:
    """The last print of a paper: which form, household (0 for a village's paper), when, by whom, what it showed."""

    form: str
    household: int
    division: str
    at: str
    actor: str
    printed: Printed


@dataclass(frozen=True)
class StalePaper:
    """A printed paper that shows what is no longer so, as it would be filled now."""

    last: LastPrint
    now: Filled
    differs: Differs


@dataclass(frozen=True)
class Checked:
    """One form of a household in its file (一户一档): printed, signed with a photograph, out of date."""

    household: int
    form: Form
    printed_at: str
    signed_on: date | None
    stale: bool


def keep_prints(book: OpenBook, made: Sequence[Filled], how: str) -> None:
    """Remember these papers as printed now, each instead of its earlier print; `how` is print, pdf or xlsx.

    A book that can only be read keeps nothing of it: its papers do not come up as out of date there.
    """
    if not made:
        return
    code = made[0].form.code
    if book.read_only:
        book.note("form.print", f"{code} {len(made)} {how}")
        return
    at = book.wall().isoformat(timespec="minutes")
    with book.transaction() as connection:
        for paper in made:
            connection.execute(printed_paper.delete().where(*_of(paper.form.code, paper.household, paper.division)))
        connection.execute(printed_paper.insert(), [_row(paper, at, book.user) for paper in made])
        append_audit(connection, book.user, "form.print", f"{code} {len(made)} {how}")


def _of(form: str, household: int, division: str) -> tuple[ColumnElement[bool], ...]:
    held = dict(zip(_KEY, (form, household, division), strict=True))
    # A household that moved has one paper, wherever it was printed
    names = _KEY[:2] if household else _KEY
    return tuple(printed_paper.c[name] == held[name] for name in names)


def _row(paper: Filled, at: str, actor: str) -> dict[str, object]:
    return {
        "form": paper.form.code, "household": paper.household, "division": paper.division, "version": paper.version,
        "year": paper.year, "sealed": int(paper.sealed), "at": at, "actor": actor,
        "shown": zlib.compress(json.dumps(dict(paper.values)).encode()),
        "lines": json.dumps({name: list(ids) for name, ids in paper.lines.items()}),
    }  # fmt: skip


def last_prints(reader: Reader, *, form: str = "", household: int | None = None) -> list[LastPrint]:
    """The last print of every paper, or of this form or household, the newest first."""
    wanted = select(printed_paper).order_by(printed_paper.c.at.desc(), printed_paper.c.form)
    if form:
        wanted = wanted.where(printed_paper.c.form == form)
    if household is not None:
        wanted = wanted.where(printed_paper.c.household == household)
    return list(_read(reader.connection, wanted))


def _read(connection: Connection, wanted: Select[Any]) -> Iterator[LastPrint]:
    for row in connection.execute(wanted):
        values = json.loads(zlib.decompress(row.shown))
        printed = Printed(row.version, row.at[:10], values, json.loads(row.lines), row.year, bool(row.sealed))
        yield LastPrint(row.form, row.household, row.division, row.at, row.actor, printed)


class Prints:
    """The last prints of a form, asked for one after another while papers are filled."""

    def __init__(self, reader: Reader, form: str) -> None:
        found = last_prints(reader, form=form)
        self._homes = {one.household: one.printed for one in found if one.household}
        self._villages = {one.division: one.printed for one in found if not one.household}

    def __call__(self, household: int, division: str) -> Printed | None:
        """The last print of a household's or a village's paper."""
        return self._homes.get(household) if household else self._villages.get(division)


def stale_papers(
    reader: Reader, day: date, division: str, *, household: int | None = None, village: str = ""
) -> list[StalePaper]:
    """The printed papers on which a value stands that was corrected since, or from which a record is missing.

    A paper is filled anew and compared value by value, so the list is exactly those that showed what changed.
    """
    found = [one for one in last_prints(reader, household=household) if not village or one.division == village]
    return list(_stale_among(reader, found, day, division))


def _stale_among(reader: Reader, found: Sequence[LastPrint], day: date, division: str) -> Iterator[StalePaper]:
    """Papers of one form, year and fullness are filled together, as they were filled when they were printed."""
    alike: dict[tuple[str, int, bool], list[LastPrint]] = {}
    for one in found:
        if one.form in forms():
            alike.setdefault((one.form, one.printed.year, one.printed.sealed), []).append(one)
    for (code, year, sealed), some in sorted(alike.items()):
        yield from _stale(reader, forms()[code], some, day, division, year, sealed)


def _stale(
    reader: Reader, form: Form, found: Sequence[LastPrint], day: date, division: str, year: int, sealed: bool
) -> Iterator[StalePaper]:
    if form.of_household:
        homes = reader.find(Household, id=[one.household for one in found])
    else:
        homes = reader.find(Household, village_code=[one.division for one in found])
    if not homes:
        return
    before = Prints(reader, form.code)
    now = papers(form, reader, homes, day, division, year=year, sealed=sealed, before=before)
    by_paper = {one.household or one.division: one for one in now}
    for last in found:
        filled = by_paper.get(last.household or last.division)
        if filled is not None and (changed := differs(form, last.printed, filled.values)).changed:
            yield StalePaper(last, filled, changed)


def checklist(reader: Reader, homes: Sequence[Household], day: date, division: str) -> list[Checked]:
    """For each household the forms that are signed: which were printed, signed and photographed, which are missing."""
    ids = [home.id for home in homes]
    signed: dict[tuple[int, str], date | None] = {}
    for one in sorted(reader.find(SignedPaper, household=ids), key=lambda one: str(one.signed_on)) if ids else ():
        signed[one.household or 0, one.form or ""] = one.signed_on
    wanted = {home.id or 0 for home in homes}
    printed = {(one.household, one.form): one for one in last_prints(reader) if one.household in wanted}
    out_of_date = _stale_among(reader, list(printed.values()), day, division)
    stale = {(one.last.household, one.last.form) for one in out_of_date}
    facts = Facts(reader, homes, (), day, division)
    signable = [form for form in forms().values() if form.of_household and form.signed]
    return [
        Checked(
            home.id or 0, form, printed[home.id or 0, form.code].at if (home.id or 0, form.code) in printed else "",
            signed.get((home.id or 0, form.code)), (home.id or 0, form.code) in stale,
        )
        for home in homes
        for form in signable
        if not form.needs or facts.of_home(form.needs, home)
    ]  # fmt: skip
