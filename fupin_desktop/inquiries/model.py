"""That an office asked about a question (已问，待复), and what somebody says to a question (sync.md §2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import day, note, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import OFFICE
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class QuestionAsked(Record):
    """The office has asked somebody and waits for the answer (已问，待复); in the office's own scope.

    `question` is the name of the question, `values` the changes that stood against each other then, by their dots in
    text form: a value that comes later was not asked about.
    """

    scope_class: ClassVar[str] = OFFICE
    label: ClassVar[str] = N_("Question asked")
    append_only: ClassVar[bool] = True

    question: Annotated[str | None, text(N_("Question"), numbers=True, high=240, required=True)] = None
    values: Annotated[
        tuple[str, ...], text(N_("Values asked about"), numbers=True, high=120, many=True, required=True)
    ] = ()
    whom: Annotated[str | None, text(N_("Asked whom"), required=True)] = None
    asked_on: Annotated[date | None, day(N_("Asked on"), required=True)] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class QuestionComment(Record):
    """What a village or an office says to a question; offices settle, villages comment.  In the village's scope."""

    label: ClassVar[str] = N_("Comment on a question")
    home: ClassVar[str] = "division"
    append_only: ClassVar[bool] = True

    division: Annotated[str | None, text(N_("Division code"), numbers=True, high=12, required=True)] = None
    question: Annotated[str | None, text(N_("Question"), numbers=True, high=240, required=True)] = None
    comment: Annotated[str | None, note(N_("Comment"), high=1000, required=True)] = None
