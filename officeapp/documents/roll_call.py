"""The roll call on paper: by class, a box for everybody who must be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table

from officeapp.documents.layout import BOLD, FONT, load_fonts, style
from officeapp.documents.sheets import LINE, SHADE, Furniture, built, fitted
from officeapp.domain.roll_call import Called, Where, by_class, count

if TYPE_CHECKING:
    from collections.abc import Sequence

ACROSS = 3  # names beside each other
BOX, NAME = 5 * mm, 57 * mm
ROOM = NAME - 6
SIZE, LEAST_SIZE = 10.5, 6.5
TITLE = "Roll call"


def draw_roll_call(called: Sequence[Called], classes: Sequence[str], on: Furniture) -> bytes:
    """Return the roll call as a PDF.

    Args:
        called: The children, in the order of lists.
        classes: The names of the classes, in the order in which they are to stand.
        on: The head and foot of its pages.
    """
    load_fonts()
    story: list[Any] = [Paragraph(escape(_sum(called)), style(11, leading=15)), Spacer(0, 2 * mm)]
    for name, children in by_class(called, classes).items():
        story += [KeepTogether(_of_class(name, children)), Spacer(0, 3 * mm)]
    return built(story, on)


def _sum(called: Sequence[Called]) -> str:
    sums = count(called)
    return (
        f"{sums.expected} to be found, {sums.elsewhere + sums.odd} out or away. "
        "A box with ? is for a child of whom no book says where it is: look for it too."
    )


def _of_class(name: str, children: list[Called]) -> list[Any]:
    expected = [one for one in children if one.is_expected]
    heading = f"<b>{escape(name or 'No class')}</b> · {len(expected)} to be found"
    parts: list[Any] = [Paragraph(heading, style(12, leading=17))]
    if expected:
        parts.append(_boxes(expected))
    for where in (Where.OUT, Where.AWAY):
        names = [escape(_elsewhere(one)) for one in children if one.seen.where is where]
        if names:
            words = f"<b>{where.value.capitalize()}:</b> {'; '.join(names)}"
            parts.append(Paragraph(words, style(8.5, leading=11)))
    return parts


def _boxes(expected: list[Called]) -> Table:
    """Return the names in columns, read downwards, each with a box to tick."""
    rows = -(-len(expected) // ACROSS)
    cells: list[list[str]] = [[""] * (2 * ACROSS) for _ in range(rows)]
    look: list[Any] = [
        ("FONT", (0, 0), (-1, -1), FONT, SIZE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    for place, one in enumerate(expected):
        column, row = divmod(place, rows)
        at = (2 * column, row)
        look.append(("BOX", at, at, 0.8, LINE))
        if one.found or one.seen.where is Where.UNKNOWN:
            cells[row][2 * column] = "X" if one.found else "?"
            look += [("FONT", at, at, BOLD, SIZE), ("ALIGN", at, at, "CENTER")]
        if one.seen.where is Where.UNKNOWN:
            look.append(("BACKGROUND", at, at, SHADE))
        size = _size_for(one.name)
        look.append(("FONTSIZE", (2 * column + 1, row), (2 * column + 1, row), size))
        cells[row][2 * column + 1] = fitted(one.name, FONT, size, ROOM)
    return Table(cells, colWidths=[BOX, NAME] * ACROSS, style=look)


def _size_for(name: str) -> float:
    """Return the size in which a name stands whole in its place, as far as it can be read."""
    width: float = stringWidth(name, FONT, SIZE)
    return SIZE if width <= ROOM else max(LEAST_SIZE, SIZE * ROOM / width)


def _elsewhere(one: Called) -> str:
    found = " (found here)" if one.found else ""
    since = f" {one.seen.since:%H:%M}" if one.seen.where is Where.OUT and one.seen.since else ""
    return f"{one.name}{since}{found}"
