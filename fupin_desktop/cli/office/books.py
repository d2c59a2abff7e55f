"""Verbs about a book: new, info, backup, restore, check."""

from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, backup_folder, output_file, say
from fupin_desktop.cli.opening import book_of, passphrase_of, waited
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import Problem, check, mend, verdict
from fupin_desktop.store.book.copies.backup import LAST, backup
from fupin_desktop.store.book.copies.restoring import restore
from fupin_desktop.store.book.founding import ROLES
from fupin_desktop.store.faults import DAMAGED
from fupin_desktop.store.history.questions import count_questions
from fupin_desktop.store.lists.overview import count_aside, noted_at, stream_ends
from fupin_desktop.store.merge.digest import whole
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.schema import SCHEMA


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "book new", _new, "make a new encrypted book", BOOK,
        arg("--role", choices=ROLES, required=True), arg("--name", required=True), arg("--division", required=True),
        arg("--demo", action="store_true"),
    )  # fmt: skip
    verbs.add("book info", _info, "role, scopes, counts, heads, digests", BOOK)
    verbs.add(
        "backup", _backup, "copy the book and check the copy", BOOK, arg("--to", type=backup_folder, required=True)
    )
    verbs.add(
        "restore", _restore, "put a backup back", arg("file", type=Path), arg("--out", type=output_file, required=True)
    )
    verbs.add(
        "check", _check, "check the book; --mend first makes anew what is kept to find records quickly", BOOK,
        arg("--deep", action="store_true"), arg("--mend", action="store_true"),
    )  # fmt: skip


def _new(call: Call) -> dict[str, Any]:
    args = call.args
    with Book.create(
        args.book,
        role=args.role,
        name=args.name,
        division=args.division,
        passphrase=passphrase_of(call),
        practice=args.demo,
    ) as book:
        device = book.identity.device
        return {"book_id": book.identity.book_id, "device_id": device.id, "fingerprint": device.public.fingerprint}


def _info(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        digests, counts = book.digests(), book.counts()
        identity = book.identity
        with book.read() as reader:
            return {
                "book_id": identity.book_id,
                "name": identity.name,
                "role": identity.role,
                "division": identity.division,
                "practice": identity.practice,
                "device_id": identity.device.id,
                "fingerprint": identity.device.public.fingerprint,
                "office": identity.office.fingerprint if identity.office else None,
                "schema": SCHEMA,
                "counts": counts,
                "heads": _heads(reader),
                "questions": count_questions(reader),
                "set_aside": count_aside(reader),
                "last_backup": noted_at(reader, LAST),
                "scopes": sorted(digests),
                "digest": whole(digests),
                "digests": digests,
            }


def _heads(reader: Reader) -> list[dict[str, Any]]:
    found = stream_ends(reader)
    return [{"device": one.device, "scope": one.scope, "seq": one.number, "hash": one.hash} for one in found]


def _backup(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return {"ok": True, "problems": [], "file": str(backup(book, call.args.to))}


def _restore(call: Call) -> dict[str, Any]:
    file, out, words = call.args.file, call.args.out, passphrase_of(call)
    aside = waited(lambda: restore(file, out, words))
    return {"ok": True, "problems": [], "file": str(out), "moved_aside": [str(path) for path in aside]}


def _check(call: Call) -> dict[str, Any]:
    try:
        with book_of(call) as book:
            if call.args.mend:
                mend(book)
            problems = check(book, deep=call.args.deep)
    except Refusal as refused:
        if refused.code not in DAMAGED:
            raise
        problems = [Problem(refused.code, refused.message, refused.where)]
    if problems:
        say(verdict(problems))
    return {"ok": not problems, "problems": [problem.__dict__ for problem in problems]}
