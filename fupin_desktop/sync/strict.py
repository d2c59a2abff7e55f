"""JSON objects from strangers: a key may stand once only."""

from typing import Any


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For `object_pairs_hook`: the object; ValueError when a key is repeated."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated key")
    return found
