"""The first rows of a new book."""

import json
import time
from dataclasses import asdict

from sqlalchemy import Engine

from fupin_desktop.seal.keys import make_keys
from fupin_desktop.store.identity import VILLAGE
from fupin_desktop.store.schema import SCHEMA, metadata
from fupin_desktop.store.upgrading import stamp


def first_rows(engine: Engine, book_id: str, role: str, name: str, division: str, practice: bool) -> None:
    """Make the tables, and write down who the book is, with fresh keys."""
    values = {
        "book_id": book_id,
        "schema": str(SCHEMA),
        "role": role,
        "name": name,
        "division": division,
        "practice": "1" if practice else "0",
        "device": json.dumps(asdict(make_keys())),
        "created": str(int(time.time())),
    }
    if role != VILLAGE:
        values["authority"] = json.dumps(asdict(make_keys()))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        metadata.create_all(connection)
        stamp(connection)
        connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", list(values.items()))
