"""Sign a child back in: the book, and the register where the child missed its taking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.derived import derived
from officeapp.domain.codes import NOTHING
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session
from officeapp.domain.sign_out import mark_of_return
from officeapp.domain.times import Arrival, Bell, Timing, arrival
from officeapp.errors import OfficeError
from officeapp.procedures.arrive_late import check_register
from officeapp.procedures.desk_entries import at_school, bell_of, minute_of

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.roll import Placement, Pupil
    from officeapp.domain.sign_out import SignOut


class NotOutError(OfficeError):
    """A child was to be signed in that is not out."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"{pupil.called} is not signed out; a child who comes for the first time "
            "is signed in as a late arrival (F2)."
        )


class BackBeforeLeavingError(OfficeError):
    """A child was to be back before it left."""

    def __init__(self, at: dt.time, left_at: dt.time) -> None:
        super().__init__(
            f"The child left at {left_at:%H:%M} and cannot be back at {at:%H:%M}; "
            "type the time at which it came."
        )


@dataclass(frozen=True, slots=True)
class ReturnEffect:
    """What signing a child back in would do, to be said before it is done.

    Attributes:
        bell: The times of the session that began while the child was out; None where none did.
        arrival: How the time lies to them; None where no session began.
        stands: The mark that stands now; None for none.
        code: What the register would have; empty where it changes nothing.
    """

    bell: Bell | None = None
    arrival: Arrival | None = None
    stands: Mark | None = None
    code: str = NOTHING


def effect_of_return(office: Office, entry: SignOut, at: dt.time) -> ReturnEffect:
    """Return what a child's coming back at a time would do; nothing is written."""
    pupil = office.roll.pupil(entry.pupil)
    placement = at_school(office, pupil, entry.day)
    bell = _begun_meanwhile(office, placement, entry, at)
    if bell is None:
        return ReturnEffect()
    lies = arrival(bell, at)
    place = (pupil.id, entry.day, bell.session)
    stands = office.register.standing(*place)
    said = derived(office, [pupil], [entry.day]).get(place)
    has = stands.code if stands else (said.code if said else NOTHING)
    code = mark_of_return(entry, lies, has)
    unchanged = lies.timing in (Timing.IN_TIME, Timing.AFTER_SESSION) or code == has
    return ReturnEffect(bell, lies, stands, NOTHING if unchanged else code)


def come_back(office: Office, number: int, at: dt.time | None = None) -> SignOut:
    """Sign a child back in, as one act: the book, and the register where the child missed it.

    Args:
        office: The office.
        number: The entry of the signing out book.
        at: When the child came; now if not given.

    Raises:
        NotOutError: The child is back already, or the entry was taken back.
        BackBeforeLeavingError: The time is before the child left.
        StillToComeError: The time has not come yet.
        OfficeError: The register's mark may not be written; nothing was.
        NotAllowedError: The person signed in may not keep the book, or not of that day.
        NotSavedError: The file could not be written; nothing was changed.
    """
    entry = office.front_desk.out.entry(number)
    if not entry.is_out:
        raise NotOutError(office.roll.pupil(entry.pupil))
    if entry.day != office.today():
        office.require(Right.AMEND_MARK)
    at = minute_of(office, entry.day, at or office.now().time())
    if at < entry.left_at:
        raise BackBeforeLeavingError(at, entry.left_at)
    effect = effect_of_return(office, entry, at)
    with office.writing("come-back", Right.KEEP_DESK, Book.OUT, Book.REGISTER) as act:
        back = replace(entry, back_at=at, correction=f"back {at:%H:%M}")
        written = office.front_desk.out.amend(act, back)
        if effect.bell is not None and effect.code:
            _mark(office, act, written, effect, effect.bell)
    return written


def _begun_meanwhile(
    office: Office, placement: Placement, entry: SignOut, at: dt.time
) -> Bell | None:
    """Return the times of the session a child comes back into, if it began while it was out."""
    bells = [bell_of(office, placement, entry.day, session) for session in Session]
    begun = [bell for bell in bells if bell is not None and entry.left_at < bell.begins <= at]
    return begun[-1] if begun else None


def _mark(office: Office, act: Act, entry: SignOut, effect: ReturnEffect, bell: Bell) -> None:
    """Write the register's mark, correcting what stands."""
    late = effect.arrival if effect.code in ("L", "U") else None
    minutes = late.minutes if late is not None else None
    mark = Mark(entry.pupil, entry.day, bell.session, effect.code, minutes)
    check_register(office, mark)
    if effect.stands is None:
        office.register.enter(act, mark)
    else:
        reason = f"back {entry.back_at:%H:%M}, signing out and in book"
        later = replace(mark, reason=reason, line=UNWRITTEN)
        office.register.amend(act, effect.stands, later)
