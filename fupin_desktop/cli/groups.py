"""Which verbs there are, by their first word, and the modules that add them: a call loads those of its own word alone.

Loading all of them takes a second: every engine of the program is behind some verb.  The list of verbs that `--help`
prints needs none of them.
"""

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from fupin_desktop.cli.arguments import Verbs


class Group(NamedTuple):
    """The modules that add verbs of a first word; `help` where the word is a verb by itself."""

    modules: tuple[str, ...]
    help: str | None = None


# In the order in which they are listed
GROUPS: Mapping[str, Group] = {
    "book": Group(("office.books", "office.handing_over")),
    "backup": Group(("office.books",), "copy the book and check the copy"),
    "restore": Group(("office.books",), "put a backup back"),
    "check": Group(("office.books",), "check the book; --mend first makes anew what is kept to find records quickly"),
    "user": Group(("office.keyholders",)),
    "recovery": Group(("office.keyholders",)),
    "rekey": Group(("office.keyholders",), "a new key; only your own passphrase stays"),
    "roster": Group(("rosters",)),
    "device": Group(("office.exchanging", "office.custody")),
    "bundle": Group(("office.exchanging",)),
    "question": Group(("office.exchanging", "office.asking")),
    "tray": Group(("office.exchanging",)),
    "office": Group(("office.custody",)),
    "custodian": Group(("office.custody",)),
    "record": Group(("records", "office.findings")),
    "dictionary": Group(("records",), "the data dictionary"),
    "household": Group(("work.household_changes", "office.moves")),
    "income": Group(("work.earning",)),
    "unit": Group(("work.assisting",)),
    "responsibility": Group(("work.assisting",)),
    "cadre": Group(("work.assisting",)),
    "team": Group(("work.assisting",)),
    "handover": Group(("office.handing_over",)),
    "undo": Group(("undoing",)),
    "visit": Group(("work.visiting",)),
    "timeline": Group(("work.journal",), "everything that happened to a household"),
    "journal": Group(("work.journal",)),
    "task": Group(("work.tasks",)),
    "measure": Group(("work.planning",)),
    "plan": Group(("work.household_plans", "work.village_planning")),
    "benefit": Group(("work.policy_cards",)),
    "case": Group(("work.casework",)),
    "notice": Group(("work.noticing",)),
    "form": Group(("forms",)),
    "report": Group(("figures",), "which reports there are; one of them, as figures, PDF or workbook"),
    "gaps": Group(("figures",), "how much is missing; with a name, the records"),
    "score": Group(("work.scoring",)),
    "policy": Group(("office.policy",)),
    "rights": Group(("office.policy",)),
    "clause": Group(("office.clauses",)),
    "photo": Group(("work.phototray",)),
    "tour": Group(("practice.touring",), "the whole main job on the shipped sample"),
    "demo": Group(("practice.demonstrating",), "an invented township from May 2016 to June 2018, with its laptops"),
    "quality": Group(("later",), "not in this version"),
    "reconcile": Group(("later",), "not in this version"),
}


def verbs_of(first: str) -> Verbs:
    """Every first word, with the verbs of this one; of an unknown word, or none, the list alone."""
    return _verbs([first])


def every_verb() -> Verbs:
    """All verbs, with every module loaded: for tests that walk them."""
    return _verbs(GROUPS)


def _verbs(wanted: Collection[str]) -> Verbs:
    verbs = Verbs()
    for word, group in GROUPS.items():
        verbs.only = word  # a module adds verbs of several first words; of a first word several modules add verbs
        if word not in wanted:
            verbs.name(word, group.help)
            continue
        for module in _loaded(group):
            module.add_to(verbs)
    return verbs


def _loaded(group: Group) -> Iterator[Any]:
    return (import_module(f"fupin_desktop.cli.{name}") for name in group.modules)
