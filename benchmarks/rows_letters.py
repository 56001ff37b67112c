"""Row S11: 420 letters of one page as one PDF, beside the same text drawn on a bare canvas."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Amount, measured, times
from officeapp.books.letters import shipped
from officeapp.documents.layout import FONT, load_fonts
from officeapp.documents.letter import draw_letters
from officeapp.domain.letter_facts import FACTS
from officeapp.domain.letter_paper import DRAFT, Letterhead, LetterPaper
from officeapp.domain.letters import fill
from officeapp.domain.recipients import Recipient
from officeapp.domain.record import ContactId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.schools import Schools

LETTERS = 420
ROUNDS = 3
HEAD = Letterhead("Moorside Primary School", "Moorside Lane, Kearsley · 01632 960 000")
FIGURES = (("Sessions this year", "98"), ("Attended", "85"), ("Attendance", "86.7%"))


def draw_many(schools: Schools) -> Iterator[object]:
    """S11: the batch beside the bare canvas, and the memory a letter takes."""
    del schools
    letters = [_letter(number) for number in range(LETTERS)]
    draw_letters(letters[:2], HEAD)
    mine = times(lambda: draw_letters(letters, HEAD), ROUNDS)
    floor = times(lambda: _bare(letters), ROUNDS)
    yield measured(f"{LETTERS} letters to one PDF", mine, floor, "3x")
    few, many = _peak(letters[: LETTERS // 2]), _peak(letters)
    yield Amount("memory at 420 letters beside 210", many / 1e6, few / 1e6, "MB", "flat")


def _letter(number: int) -> LetterPaper:
    facts = dict.fromkeys(FACTS, f"fact {number}")
    to = Recipient(
        (ContactId(number),), f"Ms Dana Roe{number}", f"Ms Roe{number}", ("1 Mill Lane",)
    )
    text = fill(shipped()["half-term"], facts)
    return LetterPaper(
        f"T26-{number:04}", f"{dt.date(2026, 11, 18)}", to, text, FIGURES, "A. Head", mark=DRAFT
    )


def _bare(letters: list[LetterPaper]) -> bytes:
    """Return the same words drawn line by line on a bare canvas."""
    load_fonts()
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A4, pageCompression=1)
    for one in letters:
        words = canvas.beginText(57, 800)
        words.setFont(FONT, 10.5)
        for line in (HEAD.school, HEAD.below, one.number, one.to.name, *one.to.address):
            words.textLine(line)
        for part in one.text.plain.split("\n\n"):
            for start in range(0, len(part), 95):
                words.textLine(part[start : start + 95])
        for name, value in one.figures:
            words.textLine(f"{name} {value}")
        canvas.drawText(words)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _peak(letters: list[LetterPaper]) -> int:
    tracemalloc.start()
    draw_letters(letters, HEAD)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


ROWS = {"S11": draw_many}
