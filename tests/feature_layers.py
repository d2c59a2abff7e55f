"""Layers of the package in which the word `features` stands for every feature folder that is named nowhere else.

So a new feature costs no line of configuration, and no folder can stay out of the contract.
"""

from pathlib import Path
from typing import Any

from importlinter.contracts.layers import LayersContract

PACKAGE = Path(__file__).parents[1] / "fupin_desktop"
WORD = "features"


class FeatureLayers(LayersContract):
    """`layers` as the library checks them, with the word filled in; features are siblings that know no other."""

    type_name = "feature_layers"

    def __init__(self, name: str, session_options: dict[str, Any], contract_options: dict[str, Any]) -> None:
        named = contract_options["layers"]
        filled = [" | ".join(features(named)) if layer == WORD else layer for layer in named]
        super().__init__(name, session_options, {**contract_options, "layers": filled})


def features(named: list[str]) -> list[str]:
    """The folders with a model.py that no layer names."""
    known = {part.strip() for layer in named for part in layer.split("|")}
    return sorted(folder.parent.name for folder in PACKAGE.glob("*/model.py") if folder.parent.name not in known)
