"""Verbs of the notice board: from the draft to the posting, the objections and the taking down."""

from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.showing import as_json
from fupin_desktop.cli.work.visiting import day, photos
from fupin_desktop.files import read_small
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices import commands, contacts
from fupin_desktop.notices.model import Notice, NoticeContact, Objection, Posting
from fupin_desktop.notices.outdated import outdated
from fupin_desktop.notices.rules import days_left
from fupin_desktop.notices.wording import title_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.notices.notice_file import desks_of, paper_of, proof_of, write_paper

ID = arg("id")
_MOST = 1_000_000  # bytes of a pasted table


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    where = arg("--where", action="append", default=[])
    contact = [arg(f"--{name}") for name in ("contact", "contact-phone", "contact-address")]
    verbs.add("notice kinds", _kinds, "the kinds of notice")
    verbs.add("notice list", _list, "the notices of the book", BOOK)
    verbs.add("notice show", _show, "a notice, where it hangs, who objected", BOOK, ID)
    verbs.add(
        "notice draft", _draft, "draft a notice", BOOK, arg("kind"), where, arg("--days", type=int), arg("--division"),
        arg("--namesakes", default="group"), arg("--body"), arg("--meeting"), arg("--meeting-on"), arg("--reason"),
        arg("--rows", type=Path), arg("--layout"), *contact,
    )  # fmt: skip
    verbs.add(
        "notice contact", _contact, "whom the office names on its notices", BOOK, arg("--division"), arg("--name"),
        arg("--phone"), arg("--address"), arg("--with"),
    )  # fmt: skip
    verbs.add(
        "notice revise", _revise, "change a draft", BOOK, ID, arg("values", nargs="*"), arg("--year", type=int),
    )  # fmt: skip
    verbs.add("notice check", _check, "a second pair of eyes", BOOK, ID, arg("--from", dest="first"))
    verbs.add("notice issue", _issue, "freeze and number it", BOOK, ID, arg("--from", dest="first", required=True))
    verbs.add(
        "notice post", _post, "it hangs here", BOOK, ID, arg("--place", required=True), arg("--on"),
        arg("--photo", type=Path, action="append", default=[]),
    )  # fmt: skip
    verbs.add(
        "notice object", _object, "an objection came", BOOK, ID, arg("--text", required=True),
        arg("--channel", default="visit"), arg("--on"), arg("--due"), arg("--handler"),
        arg("--anonymous", action="store_true"),
    )  # fmt: skip
    verbs.add(
        "notice reply", _reply, "answer an objection", BOOK, ID, arg("--text", required=True),
        arg("--upheld", action="store_true"),
    )  # fmt: skip
    verbs.add("notice retract", _retract, "an objection was taken back", BOOK, ID, arg("--why", required=True))
    verbs.add("notice print", _print, "as PDF", BOOK, ID, arg("--out", type=output_file, required=True))
    verbs.add("notice reissue", _reissue, "draft a long-term list anew", BOOK, ID)
    verbs.add("notice close", _close, "take it down", BOOK, ID, arg("--result"))
    verbs.add("notice withdraw", _withdraw, "take it back", BOOK, ID, arg("--why", required=True))


def notice_at(reader: Reader, name: str) -> Notice:
    """A notice by its dot or its number."""
    found = reader.record_at("notice", name)
    assert isinstance(found, Notice)
    return found


def _kinds(call: Call) -> dict[str, Any]:
    del call
    return {
        "kinds": [{"code": kind.code, "name": kind.label, "issuers": list(kind.issuers)} for kind in commands.kinds()]
    }


def _list(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        return {"notices": [_told(reader, notice) for notice in reader.find(Notice)]}


def _told(reader: Reader, notice: Notice) -> dict[str, Any]:
    assert notice.id is not None
    return {
        "id": reader.text_of(notice.id), "kind": notice.kind, "number": notice.number, "title": title_of(notice),
        "state": notice.state, "posted_from": notice.posted_from, "posted_to": notice.posted_to,
        "backdated": notice.backdated, "sha256": notice.snapshot_hash,
    }  # fmt: skip


def _show(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        notice, today = notice_at(reader, call.args.id), book.wall().date()
        postings = reader.find(Posting, notice=notice.id)
        objections = reader.find(Objection, notice=notice.id, with_away=True)
        return {
            **_told(reader, notice),
            "days_left": days_left(notice, today),
            "outdated": _outdated(reader, notice, today),
            "replaces": reader.text_of(notice.replaces) if notice.replaces else None,
            "result": notice.result,
            "postings": [as_json(reader, one, today=today) for one in postings],
            "objections": [as_json(reader, one, today=today) for one in objections],
        }


def _outdated(reader: Reader, notice: Notice, today: date) -> dict[str, int] | None:
    """How far a long-term list that hangs and the book are apart; null when they agree."""
    found = outdated(reader, notice, today)
    return {"gone": found.gone, "missing": found.missing} if found else None


def conditions(pairs: list[str]) -> dict[str, Any]:
    """`F=V` of a selection, as typed; the template reads the values by their fields.  Code `field.unknown`."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equal, typed = pair.partition("=")
        if not equal:
            raise Refusal("field.unknown", _("There is no such field."), where={"field": name})
        found[name] = typed
    return found


def _draft(call: Call) -> dict[str, Any]:
    args = call.args
    facts = {
        name: value
        for name in ("contact", "contact_phone", "contact_address", "body")
        if (value := getattr(args, name)) is not None
    }
    facts |= {"meeting": args.meeting, "days_reason": args.reason} | _table(args.rows)
    facts["list_layout"] = parse(fields_of(Notice)["list_layout"], args.layout) if args.layout else None
    facts["meeting_on"] = day(args.meeting_on, "meeting_on") if args.meeting_on else None
    with book_of(call) as book, book.write("notice.draft") as ledger:
        notice = commands.draft_notice(
            ledger, args.kind, where=conditions(args.where), days=args.days, division=args.division,
            namesakes=args.namesakes, **facts,
        )  # fmt: skip
        return _answer(ledger, notice)


def _table(path: Path | None) -> dict[str, Any]:
    """The rows of a typed table: a text file as it is copied from a sheet, cells parted by tabs."""
    if path is None:
        return {}
    try:
        return {"typed_rows": read_small(path, _MOST).decode("utf-8-sig")}
    except (OSError, ValueError) as error:
        message = _("This is no small text file in UTF-8. Nothing was saved; save the table as text and try again.")
        raise Refusal("notice.rows", message, where={"file": path.name}) from error


def _contact(call: Call) -> dict[str, Any]:
    args = call.args
    names = {"contact": args.name, "contact_phone": args.phone, "contact_address": args.address}
    given = {name: typed for name, typed in {**names, "co_issuer": getattr(args, "with")}.items() if typed is not None}
    with book_of(call) as book, book.write("notice.contact") as ledger:
        division = args.division or ledger.division
        kept = contacts.set_contact(ledger, division=division, **given) if given else None
        found = kept or contacts.contact_of(ledger, division) or NoticeContact(division=division)
        return {name: getattr(found, name) for name in ("division", *names, "co_issuer")}


def _answer(ledger: BookLedger, notice: Notice) -> dict[str, Any]:
    return {**_told(ledger, notice), "warnings": ledger.warnings}


def _revise(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.revise") as ledger:
        notice = notice_at(ledger, call.args.id)
        values = values_of(ledger, Notice, call.args.values)
        return _answer(ledger, commands.revise_draft(ledger, notice, year=call.args.year, **values))


def _check(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.check") as ledger:
        return _answer(ledger, _checked(ledger, call))


def _checked(ledger: BookLedger, call: Call) -> Notice:
    first = day(call.args.first, "from") if call.args.first else None
    return commands.check_notice(ledger, notice_at(ledger, call.args.id), from_day=first, proof=proof_of)


def _issue(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        desks = desks_of(book)
        with book.write("notice.issue") as ledger:
            notice, first = notice_at(ledger, call.args.id), day(call.args.first, "from")
            return _answer(ledger, commands.issue_notice(ledger, notice, first, proof=proof_of, desks=desks))


def _reissue(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.reissue") as ledger:
        return _answer(ledger, commands.reissue_notice(ledger, notice_at(ledger, call.args.id)))


def _post(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("notice.post") as ledger:
        notice = notice_at(ledger, args.id)
        on = day(args.on, "on") if args.on else None
        kept = photos(book, ledger, args.photo)
        posting = commands.post_notice(ledger, notice, place=args.place, photos=kept, on=on)
        assert posting.id is not None
        return {**_answer(ledger, notice_at(ledger, args.id)), "posting_id": ledger.text_of(posting.id)}


def _object(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("notice.object") as ledger:
        notice = notice_at(ledger, args.id)
        on = day(args.on, "on") if args.on else None
        channel = parse(fields_of(Objection)["channel"], args.channel)
        objection = commands.object_to(
            ledger, notice, matter=args.text, channel=str(channel), received_on=on, handler=args.handler,
            due=day(args.due, "due") if args.due else None, anonymous=args.anonymous or None,
        )  # fmt: skip
        assert objection.id is not None
        return {**_answer(ledger, notice), "objection_id": ledger.text_of(objection.id)}


def _reply(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.reply") as ledger:
        objection = ledger.record_at("objection", call.args.id)
        assert isinstance(objection, Objection)
        commands.reply_to(ledger, objection, reply=call.args.text, upheld=call.args.upheld)
        return {"id": call.args.id, "warnings": ledger.warnings}


def _retract(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.retract") as ledger:
        objection = ledger.record_at("objection", call.args.id)
        assert isinstance(objection, Objection)
        commands.withdraw_objection(ledger, objection, call.args.why)
        return {"id": call.args.id, "warnings": ledger.warnings}


def _withdraw(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.withdraw") as ledger:
        return _answer(ledger, commands.withdraw_notice(ledger, notice_at(ledger, call.args.id), call.args.why))


def _print(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        with book.read() as reader:
            notice = notice_at(reader, call.args.id)
        assert notice.id is not None
        written = write_paper(book, paper_of(book, notice.id), call.args.out)
        return {"id": call.args.id, "file": str(call.args.out), "pages": written.pages, "sha256": written.sha256}


def _close(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("notice.close") as ledger:
        return _answer(ledger, commands.close_notice(ledger, notice_at(ledger, call.args.id), call.args.result))
