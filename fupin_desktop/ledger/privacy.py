"""Who may see a value, and what everybody else sees instead (safety.md, 'Privacy, export, printing')."""

from enum import Enum


class Privacy(Enum):
    """The privacy class of a field.

    PUBLIC may stand on a notice when its template lists it; OFFICE shows the last four only; SEALED is shown in full
    only for a logged reason; MINOR is a name that is masked while its bearer is under 18.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    OFFICE = "office"
    SEALED = "sealed"
    MINOR = "minor"


HIDDEN = "＊＊＊"
PRIVATE = frozenset({Privacy.OFFICE, Privacy.SEALED})  # never shown whole without a reason, whosever they are


def tail(value: str) -> str:
    """An ID, card or telephone number as offices see it: 尾号, the last four only."""
    return f"＊{value[-4:]}" if len(value) > 4 else HIDDEN


def minor_name(value: str) -> str:
    """A minor's name: the family name, and × for each further character."""
    return value[:1] + "×" * max(1, len(value) - 1) if value else value


def masked(value: object, privacy: Privacy, *, minor: bool = False) -> object:
    """The value as it is shown by default; `minor` says whether the person it belongs to is under 18."""
    if value in (None, "", (), []):
        return value
    if privacy is Privacy.OFFICE:
        return tail(str(value))
    if privacy is Privacy.SEALED:
        return HIDDEN
    if privacy is Privacy.MINOR and minor:
        return minor_name(str(value))
    return value


def is_mask(text: str, privacy: Privacy) -> bool:
    """True for what stands where a value is hidden: read back from a list, it says nothing of the value."""
    if privacy is Privacy.MINOR:
        return len(text) > 1 and set(text[1:]) == {"×"}
    return privacy in (Privacy.OFFICE, Privacy.SEALED) and text.startswith("＊")
