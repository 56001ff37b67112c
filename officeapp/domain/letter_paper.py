"""One copy of a letter as it is to be printed, and what stands at its head."""

from __future__ import annotations

from dataclasses import dataclass

from officeapp.domain.letters import CLOSING, GREETING, Text
from officeapp.domain.recipients import Recipient
from officeapp.domain.stationery import WINDOW_TOP

DRAFT, COPY = "DRAFT: NOT SENT", "COPY"
#: Across a copy of a letter to a family about several children, of whom it names one.
EXTRACT = "COPY, THIS CHILD ONLY"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of a school's letters.

    Attributes:
        school: The school's name.
        below: Its address, telephone and e-mail in one line.
        logo: Its badge, a JPEG; empty for none.
        window_top: Where the address begins, in millimetres from the top of the sheet.
    """

    school: str
    below: str
    logo: bytes = b""
    window_top: int = WINDOW_TOP


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """One copy of one letter.

    Attributes:
        number: Its number in the letter book; empty for a draft.
        date: The date as a letter has it: '18 November 2026'.
        to: Whose copy it is.
        text: The text, its facts in it.
        figures: The sum of the attendance figure: words and value of each part.
        signed_by: The name and post under it.
        about: Whom the slip to tear off is about.
        mark: DRAFT or COPY across the head; empty for the letter as sent.
        large: Whether it is set in large print.
        greeting: How it begins, before the name.
        closing: How it ends, above the name of who signs.
    """

    number: str
    date: str
    to: Recipient
    text: Text
    figures: tuple[tuple[str, str], ...]
    signed_by: str
    about: str = ""
    mark: str = ""
    large: bool = False
    greeting: str = GREETING
    closing: str = CLOSING
