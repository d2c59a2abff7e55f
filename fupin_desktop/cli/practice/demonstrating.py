"""`fupin demo`: an invented, lived-in township or county for training, screenshots and load."""

from typing import Any

from fupin_desktop.cli.arguments import Call, Verbs, arg, output_folder, say


def add_to(verbs: Verbs) -> None:
    """Add the demonstration."""
    verbs.add(
        "demo",
        _demo,
        "an invented township from May 2016 to June 2018, with its laptops",
        arg("out", type=output_folder),
        arg("--villages", type=int, default=9),
        arg("--households", type=int, default=500),
        arg("--seed", type=int, default=2016),
    )


def _demo(call: Call) -> dict[str, Any]:
    from fupin_desktop.demo.making import make_demo  # it draws pictures: no other verb needs that

    args = call.args
    made = make_demo(
        args.out, villages=args.villages, households=args.households, seed=args.seed,
        progress=lambda _done, _total, text: say(text) if text else None,
    )  # fmt: skip
    return {
        "books": [str(path) for path in made.books], "households": made.households, "members": made.members,
        "counts": made.counts, "digest": made.digest, "file": str(made.readme), "folder": str(args.out),
    }  # fmt: skip
