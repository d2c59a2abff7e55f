"""Verbs of the forms: which there are, one of them on paper or as a workbook, which prints are out of date."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader

_WORKBOOK = ".xlsx"


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    whose = (arg("--household", action="append", default=[]), arg("--village"), arg("--all", action="store_true"))
    verbs.add("form kinds", _kinds, "the forms")
    verbs.add(
        "form print", _print, "a form as PDF, or its lists as a workbook", BOOK, arg("kind"), *whose,
        arg("--out", type=output_file, required=True),
        arg("--year", type=int, default=0, help="facts up to this year; without it up to today"),
        arg("--new-only", action="store_true", help="only what is new, onto the free lines of a printed book"),
        arg("--unmask", action="store_true", help="in full, for a reason that is kept"), arg("--why", default=""),
    )  # fmt: skip
    verbs.add("form stale", _stale, "printed papers that show what was corrected since", BOOK, arg("--village"))
    verbs.add("form checklist", _checklist, "which forms each household printed, signed, or lacks", BOOK, *whose)


def _kinds(call: Call) -> dict[str, Any]:
    from fupin_desktop.forms.loading import forms
    from fupin_desktop.paper.documents.forms import SHEETS  # slow to load, as all that draws

    del call
    told = [
        {"code": one.code, "name": one.title, "for": "household" if one.of_household else "village"}
        for one in forms().values()
    ]
    return {"kinds": [*told, *({"code": code, "name": _(sheet.label)} for code, sheet in SHEETS.items())]}


def _chosen(call: Call, reader: Reader) -> list[Household]:
    if call.args.household:
        found = [reader.record_at("household", name) for name in call.args.household]
        return [one for one in found if isinstance(one, Household)]
    if call.args.village:
        return reader.find(Household, village_code=call.args.village)
    return reader.find(Household) if call.args.all else []


def _print(call: Call) -> dict[str, Any]:
    from fupin_desktop.forms.loading import form_named, forms
    from fupin_desktop.paper.documents.forms import SHEETS

    if call.args.kind not in SHEETS and call.args.kind not in forms():
        form_named(call.args.kind)
    with book_of(call) as book:
        if call.args.kind in SHEETS:
            return _sheet(call, book)
        return _form(call, book, form_named(call.args.kind))


def _sheet(call: Call, book: Book) -> dict[str, Any]:
    """The preparation sheet, and the lists of records made from declarations."""
    from fupin_desktop.paper.documents.forms import sheet_document
    from fupin_desktop.paper.write import write

    with book.read() as reader:
        homes = sorted(_chosen(call, reader), key=lambda home: home.household_code or "")
        document = sheet_document(reader, call.args.kind, homes, book.wall().date(), watermark=_mark(book))
    written = write(document, call.args.out)
    book.note("form.print", f"{call.args.kind} {len(homes)}")
    return {
        "file": str(call.args.out), "pages": written.pages, "sha256": written.sha256, "households": len(homes),
        "typed_cells": 0,
    }  # fmt: skip


def _form(call: Call, book: Book, form: Form) -> dict[str, Any]:
    from fupin_desktop.forms.papers import papers
    from fupin_desktop.paper.documents.form_paper import render_forms
    from fupin_desktop.paper.write import put
    from fupin_desktop.sheets.writing.forms import write_forms
    from fupin_desktop.store.history.papers import Prints, keep_prints
    from fupin_desktop.store.write.unmasking import note_unmask

    args = call.args
    if args.unmask:
        note_unmask(book, f"form {form.code}", args.why)
    with book.read() as reader:
        made = papers(
            form, reader, _chosen(call, reader), book.wall().date(), book.identity.division, year=args.year,
            sealed=args.unmask, new_only=args.new_only, before=Prints(reader, form.code),
        )  # fmt: skip
    answer = {
        "file": str(args.out), "papers": len(made), "households": len(made) if form.of_household else 0,
        "typed_cells": 0, "versions": sorted({paper.version for paper in made}),
    }  # fmt: skip
    if args.out.suffix.lower() == _WORKBOOK:
        rows = write_forms(args.out, made, _taken_out(book))
        keep_prints(book, made, "xlsx")
        return {**answer, "rows": rows}
    content, pages = render_forms(made, watermark=_mark(book))
    written = put(content, pages, args.out)
    keep_prints(book, made, "pdf")
    leaves = [leaf.name for leaf in made[0].leaves] if args.new_only else []
    return {**answer, "pages": pages, "sha256": written.sha256, "leaves": leaves}


def _mark(book: Book) -> str:
    with in_chinese():
        return _("PRACTICE") if book.identity.practice else ""


def _taken_out(book: Book) -> str:
    told = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    return told.format(user=book.user, day=book.wall().date())


def _stale(call: Call) -> dict[str, Any]:
    from fupin_desktop.store.history.papers import stale_papers

    with book_of(call) as book, book.read() as reader:
        found = stale_papers(reader, book.wall().date(), book.identity.division, village=call.args.village or "")
        told = [
            {
                "form": one.last.form, "title": one.now.form.title, "whose": one.now.name,
                "household": reader.text_of(one.last.household) if one.last.household else "",
                "division": one.last.division, "printed_at": one.last.at, "version": one.last.printed.version,
                "changed": sorted({_named(key) for key in one.differs.changed}), "new_records": one.differs.added,
            }
            for one in found
        ]  # fmt: skip
    return {"stale": told}


def _named(key: str) -> str:
    kind, _slash, rest = key.partition("/")
    return f"{kind}.{rest.rpartition('/')[2]}" if not kind.startswith("$") else kind


def _checklist(call: Call) -> dict[str, Any]:
    from fupin_desktop.store.history.papers import checklist

    with book_of(call) as book, book.read() as reader:
        homes = _chosen(call, reader)
        if not homes:
            raise Refusal("form.empty", _("No household was chosen. No file was written; choose at least one."))
        found = checklist(reader, homes, book.wall().date(), book.identity.division)
        told = [
            {
                "household": reader.text_of(one.household), "form": one.form.code, "title": one.form.title,
                "printed_at": one.printed_at, "signed_on": str(one.signed_on or ""), "stale": one.stale,
            }
            for one in found
        ]  # fmt: skip
    return {"papers": told, "missing": sum(not one["signed_on"] for one in told)}
