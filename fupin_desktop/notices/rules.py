"""Rules of notices: their kinds, the days on the board, numbers, and when one may close (E55, dictionary §5)."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import N_, _, language
from fupin_desktop.notices.contacts import judge_contact
from fupin_desktop.notices.model import Notice, NoticeContact, Objection, Posting
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import value

DRAFT, CHECKED, ISSUED, POSTED, CLOSED, WITHDRAWN = "draft", "checked", "issued", "posted", "closed", "withdrawn"
LONG_TERM = "long_term"
MOST_DAYS = 365
FIRST_YEAR = 2013  # the first year of the register of poor households
LEVELS = {12: "village", 9: "township", 6: "county", 4: "county"}
_DIGITS = {"village": 12, "township": 9, "county": 6}
_OFFICES = {"village": N_("the village"), "township": N_("the township"), "county": N_("the county")}
_WIDTH = ("village", "township", "county")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice.  `issuers` are levels, narrowest first; `period` the parameter of its days, empty without.

    Of one with `copies` county, township and village keep one each; one of a `meeting` names which, and on which day.
    """

    code: str
    zh: str
    en: str
    issuers: tuple[str, ...]
    mode: str
    mask: str
    period: str = ""
    copies: bool = False
    meeting: bool = False

    @property
    def label(self) -> str:
        """The kind's name in the language in use."""
        return self.zh if language() == "zh_CN" else self.en

    @property
    def is_long_term(self) -> bool:
        """True for a list that hangs until it is replaced (长期公示, 003 (四))."""
        return self.mode == LONG_TERM

    @property
    def is_announcement(self) -> bool:
        """True for a 公告, which asks for no objections."""
        return self.zh.endswith("公告")

    def issuer_for(self, division: str) -> str:
        """The level that signs for a division: its own when the kind allows it, else the next wider, else narrower."""
        own = _WIDTH.index(LEVELS.get(len(division), "county"))
        ranks = [_WIDTH.index(level) for level in self.issuers]
        return _WIDTH[min((rank for rank in ranks if rank >= own), default=max(ranks))]


@cache
def settings() -> Mapping[str, Any]:
    """What all kinds share, as `resources/notices/kinds.toml` says it: issuers, closing paragraphs, backward links."""
    with resource("notices", "kinds.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def all_kinds() -> Mapping[str, NoticeKind]:
    """Every kind by its code, in their order: N01 to N20, and what features bring.

    A kind is a file of `resources/notices`, named by its code, with a table `[kind]` beside its template.
    """
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in resource("notices").glob("*.toml")}
    return {code: _kind(code, said["kind"]) for code, said in sorted(files.items()) if "kind" in said}


def _kind(code: str, said: Mapping[str, Any]) -> NoticeKind:
    return NoticeKind(**{**said, "code": code, "issuers": tuple(said["issuers"])})


def kind_named(code: str) -> NoticeKind:
    """The kind of this code; refuses, as `notice.kind`, any other."""
    found = all_kinds().get(code)
    if found is None:
        raise Refusal("notice.kind", _("There is no such kind of notice. Nothing was changed."), where={"kind": code})
    return found


def kind_label(code: str | None) -> str:
    """The name of a kind in a list; of one nobody knows here, as a notice from elsewhere may have, its code."""
    found = all_kinds().get(code or "")
    return found.label if found is not None else (code or "")


def period_of(finder: Finder | None, kind: NoticeKind, division: str, day: date) -> Parameter | None:
    """The days a kind has to hang in a division, with the paper they stand on; None for a long-term list."""
    return value(finder, kind.period, division, day) if kind.period else None


def can_hang(days: int) -> bool:
    """Is this a number of days a notice may hang?  What came from elsewhere may name any."""
    return 1 <= days <= MOST_DAYS


def last_day(first: date, days: int) -> date:
    """The last day on the board: first and last day both count, so 7 days from the 1st end on the 7th.

    Refuses, as `notice.days`, a number of days no notice hangs.
    """
    if not can_hang(days):
        message = _("A notice hangs from 1 to {most} days. Correct its days. Nothing was changed.").format(
            most=MOST_DAYS
        )
        raise Refusal("notice.days", message, where={"field": "days", "value": days})
    return first + timedelta(days=days - 1)


def next_number(place: str, kind: NoticeKind, year: int, known: Iterable[str | None]) -> str:
    """The next number of a place and year, such as 甲镇公示〔2016〕3号; `known` are all numbers given so far."""
    head = f"{place}{'公告' if kind.is_announcement else '公示'}〔{year}〕"
    serials = [n[len(head) : -1] for n in known if n and n.startswith(head) and n.endswith("号")]
    return f"{head}{max((int(s) for s in serials if s.isdigit()), default=0) + 1}号"


def code_line(notice: Notice) -> str:
    """The small line at the foot: number and beginning of the hash, in letters so that no reader takes it for a number
    of a person or a telephone; 补录 when the notice was entered afterwards."""
    digest = (notice.snapshot_hash or "")[:12].translate(_LETTERS)
    code = f"核对码{'-'.join(digest[at : at + 4] for at in range(0, len(digest), 4))}" if digest else ""
    return "　".join(part for part in (notice.number, code, "补录" if notice.backdated else "") if part)


def days_left(notice: Notice, today: date) -> int | None:
    """How many days a notice still hangs after today: 0 on its last day, below 0 when its period is over.

    None for one that does not hang, or hangs until it is replaced.
    """
    if notice.state not in (ISSUED, POSTED) or notice.posted_to is None:
        return None
    return (notice.posted_to - today).days


def open_objections(objections: Iterable[Objection]) -> list[Objection]:
    """Those nobody has answered."""
    return [objection for objection in objections if objection.replied_on is None]


def days_in_words(notice: Notice, today: date) -> str:
    """How long a notice still hangs; empty when it does not hang."""
    days = days_left(notice, today)
    if days is None:
        return ""
    return _("{days} days left").format(days=days) if days >= 0 else _("period over")


def blocked(notice: Notice, objections: Iterable[Objection], today: date) -> str:
    """Why nothing can move on by this notice yet: it is not closed, or an objection is open; empty when it can.

    A long-term list closes only when another replaces it: it serves while it hangs.
    """
    if notice.state == POSTED and kind_named(notice.kind or "").is_long_term:
        return ""  # a list that hangs until it is replaced is in force while it hangs (003 (四): 长期公示)
    if notice.state != CLOSED:
        left = days_in_words(notice, today) or kind_label(notice.kind)
        return _("It waits for notice {number} to be closed ({left}).").format(number=notice.number or "", left=left)
    if open_objections(objections):
        return _("An objection to notice {number} waits for its answer.").format(number=notice.number or "")
    return ""


def refuse_issuer(kind: NoticeKind, division: str) -> None:
    """Refuse, as `notice.issuer`, a village's kind over a township or county: each committee signs for its village."""
    level = LEVELS.get(len(division), "county")
    if kind.issuers != ("village",) or level == "village":
        return
    able = "、".join(one.label for one in all_kinds().values() if level in one.issuers)
    message = (
        _("“{kind}” is signed by a village: choose one. Nothing was saved. A township may sign: {kinds}.")
        if level == "township"
        else _("“{kind}” is signed by a village: choose one. Nothing was saved. A county may sign: {kinds}.")
    )
    raise Refusal("notice.issuer", message.format(kind=kind.label, kinds=able), where={"field": "division"})


def refuse_desk(kind: NoticeKind, division: str, own: str, desks: Collection[str]) -> None:
    """Refuse, as `notice.desk`, to number for an issuer whose desk is elsewhere: two books would give one number.

    `own` is the division of this book, `desks` those of all laptops in use, each as often as it has laptops.  A
    village's notice gets its number on its laptop; in the township while it has none, or several, of which each would
    count for itself; a township's never in a village.
    """
    level = kind.issuer_for(division)
    desk = division[: _DIGITS[level]]
    laptops = Counter(desks)[desk]
    shared = level == "village" and laptops > 1
    if len(own) > len(desk) or (desk != own and laptops and not shared) or (desk == own and shared):
        message = _(
            "This notice is numbered by its issuer: {level}. Nothing was changed; the draft travels there with the "
            "next bundle and gets its number there."
        )
        above = "township" if shared else level
        raise Refusal("notice.desk", message.format(level=_(_OFFICES[above])), where={"field": "division"})


def refuse_state(notice: Notice, *allowed: str) -> None:
    """Refuse, as `notice.state`, an act that does not fit the state of the notice."""
    if notice.state not in allowed:
        message = _("In its present state this cannot be done with the notice. Nothing was changed.")
        raise Refusal("notice.state", message, where={"field": "state"})


# What an issued notice prints or stands on: frozen with its table
_FROZEN = (
    *("division", "kind", "number", "title", "legal_basis", "body", "issuer", "co_issuer", "contact"),
    *("contact_phone", "contact_address", "meeting", "meeting_on", "typed_rows", "days", "days_reason"),
    *("list_layout", "replaces"),
    *("selection", "snapshot", "snapshot_hash", "issued_on", "posted_from"),
)
_NEXT = {
    None: (DRAFT,),
    DRAFT: (CHECKED, WITHDRAWN),
    CHECKED: (DRAFT, ISSUED, WITHDRAWN),
    ISSUED: (POSTED, CLOSED, WITHDRAWN),
    POSTED: (CLOSED, WITHDRAWN),
}


def check_change(notice: Notice, before: Notice | None) -> None:
    """Refuse a step the life of a notice does not know, and any change to one that has been issued.

    `before` is the notice as read, None for a new one.  Codes: `notice.state`, `notice.frozen`.
    """
    was = before.state if before else None
    if notice.state != was:
        _refuse_step(notice, was)
    if before is None or was == DRAFT or (was, notice.state) in ((CHECKED, ISSUED), (CHECKED, DRAFT)):
        return
    changed = [name for name in _FROZEN if getattr(notice, name) != getattr(before, name)]
    if changed:
        message = _("What was issued stays as it is; what was checked is edited as a draft. Nothing was changed.")
        raise Refusal("notice.frozen", message, where={"field": changed[0]})


def _refuse_step(notice: Notice, was: str | None) -> None:
    incomplete = notice.state in (ISSUED, POSTED, CLOSED) and not (notice.snapshot and notice.number)
    if notice.state not in _NEXT.get(was, ()) or incomplete:
        refuse_state(notice)


def refuse_closing(notice: Notice, postings: Sequence[Posting], objections: Sequence[Objection], today: date) -> None:
    """Refuse to close before the last day has passed, without a photograph of the board, or with an open objection.

    Codes: `notice.period`, `notice.photo`, `notice.objection`.
    """
    if notice.posted_to is not None and today <= notice.posted_to:
        message = _("The notice hangs until the end of {day}. Close it the day after; nothing was changed.")
        raise Refusal("notice.period", message.format(day=notice.posted_to), where={"field": "posted_to"})
    if not any(posting.photos for posting in postings):
        message = _("There is no photograph of the posted notice. Nothing was changed; add the posting with its photo.")
        raise Refusal("notice.photo", message, where={"field": "photos"})
    if open_objections(objections):
        message = _("An objection waits for its answer. Nothing was changed; answer it first.")
        raise Refusal("notice.objection", message, where={"field": "reply"})


def _judge_notice(ledger: Ledger, notice: Notice, before: Notice | None) -> None:
    check_change(notice, before)
    if notice.state == DRAFT and notice.kind in all_kinds():
        _refuse_days(ledger, notice, before)


def _refuse_days(ledger: Ledger, notice: Notice, before: Notice | None) -> None:
    """Refuse fewer days than the parameter asks for without a reason, and none at all (`notice.days`)."""
    if notice.days is None or (before is not None and before.days == notice.days):
        return
    period = period_of(ledger, kind_named(notice.kind or ""), notice.division or "", ledger.today)
    if not can_hang(notice.days):
        last_day(ledger.today, notice.days)
    if period is not None and notice.days < period.count and not (notice.days_reason or "").strip():
        message = _(
            "A notice of this kind hangs at least {least} days. Nothing was saved; give the days, or say why fewer."
        )
        raise Refusal("notice.days", message.format(least=period.count), where={"field": "days_reason"})


def _judge_posting(ledger: Ledger, posting: Posting, before: Posting | None) -> None:
    """Refuse a posting without a photograph (`notice.photo`), in the future (`notice.date`), of no posted notice."""
    if before is not None:
        return
    if not posting.photos:
        message = _("A posting needs a photograph of the board. Nothing was saved.")
        raise Refusal("notice.photo", message, where={"field": "photos"})
    refuse_ahead(posting.on, ledger.today, "on", "notice.date")
    _refuse_unissued(ledger, posting.notice)


def _judge_objection(ledger: Ledger, objection: Objection, before: Objection | None) -> None:
    """Refuse an objection of a day to come, and an answer before it (`objection.date`); and to a draft."""
    refuse_ahead(objection.received_on, ledger.today, "received_on", "objection.date")
    if before is None:
        _refuse_unissued(ledger, objection.notice)


def _refuse_unissued(ledger: Ledger, notice: Dot | None) -> None:
    if notice is not None:
        refuse_state(ledger.get(Notice, notice), ISSUED, POSTED)


RULES: Mapping[type[Record], Rule] = {
    Notice: _judge_notice,
    Posting: _judge_posting,
    Objection: _judge_objection,
    NoticeContact: judge_contact,
}
