"""A class's register of a week on paper: blank to be filled in by hand, or as it stands.

Where a mark was corrected the original stays legible beside the one that stands, and the foot of
the sheet says who corrected it, when and why.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
)

from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts, style
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAGE = landscape(A4)
MARGIN = 12 * mm
HEAD = 14 * mm
FOOT = 8 * mm
NAME_WIDTH = 58 * mm
ROW, LOWEST_ROW = 5.6 * mm, 3.9 * mm
OTHER_ROWS = 4.2  # the heads of the columns and the line for initials, in rows
LINE, SHADE, FADED = HexColor("#8a94a1"), HexColor("#dfe4ea"), HexColor("#55616f")
SYMBOL_OF_AN_AMENDMENT = "*"


@dataclass(frozen=True, slots=True)
class PaperMark:
    """One cell of the sheet.

    Attributes:
        code: What stands; empty for no mark.
        before: The original, where it was corrected; None where it was not.
        shut: Whether the school is closed to the pupil, or the pupil is not on roll.
    """

    code: str = ""
    before: str | None = None
    shut: bool = False


@dataclass(frozen=True, slots=True)
class PaperRegister:
    """What is printed.

    Attributes:
        school: The school's name.
        class_name: The class.
        teacher: Who takes it; empty if not known.
        week: What the week is called: 'Week of Monday 16 November 2026'.
        sessions: The sessions across, in order.
        closed: Why a day is closed, by day.
        pupils: The names down the side, each with its marks.
        key: What the codes mean, for the foot.
        amendments: A sentence for each correction.
        printed: When, and by whom.
    """

    school: str
    class_name: str
    teacher: str
    week: str
    sessions: Sequence[tuple[dt.date, Session]]
    closed: dict[dt.date, str]
    pupils: Sequence[tuple[str, Sequence[PaperMark]]]
    key: str
    amendments: Sequence[str]
    printed: str


def draw_register(register: PaperRegister) -> bytes:
    """Return the sheet as a PDF, A4 across."""
    load_fonts()
    paper = io.BytesIO()
    title = f"Register of {register.class_name}, {register.week}"
    document = BaseDocTemplate(
        paper,
        pagesize=PAGE,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN + HEAD,
        bottomMargin=MARGIN + FOOT,
        title=title,
        author=register.school,
        subject="Attendance register",
        lang=LANGUAGE,
        initialFontName=FONT,
    )
    frame = Frame(
        document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0
    )
    document.addPageTemplates([PageTemplate("sheet", [frame], partial(_furniture, register))])
    document.build(_story(register, document.width))
    return paper.getvalue()


def _story(register: PaperRegister, width: float) -> list[Any]:
    story: list[Any] = [_table(register, width), Spacer(0, 2 * mm)]
    if register.amendments:
        story.append(Paragraph("Corrected entries", style(8, bold=True)))
        mark = SYMBOL_OF_AN_AMENDMENT
        story += [Paragraph(f"{mark} {escape(one)}", style(8)) for one in register.amendments]
        story.append(Spacer(0, 2 * mm))
    story.append(Paragraph(escape(register.key), style(7.5)))
    return story


def _table(register: PaperRegister, width: float) -> LongTable:
    cell = (width - NAME_WIDTH) / len(register.sessions)
    days = [
        _day(register, day) if session is Session.AM else "" for day, session in register.sessions
    ]
    halves = [session.lower() for _, session in register.sessions]
    rows: list[list[object]] = [["", *days], ["Pupil", *halves]]
    rows += [[_name(name), *[_written(mark) for mark in marks]] for name, marks in register.pupils]
    rows.append(["Initials of who took it", *["" for _ in register.sessions]])
    row = _row_height(register)
    heights = [1.8 * row, row, *[row for _ in register.pupils], 1.4 * row]
    table = LongTable(
        rows,
        colWidths=[NAME_WIDTH, *[cell for _ in register.sessions]],
        rowHeights=heights,
        repeatRows=2,
    )
    table.setStyle(_look(register))
    return table


def _row_height(register: PaperRegister) -> float:
    """Return the height of a row with which a class stands on one page, within reason."""
    corrected = 9 * mm + 4 * mm * len(register.amendments) if register.amendments else 0
    room = PAGE[1] - 2 * MARGIN - HEAD - FOOT - 8 * mm - min(corrected, 30 * mm)
    return float(max(LOWEST_ROW, min(ROW, room / (len(register.pupils) + OTHER_ROWS))))


def _day(register: PaperRegister, day: dt.date) -> Paragraph:
    why = register.closed.get(day)
    closed = f"<br/><font size=7>closed: {escape(why)}</font>" if why else ""
    text = style(9, bold=True, leading=9.5)
    text.alignment = 1
    return Paragraph(f"{day:%a} {day.day} {day:%b}{closed}", text)


def _name(name: str) -> Paragraph:
    """Set a name, smaller where it would not fit on its line."""
    size = 9.0
    while size > 6 and stringWidth(name, FONT, size) > NAME_WIDTH - 5 * mm:
        size -= 0.5
    return Paragraph(escape(name), style(size, leading=9))


def _written(mark: PaperMark) -> object:
    if mark.before is None:
        return mark.code
    text = style(9, bold=True, leading=9)
    text.alignment = 1
    before = escape(mark.before) or "no mark"
    after = escape(mark.code) or "no mark"
    return Paragraph(
        f"{after}{SYMBOL_OF_AN_AMENDMENT} <font name='{FONT}' size=7.5>was {before}</font>",
        text,
    )


def _look(register: PaperRegister) -> list[tuple[object, ...]]:
    last = len(register.pupils) + 1
    look: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, 10),
        ("FONT", (0, 0), (-1, 1), BOLD, 9),
        ("FONT", (0, -1), (-1, -1), FONT, 8),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LINEBELOW", (0, 1), (-1, 1), 1, LINE),
        ("LINEBELOW", (0, last), (-1, last), 1, LINE),
        ("LINEAFTER", (0, 0), (-1, -1), 0.4, LINE),
        ("BOX", (0, 0), (-1, -1), 1, LINE),
    ]
    for at, (_, session) in enumerate(register.sessions, 1):
        if session is Session.AM:
            look.append(("SPAN", (at, 0), (min(at + 1, len(register.sessions)), 0)))
            look.append(("LINEBEFORE", (at, 0), (at, -1), 1, LINE))
    look += [
        ("BACKGROUND", (across, down), (across, down), SHADE)
        for down, (_, marks) in enumerate(register.pupils, 2)
        for across, mark in enumerate(marks, 1)
        if mark.shut and not mark.code
    ]
    return look


def _furniture(register: PaperRegister, canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw the head and foot of a page."""
    width, height = PAGE
    canvas.saveState()
    canvas.setFont(BOLD, 14)
    top = height - MARGIN
    teacher = f", {register.teacher}" if register.teacher else ""
    canvas.drawString(MARGIN, top - 12, f"{register.class_name}{teacher}")
    canvas.setFont(FONT, 11)
    canvas.drawString(MARGIN, top - 28, register.week)
    canvas.drawRightString(width - MARGIN, top - 12, register.school)
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 9)
    canvas.drawRightString(width - MARGIN, top - 28, "Attendance register")
    canvas.drawString(MARGIN, MARGIN - 2, register.printed)
    canvas.drawRightString(width - MARGIN, MARGIN - 2, f"Page {document.page}")
    canvas.setFillColor(HexColor("#000000"))
    middle = width / 2
    canvas.line(middle, MARGIN + 8, width - MARGIN - 60, MARGIN + 8)
    canvas.drawString(middle, MARGIN - 2, "Signed and dated")
    canvas.restoreState()
