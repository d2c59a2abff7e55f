"""Bringing an older book to this version: backup, upgrade, search index, and what it could not read before; in that
order.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.copies.backup import safeguard
from fupin_desktop.store.book.held_book import HeldBook
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.schema import SCHEMA
from fupin_desktop.store.search.person_index import index_all

_FOLDER = Path(__file__).parents[1] / "migrations"


def config_for(connection: Connection, **attributes: Any) -> Any:
    """Alembic's settings for this connection; imported here, so that opening a current book costs nothing of it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes.update(connection=connection, **attributes)
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that are missing."""
    from alembic import command

    command.upgrade(config_for(connection), revision)


def stamp(connection: Connection) -> None:
    """Note on a new book which revision it was made at."""
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA:04}",))


def bring_up(book: HeldBook) -> None:
    """Bring the book to this version's schema; a break at any point leaves it as it was, beside its backup.

    What came from newer programs and could not be read then lies in its segments: it is read now.
    """
    safeguard(book)
    with book.transaction() as connection:
        upgrade(connection)
        # A digest names the fields of each kind: what was worked out before the new ones came is of another version
        connection.exec_driver_sql("UPDATE digest SET dirty = 1")
        index_all(connection)
        connection.exec_driver_sql("UPDATE meta SET value=? WHERE key='schema'", (str(SCHEMA),))
        _read_unknown(Exchange(connection, book.identity))
        append_audit(connection, book.user, "book.upgrade", str(SCHEMA))


def _read_unknown(exchange: Exchange) -> None:
    sql = "SELECT DISTINCT s.scope FROM segment g JOIN stream s ON s.no = g.stream WHERE g.unknown = 1"
    scopes = [scope for (scope,) in exchange.connection.exec_driver_sql(sql).all()]
    exchange.judge_again(scopes)
    exchange.connection.exec_driver_sql("UPDATE segment SET unknown = 0 WHERE unknown = 1")
