"""What of a kind happened on a day (时间线), as its feature declares it.

Time lines of subjects (帮扶动态) and of persons (驻村日志) are made of these: nobody enters a thing twice, and a new
kind stands in them by one line of its feature.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Happening:
    """A kind whose records happened: `day` is the field of the day, `time` that of the hour, where there is one.

    `people` are the fields that name who did it, `words` those that tell what it was, in the order of telling.  `also`
    are kinds, each with its link to this one, whose records name further subjects it concerns: a leader's visit to a
    village has the households at which he called.
    """

    kind: str
    day: str
    people: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    time: str = ""
    also: tuple[tuple[str, str], ...] = ()
