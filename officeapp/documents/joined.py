"""Several papers as one: their pages one after the other, each with its place in the whole."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts
from officeapp.documents.letter import ALARM
from officeapp.documents.sheets import FADED

if TYPE_CHECKING:
    from collections.abc import Sequence

FOOT = 12.0
_open: Any = pypdfium2.PdfDocument  # it has no types


def pages_in(paper: bytes) -> int:
    """Return how many pages a paper has."""
    document = _open(paper)
    try:
        return len(document)
    finally:
        document.close()


def joined(papers: Sequence[bytes], below: str, mark: str = "") -> bytes:
    """Return papers as one, with title and language of the first.

    Args:
        papers: PDFs of our own making, on upright A4, at least one.
        below: What stands at the foot of every page, before 'page 3 of 30'; empty for nothing.
        mark: What stands there in red on every page, as on a draft; empty for none.
    """
    whole = _open(papers[0])
    others = [_open(paper) for paper in papers[1:]]
    for other in others:
        whole.import_pages(other)
    feet = _open(_feet(len(whole), below, mark))
    for place in range(len(whole)):
        page, foot = whole[place], feet.page_as_xobject(place, whole)
        page.insert_obj(foot.as_pageobject())
        page.gen_content()
        foot.close()
        page.close()
    answer = io.BytesIO()
    whole.save(answer)
    for document in (feet, *others, whole):
        document.close()
    return answer.getvalue()


def marked(paper: bytes, mark: str) -> bytes:
    """Return a paper that is kept with a mark at the foot of every page, as a copy has."""
    return joined([paper], "", mark)


def _feet(pages: int, below: str, mark: str) -> bytes:
    """Return a paper with nothing but the foot of each page."""
    load_fonts()
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A4, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    for place in range(1, pages + 1):
        if below:
            canvas.setFont(FONT, 8)
            canvas.setFillColor(FADED)
            canvas.drawCentredString(A4[0] / 2, FOOT, f"{below} · page {place} of {pages}")
        if mark:
            canvas.setFont(BOLD, 11)
            canvas.setFillColor(ALARM)
            canvas.drawCentredString(A4[0] / 2, FOOT + 11, mark)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()
