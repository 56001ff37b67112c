"""What a letter will look like, and what of it the typeface cannot print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.letter_paper import COPY
from officeapp.errors import OfficeError
from officeapp.gui.printing.letter_picture import picture_of, picture_of_paper
from officeapp.procedures.draft_letters import OfChild, letterhead, papers
from officeapp.procedures.letter_copies import papers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPixmap

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.letter_paper import LetterPaper
    from officeapp.procedures.draft_letters import Draft

BLANK = "________"
MOST = 12


def picture_of_draft(office: Office, draft: Draft, ratio: float) -> QPixmap | None:
    """Return the first page of a draft, blanks where something is not known; None without one."""
    try:
        sheets = papers_in_blank(draft)
        return picture_of(sheets, letterhead(office), ratio) if sheets else None
    except OfficeError:
        return None


def picture_of_letter(office: Office, letter: Letter, ratio: float, *, copy: bool) -> QPixmap:
    """Return the first page of a letter of the book.

    Raises:
        NoCopyError: Nobody who had it may be written to now.
        PaperGoneError: Its paper is not in the file.
    """
    if not letter.copies:
        return picture_of_paper(office.letters.paper(letter), ratio)
    sheets = papers_of(office, letter, COPY if copy else "")
    return picture_of(sheets, letterhead(office), ratio)


def papers_in_blank(draft: Draft) -> list[LetterPaper]:
    """Return a draft's copies with blanks for what is not known."""
    blanks = dict.fromkeys(draft.missing, BLANK)
    first, *others = (
        replace(one.sheet, facts={**one.sheet.facts, **blanks}) for one in draft.children
    )
    beside = tuple(OfChild(o.pupil, s) for o, s in zip(draft.others, others, strict=True))
    return papers(replace(draft, sheet=first, others=beside))


def in_latin_words(sheets: Iterable[LetterPaper]) -> str:
    """Return in a sentence what will be printed in its Latin spelling; empty for nothing."""
    from officeapp.documents.letter import spelled_otherwise

    found = spelled_otherwise(sheets)
    said = ", ".join(f"{word} as {printed}" for word, printed in list(found.items())[:MOST])
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    return f"The typeface lacks letters; printed in Latin ones: {said}{more}." if found else ""
