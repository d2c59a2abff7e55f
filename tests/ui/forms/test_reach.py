"""No field that the command line can write is out of the window's reach: kinds with pages of their own included.

Kinds that people enter in files of subjects have their fields in `RecordFields` (test_forms) and their list in a tab;
what the exchange writes is written by acts of an office, with their reason.
"""

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.housing.money import HousingStandard
from fupin_desktop.identification.commands import lay_out
from fupin_desktop.identification.screening import ScreeningItem
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Hand
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.model import Notice, NoticeContact, Objection, Posting
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.rights.model import Waiver
from fupin_desktop.subjects import OWN_PAGES, is_by_hand
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.verification.model import VerificationRound

OF_EXCHANGE = "fupin_desktop.sync."
# Chosen or made where the record is made, not typed into a form
CHOSEN: dict[type[Record], dict[str, str]] = {
    Notice: {"kind": "chosen above the list", "issuer": "the office of the book or of the village"},
    NoticeContact: {},
    Posting: {},
    Objection: {},
    PolicyParameter: {"code": "the row of the list"},
    PolicyDocument: {},
    Waiver: {},
    HousingStandard: {},
    ScreeningItem: {},
    VerificationRound: {},
}


def free(cls: type[Record]) -> set[str]:
    return {name for name in fields_of(cls) if hand_of(cls, name) is Hand.FREE}


@pytest.fixture
def written(qtbot: QtBot, shell: Shell) -> dict[type[Record], set[str]]:
    """The fields for which the dialogs of pages of their own have editors."""
    session = shell.session
    with session.book.write("test") as ledger:
        listed, typed = draft_notice(ledger, "N05"), draft_notice(ledger, "N19")
    shell.go("notices")
    shell.go("settings")
    notices, settings = shell.pages["notices"], shell.pages["settings"]
    assert isinstance(notices, NoticesPage)
    assert isinstance(settings, SettingsPage)
    found: dict[type[Record], set[str]] = {cls: set(names) for cls, names in CHOSEN.items()}
    acts = notices.acts
    for notice in (listed, typed):
        found[Notice] |= set(acts.revise(notice).editors)
    found[NoticeContact] |= set(acts.contact(session.book.identity.division).editors)
    found[Posting] |= set(acts.post(listed, []).editors)
    found[Objection] |= set(acts.objected(listed).editors)
    for tab in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(tab)
    settings.parameters.table.selectRow(0)
    settings.parameters.ask()
    settings.documents.ask(None)
    settings.rights.ask()
    settings.standards.ask(None)
    assert settings.standards.dialog is not None
    found[HousingStandard] |= set(settings.standards.dialog.fields.editors)
    settings.rounds.ask(None)
    assert settings.rounds.dialog is not None
    found[VerificationRound] |= set(settings.rounds.dialog.fields.editors)
    with session.book.write("test") as ledger:
        item = lay_out(ledger, session.book.identity.division)[0]
    settings.screening.ask(item)
    assert settings.screening.dialog is not None
    found[ScreeningItem] |= set(settings.screening.dialog.fields.editors)
    for cls, card in (
        (PolicyParameter, settings.parameters),
        (PolicyDocument, settings.documents),
        (Waiver, settings.rights),
    ):
        assert card.asking is not None
        found[cls] |= set(card.asking.editors)
    return found


def test_kinds_with_pages_of_their_own_have_an_editor_for_each_free_field(
    written: dict[type[Record], set[str]],
) -> None:
    missing = {kind_of(cls): free(cls) - names for cls, names in written.items()}
    assert not {kind: names for kind, names in missing.items() if names}


def test_every_kind_is_written_in_a_file_on_a_page_or_by_the_exchange() -> None:
    steps = {kind for kind, cls in KINDS.items() if not free(cls)}
    on_cards = {"question_asked", "question_comment"}  # asked for on the card of the question itself
    own = {kind_of(cls) for cls in CHOSEN}
    left = [
        kind
        for kind, cls in KINDS.items()
        if not is_by_hand(cls) and kind not in steps | on_cards | own and not cls.__module__.startswith(OF_EXCHANGE)
    ]
    assert left == []
    assert OWN_PAGES - {"question_asked", "question_comment"} <= own, "a page of its own that is not there"
