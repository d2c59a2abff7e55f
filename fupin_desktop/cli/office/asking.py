"""Verbs of open questions besides settling: the call sheet, who was asked, comments."""

from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, file_or_folder
from fupin_desktop.cli.opening import book_of
from fupin_desktop.inquiries.calls import VillageCalls
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import make_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.calling import mark_printed, village_calls
from fupin_desktop.store.history.inquiring import comment, mark_asked, withdraw
from fupin_desktop.store.history.questions import named

QUESTIONS = arg("questions", nargs="+")


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "question sheet", _sheet, "the call sheet of a village as PDF, or of all into a folder", BOOK,
        arg("--village", default=""), arg("--all", action="store_true"),
        arg("--out", type=file_or_folder, required=True),
        arg("--unmask", action="store_true", help="telephones in full; needs --why"), arg("--why", default=""),
        arg("--mark", action="store_true", help="mark what is printed as asked"),
    )  # fmt: skip
    verbs.add(
        "question asked", _asked, "somebody was asked; the answer is waited for", BOOK, QUESTIONS,
        arg("--whom", required=True), arg("--on", type=date.fromisoformat), arg("--remark"),
    )  # fmt: skip
    verbs.add("question unasked", _unasked, "nobody was asked after all", BOOK, QUESTIONS, arg("--why", required=True))
    verbs.add(
        "question comment", _comment, "say something to a question", BOOK, QUESTIONS, arg("--text", required=True)
    )


def _sheet(call: Call) -> dict[str, Any]:
    args = call.args
    if bool(args.village) == args.all:
        raise Refusal("question.choice", _("Say either --village or --all. No file was written."))
    with book_of(call) as book:
        found = village_calls(book, args.village, full=args.unmask, why=args.why)
        files = [_written(book, one, args.out / one.file_name if args.all else args.out) for one in found]
        marked = 0
        if args.mark:
            with book.write("question.asked") as ledger:
                marked = mark_printed(ledger, found, ledger.today)
    return {"files": files, "questions": sum(len(one.calls) for one in found), "marked": marked}


def _written(book: Book, sheet: VillageCalls, out: Path) -> dict[str, Any]:
    from fupin_desktop.paper.office.call_sheet import call_sheet  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    make_folder(out.parent)
    document = call_sheet(sheet, book.wall().date(), _("PRACTICE") if book.identity.practice else "")
    written = write(document, out)
    book.note("form.print", f"call_sheet {sheet.code} {len(sheet.calls)}")
    return {"file": str(out), "village": sheet.code, "pages": written.pages, "sha256": written.sha256}


def _asked(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("question.asked") as ledger:
        for found in named(ledger, args.questions):
            mark_asked(ledger, found, whom=args.whom, on=args.on or ledger.today, remark=args.remark)
        return {"asked": args.questions}


def _unasked(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("question.unasked") as ledger:
        for found in named(ledger, call.args.questions):
            withdraw(ledger, found, call.args.why)
        return {"unasked": call.args.questions}


def _comment(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("question.comment") as ledger:
        for found in named(ledger, call.args.questions):
            comment(ledger, found, call.args.text)
        return {"commented": call.args.questions}
