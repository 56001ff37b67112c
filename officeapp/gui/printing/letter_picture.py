"""The first page of a letter as a picture, as it would come out of the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from officeapp.gui.printing.pages import POINTS_PER_INCH, Pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.domain.letter_paper import Letterhead, LetterPaper

PAGE_WIDTH = 330  # pixels, before the screen's own scale


def picture_of(papers: Sequence[LetterPaper], head: Letterhead, ratio: float) -> QPixmap:
    """Return the first page of a letter.

    Args:
        papers: The copies; the first is drawn.
        head: The school's letterhead.
        ratio: How many dots of the screen a pixel has.
    """
    from officeapp.documents.letter import draw_letters

    return picture_of_paper(draw_letters(papers[:1], head), ratio)


def picture_of_paper(paper: bytes, ratio: float) -> QPixmap:
    """Return the first page of a paper, on a screen with so many dots to a pixel."""
    with Pages(paper) as pages:
        width, _ = pages.size(1)
        image = pages.image(1, PAGE_WIDTH * ratio * POINTS_PER_INCH / width)
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
