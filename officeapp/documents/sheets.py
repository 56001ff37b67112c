"""What long papers have in common: A4 pages with a head, a foot and 'Page 3 of 12'."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from typing_extensions import override

from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts

MARGIN = 12 * mm
HEAD = 14 * mm
FOOT = 7 * mm
INK, FADED = HexColor("#000000"), HexColor("#55616f")
LINE, SHADE, BAND = HexColor("#8a94a1"), HexColor("#dfe4ea"), HexColor("#f1f4f7")
CANCELLED = "Stopped; nothing was printed."


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page.

    Attributes:
        title: The paper's title, for the file and the head of the first line.
        below: The second line of the head.
        school: The school's name.
        printed: When it was printed, and by whom.
        across: Whether the page lies across.
    """

    title: str
    below: str
    school: str
    printed: str
    across: bool = False

    @property
    def page(self) -> tuple[float, float]:
        """Return the width and height of a page in points."""
        width, height = landscape(A4) if self.across else A4
        return float(width), float(height)


class NumberedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that knows at its end how many pages there are, and says so on each."""

    def __init__(self, *given: Any, furniture: Furniture, **options: Any) -> None:
        super().__init__(*given, **options)
        self._furniture = furniture
        self._pages: list[dict[str, Any]] = []

    @override
    def showPage(self) -> None:  # ReportLab's own name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    @override
    def save(self) -> None:
        pages = len(self._pages)
        for state in self._pages:
            self.__dict__.update(state)
            draw_furniture(self, self._furniture, f"Page {self._pageNumber} of {pages}")
            super().showPage()
        super().save()


def draw_furniture(canvas: Any, on: Furniture, page: str) -> None:
    """Draw the head and foot of a page."""
    width, height = on.page
    top, right = height - MARGIN, width - MARGIN
    canvas.saveState()
    canvas.setFillColor(INK)
    school = stringWidth(on.school, FONT, 10)
    canvas.setFont(BOLD, 13)
    canvas.drawString(MARGIN, top - 11, fitted(on.title, BOLD, 13, right - MARGIN - school - 12))
    canvas.setFont(FONT, 10)
    canvas.drawRightString(right, top - 11, on.school)
    canvas.drawString(MARGIN, top - 26, on.below)
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 8)
    canvas.drawString(MARGIN, MARGIN - 2, on.printed)
    canvas.drawRightString(right, MARGIN - 2, page)
    canvas.restoreState()


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return a text, cut with an ellipsis where it is wider than there is room for."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def built(story: list[Any], on: Furniture) -> bytes:
    """Return a story set on pages as a PDF."""
    load_fonts()
    paper = io.BytesIO()
    document = BaseDocTemplate(
        paper,
        pagesize=on.page,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN + HEAD,
        bottomMargin=MARGIN + FOOT,
        title=on.title,
        author=on.school,
        subject=on.below,
        lang=LANGUAGE,
        initialFontName=FONT,
    )
    frame = Frame(
        document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0
    )
    document.addPageTemplates([PageTemplate("page", [frame])])

    def numbered(*given: Any, **options: Any) -> NumberedCanvas:
        return NumberedCanvas(*given, furniture=on, **options)

    document.build(story, canvasmaker=numbered)
    return paper.getvalue()


def digest_of(paper: bytes) -> str:
    """Return the SHA-256 of a paper, by which it is known again."""
    return hashlib.sha256(paper).hexdigest()
