"""The register of any class and span on paper: two weeks a page, then what was corrected.

A corrected entry is set bold with the original under it and the number it has in the list of the
class, which says who corrected it, when and why.
"""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.flow import Flow
from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import (
    FADED,
    FOOT,
    HEAD,
    INK,
    LINE,
    MARGIN,
    SHADE,
    Furniture,
    draw_furniture,
    fitted,
)
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.domain.printed import (
        ClassRegister,
        Correction,
        PrintedMark,
        PrintedSheet,
        RegisterBook,
    )

    Painter = Callable[[Canvas], None]
    Report = Callable[[int, int], None]

NAME_WIDTH = 52 * mm
WEEK = 10  # sessions
HIGHEST_ROW, DAY_ROW, HALF_ROW = 17.0, 20.0, 12.0
KEY_ROOM = 26
CORRECTIONS = ("No", "Pupil", "Session", "Was", "Is", "Why", "By", "Post", "When")
CORRECTION_WIDTHS = (0.03, 0.18, 0.11, 0.05, 0.05, 0.23, 0.12, 0.11, 0.12)
ENTRIES = ("Session", "Entries", "Written by", "Post", "When", "How")
ENTRY_WIDTHS = (0.16, 0.08, 0.24, 0.24, 0.16, 0.12)


def draw_register_book(book: RegisterBook, report: Report | None = None) -> bytes:
    """Return the book as a PDF, A4 across.

    Args:
        book: The book.
        report: Called for each page that is drawn; raises where the person cancelled.
    """
    load_fonts()
    paper = io.BytesIO()
    pages = [page for one in book.classes for page in _pages(book, one)]
    canvas = Canvas(
        paper, pagesize=pages[0][0].page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1
    )
    canvas.setTitle(f"{book.title}, {book.span}")
    canvas.setAuthor(book.school)
    canvas.setSubject(book.title)
    shown = ""
    for number, (on, paint) in enumerate(pages, 1):
        if report:
            report(number - 1, len(pages))
        if on.title != shown:
            shown = on.title
            canvas.bookmarkPage(f"class{number}")
            canvas.addOutlineEntry(shown, f"class{number}")
        draw_furniture(canvas, on, f"Page {number} of {len(pages)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _pages(book: RegisterBook, one: ClassRegister) -> list[tuple[Furniture, Painter]]:
    """Return the pages of a class: what stands on every page, and what draws the rest."""
    title = f"{one.name}, {one.teacher}" if one.teacher else one.name

    def on(below: str) -> Furniture:
        return Furniture(title, below, book.school, book.printed, across=True)

    pages: list[tuple[Furniture, Painter]] = [
        (on(f"{book.title} · {sheet.heading}"), partial(_draw_sheet, sheet=sheet))
        for sheet in one.sheets
    ]
    tables = [("Corrected entries", _corrections(one))]
    if one.first_entries:
        tables.append(("Original entries: who wrote them", _first_entries(one)))
    for name, flow in tables:
        below = on(f"{book.title} · {name}, {book.span}")
        pages += [(below, paint) for paint in flow.painters()]
    return pages


def _corrections(one: ClassRegister) -> Flow:
    flow = Flow(across=True)
    rows = [_correction_row(each) for each in one.corrections]
    flow.table(CORRECTIONS, CORRECTION_WIDTHS, rows)
    if not rows:
        flow.words("No entry of these days was corrected.")
    if one.left_out:
        flow.words("")
        flow.words(f"Weeks without a page: {'; '.join(one.left_out)}.", 8)
    return flow


def _first_entries(one: ClassRegister) -> Flow:
    flow = Flow(across=True)
    rows = [
        (each.session, str(each.entries), each.name, each.post, each.at, each.way)
        for each in one.first_entries
    ]
    flow.table(ENTRIES, ENTRY_WIDTHS, rows)
    return flow


def _correction_row(one: Correction) -> tuple[str, ...]:
    was, now = one.before or "no mark", one.after or "no mark"
    return str(one.number), one.pupil, one.session, was, now, one.reason, one.name, one.post, one.at


def _area() -> tuple[float, float, float, float]:
    """Return left, bottom, width and top of the room between head and foot."""
    width, height = Furniture("", "", "", "", across=True).page
    return MARGIN, MARGIN + FOOT, width - 2 * MARGIN, height - MARGIN - HEAD


def _draw_sheet(canvas: Canvas, sheet: PrintedSheet) -> None:
    left, bottom, width, top = _area()
    rows = max(1, len(sheet.pupils))
    height = min(HIGHEST_ROW, (top - bottom - KEY_ROOM - DAY_ROW - HALF_ROW) / rows)
    cell = (width - NAME_WIDTH) / max(2 * WEEK, len(sheet.sessions))
    first = top - DAY_ROW - HALF_ROW
    xs = [left + NAME_WIDTH + cell * at for at in range(len(sheet.sessions))]
    _draw_shut(canvas, sheet, xs, cell, first, height)
    _draw_heads(canvas, sheet, xs, cell, top)
    for row, (name, marks) in enumerate(sheet.pupils):
        base = first - height * (row + 1)
        canvas.setFillColor(INK)
        canvas.setFont(FONT, 9)
        canvas.drawString(left + 2, base + height * 0.3, fitted(name, FONT, 9, NAME_WIDTH - 4))
        for x, mark in zip(xs, marks, strict=True):
            if mark.code or mark.before is not None:
                _draw_mark(canvas, mark, x + cell / 2, base, height)
    low = first - height * rows
    _draw_lines(canvas, sheet, xs, cell, (top, first, low, height))
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 8)
    for line, text in enumerate(simpleSplit(sheet.key, FONT, 8, width)[:2]):
        canvas.drawString(left, low - 11 - line * 10, text)


def _draw_shut(
    canvas: Canvas,
    sheet: PrintedSheet,
    xs: list[float],
    cell: float,
    first: float,
    height: float,
) -> None:
    canvas.setFillColor(SHADE)
    for row, (_, marks) in enumerate(sheet.pupils):
        for x, mark in zip(xs, marks, strict=True):
            if mark.shut:
                canvas.rect(x, first - height * (row + 1), cell, height, stroke=0, fill=1)


def _draw_heads(
    canvas: Canvas, sheet: PrintedSheet, xs: list[float], cell: float, top: float
) -> None:
    for at, (x, (day, session)) in enumerate(zip(xs, sheet.sessions, strict=True)):
        canvas.setFillColor(INK)
        canvas.setFont(FONT, 8)
        canvas.drawCentredString(x + cell / 2, top - DAY_ROW - 9, session.lower())
        if session is Session.AM:
            both = 2 * cell if at + 1 < len(xs) else cell
            canvas.setFont(BOLD, 8.5)
            canvas.drawCentredString(x + both / 2, top - 9, f"{day:%a} {day.day} {day:%b}")
            _draw_closed(canvas, sheet, day, x + both / 2, top - 18, both)


def _draw_closed(
    canvas: Canvas, sheet: PrintedSheet, day: dt.date, x: float, y: float, width: float
) -> None:
    if why := sheet.closed.get(day):
        canvas.setFillColor(FADED)
        canvas.setFont(FONT, 6.5)
        canvas.drawCentredString(x, y, fitted(why, FONT, 6.5, width - 2))


def _draw_mark(canvas: Canvas, mark: PrintedMark, x: float, base: float, height: float) -> None:
    if mark.before is None:
        canvas.setFont(FONT, 9.5)
        canvas.drawCentredString(x, base + height * 0.28, mark.code)
        return
    code = mark.code or "none"
    size = 8.5 if mark.code else 6.5
    middle = base + height * 0.45
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawRightString(x + 2, middle, code)
    canvas.setFont(FONT, 6)
    canvas.drawString(x + 4, middle + 1.5, str(mark.number))
    canvas.drawCentredString(x, base + 1.4, f"was {mark.before or 'blank'}")


def _draw_lines(
    canvas: Canvas,
    sheet: PrintedSheet,
    xs: list[float],
    cell: float,
    at: tuple[float, float, float, float],
) -> None:
    top, first, low, height = at
    left, right = MARGIN, xs[-1] + cell
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    thin = [(left, first - height * row, right, first - height * row) for row in range(1, 99)]
    thin = [line for line in thin if line[1] > low + 0.1]
    thin += [(x, top - DAY_ROW, x, low) for x in xs]
    canvas.lines(thin)
    canvas.setLineWidth(1)
    thick = [(left, y, right, y) for y in (top, first, low)]
    thick += [(x, top, x, low) for x in (left, right)]
    thick += [
        (x, top, x, low)
        for x, (_, session) in zip(xs, sheet.sessions, strict=True)
        if session is Session.AM
    ]
    canvas.lines(thick)
