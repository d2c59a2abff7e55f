"""The command line (composition root): `fupin VERB …`.

Exit codes: 0 done, 1 refused, 2 usage, 70 bug.  With --json one JSON object stands on standard output, all else on
standard error.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from fupin_desktop.cli.answering import answered, said, take_any_sign
from fupin_desktop.cli.arguments import Call, Common, UsageError, common, handler_of, say
from fupin_desktop.cli.groups import GROUPS, verbs_of
from fupin_desktop.cli.later import LATER
from fupin_desktop.cli.outputs import check_outputs
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.system.disk import of_system
from fupin_desktop.ledger.system.fault import kind_of, places_of
from fupin_desktop.ledger.words import DEFAULT_LANGUAGE, N_, _, choose_language
from fupin_desktop.process_secrets import keep_no_core, take_passphrase

DONE, REFUSED, USAGE, BUG = 0, 1, 2, 70
# How the command line confirms a date that the entries speak against; the window asks.
_CONFIRMED_BY = {
    "clock.back": N_("On the command line: --confirm-day=REASON."),
    "clock.ahead": N_("On the command line: --confirm-day."),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code."""
    # Taken out of the environment before anything else starts, so that no child inherits it.
    passphrase = take_passphrase()
    keep_no_core()
    take_any_sign()
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    try:
        options = common(words)
        choose_language(options.lang or os.environ.get("FUPIN_LANG", DEFAULT_LANGUAGE))
        return _run(options.rest, as_json, _call(options, as_json, passphrase))
    except UsageError as error:
        say(str(error))
        if as_json:
            said({"usage": {"message": str(error)}})
        return USAGE
    except KeyboardInterrupt:
        return _refused(_stopped(), as_json)


def _call(options: Common, as_json: bool, passphrase: str | None) -> Call:
    return Call(_parse(options.rest), as_json, options.passphrase_file, passphrase, options.confirm_day)


def _parse(words: Sequence[str]) -> Any:
    if any(words[: len(verb.split())] == verb.split() for verb in LATER):
        words = words[:2] if " ".join(words[:2]) in LATER else words[:1]
    return verbs_of(words[0] if words and words[0] in GROUPS else "").parse(words)


def _run(words: Sequence[str], as_json: bool, call: Call) -> int:
    handler = handler_of(call.args)
    if handler is None:
        raise UsageError("fupin VERB …; fupin --help")
    try:
        check_outputs(call)
        answer = handler(call)
    except Refusal as refusal:
        return _refused(refusal, as_json)
    except Cancelled:
        return _refused(_stopped(), as_json)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a library is no Exception
        told = of_system(error)
        return _refused(told, as_json) if told is not None else _bug(words, as_json, error)
    if call.told:
        answer["told"] = [{"code": code, "message": message} for code, message in call.told.items()]
    return _answered(answer, as_json)


def _answered(answer: dict[str, Any], as_json: bool) -> int:
    is_refused = isinstance(answer.get("refused"), dict) or answer.get("ok") is False
    return DONE if answered(answer, as_json) and not is_refused else REFUSED


def _stopped() -> Refusal:
    return Refusal("stopped", _("Stopped; nothing half done was left."))


def _refused(refusal: Refusal, as_json: bool) -> int:
    message = refusal.message
    if refusal.code in _CONFIRMED_BY:
        message = f"{message} {_(_CONFIRMED_BY[refusal.code])}"
    say(message)
    if as_json:
        told = {"code": refusal.code, "message": message, "where": refusal.where}
        said({"refused": told})
    return REFUSED


def _bug(words: Sequence[str], as_json: bool, error: BaseException) -> int:
    places, kind = places_of(error), kind_of(error)
    verb = " ".join(word for word in words[:2] if word.isascii() and word.replace("-", "").isalpha())
    say(
        _(
            "An error in the program. A step that was finished before it is saved, the one it broke off is not; nothing"
            " is half done. Look before you repeat the call. Please pass this report on:"
        )
    )
    say(f"{verb}: {kind}: {' > '.join(places)}")
    if os.environ.get("FUPIN_DEBUG"):
        traceback.print_exc()
    if as_json:
        said({"bug": {"kind": kind, "places": places}})
    return BUG
