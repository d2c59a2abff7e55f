"""Verbs of the roster workbook: import and export."""

from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file, say
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import UNMASK, class_of
from fupin_desktop.ledger.system.outputs import after_commit
from fupin_desktop.ledger.words import _
from fupin_desktop.list_intake import take_workbook
from fupin_desktop.listing import listing
from fupin_desktop.sheets.account import SheetAccount
from fupin_desktop.sheets.layout import SHIPPED
from fupin_desktop.sheets.matching import checked_map, choose_map
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.sheets.writing.export import write_listings, write_roster
from fupin_desktop.sheets.writing.report import write_report
from fupin_desktop.sheets.writing.roster_rows import RosterRows
from fupin_desktop.store.write.heading_maps import forget_heading_map, heading_maps, keep_heading_map
from fupin_desktop.store.write.unmasking import note_unmask


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "roster import", _import, "take a roster workbook in", BOOK, arg("file", type=Path),
        arg("--dry-run", action="store_true"), arg("--report", type=output_file), arg("--map", default=""),
    )  # fmt: skip
    verbs.add(
        "roster map", _map, "remember what headings of a workbook mean, for --map NAME", BOOK, arg("name"),
        arg("--heading", action="append", default=[], type=_match, metavar="THERE=KNOWN"),
        arg("--forget", action="store_true"),
    )  # fmt: skip
    verbs.add("roster maps", _maps, "the layouts shipped and the headings remembered", BOOK)
    verbs.add(
        "roster export", _export, "the roster, or lists of any kinds, as a workbook", BOOK,
        arg("out", type=output_file),
        arg("--kind", action="append", default=[]), arg("--national", action="store_true"), *UNMASK,
    )  # fmt: skip


def _import(call: Call) -> dict[str, Any]:
    args = call.args
    teller = _Teller()
    with book_of(call) as book:
        only, aliases = choose_map(args.map, heading_maps(book))
        reading = read_roster(
            args.file, division=book.identity.division, mapping=only, aliases=aliases, progress=teller
        )
        if not args.dry_run:
            book.safeguard()
        with book.write("roster.import", rehearse=args.dry_run) as ledger:
            taken = take_workbook(ledger, reading.drafts, progress=teller)
    if args.report is not None:
        done = _("The import itself is in the book; only its report is missing.")
        with nullcontext() if args.dry_run else after_commit(done):
            write_report(args.report, reading, taken)
    accounts = reading.accounts(taken)
    _say_accounts(accounts)
    found = [*reading.findings, *taken.findings]
    return {
        "households": taken.households,
        "members": taken.members,
        "new": taken.new,
        "changed": taken.changed,
        "identical": taken.identical,
        "outside": reading.outside_households,
        "refused_rows": [_row(one) for one in found if one.severity == "refuse"],
        "warnings": [_row(one) for one in found if one.severity != "refuse"],
        "unknown_headings": reading.unknown_headings,
        "sheets": [one.as_json() for one in accounts],
    }


def _say_accounts(accounts: Sequence[SheetAccount]) -> None:
    """What a person must not miss: sheets that were not read, and headings nobody knows."""
    for one in accounts:
        if not one.read_as or one.unknown_headings or one.repeated_headings:
            say("\n".join((f"{one.sheet}：{one.sentence}", *(f"  {detail}" for detail in one.details))))


def _map(call: Call) -> dict[str, Any]:
    name = call.args.name
    aliases = checked_map(name, dict(call.args.heading))
    with book_of(call) as book:
        if call.args.forget:
            forget_heading_map(book, name)
            return {"map": name, "headings": {}}
        return {"map": name, "headings": keep_heading_map(book, name, aliases)}


def _match(text: str) -> tuple[str, str]:
    """`THERE=KNOWN`; nothing behind the sign leaves the column out.  A heading there may hold the sign itself."""
    there, sign, known = text.rpartition("=")
    if not sign or not there.strip():
        raise ArgumentTypeError(f"{text}: THERE=KNOWN")
    return there.strip(), known.strip()


def _maps(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return {"maps": heading_maps(book), "shipped": list(SHIPPED)}


def _export(call: Call) -> dict[str, Any]:
    args = call.args
    classes = [class_of(kind) for kind in args.kind]
    with book_of(call) as book:
        if args.unmask:
            note_unmask(book, ",".join(args.kind) or "roster", args.why)
        today = book.wall().date()
        mark = _("Taken out by {user} on {day}. Internal: not to be passed on.").format(user=book.user, day=today)
        with book.read() as reader:
            if classes:
                found = [
                    listing(reader, one, reader.find(one), today, unmasked=args.unmask, numbered=True)
                    for one in classes
                ]
                count = write_listings(args.out, found, mark, national=args.national)
            else:
                rows = RosterRows(reader, today, unmasked=args.unmask)
                count = write_roster(args.out, rows, mark, national=args.national)
        book.note("roster.export", f"{','.join(args.kind) or 'roster'} {count}")
    return {"rows": count, "file": str(args.out)}


class _Teller:
    """Says what is being done, once for each text."""

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, done: int, total: int, text: str) -> None:
        del done, total
        if text != self._said:
            say(text)
        self._said = text


def _row(finding: Any) -> dict[str, Any]:
    return {
        "sheet": finding.sheet, "row": finding.row, "column": finding.column, "value_shown": finding.value_shown,
        "code": finding.code, "message": finding.message, "severity": finding.severity,
    }  # fmt: skip
