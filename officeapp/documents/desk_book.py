"""The front desk's books on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import Furniture, draw_furniture
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    from officeapp.domain.desk_books import BookPage


def draw_desk_book(page: BookPage, school: str, printed: str) -> bytes:
    """Return a book's entries as a PDF, A4 across.

    Args:
        page: The entries.
        school: The school's name.
        printed: When it was printed, and by whom.
    """
    load_fonts()
    days = f"{short_day(page.span.first)} to {short_day(page.span.last)} {page.span.last.year}"
    below = f"{days} · {page.of}" if page.of else days
    on = Furniture(page.book.called, below, school, printed, across=True)
    flow = Flow(across=True)
    if page.rows:
        flow.table(page.headings, page.widths, page.rows)
    else:
        flow.words("Nothing is entered for these days.")
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(on.title)
    canvas.setAuthor(school)
    canvas.setSubject(below)
    painters = flow.painters()
    for number, paint in enumerate(painters, 1):
        draw_furniture(canvas, on, f"Page {number} of {len(painters)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()
