"""`fupin`, and `python -m fupin_desktop`: the window without a verb, the command line with one."""

import os
import sys
from collections.abc import Sequence

from fupin_desktop.cli import main as run_verb
from fupin_desktop.cli.arguments import say, wants_window
from fupin_desktop.process_secrets import keep_no_core, take_passphrase


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window or run the verb; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = wants_window(words)
    return run_verb(words) if language is None else _window(language)


def _window(language: str) -> int:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        say("没有显示器，窗口打不开；可以用 fupin tour 走一遍演示。 / No display: try `fupin tour`.")
        return 1
    passphrase = take_passphrase()
    keep_no_core()
    from fupin_desktop.app import main as open_window

    return open_window(passphrase=passphrase, language=language or None)


if __name__ == "__main__":
    sys.exit(main())
