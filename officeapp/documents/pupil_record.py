"""A pupil's record on paper, with what is left out on its first page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import Furniture, draw_furniture

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.domain.printed import PupilRecord

    Report = Callable[[int, int], None]

ABOUT = (
    "This is what the school's attendance office holds of this pupil, printed from its books. Ask "
    "the school about anything that is not clear, or that you think is wrong."
)


def draw_pupil_record(record: PupilRecord, report: Report | None = None) -> bytes:
    """Return the record as a PDF, A4 upright.

    Args:
        record: The record.
        report: Called for each page that is drawn; raises where the person cancelled.
    """
    load_fonts()
    paper = io.BytesIO()
    on = Furniture(
        f"Record of {record.name}", f"For {record.recipient}", record.school, record.printed
    )
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(on.title)
    canvas.setAuthor(on.school)
    canvas.setSubject("What the school holds of a pupil")
    pages = _flow(record).painters()
    for number, paint in enumerate(pages, 1):
        if report:
            report(number - 1, len(pages))
        draw_furniture(canvas, on, f"Page {number} of {len(pages)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _flow(record: PupilRecord) -> Flow:
    flow = Flow()
    flow.words(ABOUT)
    flow.heading("What is left out, and why")
    for one in record.left_out:
        flow.words(one)
    for section in record.sections:
        flow.heading(section.title)
        for words in section.words:
            flow.words(words)
        flow.table(section.headings, section.widths, section.rows)
    return flow
