"""Asking about open questions (已问，待复) and commenting on them: what stands of each, and the commands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from fupin_desktop.inquiries.model import QuestionAsked, QuestionComment
from fupin_desktop.inquiries.rules import newest
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import DATA
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.questions import Question
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger

R = TypeVar("R", QuestionAsked, QuestionComment)


@dataclass(frozen=True)
class Comment:
    """What somebody says to a question, who, when by the wall, and on which device."""

    text: str
    actor: str
    wall: str
    device: str


@dataclass(frozen=True)
class Inquiry:
    """How far one question has come: the asking that waits for its answer (None: ask, or ask again), and comments."""

    asked: QuestionAsked | None
    comments: Sequence[Comment]


def inquiries(reader: Reader, found: Iterable[Question]) -> dict[str, Inquiry]:
    """How far each of these open questions has come, by its name."""
    chronicle = Chronicle(reader)
    asked, comments = _by_question(reader.find(QuestionAsked)), _by_question(reader.find(QuestionComment))
    return {
        one.id: Inquiry(
            newest(asked.get(one.id, ()), _heads(reader, one)),
            [_comment(chronicle, word) for word in comments.get(one.id, ())],
        )
        for one in found
    }


def _by_question(found: Iterable[R]) -> dict[str, list[R]]:
    sorted_out: dict[str, list[R]] = {}
    for one in found:
        sorted_out.setdefault(one.question or "", []).append(one)
    return sorted_out


def _heads(reader: Reader, question: Question) -> dict[str, object]:
    return {reader.text_of(head.dot): head.value for head in question.heads}


def _comment(chronicle: Chronicle, word: QuestionComment) -> Comment:
    who = chronicle.who(word.id or 0)
    return Comment(word.comment or "", writer_text(who.actor, who.typed), who.wall, who.device)


def mark_asked(ledger: BookLedger, question: Question, *, whom: str, on: date, remark: str | None = None) -> None:
    """Note that somebody was asked about the values that stand now; refuses a day that has not come."""
    refuse_ahead(on, ledger.today, "asked_on", "asked.future")
    values = tuple(_heads(ledger, question))
    ledger.save(QuestionAsked(question=question.id, values=values, whom=whom.strip(), asked_on=on, remark=remark))


def withdraw(ledger: BookLedger, question: Question, why: str) -> None:
    """Nobody was asked after all: the question is to be asked again."""
    for asked in ledger.find(QuestionAsked, question=question.id):
        ledger.put_away(asked, why)


def comment(ledger: BookLedger, question: Question, text: str) -> None:
    """Say something to a question, where its record lives; refuses what is about a sealed record.

    Code `comment.sealed`.
    """
    if KINDS[question.kind].scope_class != DATA:
        raise Refusal(
            "comment.sealed",
            _("A comment can be read by everybody of the village, so none is written about sealed facts. Telephone."),
        )
    ledger.save(QuestionComment(division=ledger.place_of(question.record), question=question.id, comment=text.strip()))
