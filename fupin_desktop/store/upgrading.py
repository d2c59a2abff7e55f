"""Bringing an older book to this version: backup, upgrade, check, in that order (architecture.md)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

if TYPE_CHECKING:
    from fupin_desktop.store.book import Book

_FOLDER = Path(__file__).with_name("migrations")
NEWEST = "0003_asking"  # what a new book is stamped with; it has every table from the start


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


def stamp(connection: Connection, revision: str) -> None:
    """Note on a new book which revision it was made at."""
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))


def bring_up(book: "Book", schema: int) -> None:
    """Bring an older book to this schema, after a backup beside it; whatever breaks it off leaves the book as it was.

    What a newer program wrote meanwhile, and this book kept unread in its segments, is filled in.
    """
    book.safeguard()
    with book.transaction() as connection:
        upgrade(connection)
        connection.exec_driver_sql("UPDATE meta SET value=? WHERE key='schema'", (str(schema),))
    with book.exchange() as exchange:
        rows = exchange.connection.exec_driver_sql("SELECT DISTINCT stream FROM segment WHERE unknown=1")
        exchange.judge_again({exchange.streams.scope(stream) for (stream,) in rows.all()})
    book.note("book.upgrade", str(schema))
