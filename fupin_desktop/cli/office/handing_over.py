"""Verbs of the replaced cadre: the hand-over list, the successor takes over, the laptop is cleared."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file, say
from fupin_desktop.cli.opening import book_of, passphrase_of, waited
from fupin_desktop.cli.work.journal import cadre_at
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.handover.gathering import Parties, hand_over_of
from fupin_desktop.handover.taking_over import take_over
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.store.book.copies.clearing import clear
from fupin_desktop.store.book.copies.listed import note_listed
from fupin_desktop.store.exchange.coverage import office_told


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "handover print", _print, "what a cadre hands over (交接清单), as PDF; without a cadre the whole laptop", BOOK,
        arg("--out", type=output_file, required=True), arg("--cadre", default="", help="name or id"),
        arg("--receiver", default=""), arg("--witness", default=""), arg("--place", default=""),
        arg("--date", default=""),
    )  # fmt: skip
    verbs.add(
        "handover take-over", _take_over, "a successor takes over households and tasks; the old term ends", BOOK,
        arg("--cadre", required=True, help="name or id"), arg("--successor", required=True, help="name or id"),
        arg("--date", required=True), arg("--why", required=True),
        arg("--dry-run", action="store_true", help="say what would pass, and change nothing"),
    )  # fmt: skip
    verbs.add(
        "book clear", _clear, "remove a laptop's book once the office has proved to hold all of it", BOOK,
        arg("--name", required=True, help="the name of the book, as book info shows it"),
        arg("--protocol", type=output_file, required=True),
    )  # fmt: skip


def _print(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.office.hand_over_list import hand_over_list  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    args = call.args
    on = day(args.date, "date") if args.date else None
    with book_of(call) as book:
        today = book.wall().date()
        with book.read() as reader, in_chinese():
            mark = _("PRACTICE") if book.identity.practice else ""
            cadre = cadre_at(reader, args.cadre) if args.cadre else None
            parties = Parties(receiver=args.receiver, witness=args.witness, place=args.place, day=on)
            given = hand_over_of(reader, cadre, parties, today)
            document = hand_over_list(given, office_told(book), today, mark)
        written = write(document, args.out)
        if given.is_whole:
            note_listed(book)
        return {"file": str(args.out), "pages": written.pages, "sha256": written.sha256, "counts": given.counts}


def _take_over(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("cadre.replace", rehearse=args.dry_run) as ledger:
        cadre, successor = cadre_at(ledger, args.cadre), cadre_at(ledger, args.successor)
        passed = take_over(ledger, cadre, successor, day(args.date, "date"), args.why)
        if args.dry_run:
            say(passed.told)
        return {
            "households": len(passed.heads),
            "responsibilities": [ledger.text_of(one.id) for one in passed.duties if one.id is not None],
            "tasks": [ledger.text_of(one.id) for one in passed.tasks if one.id is not None],
            "warnings": ledger.warnings,
        }


def _clear(call: Call) -> dict[str, Any]:
    args, words = call.args, passphrase_of(call)
    done = waited(lambda: clear(args.book, words, name=args.name, protocol=args.protocol))
    return {"cleared": not done.left, "left": list(done.left), "protocol": str(done.protocol)}
