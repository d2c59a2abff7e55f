"""Places this version does not have yet: they say what will be there."""

from fupin_desktop.ui.page import Page
from fupin_desktop.ui.parts import empty
from fupin_desktop.ui.session import Session


class LaterPage(Page):
    """An honest empty place."""

    def __init__(self, session: Session, title: str, words: str) -> None:
        super().__init__(session, title)
        self.fill(empty(words))
