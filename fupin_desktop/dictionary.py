"""The data dictionary (数据字典), told from the declarations: Markdown for people, JSON schema for programs."""

from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, hand_of, key_of, kind_of
from fupin_desktop.ledger.words import _, words
from fupin_desktop.rights.table import office_writes

_TYPES = {Kind.INTEGER: "integer", Kind.MONEY: "integer", Kind.YES: "boolean"}
_FORMATS = {Kind.DAY: "date", Kind.MOMENT: "date-time"}


def as_markdown() -> str:
    """One table a kind."""
    return "\n".join(line for kind, cls in KINDS.items() for line in _table(kind, cls))


def _table(kind: str, cls: type[Record]) -> list[str]:
    titles = (_("Field"), _("Label"), _("Kind"), _("Required"), _("Privacy"), _("Source"))
    head = f"| {' | '.join(titles)} |"
    lines = [f"## {_(cls.label)} `{kind}`", "", head, "|---|---|---|---|---|---|"]
    lines += [_row(field) for field in fields_of(cls).values()]
    return [*lines, ""]


def _row(field: Field) -> str:
    what = (
        field.kind.value
        + ("[]" if field.many else "")
        + (f" ({field.words or field.link})" if field.words or field.link else "")
    )
    needed = "✓" if field.required else ""
    return f"| `{field.name}` | {_(field.label)} | {what} | {needed} | {field.privacy.value} | {field.source} |"


def as_schema() -> dict[str, Any]:
    """A JSON schema with a definition for each kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {kind: _definition(cls) for kind, cls in KINDS.items()},
    }


def _definition(cls: type[Record]) -> dict[str, Any]:
    fields = fields_of(cls).values()
    return {
        "title": _(cls.label),
        "type": "object",
        "properties": {"id": {"type": "string"}, **{field.name: _property(cls, field) for field in fields}},
        "required": [field.name for field in fields if field.required],
        # What a reader of bundles needs to know of the kind (sync/FORMAT.md §9, §12)
        "x-scope-class": cls.scope_class,
        "x-home": cls.home,
        "x-office-only": office_writes(kind_of(cls)),
        "x-append-only": cls.append_only,
        "x-key": list(key_of(cls)),
    }


def _property(cls: type[Record], field: Field) -> dict[str, Any]:
    one: dict[str, Any] = {"type": _TYPES.get(field.kind, "string")}
    if field.kind in _FORMATS:
        one["format"] = _FORMATS[field.kind]
    if field.kind is Kind.CHOICE:
        one["enum"] = list(words(field.words))
    if field.digits:
        one["pattern"] = f"^[0-9]{{{field.digits}}}$"
    limits = ("minimum", "maximum") if one["type"] == "integer" else ("minLength", "maxLength")
    if field.kind is not Kind.NUMBER:
        one.update(
            {name: limit for name, limit in zip(limits, (field.low, field.high), strict=True) if limit is not None}
        )
    whole = {"type": "array", "items": one} if field.many else one
    told = {"x-privacy": field.privacy.value, "x-source": field.source, "x-kind": field.kind.value}
    told |= {"x-group": field.group, "x-link": field.link, "x-words": field.words, "x-unit": field.unit}
    told |= {
        "x-hand": hand_of(cls, field.name).value,
        "x-begins": field.begins,
        "description": _(field.help) if field.help else "",
    }
    return {"title": _(field.label), **{name: said for name, said in told.items() if said}, **whole}
