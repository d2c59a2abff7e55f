"""Verbs of the exchange: device, bundle, question, tray."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, file_or_folder, output_file
from fupin_desktop.cli.office.custody import LENT, lent
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.ledger.words import _, words
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.exchange.tray_retry import retry
from fupin_desktop.store.history.exchange_record import exchange_record
from fupin_desktop.store.history.inquiring import Inquiry, inquiries
from fupin_desktop.store.history.questions import Question, count_questions, named, questions, settle, settle_all
from fupin_desktop.store.history.whereabouts import Whereabouts
from fupin_desktop.store.lists.overview import journal
from fupin_desktop.store.merge.digest import whole
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.authority import vouching
from fupin_desktop.sync.authority.enrolment import confirm, enrol, join, waiting, write_own_card
from fupin_desktop.sync.authority.roster import as_json
from fupin_desktop.sync.bundles.bundle import PHOTOS, check_outside, opened
from fupin_desktop.sync.bundles.volumes import VOLUME_CAP
from fupin_desktop.sync.deciding import KEEP_ASIDE
from fupin_desktop.sync.merging import merge_files, take_back
from fupin_desktop.sync.sealing import Sealed, seal, seal_all

FP = arg("--fingerprint", required=True)
OUT = arg("--out", type=output_file, required=True)
WHY = arg("--why", required=True)
DEVICE = arg("device")


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add("device card", _card, "write the laptop's card", BOOK, OUT)
    verbs.add(
        "device enrol", _enrol, "admit a laptop", BOOK, arg("card", type=Path), arg("--scope", required=True),
        arg("--person", required=True), arg("--role", required=True, choices=sorted(words("role"))), FP, OUT,
        arg("--again", action="store_true", help="also one that was ended"),
    )  # fmt: skip
    verbs.add(
        "device join", _join, "accept the office", BOOK, arg("file", type=Path), FP,
        arg("--instead", action="store_true", help="leave the office this book answers to"),
    )  # fmt: skip
    verbs.add("device list", _devices, "the roster", BOOK)
    verbs.add("device grant", _grant, "places a device writes in", BOOK, DEVICE, arg("--scope", required=True), WHY)
    verbs.add(
        "device hand-over", _hand_over, "another person works with it", BOOK, DEVICE, arg("--person", required=True),
        arg("--role", required=True, choices=sorted(words("role"))), WHY,
    )  # fmt: skip
    verbs.add("device revoke", _revoke, "end a device where the office holds it", BOOK, DEVICE, WHY)
    verbs.add("device confirm", _confirm, "confirm a succession", BOOK, DEVICE, arg("--fingerprint"))
    verbs.add(
        "bundle seal", _seal, "seal what the partner does not have", BOOK,
        arg("--out", type=file_or_folder, required=True), arg("--to"),
        arg("--volume-mb", type=float, default=VOLUME_CAP / 1e6, help="photographs in one file, at most (MB)"),
    )  # fmt: skip
    verbs.add(
        "bundle show", _show, "the checked manifest", arg("file", type=Path), arg("--book", type=Path, required=True)
    )
    verbs.add(
        "bundle merge", _merge, "merge bundles", BOOK, arg("files", type=Path, nargs="+"),
        arg("--dry-run", action="store_true"), arg("--timings", action="store_true"),
        LENT,
    )  # fmt: skip
    verbs.add("bundle whereabouts", _whereabouts, "what the office has not received yet, record by record", BOOK)
    verbs.add("bundle journal", _journal, "list merges", BOOK)
    verbs.add(
        "bundle record", _record, "receipts of merges and settled questions of some days as PDF (F38)", BOOK,
        arg("--from", dest="first", required=True), arg("--to", dest="last"), OUT,
    )  # fmt: skip
    verbs.add(
        "question list", _questions, "open questions", BOOK,
        arg("--state", choices=("asked", "unasked"), help="only those somebody was asked about, or only the others"),
    )  # fmt: skip
    verbs.add(
        "question settle", _settle, "settle questions, one by one or all of a kind by one rule", BOOK,
        arg("questions", nargs="*"), arg("--take", type=int), arg("--value"),
        arg("--rule", help="newest, own or device:ID"), arg("--kind"), arg("--field"), WHY,
    )  # fmt: skip
    verbs.add("bundle undo", _undo, "take a merge back", BOOK, arg("journal_id", type=int))
    verbs.add("tray list", _tray, "what is set aside or held", BOOK)
    verbs.add("tray retry", _retry, "judge it again", BOOK)
    verbs.add("tray accept", _accept, "let items in", BOOK, arg("items", nargs="+"), WHY)
    verbs.add("tray keep", _keep, "keep items aside whatever the rules say", BOOK, arg("items", nargs="+"), WHY)


def _card(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        keys = write_own_card(book, call.args.out)
        return {"device_id": keys.id, "fingerprint": keys.fingerprint, "file": str(call.args.out)}


def _enrol(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book:
        statement, sealed = enrol(
            book, args.card, scopes=args.scope.split(","), person=args.person, role=args.role,
            fingerprint=args.fingerprint, out=args.out, again=args.again,
        )  # fmt: skip
        return {"device_id": statement.device.id, "scopes": statement.scopes, "file": str(sealed.file)}


def _join(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        manifest, report = join(book, call.args.file, call.args.fingerprint, instead=call.args.instead)
        scopes = sorted({part.scope for part in manifest.parts})
        return {"office": manifest.sender.public.fingerprint, "scopes": scopes, "counts": report.new}


def _devices(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return _roster(book)


def _roster(book: Book) -> dict[str, Any]:
    with book.exchange() as shelf:
        devices = [_device(as_json(found)) for found in shelf.roster.devices.values()]
    succeeding = [
        {"device_id": new.id, "fingerprint": new.public.fingerprint, "old": known.device.id, "person": known.person}
        for known, new in waiting(book)
    ]
    return {"devices": devices, "to_confirm": succeeding}


def _grant(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        vouching.grant(book, call.args.device, call.args.scope.split(","), call.args.why)
        return _roster(book)


def _hand_over(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        vouching.hand_over(book, call.args.device, call.args.person, call.args.role, call.args.why)
        return _roster(book)


def _revoke(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        vouching.revoke(book, call.args.device, call.args.why)
        return _roster(book)


def _confirm(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        confirm(book, call.args.device, call.args.fingerprint or "")
        return _roster(book)


def _device(statement: dict[str, Any]) -> dict[str, Any]:
    keys = statement["device"]
    return {
        "device_id": keys["id"], "person": statement["person"], "role": statement["role"],
        "scopes": statement["scopes"], "division": statement["division"], "revoked": statement["until"],
    }  # fmt: skip


def _seal(call: Call) -> dict[str, Any]:
    cap = round(call.args.volume_mb * 1e6)
    with book_of(call) as book:
        if call.args.to == "all":
            made = seal_all(book, call.args.out, volume_cap=cap)
            return {"bundles": [_sealed(one) for one in made], "files": [str(one.file) for one in made]}
        return _sealed(seal(book, call.args.out, call.args.to, volume_cap=cap))


def _sealed(made: Sealed) -> dict[str, Any]:
    return {
        "bundle_id": made.bundle_id, "entries": made.entries, "changes": made.changes, "bytes": made.bytes,
        "volumes": [str(file) for file in (made.file, *made.volumes)], "streams": made.streams,
    }  # fmt: skip


def _show(call: Call) -> dict[str, Any]:
    with book_of(call, call.args.book) as book:
        check_outside(call.args.file)
        with opened(call.args.file, book.identities) as got:
            volume = got.manifest.kind == PHOTOS
            segments = sum(1 for _part in (got.photos() if volume else got.segments()))
            manifest = json.loads(msgspec.json.encode(got.manifest))
        report = merge_files(book, [call.args.file], rehearse=True)[0]
    return {
        "manifest": manifest,
        "photos" if volume else "segments": segments,
        "verdict": report.status,
        "code": report.code,
    }


def _merge(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, lent(book, args.custodian_key):
        stages = Stages()
        reports = merge_files(book, args.files, rehearse=args.dry_run, stages=stages)
        digests = book.digests()
        with book.read() as reader:
            still_open = count_questions(reader)
        answer: dict[str, Any] = {
            "bundles": [report.as_json() for report in reports],
            "questions_open": still_open,
            "digest": whole(digests),
            "digests": digests,
        }
    if args.timings:
        answer["stages"] = stages.seconds
    if all(report.status == "refused" for report in reports):
        first = reports[0]
        answer["refused"] = {"code": first.code, "message": first.message, "where": {"file": first.file}}
    return answer


def _whereabouts(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        office = book.identity.office
        found = Whereabouts(reader, book.identity.device.id, office.id if office else "").pending()
        records = [
            {
                "kind": one.kind,
                "id": reader.text_of(one.record),
                "state": one.state,
                "code": one.code,
                "told": one.words,
            }
            for one in found
        ]
        return {"counts": dict(Counter(one.state for one in found)), "records": records}


def _journal(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        return {"journal": journal(reader)}


def _record(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.office.exchange_record import exchange_record_document  # slow to load, as all that draws
    from fupin_desktop.paper.write import write

    with book_of(call) as book:
        today = book.wall().date()
        first, last = day(call.args.first, "from"), day(call.args.last, "to") if call.args.last else today
        found = exchange_record(book, first, last)
        written = write(exchange_record_document(found, today, practice=book.identity.practice), call.args.out)
        book.note("form.print", f"F38 {first} {last}")
    return {
        "file": str(call.args.out), "pages": written.pages, "sha256": written.sha256, "merged": len(found.merged),
        "settled": len(found.settled), "open": found.open,
    }  # fmt: skip


def _questions(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        found = questions(reader)
        state = inquiries(reader, found)
        wanted = call.args.state
        shown = [one for one in found if wanted is None or (state[one.id].asked is not None) == (wanted == "asked")]
        return {"questions": [_question(reader, one, state[one.id]) for one in shown]}


def _question(reader: Reader, found: Question, inquiry: Inquiry) -> dict[str, Any]:
    asked = inquiry.asked
    return {
        "id": found.id, "kind": found.kind, "record": reader.text_of(found.record), "field": found.field,
        "element": found.element, "heads": [_head(head.__dict__) for head in found.heads],
        "asked": {"whom": asked.whom, "on": asked.asked_on, "remark": asked.remark} if asked else None,
        "comments": [one.__dict__ for one in inquiry.comments],
    }  # fmt: skip


def _head(head: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in head.items() if name != "dot"}


def _settle(call: Call) -> dict[str, Any]:
    args = call.args
    if args.rule is not None:
        return _settle_all(call)
    if (args.take is None) == (args.value is None) or not args.questions:
        raise Refusal("question.choice", _("Say either --take or --value. Nothing was changed."))
    with book_of(call) as book:
        with book.write("question.settle") as ledger:
            for found in named(ledger, args.questions):
                settle(ledger, found, take=args.take, value=args.value, why=args.why)
        with book.read() as reader:
            return {"settled": args.questions, "questions_open": count_questions(reader)}


def _settle_all(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book:
        with book.write("question.settle") as ledger:
            found = [
                one
                for one in questions(ledger)
                if (not args.questions or one.id in args.questions)
                and args.kind in (None, one.kind)
                and args.field in (None, one.field)
            ]
            settled = settle_all(ledger, found, args.rule, args.why)
        with book.read() as reader:
            return {"settled": settled, "questions_open": count_questions(reader)}


def _tray(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        return {"items": [_item(item) for item in tray.items(reader)]}


def _item(item: tray.TrayItem) -> dict[str, Any]:
    return {
        "id": item.id, "device": item.device, "scope": item.scope, "from": item.first, "to": item.last,
        "code": item.code, "message": item.message, "acts": list(item.acts), "missing": item.missing,
        "places": [dict(place) for place in item.places],
    }  # fmt: skip


def _retry(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        retry(book)
    return _tray(call)


def _accept(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        for id in call.args.items:
            tray.accept(book, id, call.args.why)
    return _tray(call)


def _keep(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        for id in call.args.items:
            tray.decide(book, id, KEEP_ASIDE, call.args.why)
    return _tray(call)


def _undo(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        take_back(book, call.args.journal_id)
    return _journal(call)
