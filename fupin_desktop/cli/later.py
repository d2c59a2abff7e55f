"""Verbs of the contract that this version does not have yet: they say so, and change nothing."""

from typing import Any, NoReturn

from fupin_desktop.cli.arguments import Call, Verbs, arg
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

LATER = (
    "quality", "reconcile",
)  # fmt: skip


def add_to(verbs: Verbs) -> None:
    """Add these verbs; whatever follows them is taken and not looked at."""
    for words in LATER:
        verbs.add(words, _later, "not in this version", arg("rest", nargs="*"))


def _later(call: Call) -> dict[str, Any]:
    del call
    refuse()


def refuse() -> NoReturn:
    """Not in this version.  Code `version.later`."""
    raise Refusal("version.later", _("Not in this version. Nothing was changed."))
