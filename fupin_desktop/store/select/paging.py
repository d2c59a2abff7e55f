"""The next page of a list: where it goes on, also behind rows that lack the value the list is ordered by.

Forms ask for that value, but what another book wrote may lack it; a list must not end there.  Such rows sort first.
"""

Rest = tuple[str, list[object]]  # a condition and its values


def later_than(column: str, id_column: str, value: object, id: int) -> Rest:
    """What follows this row in a list ordered by the column and the id, both rising."""
    if value is None:
        return f"({column} IS NOT NULL OR {id_column} > ?)", [id]
    return f"({column}, {id_column}) > (?, ?)", [value, id]


def earlier_than(column: str, id_column: str, value: object, id: int) -> Rest:
    """What follows this row in a list ordered by the column and the id, both falling."""
    if value is None:
        return f"{column} IS NULL AND {id_column} < ?", [id]
    return f"(({column}, {id_column}) < (?, ?) OR {column} IS NULL)", [value, id]
