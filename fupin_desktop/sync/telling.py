"""What a receipt's codes mean to the laptop that reads them: why the office keeps something aside, and what to do."""

from fupin_desktop.ledger.words import N_, _

_TOLD = {
    "stream.gap": N_("an earlier bundle has not arrived there: export again and send it"),
    "stream.fork": N_("two copies of this book have written: telephone the office"),
    "entry.brake": N_("many households put away or emptied at once: a second person at the office must agree"),
    "entry.quota": N_("far more than one village can need: telephone the office"),
    "entry.revoked": N_("written after this laptop was revoked: telephone the office"),
    "entry.scope": N_("this laptop may not write in that place: ask the office to grant it"),
    "entry.office": N_("only an office may do this: ask the office to do it"),
    "entry.class": N_("this kind of record does not belong there: telephone the office"),
    "entry.foreign": N_("it changes a record of another place: telephone the office"),
    "entry.moved": N_("the household had moved to another village, and this laptop knew: telephone the office"),
    "entry.clock": N_("this machine's date was wrong: correct it; the office may let this pass, or you enter it again"),
    "entry.twin": N_("the rest of its command has not arrived there: export again and send it"),
    "entry.kept_aside": N_("the office decided to keep it aside: telephone the office"),
    "entry.value": N_("a value in it has not the form of its field: write it anew"),
}
_OTHER = N_("for a reason this version does not know: update, or telephone the office")


def reason_words(code: str) -> str:
    """Why an office keeps an entry of this laptop aside, and what to do; nothing is lost, here or there."""
    return _(_TOLD.get(code, _OTHER))
