"""`fupin tour`: the whole main job on the shipped sample, by the same verbs an office would type."""

import time
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import Call, Verbs, arg, output_folder
from fupin_desktop.cli.practice.tour import Tour
from fupin_desktop.files import data_folder, resource


def add_to(verbs: Verbs) -> None:
    """Add the tour."""
    verbs.add(
        "tour",
        _tour,
        "the whole main job on the shipped sample",
        arg("--out", type=output_folder),
        arg("--roster", type=Path),
    )


def _tour(call: Call) -> dict[str, Any]:
    out = call.args.out or data_folder() / time.strftime("tour-%Y%m%d-%H%M%S")
    roster = call.args.roster or resource("demo", "demo-county-roster.xlsx")
    return Tour(out, roster).walk()
