"""Models and migrations give the same schema."""

from sqlalchemy import Connection, create_engine, text

from fupin_desktop.store.book.upgrading import upgrade
from fupin_desktop.store.schema import metadata


def _schema(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'alembic%'"))
    return {
        name: [
            # A column that a migration adds stands at the end: by name, not by position
            *sorted(tuple(row)[1:] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')),
            *sorted(row[1] for row in connection.exec_driver_sql(f'PRAGMA index_list("{name}")')),
        ]
        for (name,) in names
    }


def test_models_and_migrations_give_the_same_schema() -> None:
    made, migrated = create_engine("sqlite://"), create_engine("sqlite://")
    with made.begin() as one, migrated.begin() as other:
        metadata.create_all(one)
        upgrade(other)
        assert _schema(one) == _schema(other)
    made.dispose()
    migrated.dispose()
