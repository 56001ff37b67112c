"""Late slips as PDF, one a page, in the size of the label or paper in the printer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.layout import BOLD, FONT, LANGUAGE, load_fonts
from officeapp.documents.sheets import INK, LINE, fitted
from officeapp.domain.late_slip import LateSlip, SlipSize

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Width and height in points, the margin, and the type sizes of the name and of the rest.
_SIZES = {
    SlipSize.LABEL: (90 * mm, 29 * mm, 3 * mm, 13, 8),
    SlipSize.WIDE_LABEL: (62 * mm, 60 * mm, 4 * mm, 15, 9),
    SlipSize.A6: (A6[0], A6[1], 10 * mm, 20, 12),
}


def draw_slips(slips: Sequence[LateSlip], size: SlipSize) -> bytes:
    """Return slips as a PDF, one a page.

    Args:
        slips: The slips; at least one.
        size: What they are printed on.
    """
    load_fonts()
    paper = io.BytesIO()
    width, height, *_ = _SIZES[size]
    canvas = Canvas(paper, pagesize=(width, height), lang=LANGUAGE, invariant=1)
    canvas.setTitle(slips[0].title)
    canvas.setAuthor(slips[0].school)
    for slip in slips:
        _draw(canvas, slip, size)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _size(name: str, large: float, small: float, room: float) -> float:
    """Return the largest type size at which a name has room, down to that of the rest."""
    width = stringWidth(name, BOLD, large)
    return large if width <= room else max(small, 0.99 * large * room / width)


def _draw(canvas: Canvas, slip: LateSlip, size: SlipSize) -> None:
    width, height, margin, large, small = _SIZES[size]
    room = width - 2 * margin
    base = height - margin
    head = f"{slip.school} · {slip.title}"
    lines = [
        (head, FONT, small),
        (slip.pupil, BOLD, _size(slip.pupil, large, small, room)),
        (slip.class_name, BOLD, small + 1),
        (slip.arrived, FONT, small),
        (slip.marked, FONT, small),
    ]
    canvas.setFillColor(INK)
    for text, font, points in lines:
        base -= points * 1.2
        canvas.setFont(font, points)
        canvas.drawString(margin, base, fitted(text, font, points, room))
    foot = margin if size is SlipSize.LABEL else margin + small
    canvas.setFont(FONT, small - 1)
    canvas.drawRightString(width - margin, foot, slip.numbered)
    if size is not SlipSize.LABEL:
        canvas.drawString(margin, foot, "Signed")
        canvas.setStrokeColor(LINE)
        end = width - margin - 18 * mm
        canvas.line(margin + 12 * mm, foot - 1, end, foot - 1)
