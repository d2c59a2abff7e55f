"""Verb about what the rules say of records that stand in the book, whoever wrote them."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import class_of
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.store.write.findings import findings


def add_to(verbs: Verbs) -> None:
    """Add this verb."""
    kinds = arg("--kind", action="append", default=[])
    verbs.add("record findings", _findings, "what the rules say of what stands in the book", BOOK, kinds)


def _findings(call: Call) -> dict[str, Any]:
    for kind in call.args.kind:
        class_of(kind)
    with book_of(call) as book, book.read() as reader:
        found = [
            {
                "kind": kind_of(type(one.record)),
                "id": reader.text_of(one.record.id) if one.record.id is not None else "",
                "code": one.code,
                "message": one.sentence,
                **({"field": one.field} if one.field else {}),
            }
            for one in findings(reader, book.identity, book.wall().date(), call.args.kind)
        ]
        return {"findings": found, "count": len(found)}
