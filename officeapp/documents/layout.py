"""What all paper has in common: the typeface, its styles, and which letters it lacks."""

from __future__ import annotations

import functools

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from officeapp import paths

FONT, BOLD = "Source Sans", "Source Sans Bold"
_FILES = {FONT: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Bold.ttf"}
LANGUAGE = "en-GB"


@functools.cache
def load_fonts() -> None:
    """Make the typeface known to ReportLab, once in a process; every file embeds it."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(paths.resource(f"fonts/{file}"))))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def style(size: float = 9, *, bold: bool = False, leading: float = 0) -> ParagraphStyle:
    """Return the style of a paragraph, sizes in points."""
    load_fonts()
    return ParagraphStyle(
        name="text",
        fontName=BOLD if bold else FONT,
        fontSize=size,
        leading=leading or size * 1.25,
    )


def letters_missing(text: str) -> str:
    """Return the letters of a text that the typeface cannot print, each once."""
    load_fonts()
    known = pdfmetrics.getFont(FONT).face.charToGlyph
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known and not c.isspace()))
