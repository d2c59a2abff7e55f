"""What is asked of the child process, and what it answers."""

import msgspec

TAKE, SHOW = "take", "show"


class Unreadable(Exception):
    """The picture is not read, for the reason with this code."""


class Request(msgspec.Struct, array_like=True):
    """Pictures as they came, what to do with each, the longest edge in pixels; `place` asks for where it was taken."""

    act: str
    edge: int
    pictures: list[bytes]
    place: bool = False


class Pixels(msgspec.Struct, array_like=True, frozen=True):
    """A decoded picture: three bytes a pixel, row after row without padding."""

    width: int
    height: int
    rgb: bytes


class Taken(msgspec.Struct, array_like=True, frozen=True):
    """A photograph as it is kept: JPEG without any metadata, when it was taken (ISO 8601, local time) and where.

    `taken_at` and `place` (`latitude,longitude` in degrees) are empty when the file does not say or nobody asked.
    """

    content: bytes
    width: int
    height: int
    taken_at: str = ""
    place: str = ""


class Answer(msgspec.Struct, array_like=True):
    """For one picture: what became of it, or the code of a refusal (see `taking.REASONS`)."""

    refused: str = ""
    taken: Taken | None = None
    pixels: Pixels | None = None
