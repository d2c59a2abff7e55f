"""Texts and ruled lines as operators of a page: what reportlab's own text object takes over half of a long list for."""

from collections.abc import Iterable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from fupin_desktop.paper.faces import Run
from fupin_desktop.paper.setting.flow import Rule, Text

_THICK = 0.5  # points
_KEPT = 4_000  # pieces of text whose signs are kept: the same words stand in most rows


class Pen:
    """Writes on the pages of one canvas; `height` is the sheet's, since a page of PDF is measured from its foot."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas, self._height = canvas, height
        self._known: dict[Run, list[tuple[str, str]]] = {}

    def texts(self, texts: Iterable[Text]) -> None:
        """Set texts in the order given."""
        code, font, spacing = ["BT"], "", 0.0
        for text in texts:
            if text.spacing != spacing:
                spacing = text.spacing
                code.append(f"{spacing:.4f} Tc")
            code.append(f"1 0 0 1 {text.x:.3f} {self._height - text.y:.3f} Tm")
            for run in text.line.runs:
                for subset, signs in self._signs(run):
                    wanted = f"{subset} {text.size:g} Tf"
                    if wanted != font:
                        font = wanted
                        code.append(font)
                    code.append(f"<{signs}> Tj")
        code.append("ET")
        self._canvas.addLiteral("\n".join(code))

    def rules(self, rules: Iterable[Rule]) -> None:
        """Draw ruled lines, as one path."""
        code = [f"{_THICK} w", "n"]
        code += [
            f"{one.x1:.3f} {self._height - one.y1:.3f} m {one.x2:.3f} {self._height - one.y2:.3f} l" for one in rules
        ]
        self._canvas.addLiteral("\n".join([*code, "S"]))

    def _signs(self, run: Run) -> list[tuple[str, str]]:
        """The subsets of a font that hold the characters, and the characters' places there in hexadecimal."""
        found = self._known.get(run)
        if found is None:
            font, document = pdfmetrics.getFont(run.font), self._canvas._doc
            found = [
                (font.getSubsetInternalName(subset, document), signs.hex())
                for subset, signs in font.splitString(run.text, document)
            ]
            if len(self._known) < _KEPT:
                self._known[run] = found
        return found
