"""Plain words set in lines: nothing in them is ever read as markup.

A batch of letters sets the same few words thousands of times; the width of each word is measured
once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set.

    Attributes:
        font: The typeface.
        size: Its size in points.
        colour: Its colour; None for the one that is set.
        after: The room below, in points.
        indent: How far from the left they begin, in points.
    """

    font: str
    size: float
    colour: Color | None = None
    after: float = 0.0
    indent: float = 0.0

    @property
    def leading(self) -> float:
        """Return the height of a line in points."""
        return self.size * 1.4


class Words(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that is broken between lines where a page ends."""

    def __init__(
        self, text: str, style: Style, bullet: str = "", lines: Sequence[str] | None = None
    ) -> None:
        super().__init__()
        self._text, self._style, self._bullet = text, style, bullet
        self._lines = lines
        self._set_for = -1.0

    @override
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        if self._lines is None or self._set_for not in (-1.0, availWidth):
            style = self._style
            room = availWidth - style.indent
            self._lines = lines_of(self._text, style.font, style.size, room)
            self._set_for = availWidth
        self.width, self.height = availWidth, len(self._lines) * self._style.leading
        return self.width, self.height

    @override
    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        self.wrap(availWidth, availHeight)
        lines = list(self._lines or ())
        fit = int(availHeight // self._style.leading)
        if not 0 < fit < len(lines):
            return []
        return [
            Words("", self._style, self._bullet, lines[:fit]),
            Words("", self._style, "", lines[fit:]),
        ]

    @override
    def getSpaceAfter(self) -> float:
        return self._style.after

    @override
    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        # Set where it stands: to keep and give back the page's state costs more than the words do.
        style = self._style
        if style.colour is not None:
            canvas.setFillColor(style.colour)
        first = y + self.height - style.size
        drawn = canvas.beginText(x + style.indent, first)
        drawn.setFont(style.font, style.size, style.leading)
        for line in self._lines or ():
            drawn.textLine(line)
        canvas.drawText(drawn)
        if self._bullet:
            canvas.drawString(x, first, self._bullet)


class Together(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Parts that stay on one page, with room between them."""

    def __init__(self, parts: Sequence[Flowable], gap: float) -> None:
        super().__init__()
        self._parts, self._gap = list(parts), gap

    @override
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        heights = [part.wrap(availWidth, availHeight)[1] for part in self._parts]
        self.width, self.height = availWidth, sum(heights) + self._gap * (len(heights) - 1)
        return self.width, self.height

    @override
    def draw(self) -> None:
        y = self.height
        for part in self._parts:
            y -= part.height
            part.drawOn(self.canv, 0, y)
            y -= self._gap


class Sum(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A row of numbers with words above each, between two rules."""

    def __init__(
        self, parts: Sequence[tuple[str, str]], words: Style, number: Style, rule: Color
    ) -> None:
        super().__init__()
        self._cells = [(Words(said, words), Words(value, number)) for said, value in parts]
        self._needs = [
            max(_width(said, words.font, words.size), _width(value, number.font, number.size))
            for said, value in parts
        ]
        self._rule = rule

    @override
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self._columns = _shared_out(self._needs, availWidth)
        rooms = list(zip(self._cells, self._columns, strict=True))
        self._above = max(one.wrap(wide - 4, availHeight)[1] for (one, _), wide in rooms)
        below = max(one.wrap(wide - 4, availHeight)[1] for (_, one), wide in rooms)
        self.width, self.height = availWidth, self._above + below + 3 * mm
        return self.width, self.height

    @override
    def draw(self) -> None:
        top, x = self.height - 1.2 * mm, 0.0
        for (said, value), wide in zip(self._cells, self._columns, strict=True):
            said.drawOn(self.canv, x, top - self._above)
            value.drawOn(self.canv, x, top - self._above - value.height)
            x += wide
        self.canv.setStrokeColor(self._rule)
        self.canv.setLineWidth(0.6)
        for y in (0, self.height):
            self.canv.line(0, y, self.width, y)


def _shared_out(needs: Sequence[float], room: float) -> list[float]:
    """Return widths of columns: as much as each needs and an equal share of the rest.

    Where there is not enough for all, each has the same.
    """
    spare = room - sum(needs) - 4 * len(needs)
    if spare < 0:
        return [room / len(needs)] * len(needs)
    return [need + 4 + spare / len(needs) for need in needs]


def lines_of(text: str, font: str, size: float, room: float) -> list[str]:
    """Return words in lines no wider than there is room for; a word that is wider is broken."""
    lines: list[str] = []
    line, wide = "", 0.0
    blank = _width(" ", font, size)
    for word in text.split():
        width = _width(word, font, size)
        if line and wide + blank + width <= room:
            line, wide = f"{line} {word}", wide + blank + width
            continue
        if line:
            lines.append(line)
        *whole, line = [word] if width <= room else _broken(word, font, size, room)
        lines += whole
        wide = width if width <= room else stringWidth(line, font, size)
    return [*lines, line] if line else lines or [""]


def _broken(word: str, font: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and stringWidth(pieces[-1] + letter, font, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@functools.lru_cache(maxsize=4096)
def _width(word: str, font: str, size: float) -> float:
    return float(stringWidth(word, font, size))
