"""Reading form files (`resources/forms/*.toml`, and one beside a feature); what they name must exist.

An unknown field, mask, filter or key is refused, as `form.file`, with the file and the line it stands in.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.forms.computed import COMPUTED
from fupin_desktop.forms.facts import FILTERS
from fupin_desktop.forms.template import CellPlan, ColumnPlan, Form, Mask, Part, Place, RowPlan
from fupin_desktop.forms.way import HEAD_OF, hangs_on, lives_in_village, way_to
from fupin_desktop.kinds import FEATURE_FORMS, KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _

_HOLE = re.compile(r"\{([^{}]+)\}")
_FORM_KEYS = {
    *("code", "title", "purpose", "for", "mask", "landscape", "large", "sealed", "signed", "bound", "size", "allow"),
    *("subtitle", "notes", "source", "needs", "newest", "part"),
}  # fmt: skip
_PART_KEYS = {
    *("kind", "name", "heading", "leaf", "size", "widths", "rows", "of", "only", "columns", "blank", "lines"),
    *("height", "down_by", "across_by", "words", "large", "order"),
}  # fmt: skip
_CELL_KEYS = {"text", "label", "field", "tick", "across", "down", "align", "upright", "low"}
_COLUMN_KEYS = {"label", "text", "field", "tick", "width", "group", "sum", "align"}


@cache
def forms() -> Mapping[str, Form]:
    """Every form by its code, in the order of the codes."""
    files = [*sorted(resource("forms").glob("*.toml")), *FEATURE_FORMS]
    return {form.code: form for form in map(load, files)}


def form_named(code: str) -> Form:
    """The form of this code; refuses, as `form.unknown`, one there is none of."""
    if code not in forms():
        raise Refusal("form.unknown", _("There is no such form. No file was written."), where={"kind": code})
    return forms()[code]


def load(path: Path) -> Form:
    """One form file."""
    text = path.read_text(encoding="utf-8")
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(path.name, 0, str(error)) from None
    return _Loader(path.name, text).form(said)


def _refused(file: str, line: int, what: str) -> Refusal:
    message = _("The form file {file} cannot be used (line {line}: {what}). Nothing was printed; correct the file.")
    return Refusal("form.file", message.format(file=file, line=line, what=what), where={"file": file, "line": line})


class _Loader:
    """Reads one file; knows its text, so that a refusal names the line."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._lines = file, text.splitlines()
        self._of_household, self._main = True, ""

    def _no(self, what: str) -> Refusal:
        found = (number for number, line in enumerate(self._lines, 1) if what in line)
        return _refused(self._file, next(found, 0), what)

    def _known(self, said: Mapping[str, Any], keys: set[str]) -> None:
        for name in said:
            if name not in keys:
                raise self._no(name)

    def _one_of(self, name: str, known: Any) -> str:
        if name not in known:
            raise self._no(name)
        return name

    def form(self, said: Mapping[str, Any]) -> Form:
        """The whole file."""
        self._known(said, _FORM_KEYS)
        for key in ("code", "title", "for", "mask", "part"):
            if key not in said:
                raise self._no(key)
        self._of_household = self._one_of(said["for"], ("household", "village")) == "household"
        mask = Mask(self._one_of(said["mask"], {one.value for one in Mask}))
        form = Form(
            said["code"], said["title"], said.get("purpose", ""), self._of_household, mask,
            tuple(self._part(one) for one in said["part"]),
            said.get("landscape", False), said.get("large", False), said.get("sealed", False),
            said.get("signed", False), said.get("bound", False), said.get("size", 10.5),
            frozenset(said.get("allow", ())), self._subtitle(said.get("subtitle", "")),
            tuple(said.get("notes", ())), said.get("source", ""),
            self._one_of(said["needs"], KINDS) if "needs" in said else "",
            self._one_of(said["newest"], FILTERS) if "newest" in said else "",
        )  # fmt: skip
        self._check_public(form)
        return form

    def _check_public(self, form: Form) -> None:
        """A public paper shows what its allow-list names, and no number or sealed fact whatever it names."""
        if form.mask is not Mask.PUBLIC:
            return
        for place in form.places:
            if place.path not in form.allow or (place.way and _field(place).privacy in PRIVATE):
                raise self._no(place.path)

    def _subtitle(self, text: str) -> CellPlan | None:
        self._main = ""
        return CellPlan(self._pieces(text)) if text else None

    def _part(self, said: Mapping[str, Any]) -> Part:
        self._known(said, _PART_KEYS)
        kind = self._one_of(said.get("kind", ""), ("grid", "table", "count", "words"))
        self._main = said.get("of", "")
        if self._main and not self._can_list(self._main):
            raise self._no(self._main)
        try:
            return Part(
                kind, said.get("name", said.get("leaf", "")), said.get("heading", ""), said.get("leaf", ""),
                said.get("size", 0.0), tuple(map(float, said.get("widths", ()))),
                tuple(self._row(one) for one in said.get("rows", ())), self._main,
                tuple(self._one_of(one, FILTERS) for one in said.get("only", ())),
                tuple(self._column(one) for one in said.get("columns", ())),
                said.get("blank", 0), said.get("lines", 0), said.get("height", 0.0),
                self._place(said["down_by"]) if "down_by" in said else None,
                self._place(said["across_by"]) if "across_by" in said else None,
                CellPlan(self._pieces(said["words"])) if "words" in said else None, said.get("large", False),
                self._field_of(said["order"]) if "order" in said else None,
            )  # fmt: skip
        except TypeError as error:
            raise self._no(str(error)) from None

    def _field_of(self, path: str) -> Place:
        """The place of a field; refuses what is worked out."""
        place = self._place(path)
        if place.way is None:
            raise self._no(path)
        return place

    def _can_list(self, kind: str) -> bool:
        if kind not in KINDS:
            return False
        return hangs_on(kind, "household") if self._of_household else _in_village(kind)

    def _row(self, said: Any) -> RowPlan:
        cells, height = (said["cells"], said.get("height", 0.0)) if isinstance(said, dict) else (said, 0.0)
        return RowPlan(tuple(self._cell(one) for one in cells), height)

    def _cell(self, said: Any) -> CellPlan:
        if isinstance(said, str):
            said = (
                {"field": said[1:]}
                if said.startswith("=")
                else {"text" if _HOLE.search(said) or not said else "label": said}
            )
        self._known(said, _CELL_KEYS)
        return self._plan(said)

    def _plan(self, said: Mapping[str, Any]) -> CellPlan:
        tick = self._place(said["tick"]) if "tick" in said else None
        if tick is not None and tick.way is None:
            raise self._no(said["tick"])
        pieces: tuple[str | Place, ...] = self._pieces(said.get("label", said.get("text", "")))
        if "field" in said:
            pieces = (self._place(said["field"]),)
        return CellPlan(
            pieces, tick, said.get("across", 1), said.get("down", 1), said.get("align", ""),
            "label" in said and "low" not in said, said.get("upright", False), said.get("low", False),
        )  # fmt: skip

    def _column(self, said: Mapping[str, Any]) -> ColumnPlan:
        self._known(said, _COLUMN_KEYS)
        cell = self._plan(
            {name: value for name, value in said.items() if name not in ("label", "width", "group", "sum")}
        )
        return ColumnPlan(
            said.get("label", ""), cell, float(said.get("width", 1.0)), said.get("group", ""), said.get("sum", False)
        )

    def _pieces(self, text: str) -> tuple[str | Place, ...]:
        parts = _HOLE.split(text)
        return tuple(self._place(one) if at % 2 else one for at, one in enumerate(parts) if one)

    def _place(self, path: str) -> Place:
        if path.startswith("$"):
            if path[1:] not in COMPUTED:
                raise self._no(path)
            return Place(path, computed=path[1:])
        kind, _dot, name = path.partition(".")
        cls = KINDS.get("member" if kind == HEAD_OF else kind)
        if cls is None or name not in fields_of(cls):
            raise self._no(path)
        way = way_to(kind, self._main, of_household=self._of_household)
        if way is None:
            raise self._no(path)
        return Place(path, way, name)


def _field(place: Place) -> Any:
    assert place.way is not None, "only a field has a privacy class"
    return fields_of(KINDS[place.way.kind])[place.name]


def _in_village(kind: str) -> bool:
    """Records that live in a village, or hang on something that does."""
    above = kind
    while above and not lives_in_village(above):
        field = fields_of(KINDS[above]).get(KINDS[above].home)
        above = field.link if field is not None else ""
    return bool(above)
