"""Verbs of casework: case open, set, advance, list, show, missing; for every kind that has a path."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fupin_desktop.casework.commands import advance_many, correct_day, open_many
from fupin_desktop.casework.gates import Lack, Met
from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.path import Side
from fupin_desktop.casework.rules import findings, next_stages
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.showing import as_json
from fupin_desktop.cli.work.visiting import PHOTOS, day, photos
from fupin_desktop.imaging.taking import take_in
from fupin_desktop.kinds import CASES, make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.pictures import key_for
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger

# A kind is called by the name of its path or by its own: housing, housing_case
NAMES = {name: cls for kind, cls in CASES.items() for name in (cls.path.name, kind)}
KIND = arg("kind", choices=sorted(NAMES))
SET = arg("--set", dest="values", action="append", default=[], help="a fact of the case, F=V")
MOMENT = arg("--moment", default="", help="the photo field the photographs go into, such as photos_before")


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    where = arg("--where", action="append", default=[])
    verbs.add("case list", _list, "cases of a kind", BOOK, KIND, where)
    verbs.add("case missing", _missing, "what each open case lacks for its next step", BOOK, KIND, where)
    verbs.add("case show", _show, "a case, its steps, what is missing next", BOOK, KIND, arg("id"))
    verbs.add("case open", _open, "open cases", BOOK, KIND, arg("households", nargs="+"), arg("--on"), SET)
    verbs.add(
        "case shortlist", _shortlist, "whose case may be opened, with what each still lacks", BOOK, KIND,
        arg("--year", type=int), arg("--village", default=""),
    )  # fmt: skip
    verbs.add(
        "case set", _set, "correct facts of a case, give it photographs", BOOK, KIND, arg("id"),
        arg("values", nargs="*"), MOMENT, *PHOTOS,
    )  # fmt: skip
    verbs.add(
        "case correct", _correct, "correct the day of a step", BOOK, KIND, arg("id"),
        arg("--stage", required=True), arg("--on", required=True), arg("--why", required=True),
    )  # fmt: skip
    verbs.add(
        "case advance", _advance, "bring cases to a stage", BOOK, KIND,
        arg("ids", nargs="+"), arg("--to", required=True), SET, MOMENT,
        arg("--on"), arg("--by", default=""), arg("--paper"), arg("--opinion"), arg("--meeting"), arg("--notice"),
        arg("--why", help="why the cases are rejected or withdrawn"),
        arg("--dry-run", action="store_true", help="only say who would go and who would be refused"), *PHOTOS,
    )  # fmt: skip


def _cls(call: Call) -> type[Case]:
    return NAMES[call.args.kind]


def case_at(reader: Reader, cls: type[Case], name: str) -> Case:
    """A case by its id, or by the number of its household when that has one case of the kind, or one that is open.

    Code `case.unknown`.
    """
    if name.count(".") >= 2:
        return reader.get(cls, reader.dot_of(name))
    home = reader.record_at(fields_of(cls)[cls.home].link, name)
    equal: dict[str, Any] = {cls.home: home.id}
    found = reader.find(cls, **equal)
    found = found if len(found) == 1 else [one for one in found if one.is_open]
    if len(found) != 1:
        text = _("There is no single case of this kind; name the case by its id. Nothing was changed.")
        raise Refusal("case.unknown", text, where={"id": name})
    return found[0]


def _chosen(reader: Reader, cls: type[Case], pairs: list[str]) -> list[Case]:
    return reader.find(cls, **values_of(reader, cls, pairs))


def _list(call: Call) -> dict[str, Any]:
    cls = _cls(call)
    with book_of(call) as book, book.read() as reader:
        today = book.wall().date()
        return {"cases": [as_json(reader, case, today=today) for case in _chosen(reader, cls, call.args.where)]}


def _missing(call: Call) -> dict[str, Any]:
    cls = _cls(call)
    with book_of(call) as book, book.read() as reader:
        cases = [case for case in _chosen(reader, cls, call.args.where) if case.is_open]
        look, today = Look(reader, cases), book.wall().date()
        told = [
            {**_id(reader, case.id), "stage": case.stage, "missing": _lacks(missing_next(look, case, today))}
            for case in cases
        ]
        return {"cases": [one for one in told if one["missing"]]}


def _lacks(lacks: list[Lack]) -> list[dict[str, Any]]:
    return [{"code": one.code, "message": one.text, "field": one.field, "stops": one.stops} for one in lacks]


def _show(call: Call) -> dict[str, Any]:
    cls = _cls(call)
    with book_of(call) as book, book.read() as reader:
        case = case_at(reader, cls, call.args.id)
        look, today = Look(reader, [case]), book.wall().date()
        steps = look.steps(case)
        return {
            **_id(reader, case.id),
            "stage": case.stage,
            "case": as_json(reader, case, today=today),
            "steps": [as_json(reader, step, today=today) for step in steps],
            "next": list(next_stages(case, steps)),
            "missing": _lacks(missing_next(look, case, today, book.holder())),
            "findings": findings(look, case),
        }


def _id(reader: Reader, id: Dot | None) -> dict[str, Any]:
    assert id is not None
    return {"id": reader.text_of(id)}


def _open(call: Call) -> dict[str, Any]:
    cls, names = _cls(call), call.args.households
    with book_of(call) as book, book.write("case.open") as ledger:
        if len(names) == 1:  # what it refuses is the answer, with its own place
            case = make(ledger, _new(call, ledger, cls, names[0]))
            return {**_id(ledger, case.id), "stage": cls.path.first, "refused": [], "warnings": ledger.warnings}
        refused: list[dict[str, Any]] = []
        given: dict[int, str] = {}
        cases = list(_new_cases(call, ledger, cls, given, refused))
        opened, not_opened = open_many(ledger, cases, make)
        refused += [{"id": given[getattr(case, cls.home)], **_why(refusal)} for case, refusal in not_opened]
        if not opened:
            raise _none_moved(refused)
        ids = [_id(ledger, case.id)["id"] for case in opened]
        return {"id": ids[0], "ids": ids, "stage": cls.path.first, "refused": refused, "warnings": ledger.warnings}


def _new(call: Call, ledger: BookLedger, cls: type[Case], name: str) -> Case:
    home = ledger.record_at(fields_of(cls)[cls.home].link, name)
    facts = {**values_of(ledger, cls, call.args.values), cls.home: home.id, "stage_on": _day(call, ledger)}
    return cls(**facts)


def _new_cases(
    call: Call, ledger: BookLedger, cls: type[Case], given: dict[int, str], refused: list[dict[str, Any]]
) -> Iterator[Case]:
    """A case for each household named, which `given` remembers; those nobody knows are refused."""
    for name in call.args.households:
        try:
            case = _new(call, ledger, cls, name)
        except Refusal as refusal:
            refused.append({"id": name, **_why(refusal)})
            continue
        given[getattr(case, cls.home)] = name
        yield case


def _shortlist(call: Call) -> dict[str, Any]:
    cls, args = _cls(call), call.args
    found = cls.path.shortlist
    if found is None:
        text = _("There is no shortlist for cases of this kind: {kind}.")
        raise Refusal("case.no_shortlist", text.format(kind=_(cls.label)), where={"kind": args.kind})
    with book_of(call) as book, book.read() as reader:
        today, place = book.wall().date(), args.village or book.identity.division
        year = args.year or today.year
        listed = found.candidates(reader, place, year, today)
        told = [
            {
                "household": one.household.household_code,
                "village": one.household.village_code,
                **dict(zip(found.columns, one.told, strict=True)),
                "missing": _lacks(list(one.lacks)),
            }
            for one in listed
        ]
        return {"year": year, "rule": found.rule(reader, place, year), "count": len(told), "candidates": told}


def _day(call: Call, ledger: BookLedger) -> date:
    return day(call.args.on, "on") if call.args.on else ledger.today


def _set(call: Call) -> dict[str, Any]:
    cls, args = _cls(call), call.args
    with book_of(call) as book, book.write("case.set") as ledger:
        case = case_at(ledger, cls, args.id)
        facts = values_of(ledger, cls, args.values)
        if args.photo:
            moment = _moment(cls, args.moment or (cls.path.moments[0] if len(cls.path.moments) == 1 else ""))
            taken = photos(book, ledger, args.photo, place=args.photo_place)
            facts[moment] = tuple(dict.fromkeys((*getattr(case, moment), *taken)))
        saved = ledger.save(case.but(**facts, unreadable=case.unreadable - facts.keys()))
        return {**_id(ledger, saved.id), "stage": saved.stage, "warnings": ledger.warnings}


def _correct(call: Call) -> dict[str, Any]:
    cls, args = _cls(call), call.args
    with book_of(call) as book, book.write("case.correct") as ledger:
        case = case_at(ledger, cls, args.id)
        step = next((one for one in reversed(Look(ledger).steps(case)) if one.to_stage == args.stage), None)
        if step is None:
            text = _("This case has no step into that stage. Nothing was changed.")
            raise Refusal("case.step", text, where={"field": "stage"})
        saved = correct_day(ledger, case, step, day(args.on, "on"), args.why)
        return {**_id(ledger, saved.id), "stage": saved.stage, "warnings": ledger.warnings}


def _moment(cls: type[Case], name: str) -> str:
    """A photo field of a case; refuses, as `case.moment`, any other word."""
    if name not in cls.path.moments:
        text = _("Of which moment are the photographs? One of: {moments}. Nothing was changed.")
        raise Refusal("case.moment", text.format(moments="、".join(cls.path.moments)), where={"field": "moment"})
    return name


def _advance(call: Call) -> dict[str, Any]:
    cls, args = _cls(call), call.args
    with book_of(call) as book, book.write("case.advance", rehearse=args.dry_run) as ledger:
        cases, unknown = _cases(ledger, cls, args.ids)
        moved, refused = advance_many(
            ledger, cases, to=args.to, on=_day(call, ledger), papers=_papers(call, cls, book, ledger)
        )
        told = [*unknown, *({**_id(ledger, case.id), **_why(refusal)} for case, refusal in refused)]
        if not moved:
            raise _none_moved(told)
        ids = [_id(ledger, case.id)["id"] for case in moved]
        return {"id": ids[0], "ids": ids, "stage": args.to, "refused": told, "warnings": ledger.warnings}


def _papers(call: Call, cls: type[Case], book: Book, ledger: BookLedger) -> StepPapers:
    args = call.args
    facts = {**values_of(ledger, cls, args.values), **_reason(cls, args.to, args.why)}
    meeting = args.meeting
    if meeting and (link := _meeting_link(cls)):
        found = ledger.record_at(fields_of(cls)[link].link, meeting)
        facts[link], meeting = found.id, None
    return StepPapers(
        by=args.by,
        paper=args.paper,
        meeting=meeting,
        opinion=args.opinion,
        photos=_photos(call, book, ledger),
        moment=_moment(cls, args.moment) if args.moment else "",
        notice=ledger.record_at("notice", args.notice).id if args.notice else None,
        facts=facts,
    )


def _reason(cls: type[Case], to: str, why: str | None) -> dict[str, Any]:
    """The reason in the field where this kind of case keeps it.

    Refuses, as `case.why`, one for a step that neither rejects nor withdraws.
    """
    if not why:
        return {}
    side = cls.path.stage(to)
    if not isinstance(side, Side) or not side.why:
        text = _("A reason is given when a case is rejected or withdrawn. Nothing was changed.")
        raise Refusal("case.why", text, where={"field": "why"})
    return {side.why: why}


def _photos(call: Call, book: Book, ledger: BookLedger) -> tuple[str, ...]:
    """The photographs that go with the step; a rehearsal names them and keeps none beside the book."""
    args = call.args
    if args.dry_run:
        return tuple(key_for(take_in(file, place=args.photo_place).content) for file in args.photo)
    return photos(book, ledger, args.photo, place=args.photo_place)


def _meeting_link(cls: type[Case]) -> str:
    """The field by which a kind of case leads to its meeting; empty where it has none yet, and the words are kept."""
    return next((gate.by for stage in cls.path.stages for gate in stage.waits if isinstance(gate, Met)), "")


def _cases(reader: Reader, cls: type[Case], names: list[str]) -> tuple[list[Case], list[dict[str, Any]]]:
    found: list[Case] = []
    unknown: list[dict[str, Any]] = []
    for name in names:
        try:
            found.append(case_at(reader, cls, name))
        except Refusal as refusal:
            unknown.append({"id": name, **_why(refusal)})
    return found, unknown


def _why(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code, "message": refusal.message, "where": refusal.where}


def _none_moved(told: list[dict[str, Any]]) -> Refusal:
    first = told[0]
    return Refusal(first["code"], first["message"], where={**(first["where"] or {}), "refused": told})
