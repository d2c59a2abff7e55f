"""The papers' figures in the window: all that is computed agrees; the chosen one says its words and its parameters."""

from fupin_desktop.ledger.words import _, choose_language
from fupin_desktop.policy.definitions import defined
from fupin_desktop.policy_check.figure import DIFFERS
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.widgets.tabs import choose_tab
from fupin_desktop.ui.window.shell import Shell


def test_the_figures_stand_beside_what_is_computed(shell: Shell) -> None:
    choose_language("zh_CN")
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    choose_tab(page.tabs, _("Clauses served"))
    card = page.figures
    rows = card.table.rows.rows
    assert len(rows) == 50
    assert all(one.verdict != DIFFERS for one in rows)
    assert "相符" in card.state.text()
    at = next(n for n, one in enumerate(rows) if one.figure.id == "Q24")
    card.table.selectRow(at)
    assert defined("per_capita_ratio").label in card.words.text()
    texts = [column.text(rows[at]) for column in card.table.rows.columns]
    assert texts[3] == texts[4] == "1,236,000,000 · 768,000,000 · 468,000,000"
    assert texts[5] == "相符"
