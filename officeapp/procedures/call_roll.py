"""Call the roll: who was found, one act a tick, and the end of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.roll_call import Drill, Found
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId

BY_MISTAKE, CALLED_AGAIN = "ticked by mistake", "called again"


class RollCallEndedError(OfficeError):
    """Somebody was to be ticked at a roll call that is over."""

    def __init__(self, drill: Drill) -> None:
        ended = f" at {drill.ended:%H:%M}" if drill.ended else ""
        super().__init__(f"That roll call was ended{ended}; call the roll again (F9).")


class RollCalledError(OfficeError):
    """The roll was to be called while it is being called."""

    def __init__(self, drill: Drill) -> None:
        super().__init__(
            f"The roll has been called since {drill.at:%H:%M}; go on with it, or end it first."
        )


def roll_call_now(office: Office) -> Drill | None:
    """Return the roll call that goes on today; None where none does."""
    going = [one for one in office.front_desk.drills.on(office.today()) if one.ended is None]
    return going[-1] if going else None


def found_at(office: Office, drill: Drill) -> set[PupilId]:
    """Return who was found at a roll call."""
    return {one.pupil for one in office.front_desk.found.on(drill.day) if one.drill == drill.id}


def call_roll(office: Office, why: str = "", *, again: bool = False) -> Drill:
    """Begin a roll call.

    Args:
        office: The office.
        why: A fire alarm, a practice, and so on.
        again: Whether one that goes on is ended by this one; else it is refused.

    Raises:
        RollCalledError: One goes on already.
        NotAllowedError: The person signed in may not call the roll.
        NotSavedError: The file could not be written; nothing was.
    """
    going = roll_call_now(office)
    if going is not None and not again:
        raise RollCalledError(going)
    number = office.new_number()
    drill = Drill(number, office.today(), _minute(office), why.strip())
    with office.writing("call-roll", Right.CALL_ROLL, Book.ROLL_CALL) as act:
        if going is not None:
            ended = replace(going, ended=_minute(office), correction=CALLED_AGAIN)
            office.front_desk.drills.amend(act, ended)
        return office.front_desk.drills.enter(act, drill)


def tick_found(office: Office, drill: Drill, pupils: Sequence[PupilId]) -> None:
    """Write that children were found, as one act; who was ticked before stays ticked once.

    Raises:
        RollCallEndedError: The roll call is over.
        NotAllowedError: The person signed in may not call the roll.
        NotSavedError: The file could not be written; nothing was.
    """
    _require_going(office, drill)
    before = found_at(office, drill)
    new = [pupil for pupil in dict.fromkeys(pupils) if pupil not in before]
    entries = [
        Found(office.new_number(), drill.id, pupil, drill.day, _minute(office)) for pupil in new
    ]
    with office.writing("tick-found", Right.CALL_ROLL, Book.ROLL_CALL) as act:
        for entry in entries:
            office.front_desk.found.enter(act, entry)


def untick_found(office: Office, drill: Drill, pupils: Sequence[PupilId]) -> None:
    """Write that children were not found after all, as one act; the ticks stay legible.

    Raises:
        RollCallEndedError: The roll call is over.
        NotAllowedError: The person signed in may not call the roll.
        NotSavedError: The file could not be written; nothing was changed.
    """
    _require_going(office, drill)
    book = office.front_desk.found
    wrong = [one for one in book.on(drill.day) if one.drill == drill.id and one.pupil in pupils]
    with office.writing("untick-found", Right.CALL_ROLL, Book.ROLL_CALL) as act:
        for entry in wrong:
            book.amend(act, replace(entry, gone=True, correction=BY_MISTAKE))


def end_roll_call(office: Office, drill: Drill) -> Drill:
    """End a roll call; who was found and who was missing stays as it is.

    Raises:
        RollCallEndedError: It is over already.
        NotAllowedError: The person signed in may not call the roll.
        NotSavedError: The file could not be written; nothing was changed.
    """
    stands = _require_going(office, drill)
    with office.writing("end-roll-call", Right.CALL_ROLL, Book.ROLL_CALL) as act:
        after = replace(stands, ended=_minute(office), correction="ended")
        return office.front_desk.drills.amend(act, after)


def _require_going(office: Office, drill: Drill) -> Drill:
    stands = office.front_desk.drills.entry(drill.id)
    if stands.ended is not None or stands.gone:
        raise RollCallEndedError(stands)
    return stands


def _minute(office: Office) -> dt.time:
    return office.now().time().replace(second=0, microsecond=0, tzinfo=None)
