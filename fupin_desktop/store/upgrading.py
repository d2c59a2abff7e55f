"""Bringing an older book to this version: backup, upgrade, check, in that order (architecture.md)."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

_FOLDER = Path(__file__).with_name("migrations")
FIRST = "0001"


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
