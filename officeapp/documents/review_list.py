"""A review's list on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import Furniture, draw_furniture

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw_review_list(
    headings: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Sequence[tuple[str, ...]],
    said: tuple[str, str, str, str],
) -> bytes:
    """Return a review's list as a PDF, A4 across.

    Args:
        headings: The heading of each column.
        widths: The share of the page each has.
        rows: The rows.
        said: The title, the line below it, the school's name, and when and by whom it is printed.
    """
    load_fonts()
    title, below, school, printed = said
    on = Furniture(title, below, school, printed, across=True)
    flow = Flow(across=True)
    if rows:
        flow.table(headings, widths, rows)
    else:
        flow.words("Nobody is on this list.")
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(school)
    canvas.setSubject(below)
    painters = flow.painters()
    for number, paint in enumerate(painters, 1):
        draw_furniture(canvas, on, f"Page {number} of {len(painters)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()
