"""Rules of welfare posts: never more holders than seats, a holder once, and the share for the poor (M7)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.persons import (
    is_under,
    person_of,
    refuse_nameless,
    refuse_other_home,
    refuse_person_day,
)
from fupin_desktop.households.register import STILL_POOR
from fupin_desktop.ledger.declared.feature import Maker, Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import in_term, refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.values import find_value
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost

WORKING_FROM = 16


def hold_post(ledger: Ledger, record: PostHolder) -> PostHolder:
    """Enter a holder; of a person of the register the household follows from the person."""
    if record.member is not None and record.household is None:
        record = record.but(household=ledger.get(Member, record.member).household)
    return ledger.save(record)


def check_post(ledger: Ledger, record: WelfarePost, before: WelfarePost | None) -> None:
    """Refuse an end before the start (`post.end`), an “other” kind without a word (`other.word`), and fewer seats than
    hold it at once (`post.full`)."""
    del before
    refuse_no_division(record.village_code, "village_code")
    refuse_backward(record.start, record.end, "post.end")
    refuse_nameless(record.kind, record.kind_other, "kind_other")
    held = ledger.find(PostHolder, post=record.id) if record.id is not None else []
    refuse_full(record, held, "seats")


def check_holder(ledger: Ledger, record: PostHolder, before: PostHolder | None) -> None:
    """Refuse a holder without a name (`post.who`), of another household (`person.home`), a start to come (`day.ahead`),
    an end before the start (`post.end`), a term outside the post's (`post.term`), the same person twice at once
    (`post.twice`), and more holders than seats (`post.full`); tell a share for the poor below the parameter."""
    del before
    _refuse_who(record)
    refuse_backward(record.start, record.end, "post.end")
    refuse_ahead(record.start, ledger.today, "start")
    person = person_of(ledger, record.member)
    refuse_other_home(person, record.household)
    refuse_person_day(person, record.start, "start")
    post = ledger.gathered(_posts_of).get(record.post)
    if post is not None:
        _refuse_term(record, post)
        held = ledger.gathered(_holders_of).get(record.post, [])
        _refuse_twice(record, held)
        refuse_full(post, held, "post")
        ledger.note(list(_doubts(ledger, record, post, too_young=is_under(person, WORKING_FROM, record.start))))


def _refuse_who(record: PostHolder) -> None:
    if (record.member is None) == (not (record.name or "").strip()):
        message = _(
            "Who holds the post: choose a member, or write the name of somebody outside the register, not both. Nothing"
            " was saved."
        )
        raise Refusal("post.who", message, where={"field": "member"})
    if record.member is None and record.household is not None:
        message = _("Which person of this household holds the post? Nothing was saved; choose the member.")
        raise Refusal("post.who", message, where={"field": "member"})


def _refuse_term(record: PostHolder, post: WelfarePost) -> None:
    if not in_term(post.start, post.end, record.start or date.min):
        message = _("The post is from {start} to {end}. Nothing was saved; correct the first day.")
        told = message.format(start=post.start or "…", end=post.end or "…")
        raise Refusal("post.term", told, where={"field": "start"})


def _refuse_twice(record: PostHolder, held: Sequence[PostHolder]) -> None:
    others = [one for one in held if one is not record and (record.id is None or one.id != record.id)]
    if record.member is not None and any(one.member == record.member and _meet(one, record) for one in others):
        message = _("This person holds this post at that time already. Nothing was saved; open that entry.")
        raise Refusal("post.twice", message, where={"field": "member"})


def _meet(one: PostHolder, other: PostHolder) -> bool:
    first, second = one.start or date.min, other.start or date.min
    return first <= (other.end or date.max) and second <= (one.end or date.max)


def refuse_full(post: WelfarePost, held: Sequence[PostHolder], field: str) -> None:
    """Refuse, as `post.full`, more holders at once than seats: it is enough to look at the days somebody begins."""
    days = {one.start for one in held if one.start is not None}
    most = max((sum(in_term(one.start, one.end, day) for one in held) for day in days), default=0)
    if post.seats is not None and most > post.seats:
        message = _("{most} persons would hold the post at once, and it has {seats} seats. Nothing was saved.")
        raise Refusal("post.full", message.format(most=most, seats=post.seats), where={"field": field})


def share_of_poor(ledger: Ledger, village: str, day: date, new: PostHolder | None = None) -> Fraction | None:
    """The share of the holders of a village on a day who come from households still to be helped; None of nobody.

    `new` is one about to be saved, which counts in place of what stands.
    """
    posts = [one.id for one in ledger.find(WelfarePost, village_code=village) if one.id is not None]
    stood = ledger.find(PostHolder, post=posts) if posts else []
    found = [*([new] if new is not None else []), *(one for one in stood if new is None or one.id != new.id)]
    held = [one for one in found if in_term(one.start, one.end, day)]
    homes = sorted({one.household for one in held if one.household is not None})
    poor = {one.id for one in ledger.find(Household, id=homes) if one.status in STILL_POOR} if homes else set()
    return Fraction(sum(one.household in poor for one in held), len(held)) if held else None


def _doubts(ledger: Ledger, record: PostHolder, post: WelfarePost, *, too_young: bool) -> Iterator[str]:
    if too_young:
        yield _("Under 16 on the first day of work: nobody so young may be hired. Is the date right?")
    if record.household is not None or not post.village_code:
        return
    least = find_value(ledger, "public_post_share_min", post.village_code, ledger.today)
    share = share_of_poor(ledger, post.village_code, ledger.today, record)
    if least is not None and share is not None and share * 100 < Fraction(least.value):
        text = _("Of those who hold welfare posts in this village, {share} % are poor; at least {least} % should be.")
        yield text.format(share=f"{float(share * 100):.1f}", least=least.text)


def _posts_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, WelfarePost]:
    ids = sorted({one.post for one in batch if isinstance(one, PostHolder) and one.post is not None})
    return {one.id: one for one in ledger.find(WelfarePost, id=ids)}


def _holders_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[PostHolder]]:
    said = [one for one in batch if isinstance(one, PostHolder)]
    written = {one.id for one in said if one.id is not None}
    posts: dict[str, Any] = {"post": sorted({one.post for one in said if one.post is not None})}
    found: dict[Dot | None, list[PostHolder]] = defaultdict(list)
    for one in (*said, *(one for one in ledger.find(PostHolder, **posts) if one.id not in written)):
        found[one.post].append(one)
    return found


RULES: Mapping[type[Record], Rule] = {PostHolder: check_holder, WelfarePost: check_post}
MAKERS: Mapping[type[Record], Maker] = {PostHolder: hold_post}
