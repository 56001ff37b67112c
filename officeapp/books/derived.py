"""Sessions that are pre-marked: derived from what other books say until the register is handed in.

A *source* is asked for a pupil and answers with a question-answerer for sessions, or with None
where it has nothing on that pupil, so that the many pupils without anything cost next to nothing.
Sources stand in `SOURCES` in the order in which they count; a decision on leave or an appointment
becomes one by a function of its own there. Nothing derived is ink, and nothing in ink is derived:
whoever asks lays the answer under the marks that stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import NOTHING
from officeapp.domain.patterns import PatternKind, pattern_code, pattern_for
from officeapp.domain.record import LineId, SiteId
from officeapp.domain.school_year import Session, is_weekday

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.roll import Pupil


@dataclass(frozen=True, slots=True)
class Derived:
    """What a session is pre-marked with.

    Attributes:
        code: The code.
        source: The line of the book that says so.
        why: What it follows from, in words.
        note: What goes into ink with the mark, such as the nature of education elsewhere.
    """

    code: str
    source: LineId
    why: str
    note: str = ""


Answer = Callable[["dt.date", Session], Derived | None]
Source = Callable[["Office", "Pupil"], Answer | None]


def derived(
    office: Office, pupils: Iterable[Pupil], days: Sequence[dt.date]
) -> dict[Place, Derived]:
    """Return the sessions of some days that are pre-marked, by pupil, day and half.

    Only sessions that take place for the pupil are: on roll, on a school day of their site and
    year group.
    """
    found: dict[Place, Derived] = {}
    for pupil in pupils:
        answers = [answer for source in SOURCES if (answer := source(office, pupil))]
        if not answers:
            continue
        for day in _school_days(office, pupil, days):
            for session in Session:
                said = next(filter(None, (answer(day, session) for answer in answers)), None)
                if said is not None:
                    found[pupil.id, day, session] = said
    return found


def from_patterns(office: Office, pupil: Pupil) -> Answer | None:
    """Return what answers from a pupil's weekly patterns; None where there are none."""
    patterns = office.patterns.of(pupil.id)
    if not patterns:
        return None

    def answer(day: dt.date, session: Session) -> Derived | None:
        pattern = pattern_for(patterns, day, session)
        code = pattern_code(pattern, day, session, pupil.dob) if pattern else NOTHING
        if pattern is None or code == NOTHING:
            return None
        note = pattern.nature if pattern.kind is PatternKind.ELSEWHERE else ""
        return Derived(code, pattern.line, pattern.said, note)

    return answer


#: Where pre-marked sessions come from; the first that has one counts.
SOURCES: tuple[Source, ...] = (from_patterns,)


def _school_days(office: Office, pupil: Pupil, days: Sequence[dt.date]) -> Iterator[dt.date]:
    """Yield those of some days on which a pupil is on roll and the school open to them."""
    for placement, span in office.roll.segments(pupil.id):
        site, group = SiteId(0), ""
        if placement is not None:
            site = office.roll.school_class(placement.school_class).site
            group = placement.year_group
        calendar = office.calendar.of(site, group)
        for day in days:
            if day in span and is_weekday(day) and calendar.is_open(day):
                yield day
