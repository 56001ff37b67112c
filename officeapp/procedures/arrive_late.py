"""Sign in children who came late: the late book's entry and the register's mark, as one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.derived import derived
from officeapp.domain.codes import NOTHING
from officeapp.domain.late import NOBODY, LateArrival, LateReason, mark_of_arrival
from officeapp.domain.record import UNWRITTEN, ContactId, PupilId
from officeapp.domain.register import Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, Span, long_day
from officeapp.domain.times import Arrival, Bell, Timing, arrival
from officeapp.errors import OfficeError
from officeapp.procedures.take_register import check_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.roll import Placement, Pupil
    from officeapp.domain.sign_out import SignOut


class NoTimesError(OfficeError):
    """The school's times say nothing of a child's site and year group."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"No times are entered for {pupil.called}'s site; "
            "enter when registers are marked and closed under School, Sites and times."
        )


class InTimeError(OfficeError):
    """A child came before the register was marked by."""

    def __init__(self, pupil: Pupil, at: dt.time, late_from: dt.time) -> None:
        super().__init__(
            f"{at:%H:%M} is in time: {pupil.called} is late after {late_from:%H:%M}. "
            "Send the child to class; the register marks them."
        )


class AfterSessionError(OfficeError):
    """A child came after the session had ended, which is no late arrival."""

    def __init__(self, pupil: Pupil, at: dt.time, session: Session, ends: dt.time) -> None:
        rest = (
            "The afternoon's register marks the child; for the morning take a message (F5)."
            if session is Session.AM
            else "The child was away this afternoon; take a message (F5) for the reason."
        )
        super().__init__(
            f"{at:%H:%M} is after the {session.word} ended at {ends:%H:%M}, "
            f"and {pupil.called} cannot be late for it. {rest}"
        )


class NotComeYetError(OfficeError):
    """An arrival was entered for a time to come."""

    def __init__(self, at: dt.time) -> None:
        super().__init__(f"{at:%H:%M} has not come yet; type the time at which the child came.")


class InLateBookError(OfficeError):
    """A child is in the late book already."""

    def __init__(self, pupil: Pupil, entry: LateArrival) -> None:
        super().__init__(
            f"{pupil.called} is in the late book already, at {entry.at:%H:%M}; "
            "change that entry instead."
        )


class SignedOutError(OfficeError):
    """A child who left and is not back was to be signed in as late."""

    def __init__(self, pupil: Pupil, entry: SignOut) -> None:
        super().__init__(
            f"{pupil.called} was signed out at {entry.left_at:%H:%M}; "
            "sign the child back in instead (F4)."
        )


@dataclass(frozen=True, slots=True)
class Coming:
    """One child at the hatch.

    Attributes:
        pupil: Who.
        at: When the child came.
        reason: The reason chosen.
        words: What was typed for it; the reason's own words where nothing was.
        brought_by: The contact who brought the child; 0 for nobody on the card.
        brought: Who did, where it was nobody on the card.
        lunch: What the child chose.
        evidence: What was seen for an appointment.
    """

    pupil: PupilId
    at: dt.time
    reason: LateReason
    words: str = ""
    brought_by: ContactId = NOBODY
    brought: str = ""
    lunch: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What signing a child in would do, to be said before it is done.

    Attributes:
        session: The half of the day the child is late for.
        arrival: How the time lies to the bells.
        code: What the register would have.
        minutes: Whole minutes late.
        bell: The times it was measured by.
        stands: The mark that stands now; None for none.
        pre_marked: The code the session is pre-marked with; empty for none.
    """

    session: Session
    arrival: Arrival
    code: str
    minutes: int
    bell: Bell
    stands: Mark | None
    pre_marked: str


def effect_of(office: Office, coming: Coming, day: dt.date) -> Effect:
    """Return what an arrival would do; nothing is written.

    Raises:
        OffRollError: The child is not on the roll on that day.
        NotASchoolDayError: The school is closed to the child.
        NoTimesError: No times are entered.
        InTimeError: The child is not late.
        AfterSessionError: The session is over.
        SignedOutError: The child left before that and is not back.
    """
    for entry in office.front_desk.out.of(coming.pupil, Span(day, day)):
        if entry.is_out and entry.left_at <= coming.at:
            raise SignedOutError(office.roll.pupil(coming.pupil), entry)
    bell, lies = late_for(office, coming, day)
    stands = office.register.standing(coming.pupil, day, bell.session)
    return effect_over(office, coming, bell, lies, stands, day)


def late_for(office: Office, coming: Coming, day: dt.date) -> tuple[Bell, Arrival]:
    """Return the bell of the session a child is late for, and how the time lies to it.

    Raises:
        OfficeError: As `effect_of` says.
    """
    pupil = office.roll.pupil(coming.pupil)
    placement = _placement(office, pupil, day)
    bell = session_at(office, pupil, placement, day, coming.at)
    lies = arrival(bell, coming.at)
    if lies.timing is Timing.IN_TIME:
        raise InTimeError(pupil, coming.at, bell.late_from)
    if lies.timing is Timing.AFTER_SESSION:
        raise AfterSessionError(pupil, coming.at, bell.session, bell.ends)
    return bell, lies


def effect_over(
    office: Office, coming: Coming, bell: Bell, lies: Arrival, stands: Mark | None, day: dt.date
) -> Effect:
    """Return what an arrival would do over a mark; None for a session nobody marked."""
    pupil = office.roll.pupil(coming.pupil)
    said = derived(office, [pupil], [day]).get((pupil.id, day, bell.session))
    pre_marked = said.code if said else NOTHING
    has = stands.code if stands else pre_marked
    code = mark_of_arrival(lies, coming.reason, stands=has, evidence=coming.evidence)
    return Effect(bell.session, lies, code, lies.minutes, bell, stands, pre_marked)


def session_at(
    office: Office, pupil: Pupil, placement: Placement, day: dt.date, at: dt.time
) -> Bell:
    """Return the bell of the session a time belongs to: the last that has begun, else the first.

    Raises:
        NoTimesError: No times are entered for the child's site and year group.
    """
    site = office.roll.school_class(placement.school_class).site
    times = office.school.bells()
    bells = [times.bell(site, placement.year_group, day, session) for session in Session]
    known = [bell for bell in bells if bell]
    if not known:
        raise NoTimesError(pupil)
    begun = [bell for bell in known if bell.begins <= at]
    return begun[-1] if begun else known[0]


def arrive_late(
    office: Office, arrivals: Sequence[Coming], day: dt.date | None = None
) -> list[LateArrival]:
    """Sign in the children of one entry, as one act: late book and register.

    A mark that stands is corrected, never lost: it gives way where the law lets it, and the book
    keeps what stood.

    Args:
        office: The office.
        arrivals: The children, in the order in which they were added.
        day: The day; today if not given. An earlier day needs the right to amend marks.

    Returns:
        The entries, in the same order.

    Raises:
        InLateBookError: A child is in the late book of that session already; nothing was written.
        SignedOutError: A child left that day and is not back; nothing was written.
        OfficeError: A child is not late, or not on roll, or the school is closed; nothing was.
        NotAllowedError: The person signed in may not keep the late book, or not of that day.
        NotSavedError: The file could not be written; nothing was.
    """
    today = office.today()
    day = day or today
    if day != today:
        office.require(Right.AMEND_MARK)
    for coming in arrivals:
        refuse_to_come(office, coming.at, day)
    effects = [effect_of(office, coming, day) for coming in arrivals]
    for coming, effect in zip(arrivals, effects, strict=True):
        refuse_second(office, coming.pupil, day, effect.session)
    numbers = [office.new_number() for _ in arrivals]
    together = numbers[0] if len(numbers) > 1 else 0
    written: list[LateArrival] = []
    books = (Book.LATE, Book.REGISTER)
    with office.writing("arrive-late", Right.KEEP_DESK, *books) as act:
        for number, coming, effect in zip(numbers, arrivals, effects, strict=True):
            entry = _entry(number, coming, effect, day, together)
            written.append(office.front_desk.late.enter(act, entry))
            _mark(office, act, entry, effect)
    return written


def refuse_to_come(office: Office, at: dt.time, day: dt.date) -> None:
    """Refuse a time to come.

    Raises:
        NotComeYetError: It has not come yet.
    """
    if (day, at.replace(second=0, microsecond=0)) > (office.today(), office.now().time()):
        raise NotComeYetError(at)


def _entry(number: int, coming: Coming, effect: Effect, day: dt.date, together: int) -> LateArrival:
    return LateArrival(
        id=number,
        pupil=coming.pupil,
        day=day,
        session=effect.session,
        at=coming.at.replace(second=0, microsecond=0),
        reason=coming.words.strip() or coming.reason.words,
        code=effect.code,
        minutes=effect.minutes,
        stood=effect.stands.code if effect.stands else NOTHING,
        brought_by=coming.brought_by,
        brought=coming.brought.strip(),
        lunch=coming.lunch,
        evidence=coming.evidence.strip(),
        together=together,
    )


def _mark(office: Office, act: Act, entry: LateArrival, effect: Effect) -> None:
    """Write the register's mark of an arrival, correcting what stands where it differs."""
    late = entry.code in ("L", "U")
    mark = Mark(entry.pupil, entry.day, entry.session, entry.code, entry.minutes if late else None)
    stands = effect.stands
    if stands is None:
        check_register(office, mark)
        office.register.enter(act, mark)
    elif (stands.code, stands.minutes) != (mark.code, mark.minutes) and (
        late or stands.code != mark.code
    ):
        check_register(office, mark)
        reason = f"arrived {entry.at:%H:%M}, late book"
        office.register.amend(act, stands, replace(mark, reason=reason, line=UNWRITTEN))


def check_register(office: Office, mark: Mark) -> None:
    """Refuse a mark that may not be written for its pupil and session.

    Raises:
        OfficeError: The code is not for that date, pupil or session; the message says which.
    """
    pupil = office.roll.pupil(mark.pupil)
    placement = _placement(office, pupil, mark.day)
    sheet = Sheet(placement.school_class, mark.day, mark.session)
    check_code(office, sheet, pupil, mark.code)


def refuse_second(office: Office, number: PupilId, day: dt.date, session: Session) -> None:
    """Refuse a child who is in the late book of a session already.

    Raises:
        InLateBookError: The child is.
    """
    for entry in office.front_desk.late.of(number, Span(day, day)):
        if entry.session is session:
            raise InLateBookError(office.roll.pupil(number), entry)


def _placement(office: Office, pupil: Pupil, day: dt.date) -> Placement:
    """Return where a child is on a day on which the school is open to them."""
    placement = office.roll.placed(pupil.id, day)
    if placement is None or not office.roll.is_on_roll(pupil.id, day):
        raise OffRollError(pupil, day)
    site = office.roll.school_class(placement.school_class).site
    office.calendar.of(site, placement.year_group).require_open(day)
    return placement


class OffRollError(OfficeError):
    """A child at the hatch is not on the roll that day."""

    def __init__(self, pupil: Pupil, day: dt.date) -> None:
        super().__init__(
            f"{pupil.called} is not on the roll on {long_day(day)}; "
            "enter the dates under Pupils first."
        )
