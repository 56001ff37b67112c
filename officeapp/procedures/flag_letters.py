"""Find the letters whose marks were corrected since, and draft what puts them right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.letter_book import changed_under
from officeapp.domain.school_year import SchoolYear, Span, short_day
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.letter_facts import Gathering, symbols

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import ChangedMark, Letter
    from officeapp.domain.record import PupilId
    from officeapp.procedures.draft_letters import Draft

CORRECTION = "correction"


def changes_under(office: Office, letter: Letter) -> list[ChangedMark]:
    """Return the marks under a letter that are not what they were when it was sent."""
    return changed_under(letter, lambda pupil, day, many: symbols(office, pupil, day, many))


def flagged(office: Office, letters: Iterable[Letter]) -> dict[int, list[ChangedMark]]:
    """Return what changed under each of some letters that was not put right, by its number."""
    every = list(letters)
    mended = {(one.mends, child) for one in every if one.mends for child in one.children}
    lines: dict[SchoolYear, dict[PupilId, str]] = {}

    def stands(pupil: PupilId, day: dt.date, many: int) -> str:
        year = SchoolYear.of(day)
        if year not in lines:
            lines[year] = office.register.all_lines(year)
        low = year.slots_of(year.span)[0] if day == year.span.first else None
        if low is None or many > year.slots or pupil not in lines[year]:
            return symbols(office, pupil, day, many)
        return lines[year][pupil][:many]

    found = {
        one.id: [mark for mark in changed_under(one, stands) if (one.id, mark.pupil) not in mended]
        for one in every
        if one.pages
    }
    return {number: changes for number, changes in found.items() if changes}


def changes_words(office: Office, changes: Iterable[ChangedMark]) -> str:
    """Return what changed, in words: 'Mon 16 Nov morning: O (absent …), now I (illness)'."""
    return "; ".join(
        f"{short_day(one.day)} {one.session.word}: {_code(office, one.was, one.day)}, "
        f"now {_code(office, one.now, one.day)}"
        for one in changes
    )


def correcting(office: Office, letter: Letter, day: dt.date) -> Draft:
    """Return the letter that puts another right, for the child it is about.

    Of several children it is the first whose marks changed and who has no such letter yet.
    """
    year = Span(letter.day, day)
    put_right = [one for one in office.letters.sent.of(letter.pupil, year) if one.mends]
    for child in letter.children[1:]:
        put_right += [one for one in office.letters.sent.of(child, year) if one.mends]
    changes = flagged(office, [letter, *put_right]).get(letter.id) or changes_under(office, letter)
    pupil = changes[0].pupil if changes else letter.pupil
    said = changes_words(office, [one for one in changes if one.pupil == pupil])
    given = Gathering(office, day, mends=letter, changes=said)
    return draft_letter(office, Wanted(CORRECTION), office.roll.pupil(pupil), given)


def _code(office: Office, symbol: str, day: dt.date) -> str:
    """Return a mark with what it means, as a family reads it."""
    if symbol in (UNMARKED, NOT_ON_ROLL):
        return "no mark"
    code = office.codes.code(symbol)
    meanings = {one.code: one.word for one in office.codes.on(day)}
    return f"{code} ({meanings[code]})" if code in meanings else code
