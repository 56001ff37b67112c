"""Keep pupils' weekly patterns: nursery sessions, part-time timetables, sessions elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.derived import derived
from officeapp.domain.codes import NOTHING
from officeapp.domain.law import compulsory_from
from officeapp.domain.patterns import (
    ELSEWHERE_CODES,
    WHOLE_WEEK,
    Pattern,
    PatternKind,
    clash,
    pattern_code,
    reaches_compulsory,
)
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday, long_day, years_of
from officeapp.errors import OfficeError
from officeapp.procedures.keep_roll import BackwardsError

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.record import ContactId
    from officeapp.domain.roll import Contact, Pupil


class NothingAwayError(OfficeError):
    """A pattern would have the pupil here in every session."""

    def __init__(self) -> None:
        super().__init__(
            "The pupil would be expected in every session; take out those in which not."
        )


class PatternClashError(OfficeError):
    """A pupil has another pattern for the same sessions."""

    def __init__(self, pupil: Pupil, other: Pattern, where: str) -> None:
        super().__init__(
            f"{pupil.called} has another pattern then ({other.said}; both hold {where}); "
            "end that one first, or choose other dates."
        )


class NotAgreedError(OfficeError):
    """A part-time timetable was to be written without a parent who agreed to it."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"A part-time timetable is agreed with a parent {pupil.called} lives with; "
            "choose who, or enter under Contacts with whom the pupil lives."
        )


class NoEndError(OfficeError):
    """A part-time timetable of a pupil of compulsory school age was to have no end."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"From {long_day(compulsory_from(pupil.dob))} {pupil.called} is of compulsory school "
            "age: a part-time timetable is for a time only; enter its last day."
        )


class NoNatureError(OfficeError):
    """It was not said where the pupil is, or what is done there."""

    def __init__(self, kind: PatternKind) -> None:
        what = "the other school" if kind is PatternKind.DUAL else "what is done and where"
        super().__init__(f"The register needs to say more: enter {what}.")


class NotElsewhereError(OfficeError):
    """Education elsewhere was to have a code that is not for it."""

    def __init__(self) -> None:
        super().__init__(
            "Education elsewhere is B where the school arranged it, K where the local authority "
            "did; choose one of them."
        )


class TooOldForNurseryError(OfficeError):
    """Nursery sessions were to be written for a pupil of compulsory school age."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"{pupil.called} is of compulsory school age from "
            f"{long_day(compulsory_from(pupil.dob))}, and X can no longer be written; "
            "enter an agreed part-time timetable instead."
        )


@dataclass(frozen=True, slots=True)
class Ended:
    """What ending a pattern left.

    Attributes:
        sessions: Sessions after the new last day that are in ink with the pattern's code, because
            their registers were handed in; they stand until somebody corrects them.
    """

    sessions: tuple[tuple[dt.date, Session], ...]


def add_pattern(office: Office, pattern: Pattern) -> Pattern:
    """Write down a new pattern; its number is given here.

    Raises:
        BackwardsError: It would end before it begins.
        PatternClashError: The pupil has another one for the same sessions.
        OfficeError: It cannot stand so; the message says what is missing.
    """
    check_pattern(office, pattern)
    with office.writing("add-pattern", Right.KEEP_PATTERNS, Book.PATTERNS) as act:
        card = replace(pattern, id=office.new_number(), line=UNWRITTEN)
        return office.patterns.cards.enter(act, card)


def change_pattern(office: Office, pattern: Pattern) -> Ended:
    """Write a new version of a pattern; marks in ink stay as they are.

    Returns:
        Which sessions have its code in ink that it no longer gives.

    Raises:
        BackwardsError: It would end before it begins.
        PatternClashError: The pupil has another one for the same sessions.
        ChangedMeanwhileError: It was changed since it was read.
        OfficeError: It cannot stand so; the message says what is missing.
    """
    before = office.patterns.cards.standing().get(pattern.id)
    if not pattern.gone:
        check_pattern(office, pattern)
    with office.writing("change-pattern", Right.KEEP_PATTERNS, Book.PATTERNS) as act:
        office.patterns.cards.amend(act, pattern)
    return Ended(tuple(_left_in_ink(office, before))) if before else Ended(())


def end_pattern(office: Office, pattern: Pattern, last: dt.date) -> Ended:
    """Give a pattern another last day, or take it back whole where that is before its first.

    What is pre-marked after that day is so no longer; marks that are in ink stay.

    Raises:
        ChangedMeanwhileError: It was changed since it was read.
        OfficeError: It cannot stand so; the message says why.
    """
    if last < pattern.first:
        return change_pattern(office, replace(pattern, gone=True))
    return change_pattern(office, replace(pattern, last=last))


def lives_with(office: Office, pupil: Pupil) -> list[Contact]:
    """Return the contacts a pupil lives with, who can agree to a part-time timetable."""
    return [contact for tie, contact in office.contacts.of(pupil.id) if tie.lives_with]


def check_pattern(office: Office, pattern: Pattern) -> None:
    """Refuse a pattern that cannot stand.

    Raises:
        OfficeError: It cannot; the message says what to do.
    """
    pupil = office.roll.pupil(pattern.pupil)
    if pattern.last is not None and pattern.last < pattern.first:
        raise BackwardsError(pattern.first, pattern.last)
    if pattern.week == WHOLE_WEEK:
        raise NothingAwayError
    _check_kind(office, pattern, pupil)
    for other in office.patterns.of(pupil.id):
        where = clash(pattern, other) if other.id != pattern.id else ""
        if where:
            raise PatternClashError(pupil, other, where)


def _check_kind(office: Office, pattern: Pattern, pupil: Pupil) -> None:
    kind = pattern.kind
    if kind is PatternKind.NURSERY and pattern.first >= compulsory_from(pupil.dob):
        raise TooOldForNurseryError(pupil)
    if kind is PatternKind.PART_TIME:
        _check_part_time(office, pattern, pupil)
    if kind is PatternKind.ELSEWHERE:
        if pattern.code not in ELSEWHERE_CODES:
            raise NotElsewhereError
        office.codes.find(pattern.code, pattern.first)
    if kind in (PatternKind.DUAL, PatternKind.ELSEWHERE) and not pattern.nature.strip():
        raise NoNatureError(kind)


def _check_part_time(office: Office, pattern: Pattern, pupil: Pupil) -> None:
    """Refuse a part-time timetable the law does not know (2024 Regulations, 11(6))."""
    if not reaches_compulsory(pattern, pupil.dob):
        return
    if not _agreed(office, pupil, pattern.agreed_with):
        raise NotAgreedError(pupil)
    if pattern.last is None:
        raise NoEndError(pupil)


def _agreed(office: Office, pupil: Pupil, contact: ContactId) -> bool:
    return any(one.id == contact for one in lives_with(office, pupil))


def _left_in_ink(office: Office, before: Pattern) -> list[tuple[dt.date, Session]]:
    """Return the sessions in ink with a code the pattern gave them and nothing gives now."""
    pupil = office.roll.pupil(before.pupil)
    shared = before.span.overlap(Span(before.first, office.today()))
    if shared is None:
        return []
    lines = {year: office.register.line(pupil.id, year) for year in years_of(shared)}
    left = []
    for day in filter(is_weekday, shared.days()):
        year = SchoolYear.of(day)
        for session in Session:
            code = pattern_code(before, day, session, pupil.dob)
            stands = lines[year][year.slot(day, session)]
            if code != NOTHING and stands == office.codes.symbol(code):
                left.append((day, session))
    now = derived(office, [pupil], sorted({day for day, _ in left}))
    return [place for place in left if (pupil.id, *place) not in now]
