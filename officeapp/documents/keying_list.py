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
from officeapp.domain.school_year import Session, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

HEADINGS = ("Pupil", "Admission no", "Day", "Morning", "Afternoon", "Comment", "Done")
WIDTHS = tuple(width * mm for width in (56, 23, 21, 28, 28, 20, 10))


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
    for (_, day), found in itertools.groupby(marks, key=lambda one: (one.pupil.id, one.day)):
        rows.append(_row(day, {one.session: one for one in found}))
    table = LongTable(rows, colWidths=WIDTHS, repeatRows=1)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), FONT, 9),
            ("FONT", (0, 0), (-1, 0), BOLD, 8.5),
            ("FONT", (3, 1), (4, -1), BOLD, 10),
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("BOX", (-1, 1), (-1, -1), 0.8, LINE),
        ]
    )
    return table


def _row(day: dt.date, found: Mapping[Session, MarkOut]) -> list[Any]:
    pupil = next(iter(found.values())).pupil
    notes = "; ".join(one.note for one in found.values() if one.note)
    halves = [_mark(found[half]) if half in found else "" for half in Session]
    name = Paragraph(escape(pupil.listed), style(9))
    comment: Any = Paragraph(escape(notes), style(7.5)) if notes else ""
    return [name, pupil.admission_no, short_day(day), *halves, comment, ""]


def _mark(one: MarkOut) -> Any:
    """Return what is to be keyed, with what was given out before under it."""
    if one.before is None:
        return mark_words(one)
    was = escape(one.before) or "no mark"
    return Paragraph(f"<b>{escape(mark_words(one))}</b> <font size=8>was {was}</font>", style(10))
