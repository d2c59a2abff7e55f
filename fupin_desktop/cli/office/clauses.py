"""Verbs of the clauses of the papers: which is served where and proved by which test; which waits for what."""

from typing import Any

from fupin_desktop.clauses.clause import LATER, PAPERS, STATES, Clause
from fupin_desktop.clauses.loading import chosen, clause_of
from fupin_desktop.cli.arguments import Call, Verbs, arg
from fupin_desktop.ledger.words import word


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    narrowed = (arg("--state", choices=STATES, default=""), arg("--paper", choices=PAPERS, default=""))
    verbs.add("clause list", _list, "every clause of the papers and what serves it", *narrowed)
    verbs.add("clause show", _show, "one clause: screens, commands, prints, the test that proves it", arg("id"))


def _list(call: Call) -> dict[str, Any]:
    found = list(chosen(state=call.args.state, paper=call.args.paper))
    counts = {state: sum(one.state == state for one in found) for state in STATES}
    return {"counts": counts, "clauses": [_row(one) for one in found]}


def _show(call: Call) -> dict[str, Any]:
    return _row(clause_of(call.args.id))


def _row(one: Clause) -> dict[str, Any]:
    # The tests are one text parted by blanks: pytest takes it as it stands
    proof = {"test": " ".join(one.tests) or None}
    waits = {"room": one.room, "waits_for": word("clause_room", one.room)} if one.state == LATER else {}
    return {
        "id": one.id, "paper": one.paper, "clause": one.clause, "document": one.cited, "demand": one.demand,
        "state": one.state, "screens": list(one.screens), "commands": list(one.commands), "prints": list(one.prints),
        **proof, **waits,
    }  # fmt: skip
