"""Beside a previewed bundle: how much comes to each village; each changed cell, old beside new; each new record."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.showing import NOTHING, shown
from fupin_desktop.ledger.notation.values import from_stored
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.calling import village_names
from fupin_desktop.store.history.previewing import Change, Preview
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, label
from fupin_desktop.ui.widgets.shown import head_name

_KINDS = 6  # named for a village; all of them in the tooltip


class MergeChanges(QWidget):
    """A sentence per village and kind, and the list of changes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._villages: Mapping[str, str] = {}
        self.words = label(" ", "small", wrap=True)
        self.table = Table(
            [
                Column(_("Village"), lambda one: self._village(one.scope), 7),
                Column(_("Head"), lambda one: head_name(one.head, session.today), 5),
                Column(_("Field"), _field_label, 7),
                Column(_("Was"), lambda one: _value(one, one.old), 8),
                Column(_("Becomes"), _becomes),
                Column(_("Who"), lambda one: writer_text(one.actor, one.typed) or NOTHING, 9),
                Column(_("When"), lambda one: one.clock[:10], 6),
            ],
            _("What would change"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        box.addWidget(self.words)
        box.addWidget(self.table, 1)

    def show_of(self, found: Preview | None) -> None:
        """Show what a bundle would change; empty for one that is refused or brings nothing."""
        self._session.fetch(lambda reader: (found, village_names(reader)), self._show)

    def _show(self, read: tuple[Preview | None, Mapping[str, str]]) -> None:
        found, self._villages = read
        said, whole = self._counts(found) if found is not None else (" ", "")
        self.words.setText(said)
        self.words.setToolTip(whole)
        self.table.load_all([*found.changes, *found.made] if found is not None else [])

    def _village(self, scope: str) -> str:
        return self._villages.get(division_of(scope)) or scope

    def _counts(self, found: Preview) -> tuple[str, str]:
        """How much of each kind comes to each village, the most first: what comes in number, and all of it."""
        some, every = [], []
        for scope in sorted({scope for scope, _kind in (*found.new, *found.changed)}):
            parts = _of_kinds(found, scope)
            more = _(" and {count} kinds more").format(count=len(parts) - _KINDS) if len(parts) > _KINDS else ""
            some.append(f"{self._village(scope)} · {'、'.join(parts[:_KINDS])}{more}")
            every.append(f"{self._village(scope)} · {'、'.join(parts)}")
        return "\n".join(some), "\n".join(every)


def _of_kinds(found: Preview, scope: str) -> list[str]:
    kinds = {kind for place, kind in (*found.new, *found.changed) if place == scope}
    counts = [(kind, found.new.get((scope, kind), 0), found.changed.get((scope, kind), 0)) for kind in kinds]
    return [_count(*one) for one in sorted(counts, key=lambda one: (-one[1] - one[2], one[0]))]


def _count(kind: str, new: int, changed: int) -> str:
    told = _("{kind} {new} new") if new else ""
    if changed:
        told = _("{kind} {new} new and {changed} changed") if new else _("{kind} {changed} changed")
    return told.format(kind=_(KINDS[kind].label), new=new, changed=changed)


def _fields(change: Change) -> tuple[Field, ...]:
    return cells_of(KINDS[change.kind]).get(change.field, ())


def _field_label(change: Change) -> str:
    if not change.field:
        return _("New record")
    return "、".join(_(field.label) for field in _fields(change)) or _("Taken out of the register")


def _becomes(change: Change) -> str:
    return _value(change, change.new) if change.field else _(KINDS[change.kind].label)


def _value(change: Change, value: Any) -> str:
    fields = _fields(change)
    if not fields:
        return str(value or NOTHING)
    if change.element:
        inside = bool(value) if not isinstance(value, str) else change.element in value
        return f"{shown(fields[0], (change.element,))} {_('yes') if inside else _('no')}"
    if isinstance(value, dict):
        return "、".join(_one(field, value.get(field.name)) for field in fields)
    return _one(fields[0], value)


def _one(field: Field, value: Any) -> str:
    # Nobody asks here who is how old: a member's name is shown as a minor's
    return shown(field, from_stored(field, value), minor=field.privacy is Privacy.MINOR)
