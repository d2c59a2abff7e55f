"""Verbs of the standard forms: which there are, and one of them as PDF."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add("form kinds", _kinds, "the standard forms")
    verbs.add(
        "form print", _print, "a form as PDF", BOOK, arg("kind"),
        arg("--household", action="append", default=[]), arg("--village"), arg("--all", action="store_true"),
        arg("--out", type=output_file, required=True),
    )  # fmt: skip


def _kinds(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.forms import FORMS  # slow to load, as all that draws

    del call
    return {"kinds": [{"code": code, "name": _(form.label)} for code, form in FORMS.items()]}


def _chosen(call: Call, reader: Reader) -> list[Household]:
    if call.args.household:
        found = [reader.record_at("household", name) for name in call.args.household]
        return [one for one in found if isinstance(one, Household)]
    if call.args.village:
        return reader.find(Household, village_code=call.args.village)
    return reader.find(Household) if call.args.all else []


def _print(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.forms import form_document, form_named
    from fupin_desktop.paper.write import write

    form_named(call.args.kind)
    with book_of(call) as book:
        with book.read() as reader:
            homes = sorted(_chosen(call, reader), key=lambda home: home.household_code or "")
            mark = _("PRACTICE") if book.identity.practice else ""
            document = form_document(reader, call.args.kind, homes, book.wall().date(), watermark=mark)
        written = write(document, call.args.out)
        book.note("form.print", f"{call.args.kind} {len(homes)}")
    return {
        "file": str(call.args.out), "pages": written.pages, "sha256": written.sha256, "households": len(homes),
        "typed_cells": 0,
    }  # fmt: skip
