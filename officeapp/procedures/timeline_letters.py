"""What the letter book brings to a pupil's timeline: each letter, and what was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.school_year import short_day
from officeapp.domain.timeline import Strand, TimelineLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span


def letter_lines(office: Office, pupil: Pupil, span: Span) -> Iterator[TimelineLine]:
    """Yield the letters about a pupil, those to several families' children included."""
    letters = office.letters.sent.of(pupil.id, span)
    whose = {letter.pupil for letter in letters}
    notes = [one for first in sorted(whose) for one in office.letters.notes.of(first, span)]
    for letter in letters:
        done = [one for one in notes if one.letter == letter.id]
        what = "".join(f"; {one.what.words} {short_day(one.day)}" for one in done)
        subject = letter.only_of(pupil.id, pupil.called).subject
        words = f"{subject}, {letter.number}{what}"
        yield TimelineLine(letter.day, None, Strand.LETTERS, "Letter", words, line=letter.line)
