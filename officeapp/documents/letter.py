"""Letters on paper: one letter or a batch as one PDF, each copy with its own address.

The address stands where a DL envelope has its window. No text is ever read as markup. Letters that
the typeface lacks are printed in their Latin spelling.
"""

from __future__ import annotations

import functools
import io
import string
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Spacer
from typing_extensions import override

from officeapp.documents.finished_pages import FinishedPages, Kept
from officeapp.documents.layout import BOLD, FONT, LANGUAGE, letters_missing, load_fonts
from officeapp.documents.sheets import fitted
from officeapp.documents.words import Style, Sum, Together, Words
from officeapp.domain.letters import BlockKind
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officeapp.domain.letter_paper import Letterhead, LetterPaper

    Report = Callable[[int, int], None]

WIDTH, HEIGHT = A4
ALARM = HexColor("#a1261b")
LEFT, RIGHT, TOP, FOOT = 20 * mm, 20 * mm, 17 * mm, 16 * mm
BAND = 9 * mm
#: How much room the address has below its top; the window of an envelope shows no more.
WINDOW_ROOM = 33 * mm
LOGO_WIDE, LOGO_HIGH = 44 * mm, 20 * mm
INK, FADED, LINE = HexColor("#16202e"), HexColor("#5b6776"), HexColor("#c9d1da")
BRAND, PALE = HexColor("#10243e"), HexColor("#dfe4ea")


class PartTooTallError(OfficeError):
    """A part of a letter is taller than a page."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"A part of '{subject}' is taller than a page; break its text into shorter paragraphs."
        )


def latin(text: str) -> str:
    """Return a text with the letters that the typeface lacks in their Latin spelling."""
    if text.isascii():
        return text
    missing = set(letters_missing(text))
    return "".join(anyascii(c) if c in missing else c for c in text) if missing else text


def spelled_otherwise(papers: Iterable[LetterPaper]) -> dict[str, str]:
    """Return the words of letters that the typeface cannot print, each with what it prints."""
    found: dict[str, str] = {}
    for paper in papers:
        texts = (paper.to.name, *paper.to.address, paper.text.plain, paper.signed_by, paper.about)
        words = (word for text in texts if not text.isascii() for word in text.split())
        for word in words:
            if letters_missing(word):
                bare = word.strip(_AROUND)
                found[bare] = latin(bare)
    return found


_AROUND = string.punctuation + "“”‘’«»·"


def draw_letters(
    papers: Sequence[LetterPaper],
    head: Letterhead,
    report: Report | None = None,
    *,
    duplex: bool = False,
) -> bytes:
    """Return letters as one PDF, each begun on a page of its own.

    Args:
        papers: The copies, in the order in which they are printed.
        head: The school's letterhead.
        report: Called before each letter; raises where the person cancelled.
        duplex: Whether each letter begins on the front of a sheet.
    """
    load_fonts()
    kept = Kept()
    canvas = Canvas(kept, pagesize=A4, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(latin(papers[0].text.subject) if len(papers) == 1 else f"{len(papers)} letters")
    canvas.setAuthor(latin(head.school))
    canvas.setSubject("Letters" if len(papers) > 1 else "Letter")
    finished = FinishedPages(canvas)
    for done, one in enumerate(papers):
        if report:
            report(done, len(papers))
        _draw_letter(canvas, one, head, duplex=duplex)
        finished.let_go()
    canvas.save()
    return kept.paper


def _draw_letter(canvas: Canvas, one: LetterPaper, head: Letterhead, *, duplex: bool) -> None:
    """Draw a letter; its pages are held back until it is known how many there are."""
    story = _story(one)
    pages: list[dict[str, Any]] = []
    while story or not pages:
        first = not pages
        (_draw_head if first else _draw_later_head)(canvas, one, head)
        canvas.setFillColor(INK)
        top = head.window_top * mm + WINDOW_ROOM if first else TOP + 12 * mm
        frame = Frame(LEFT, FOOT, WIDTH - LEFT - RIGHT, HEIGHT - top - FOOT, 0, 0, 0, 0)
        stood = _fill(frame, story, canvas)
        pages.append(dict(canvas.__dict__))
        canvas._startPage()  # noqa: SLF001 - ReportLab's own way to hold a page back
        if not stood and not first:
            raise PartTooTallError(one.text.subject)
    for number, page in enumerate(pages, 1):
        canvas.__dict__.update(page)
        _draw_page_number(canvas, f"Page {number} of {len(pages)}")
        canvas.showPage()
    if duplex and len(pages) % 2:
        canvas.showPage()


def _fill(frame: Frame, story: list[Flowable], canvas: Canvas) -> int:
    """Put as much of a story on a page as there is room for; return how many parts that was."""
    stood = 0
    while story:
        if frame.add(story[0], canvas):
            del story[0]
            stood += 1
            continue
        parts = frame.split(story[0], canvas)
        if len(parts) < 2:
            break
        story[:1] = parts
    return stood


def _draw_head(canvas: Canvas, one: LetterPaper, head: Letterhead) -> None:
    canvas.setFillColor(BRAND)
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    left = LEFT
    if head.logo:
        left += _draw_logo(canvas, head.logo) + 4 * mm
    right = WIDTH - RIGHT
    room = right - left - 40 * mm
    canvas.setFont(BOLD, 15)
    canvas.drawString(left, HEIGHT - 21 * mm, fitted(latin(head.school), BOLD, 15, room))
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 8.5)
    canvas.drawString(left, HEIGHT - 26 * mm, fitted(latin(head.below), FONT, 8.5, room))
    canvas.drawRightString(right, HEIGHT - 21 * mm, one.number)
    canvas.drawRightString(right, HEIGHT - 26 * mm, one.date)
    _draw_mark(canvas, one, HEIGHT - 34 * mm)
    canvas.setFillColor(INK)
    size = 12 if one.large else 10.5
    canvas.setFont(FONT, size)
    for place, line in enumerate((one.to.name, *one.to.address)):
        words = fitted(latin(line), FONT, size, 90 * mm)
        canvas.drawString(LEFT, HEIGHT - head.window_top * mm - (place + 1) * size * 1.25, words)


def _draw_logo(canvas: Canvas, logo: bytes) -> float:
    """Draw the school's badge, no wider and no higher than its room; return how wide it is."""
    picture = _picture(logo)
    wide, high = picture.getSize()
    scale = min(LOGO_WIDE / wide, LOGO_HIGH / high)
    top = HEIGHT - BAND - 3 * mm
    canvas.drawImage(picture, LEFT, top - high * scale, wide * scale, high * scale)
    return float(wide * scale)


@functools.lru_cache(maxsize=1)
def _picture(logo: bytes) -> ImageReader:
    """Return a badge as it is drawn on every letter of a batch, and stored once."""
    return ImageReader(io.BytesIO(logo))


def _draw_later_head(canvas: Canvas, one: LetterPaper, head: Letterhead) -> None:
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 8.5)
    words = f"{head.school} · {one.date} · {one.number}".strip(" ·")
    canvas.drawString(LEFT, HEIGHT - TOP, latin(words))
    _draw_mark(canvas, one, HEIGHT - TOP)


def _draw_mark(canvas: Canvas, one: LetterPaper, at: float) -> None:
    if one.mark:
        canvas.setFillColor(ALARM)
        canvas.setFont(BOLD, 11)
        canvas.drawRightString(WIDTH - RIGHT, at, one.mark)


def _draw_page_number(canvas: Canvas, words: str) -> None:
    canvas.setFillColor(FADED)
    canvas.setFont(FONT, 8)
    canvas.drawRightString(WIDTH - RIGHT, 10 * mm, words)


def _story(one: LetterPaper) -> list[Flowable]:
    """Return what stands in a letter below its address."""
    size = 16 if one.large else 10.5
    plain, bold = _style(size), _style(size + 1, bold=True)
    found: list[Flowable] = [
        _said(f"{one.greeting} {one.to.dear}", plain),
        _said(one.text.subject, bold),
    ]
    for block in one.text.blocks:
        if block.kind is BlockKind.FIGURES:
            if one.figures:
                found += [_figures(one.figures, large=one.large), Spacer(0, size * 0.8)]
        elif block.kind is BlockKind.POINTS:
            found += [_point(line, plain) for line in block.lines]
            found.append(Spacer(0, size * 0.3))
        else:
            found.append(_said(block.lines[0], plain))
    ending = [_said(one.closing, plain), _said(one.signed_by, plain)]
    found.append(Together(ending, 14 * mm))
    if one.text.reply:
        found.append(_Slip(one))
    return found


def _style(size: float, *, bold: bool = False) -> Style:
    return Style(BOLD if bold else FONT, size, after=size * 0.75)


def _said(text: str, style: Style) -> Words:
    return Words(latin(text), style)


def _point(text: str, style: Style) -> Words:
    point = replace(style, indent=14, after=style.after * 0.5)
    return Words(latin(text), point, bullet="•")


def _figures(figures: Sequence[tuple[str, str]], *, large: bool) -> Sum:
    """Return the sum of the attendance figure: each part's words above its number."""
    words = Style(FONT, 11 if large else 8.5, FADED)
    number = Style(BOLD, 18 if large else 12.5, INK)
    return Sum([(latin(said), latin(value)) for said, value in figures], words, number, LINE)


class _Slip(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The slip to tear off, at the foot of the page it comes to."""

    def __init__(self, one: LetterPaper) -> None:
        super().__init__()
        style = _style(13 if one.large else 9)
        about = f"Please tear off and return, or telephone the office. {one.about} · {one.number}"
        lines = [about.rstrip(" ·"), *one.text.reply, _SIGN]
        self._lines = [_said(line, style) for line in lines]
        self._room = 0.0

    @override
    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        needed = 8.0
        for line in self._lines:
            needed += line.wrap(availWidth, availHeight)[1] + line.getSpaceAfter()
        self._room = max(needed, availHeight) if needed <= availHeight else needed
        return availWidth, self._room

    @override
    def draw(self) -> None:
        width = WIDTH - LEFT - RIGHT
        base = 0.0
        for line in reversed(self._lines):
            height = line.wrap(width, HEIGHT)[1]
            line.drawOn(self.canv, 0, base)
            base += height + line.getSpaceAfter()
        self.canv.setStrokeColor(LINE)
        self.canv.setDash(2, 2)
        self.canv.line(0, base, width, base)
        self.canv.setDash()


_SIGN = f"Name {'_' * 30}  Signed {'_' * 30}  Date {'_' * 14}"
