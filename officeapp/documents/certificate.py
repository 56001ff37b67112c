"""A certificate of attendance on paper, with each day's codes and room for the signature."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts
from officeapp.documents.letter import ALARM, latin
from officeapp.documents.sheets import MARGIN, Furniture, draw_furniture
from officeapp.domain.school_year import long_day

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.domain.certificate import Certificate

COLUMNS = 3
WIDTHS = (0.2, 0.065, 0.0683) * COLUMNS
ACT = (
    "Given under section 566 of the Education Act 1996. It is taken from the attendance register "
    "of the school for the period stated."
)


def draw_certificate(found: Certificate, number: str, mark: str) -> bytes:
    """Return a certificate as a PDF, A4 upright.

    Args:
        found: What is certified.
        number: Its number in the letter book; empty for a draft.
        mark: What stands across every page: a draft or a copy says so; empty for none.
    """
    load_fonts()
    paper = io.BytesIO()
    below = f"{latin(found.legal_name)} · {number or 'no number'}"
    on = Furniture("Certificate of attendance", below, latin(found.school), found.printed)
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(f"{on.title}: {latin(found.legal_name)}")
    canvas.setAuthor(on.school)
    canvas.setSubject(number)
    pages = _flow(found).painters()
    for place, paint in enumerate(pages, 1):
        draw_furniture(canvas, on, f"Page {place} of {len(pages)}")
        paint(canvas)
        _draw_mark(canvas, on, mark)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _draw_mark(canvas: Canvas, on: Furniture, mark: str) -> None:
    if mark:
        width, height = on.page
        canvas.setFillColor(ALARM)
        canvas.setFont(BOLD, 12)
        canvas.drawRightString(width - MARGIN, height - MARGIN - 27, mark)


def _flow(found: Certificate) -> Flow:
    flow = Flow()
    flow.words(latin(found.said), 11)
    flow.words(ACT, 9)
    flow.table(("Pupil", "", "Sessions", ""), (0.17, 0.4, 0.28, 0.15), _particulars(found))
    flow.heading("Each school day, morning and afternoon")
    headings = ("Day", "AM", "PM") * COLUMNS
    flow.table(headings, WIDTHS, _days(found))
    flow.heading("What the codes mean")
    for code, meaning in found.meanings:
        flow.words(f"{code}   {meaning}", 8)
    flow.heading("Signed")
    flow.words(" ", 16)
    flow.words(f"{'.' * 70}   Date {'.' * 30}", 10)
    flow.words(latin(found.head), 10)
    return flow


def _particulars(found: Certificate) -> list[tuple[str, str, str, str]]:
    one, figures = found.pupil, found.figures
    left = (
        ("Name in law", latin(found.legal_name)),
        ("Date of birth", f"{one.dob.day} {one.dob:%B %Y}"),
        ("UPN", one.upn or "not known"),
        ("Class", latin(found.class_name)),
        ("On roll", found.on_roll),
        ("Compulsory age", f"since {long_day(found.compulsory)}"),
    )
    right = (
        ("Possible", figures.possible),
        ("Attended", figures.attended),
        ("Absent, authorised", figures.authorised),
        ("Absent, unauthorised", figures.unauthorised),
        ("Of all these, late", figures.late),
        ("DfE number", found.dfe or "not given"),
    )
    return [(*a, b[0], str(b[1])) for a, b in zip(left, right, strict=True)]


def _days(found: Certificate) -> list[list[str]]:
    """Return the days in rows of several, read down the columns."""
    cells = [[_short(one.day), one.am, one.pm] for one in found.days]
    rows = -(-len(cells) // COLUMNS)
    blank = ["", "", ""]
    columns = [cells[place * rows : (place + 1) * rows] for place in range(COLUMNS)]
    return [
        [text for column in columns for text in (column[row] if row < len(column) else blank)]
        for row in range(rows)
    ]


def _short(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
