"""Places this version does not have yet: they say what will be there."""

from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import empty


class LaterPage(Page):
    """An honest empty place."""

    def __init__(self, session: Session, title: str, words: str) -> None:
        super().__init__(session, title)
        self.fill(empty(words))
