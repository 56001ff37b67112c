"""The request form for leave on one A4 page: the family's part above, the school's below."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import (
    FADED,
    INK,
    LINE,
    MARGIN,
    SHADE,
    Furniture,
    draw_furniture,
    fitted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.domain.leave_form import LeaveForm

WIDTH, HEIGHT = A4
ROOM = WIDTH - 2 * MARGIN
LABEL, TEXT = 7.5, 10.0
GAP = 2 * mm
LEAST_CHILDREN = 4
SIDE_BY_SIDE = 6  # children of one form with two of them in a row; more go in threes
ROW = 10.5 * mm


def draw_leave_form(form: LeaveForm) -> bytes:
    """Return a form as a PDF of one page; what is empty is left to be filled in by hand."""
    load_fonts()
    paper = io.BytesIO()
    below = "One form for all children of the family"
    on = Furniture("Request for leave of absence", below, form.school, form.printed)
    canvas = Canvas(paper, pagesize=A4, lang=LANGUAGE, initialFontName=FONT, invariant=1)
    canvas.setTitle(on.title)
    canvas.setAuthor(form.school)
    canvas.setSubject(below)
    draw_furniture(canvas, on, "Page 1 of 1")
    page = _Page(canvas)
    _family_part(page, form)
    _school_part(page, form)
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


class _Page:
    """Draws labelled boxes from the top of a page down."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._y = HEIGHT - MARGIN - 13 * mm

    def heading(self, text: str) -> None:
        """Draw a heading across the page."""
        self._y -= GAP
        self._canvas.setFillColor(SHADE)
        self._canvas.rect(MARGIN, self._y - 5.5 * mm, ROOM, 5.5 * mm, stroke=0, fill=1)
        self._words(MARGIN + 4, self._y - 4 * mm, text, BOLD, 10)
        self._y -= 5.5 * mm + GAP

    def words(self, text: str) -> None:
        """Draw a small paragraph."""
        for line in simpleSplit(text, FONT, 8.5, ROOM):
            self._y -= 3.7 * mm
            self._words(MARGIN, self._y, line, FONT, 8.5)
        self._y -= GAP

    def row(self, fields: Sequence[tuple[str, str, float]], high: float = ROW) -> None:
        """Draw boxes beside each other: label, text, and width in parts of the page."""
        x = MARGIN
        for label, text, part in fields:
            self._box(x, part * ROOM, high, label, text)
            x += part * ROOM
        self._y -= high

    def ticks(self, label: str, choices: Sequence[tuple[str, bool]], across: int = 4) -> None:
        """Draw a label and boxes to tick, some of them ticked, in rows."""
        self._words(MARGIN, self._y - 3.5 * mm, label, FONT, LABEL)
        self._y -= 4.5 * mm
        for place, (words, ticked) in enumerate(choices):
            x = MARGIN + place % across * ROOM / across
            if place and not place % across:
                self._y -= 5.5 * mm
            self._tick(x, self._y - 4 * mm, words, ticked=ticked)
        self._y -= 5.5 * mm + GAP

    def _tick(self, x: float, y: float, words: str, *, ticked: bool) -> None:
        side = 3.2 * mm
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(0.7)
        self._canvas.rect(x, y, side, side, stroke=1, fill=0)
        if ticked:
            self._canvas.line(x, y, x + side, y + side)
            self._canvas.line(x, y + side, x + side, y)
        self._words(x + side + 3, y + 0.6 * mm, words, FONT, 9)

    def _box(self, x: float, width: float, high: float, label: str, text: str) -> None:
        self._canvas.setStrokeColor(LINE)
        self._canvas.setLineWidth(0.6)
        self._canvas.rect(x, self._y - high, width, high, stroke=1, fill=0)
        self._words(x + 3, self._y - 3 * mm, label, FONT, LABEL, faded=True)
        lines = simpleSplit(text, FONT, TEXT, width - 6)
        most = max(1, int((high - 3.5 * mm) / (TEXT * 1.15)))
        size = TEXT if len(lines) <= most else 8.0
        lines = simpleSplit(text, FONT, size, width - 6)
        most = max(1, int((high - 3.5 * mm) / (size * 1.15)))
        if len(lines) > most:
            lines = [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), FONT, size, width - 6)]
        for place, line in enumerate(lines):
            self._words(x + 3, self._y - 3.6 * mm - (place + 0.85) * size * 1.15, line, FONT, size)

    def _words(
        self, x: float, y: float, text: str, font: str, size: float, *, faded: bool = False
    ) -> None:
        self._canvas.setFillColor(FADED if faded else INK)
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, y, text)


def _family_part(page: _Page, form: LeaveForm) -> None:
    page.words(" ".join(filter(None, (form.warning, form.notice))))
    page.heading("The children")
    many = max(LEAST_CHILDREN, len(form.children))
    across, parts = (2, (0.52, 0.24, 0.24)) if many <= SIDE_BY_SIDE else (3, (0.44, 0.3, 0.26))
    names = [*form.children, *[("", "", "")] * (many + across)]
    for place in range(0, many, across):
        page.row(
            [
                field
                for name, born, school_class in names[place : place + across]
                for field in (
                    ("Child", name, parts[0] / across),
                    ("Born", born, parts[1] / across),
                    ("Class", school_class, parts[2] / across),
                )
            ]
        )
    page.heading("Who asks")
    page.row(
        [
            ("Name", form.applicant, 0.4),
            ("Is to the children", form.relationship, 0.2),
            ("Telephone", form.phone, 0.2),
            ("E-mail", form.email, 0.2),
        ]
    )
    lives = form.lives_with
    page.ticks("The children live with me", [("yes", lives is True), ("no", lives is False)], 8)
    page.heading("The leave")
    page.row(
        [
            ("First day away, morning or afternoon", form.first, 0.34),
            ("Last day away, morning or afternoon", form.last, 0.34),
            ("Back in school on", form.back, 0.18),
            ("Sessions, each child", form.sessions, 0.14),
        ]
    )
    page.ticks("For what", form.kinds)
    more = max(0, -(-many // across) - LEAST_CHILDREN // 2) * ROW
    why = "Why, and why it cannot be in the holidays"
    page.row([(why, form.purpose, 1.0)], max(ROW, 20 * mm - more))
    page.row(
        [
            ("Day set apart by the religious body, if it is for one", form.set_apart, 0.4),
            ("Evidence enclosed (booking, invitation, visa)", form.evidence, 0.6),
        ]
    )
    page.row(
        [
            ("Address where the family will be", form.destination, 0.6),
            ("Telephone or e-mail there", form.contact_there, 0.4),
        ]
    )
    page.row([("Brothers and sisters at other schools, and which schools", "", 1.0)])
    page.words(
        "I have read what follows if leave is taken without permission. I will tell the school at "
        "once if anything delays the return."
    )
    signed = "signed" if form.signed else ""
    page.row([("Signature", signed, 0.7), ("Date", "", 0.3)])


def _school_part(page: _Page, form: LeaveForm) -> None:
    page.heading("For the school")
    page.row([("Received, and how early", form.received, 1.0)])
    page.row(
        [
            ("Attendance, last twelve months", form.attendance, 0.25),
            ("Unauthorised sessions in ten school weeks", form.unauthorised, 0.4),
            ("Tests", form.tests, 0.35),
        ],
        12 * mm,
    )
    page.row([("Earlier leave", form.earlier, 1.0)])
    page.row(
        [
            ("Decision: all, part or none; sessions and code", form.decision, 0.55),
            ("Reason and conditions", form.reason, 0.45),
        ],
        14 * mm,
    )
    page.row([("Decided by, signature, date", form.decided_by, 0.7), ("Letter sent on", "", 0.3)])
