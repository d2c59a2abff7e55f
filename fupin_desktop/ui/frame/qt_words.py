"""The words of Qt's own dialogs that Qt's Chinese catalogue lacks; they stand in ours."""

from PySide6.QtCore import QTranslator

from fupin_desktop.ledger.words import N_, _

_LACKING = {("QFileDialog", "&Look in:"): N_("&Look in:"), ("QFileDialog", "Files of &type:"): N_("Files of &type:")}


class QtWords(QTranslator):
    """Answers for these alone; everything else is left to Qt's catalogue."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """As Qt asks; None for what is not ours: an empty text would be an answer, too."""
        del disambiguation, n
        ours = _LACKING.get((context, text))
        return _(ours) if ours else None

    def isEmpty(self) -> bool:
        """Never, or Qt would not ask."""
        return False
