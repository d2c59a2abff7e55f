"""One act for many chosen records: asked once, shown for each, and those it is refused for are named and stay."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.notation.showing import NOTHING, plain_value
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import title_of
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.acts import Act, plain_title
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.lists.items import Cell, Item, refuse_many
from fupin_desktop.ui.lists.preview import Preview


class AskingForMany(Asking):
    """Asks as for one; what is answered is shown for every record before anything is done."""

    def __init__(self, session: Session, act: Act, records: Sequence[Record], parent: QWidget) -> None:
        refuse_many(len(records))
        self._one, self._records, self._above = act, records, parent
        assert act.fields is not None, "an act for many says what it asks"
        say = _("For the {count} chosen records.").format(count=len(records))
        title = plain_title(act.title)
        editors: list[Editor] = of_fields(act.fields(session, records[0]))
        super().__init__(session, title, editors, act.command, _nothing, say=say, parent=parent)
        self.ok_button.setText(_("&Preview…"))
        self.preview: Preview | None = None

    def _start(self, values: dict[str, Any]) -> None:
        make = partial(_items, self._session, self._one, self._records, values, self._told(values))
        self.preview = Preview(self._session, self.windowTitle(), {"": make}, self._above, command=self._one.command)
        self.close()
        self.preview.open()

    def _told(self, values: dict[str, Any]) -> str:
        told = (plain_value(self.editors[name].field, value) for name, value in values.items())
        return " · ".join(filter(None, told)) or NOTHING


def _nothing(_ledger: Any, _values: dict[str, Any]) -> None:
    """What would be done for one: here it is shown first."""


def _items(
    session: Session, act: Act, records: Sequence[Record], values: dict[str, Any], told: str, reader: Reader
) -> list[Item]:
    return [_item(title_of(reader, one, session.today), act, one, values, told) for one in records]


def _item(title: str, act: Act, record: Record, values: dict[str, Any], told: str) -> Item:
    cell = Cell("", plain_title(act.title), NOTHING, told)
    if not act.fits(record) or act.do is None:
        cell.problem = _("This cannot be done with it as it stands.")
        return Item(title, [cell])
    do = act.do
    return Item(title, [cell], lambda ledger: do(ledger, record, dict(values)))
