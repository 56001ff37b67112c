"""The numbers of the attendance policy on paper, to stand behind the school's written policy."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import Furniture, draw_furniture

if TYPE_CHECKING:
    from officeapp.domain.policy_appendix import Appendix


def draw_policy_appendix(appendix: Appendix, school: str, printed: str) -> bytes:
    """Return the appendix as a PDF, A4 upright.

    Args:
        appendix: What it says.
        school: The school's name.
        printed: When it was printed, and by whom.
    """
    load_fonts()
    on = Furniture(appendix.title, appendix.below, school, printed)
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(on.title)
    canvas.setAuthor(school)
    canvas.setSubject(on.below)
    painters = _flow(appendix).painters()
    for number, paint in enumerate(painters, 1):
        draw_furniture(canvas, on, f"Page {number} of {len(painters)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _flow(appendix: Appendix) -> Flow:
    flow = Flow()
    for table in appendix.tables:
        flow.heading(table.title)
        for words in table.words:
            flow.words(words)
        if table.rows:
            flow.table(table.headings, table.widths, table.rows)
    return flow
