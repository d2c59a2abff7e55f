"""Editors of fields: a wrong code is refused where it is typed, and stops nothing where it stood before."""

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ui.editors.editors import Editor, editor_for

CODE = "44169010120020160002"


def editor(qtbot: QtBot) -> Editor:
    made = editor_for(fields_of(Household)["household_code"])
    qtbot.addWidget(made.widget)
    return made


def test_a_wrong_code_is_refused_where_it_is_typed(qtbot: QtBot) -> None:
    made = editor(qtbot)
    made.set_value(CODE)
    made.set_typed(CODE[:-1])
    with pytest.raises(Refusal) as refused:
        made.value()
    assert refused.value.code == "code.short"
    made.set_typed(f" {CODE[:12]} {CODE[12:]} ")
    assert made.value() == CODE


def test_what_an_older_book_holds_stops_nothing_while_nobody_touches_it(qtbot: QtBot) -> None:
    made = editor(qtbot)
    made.set_value(CODE[:-1])
    assert made.value() == CODE[:-1]
