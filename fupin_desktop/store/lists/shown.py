"""What lists show of a kind, and each record beside its household, for statements written by hand."""

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.standing import visible
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.select.selecting import Statement


def seen(reader: Reader, kind: str, alias: str) -> str:
    """The condition on rows of a kind that lists show them (`ledger.declared.standing.visible`)."""
    cls = KINDS[kind]
    return Statement(reader.joined).all_of(cls, alias, visible(KINDS, cls))[0]


def with_home(reader: Reader, kind: str, alias: str) -> str:
    """The rows of a kind under `alias`, each beside its household `h`: of joined twins the one that stands for them."""
    return f'"{kind}" {alias} JOIN household h ON h.id = {reader.joined.standing(f"{alias}.household")}'
