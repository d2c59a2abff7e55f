"""One clause of the papers that asks for something, with what serves it."""

from dataclasses import dataclass

from fupin_desktop.ledger.words import word

SERVED, REFERENCE, LATER = "served", "reference", "later"
STATES = (SERVED, REFERENCE, LATER)
PAPERS = {
    "000": "福发〔2016〕6号",
    "002": "汕尾发〔2016〕10号",
    "003": "广州市实施意见（2016）",
    "004": "粤办发〔2018〕8号",
}


@dataclass(frozen=True)
class Clause:
    """A row of the table of clauses.  `demand` is told in our own words; `room` says what it waits for, or where it
    will grow; `screens`, `commands`, `prints` and `tests` are united from every room that serves it.
    """

    id: str
    paper: str
    clause: str
    demand: str
    room: str = ""
    reference: bool = False
    screens: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`served` once a test proves it, `reference` for a principle, else `later`."""
        if self.tests:
            return SERVED
        return REFERENCE if self.reference else LATER

    @property
    def state_words(self) -> str:
        """The state as people read it; of what is to come with the room that brings it."""
        told = word("clause_state", self.state)
        return f"{told}：{word('clause_room', self.room)}" if self.state == LATER else told

    @property
    def cited(self) -> str:
        """The paper by its number, and the place in it; an M row names its papers in the place."""
        return self.clause if self.id.startswith("M") else f"{PAPERS[self.paper]} {self.clause}"
