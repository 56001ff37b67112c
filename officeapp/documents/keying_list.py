"""The keying list: marks in the order of the record system, to be keyed in and ticked off."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import LongTable, Paragraph, Spacer

from officeapp.documents.layout import BOLD, FONT, style
from officeapp.documents.sheets import BAND, LINE, Furniture, built
from officeapp.domain.given_out import KeyingOrder, MarkOut, written
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME, NUMBER, WHEN, CODE, NOTE, TICK = (62 * mm, 24 * mm, 30 * mm, 34 * mm, 26 * mm, 10 * mm)
HEADINGS = ("Pupil", "Admission no", "Session", "Mark", "Comment", "Done")


def draw_keying_list(marks: Sequence[MarkOut], order: KeyingOrder, on: Furniture) -> bytes:
    """Return the list as a PDF.

    Args:
        marks: The marks, in order.
        order: The order they are in; by class there is a heading for each.
        on: The head and foot of its pages.
    """
    story: list[Any] = []
    if order is KeyingOrder.BY_CLASS:
        for name, of_class in itertools.groupby(marks, key=lambda one: one.class_name):
            found = list(of_class)
            story += [_heading(name, len(found)), _table(found), Spacer(0, 4 * mm)]
    else:
        story.append(_table(list(marks)))
    return built(story, on)


def mark_words(one: MarkOut) -> str:
    """Return what is to be keyed for a session: 'L 12', or 'take out' where nothing stands."""
    return written(one.code, one.minutes) or "take out"


def _heading(name: str, number: int) -> Paragraph:
    entries = "1 entry" if number == 1 else f"{number} entries"
    text = style(11, bold=True, leading=16)
    text.keepWithNext = 1
    return Paragraph(f"{escape(name or 'No class')} · {entries}", text)


def _table(marks: list[MarkOut]) -> LongTable:
    rows: list[list[Any]] = [list(HEADINGS)]
    look: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, 9),
        ("FONT", (0, 0), (-1, 0), BOLD, 8.5),
        ("FONT", (3, 1), (3, -1), BOLD, 10),
        ("BACKGROUND", (0, 0), (-1, 0), BAND),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ]
    before = None
    for at, one in enumerate(marks, 1):
        is_same = before is not None and before == one.pupil.id
        before = one.pupil.id
        rows.append(_row(one, again=is_same))
        look.append(("BOX", (5, at), (5, at), 0.8, LINE))
    table = LongTable(rows, colWidths=[NAME, NUMBER, WHEN, CODE, NOTE, TICK], repeatRows=1)
    table.setStyle(look)
    return table


def _row(one: MarkOut, *, again: bool) -> list[Any]:
    when = f"{short_day(one.day)} {one.session.lower()}"
    mark: Any = mark_words(one)
    if one.before is not None:
        was = escape(one.before) or "no mark"
        mark = Paragraph(f"<b>{escape(mark)}</b> <font size=8>was {was}</font>", style(10))
    note = Paragraph(escape(one.note), style(7.5)) if one.note else ""
    name: Any = "" if again else Paragraph(escape(one.pupil.listed), style(9))
    return [name, "" if again else one.pupil.admission_no, when, mark, note, ""]
