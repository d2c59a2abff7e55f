"""One question (待核实): the values that stand against each other, what was said to it, and what may be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QWidget

from fupin_desktop.inquiries.model import QuestionAsked, QuestionComment
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.calling import asked_words
from fupin_desktop.store.history.inquiring import Comment, Inquiry, comment, mark_asked, withdraw
from fupin_desktop.store.history.questions import Head, Question, settle
from fupin_desktop.store.history.wording import Worded
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.form_draft import FormDraft, TypedParts, told_restored
from fupin_desktop.ui.forms.asking import WHY, Asking, of_fields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class QuestionCard(QFrame):
    """Take one of the values, or write another, with a reason; note that somebody was asked; comment."""

    def __init__(self, session: Session, question: Question, inquiry: Inquiry, worded: Worded) -> None:
        super().__init__()
        self._session, self.question, self._asked = session, question, inquiry.asked
        self.asking: Asking | None = None
        self.setProperty("role", "card")
        self.why, self.other = QLineEdit(), QLineEdit()
        self.why.setPlaceholderText(_("Reason, e.g. asked the household on the telephone"))
        self.why.setAccessibleName(_("Reason"))
        self.other.setPlaceholderText(_("Another value"))
        self.other.setAccessibleName(_("Another value"))
        values = [(head.n, worded.values[head.n], _writer(head)) for head in question.heads]
        self.takes = [
            button(_("Take “{value}” ({who})").format(value=value, who=who), self._taking(n), icon="check")
            for n, value, who in values
        ]
        self.other_button = button(_("&Write another"), lambda: self._settle(None), kind="flat")
        self.words = label(" ", "small", tone="bad", wrap=True)
        self._parts = TypedParts({"why": self.why, "other": self.other})
        self.draft = FormDraft(session, self._parts.typed, self)
        if session.book.identity.is_office and (kept := self.draft.begin(f"question {question.id}", worded.title)):
            self._parts.put(kept)
            self.words.setText(told_restored([]))
        self.state = label(asked_words(inquiry), "stamp", tone="warn")
        if inquiry.asked is None:
            self.state.hide()
        self.setLayout(
            column(
                row(label(worded.title, "heading"), None, self.state),
                *self._settling(values),
                *(label(_said(one), "small", wrap=True) for one in inquiry.comments),
                self._acts(),
                self.words,
                margin=2 * GRID,
            )
        )

    def typed(self) -> dict[str, str]:
        """What was typed here and not settled yet."""
        return self._parts.typed()

    def go_on_from(self, before: "QuestionCard") -> None:
        """Take over what was typed into the card that stood here before."""
        self._parts.put(before.typed())

    def has_focus(self) -> bool:
        """Do the keys go to this card?"""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Give the keys to what is done first here: the reason at an office, a comment on a laptop."""
        (self.why if self.why.isVisibleTo(self) else self.comment_button).setFocus()

    def _settling(self, values: list[tuple[int, str, str]]) -> list[QWidget | QLayout]:
        """What an office settles with; a laptop is shown the values."""
        if self._session.book.identity.is_office:
            return [*self.takes, row(self.other, self.other_button), self.why]
        text = _("“{value}” ({who})")
        return [label(text.format(value=value, who=who), wrap=True) for _n, value, who in values]

    def _acts(self) -> QLayout:
        self.comment_button = button(_("Co&mment…"), self.ask_comment, kind="flat")
        self.asked_button = button(_("Mark as as&ked…"), self.ask_asked, kind="flat")
        self.unasked_button = button(_("Not asked after all…"), self.ask_unasked, kind="flat")
        office = self._session.book.identity.is_office
        offered = [self.comment_button]
        offered += [self.asked_button] if office else []
        offered += [self.unasked_button] if office and self._asked is not None else []
        return row(*offered, None)

    def _taking(self, n: int) -> Callable[[], None]:
        return lambda: self._settle(n)

    def _settle(self, take: int | None) -> None:
        value, why = (None if take else self.other.text()), self.why.text()
        if not why.strip():
            self.words.setText(_("A reason is needed. Nothing was changed."))
            self.why.setFocus()
            return
        page, question = self.draft.page, self.question

        def act(ledger: BookLedger) -> None:
            forget_draft(ledger, page)
            settle(ledger, question, take=take, value=value, why=why)

        self.draft.rest()
        self._enable(False)
        self._session.command("question.settle", act, failed=self._refused)

    def _enable(self, on: bool) -> None:
        """Two presses are no two settlements."""
        for one in (*self.takes, self.other_button):
            one.setEnabled(on)

    def _refused(self, error: Exception) -> None:
        self._enable(True)
        self.draft.go_on()
        self._session.fail(error)

    def ask_asked(self) -> None:
        """Ask whom and when."""
        declared, today = fields_of(QuestionAsked), self._session.today
        first = {"whom": None, "asked_on": today, "remark": None}
        fields = of_fields({name: (declared[name], value) for name, value in first.items()})
        self.asking = Asking(
            self._session, _("Asked, waiting for the answer"), fields, "question.asked",
            lambda ledger, values: mark_asked(
                ledger, self.question, whom=values["whom"] or "", on=values["asked_on"] or ledger.today,
                remark=values["remark"],
            ),
            say=_("It ends by itself when the question is settled, or when somebody writes something new."),
            parent=self.window(), whose=self.question.id,
        )  # fmt: skip
        self.asking.open()

    def ask_unasked(self) -> None:
        """Ask why nobody was asked after all."""
        self.asking = Asking(
            self._session, _("Not asked after all"), of_fields({"why": (WHY, None)}), "question.unasked",
            lambda ledger, values: withdraw(ledger, self.question, values["why"] or ""),
            parent=self.window(), whose=self.question.id,
        )  # fmt: skip
        self.asking.open()

    def ask_comment(self) -> None:
        """Ask what is to be said."""
        fields = of_fields({"comment": (fields_of(QuestionComment)["comment"], None)})
        self.asking = Asking(
            self._session, _("Comment on a question"), fields, "question.comment",
            lambda ledger, values: comment(ledger, self.question, values["comment"] or ""),
            say=_("It travels with the next bundle; everybody of the village and its offices can read it."),
            parent=self.window(), whose=self.question.id,
        )  # fmt: skip
        self.asking.open()


def _writer(head: Head) -> str:
    return f"{writer_text(head.actor, head.typed) or head.device[:8]} {head.wall[:10]}"


def _said(one: Comment) -> str:
    return f"{one.actor} {one.wall[:16].replace('T', ' ')}：{one.text}"
