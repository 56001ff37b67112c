"""Words and tables set one under the other over as many pages as they take.

Long tables are drawn by hand: a pupil's register of seven years has thousands of rows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.utils import simpleSplit

from officeapp.documents.layout import BOLD, FONT, load_fonts
from officeapp.documents.sheets import BAND, FOOT, HEAD, INK, LINE, MARGIN, Furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    Painter = Callable[[Canvas], None]

TEXT, LEADING = 8.0, 9.8
PADDING = 4.0


class Flow:
    """Collects what is to be drawn, page by page."""

    def __init__(self, *, across: bool = False) -> None:
        load_fonts()
        width, height = Furniture("", "", "", "", across=across).page
        self._width = width - 2 * MARGIN
        self._top = height - MARGIN - HEAD
        self._bottom = MARGIN + FOOT
        self._y = self._top
        self._pages: list[list[Painter]] = [[]]

    def heading(self, text: str) -> None:
        """Add a heading, with room for a few lines of what it heads."""
        if self._y - self._bottom < 5 * LEADING:
            self._turn()
        if self._y < self._top:
            self._y -= LEADING
        self._add(partial(_draw_words, x=MARGIN, y=self._y - 12, font=BOLD, size=12, text=text))
        self._y -= 18

    def words(self, text: str, size: float = 9) -> None:
        """Add a paragraph."""
        for line in simpleSplit(text, FONT, size, self._width):
            self._room(size * 1.3)
            at = self._y - size
            self._add(partial(_draw_words, x=MARGIN, y=at, font=FONT, size=size, text=line))
            self._y -= size * 1.3
        self._y -= size * 0.4

    def table(
        self, headings: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """Add a table; its headings stand on every page of it.

        Args:
            headings: The headings of its columns.
            widths: How wide each column is, in parts of the page.
            rows: Its rows, each a text for every column; a text that is too wide is wrapped.
        """
        columns = [part * self._width for part in widths]
        fresh = True
        for row in rows:
            cells = [
                simpleSplit(text, FONT, TEXT, across - 2 * PADDING / 2) or [""]
                for text, across in zip(row, columns, strict=True)
            ]
            high = max(len(cell) for cell in cells) * LEADING + PADDING
            if self._y - high - (2 * LEADING if fresh else 0) < self._bottom:
                self._turn()
                fresh = True
            if fresh:
                self._row([[one] for one in headings], columns, BOLD)
                fresh = False
            self._row(cells, columns, FONT)

    def painters(self) -> list[Painter]:
        """Return what draws each page."""
        return [partial(_draw_all, painters=page) for page in self._pages]

    def _row(self, cells: list[list[str]], columns: list[float], font: str) -> None:
        self._add(partial(_draw_row, cells=cells, columns=columns, top=self._y, font=font))
        self._y -= max(len(cell) for cell in cells) * LEADING + PADDING

    def _room(self, high: float) -> None:
        if self._y - high < self._bottom:
            self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._y = self._top

    def _add(self, painter: Painter) -> None:
        self._pages[-1].append(painter)


def _draw_all(canvas: Canvas, painters: Sequence[Painter]) -> None:
    for paint in painters:
        paint(canvas)


def _draw_words(canvas: Canvas, *, x: float, y: float, font: str, size: float, text: str) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def _draw_row(
    canvas: Canvas,
    *,
    cells: Sequence[Sequence[str]],
    columns: Sequence[float],
    top: float,
    font: str,
) -> None:
    below = top - max(len(cell) for cell in cells) * LEADING - PADDING
    if font == BOLD:
        canvas.setFillColor(BAND)
        canvas.rect(MARGIN, below, sum(columns), top - below, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(font, TEXT)
    x = MARGIN
    for lines, across in zip(cells, columns, strict=True):
        for at, text in enumerate(lines, 1):
            canvas.drawString(x + PADDING / 2, top - at * LEADING, text)
        x += across
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, below, x, below)
