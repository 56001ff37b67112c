"""Take names off the roll: the office proposes, the head confirms, with date and ground."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.law import grounds
from officeapp.books.returns import circumstances
from officeapp.domain.leaving import Removal, State, objections
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.school_year import long_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.returns import Due, MadeReturn
    from officeapp.domain.roll import Enrolment, Pupil


class NotOnRollThenError(OfficeError):
    """A name was to be removed that is not on the roll on the last day."""

    def __init__(self, pupil: Pupil, last: dt.date) -> None:
        super().__init__(
            f"{pupil.called} is not on the roll on {long_day(last)}, or leaves earlier already; "
            "look at the dates."
        )


class CannotRemoveError(OfficeError):
    """A removal is not yet what the regulations ask for."""

    def __init__(self, pupil: Pupil, reasons: Sequence[str]) -> None:
        super().__init__(f"{pupil.called}: {' '.join(reasons)}")


class ProposedAlreadyError(OfficeError):
    """A removal of the pupil waits already."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"The removal of {pupil.called} is proposed already; the head confirms or declines it."
        )


class SettledAlreadyError(OfficeError):
    """A removal was confirmed or declined already."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"The removal of {pupil.called} is settled already; propose it again if it is needed."
        )


class SayWhyError(OfficeError):
    """A removal was to be declined without saying why."""

    def __init__(self) -> None:
        super().__init__("Say why it is declined, so that the office knows what to do.")


def propose_removals(office: Office, removals: Sequence[Removal]) -> list[Removal]:
    """Propose removals to the head as one act; the numbers are given here.

    Raises:
        OfficeError: One cannot be written yet; the message says whose and what to do.
    """
    office.require(Right.PROPOSE_REMOVAL)
    _check(office, removals)
    with office.writing("propose-removal", Right.PROPOSE_REMOVAL, Book.ROLL) as act:
        return _entered(office, act, removals, State.PROPOSED)


def remove(office: Office, removals: Sequence[Removal]) -> list[Removal]:
    """Take names off the roll as one act, without a proposal: the head's own.

    Raises:
        OfficeError: One cannot be written yet; the message says whose and what to do.
    """
    office.require(Right.ADMIT)
    _check(office, removals)
    with office.writing("remove-pupil", Right.ADMIT, Book.ROLL, Book.REGISTER) as act:
        written = _entered(office, act, removals, State.CONFIRMED)
        _end_enrolments(office, act, written)
    return written


def leave(office: Office, removals: Sequence[Removal]) -> list[Removal]:
    """Take names off the roll where the person signed in may, and propose it where not.

    Raises:
        OfficeError: One cannot be written yet; the message says whose and what to do.
    """
    act = remove if office.may(Right.ADMIT) else propose_removals
    return act(office, removals)


def confirm_removals(office: Office, removals: Sequence[Removal]) -> None:
    """Confirm removals that were proposed, as one act: the names are off the roll.

    What was true when it was proposed is looked at again.

    Raises:
        SettledAlreadyError: One does not wait any more.
        OfficeError: One cannot be written now; the message says whose and what to do.
        ChangedMeanwhileError: One was changed since it was read.
    """
    office.require(Right.ADMIT)
    _check(office, removals, waiting=True)
    with office.writing("remove-pupil", Right.ADMIT, Book.ROLL, Book.REGISTER) as act:
        for removal in removals:
            office.roll.removal_cards.amend(act, replace(removal, state=State.CONFIRMED))
        _end_enrolments(office, act, removals)


def decline_removal(office: Office, removal: Removal, why: str) -> None:
    """Decline a removal that was proposed; the pupil stays on the roll.

    Raises:
        SayWhyError: No reason is given.
        SettledAlreadyError: It does not wait any more.
        ChangedMeanwhileError: It was changed since it was read.
    """
    if not why.strip():
        raise SayWhyError
    _require_waiting(office, removal)
    with office.writing("decline-removal", Right.ADMIT, Book.ROLL) as act:
        declined = replace(removal, state=State.DECLINED, why=why.strip())
        office.roll.removal_cards.amend(act, declined)


def note_return(office: Office, due: Due, made: dt.date, how: str = "") -> MadeReturn:
    """Write down that a return to the authority was made."""
    from officeapp.domain.returns import MadeReturn

    with office.writing("note-return", Right.MAKE_RETURN, Book.ROLL) as act:
        card = MadeReturn(
            office.new_number(), due.rule.kind, due.pupil, due.since, made, how.strip()
        )
        return office.roll.return_cards.enter(act, card)


def take_back_return(office: Office, made: MadeReturn) -> None:
    """Take back that a return was made; it is due again.

    Raises:
        ChangedMeanwhileError: It was changed since it was read.
    """
    with office.writing("note-return", Right.MAKE_RETURN, Book.ROLL) as act:
        office.roll.return_cards.amend(act, replace(made, gone=True))


def why_not(office: Office, removal: Removal) -> list[str]:
    """Return why a removal cannot be written yet, as a form shows it.

    Raises:
        UnknownGroundError: The ground is none of that day.
    """
    ground = grounds().find(removal.ground, removal.last)
    return objections(removal, ground, circumstances(office, removal, ground))


def _check(office: Office, removals: Sequence[Removal], *, waiting: bool = False) -> None:
    proposed = {one.pupil for one in office.roll.removals()}
    for removal in removals:
        pupil = office.roll.pupil(removal.pupil)
        if waiting:
            _require_waiting(office, removal)
        elif removal.pupil in proposed:
            raise ProposedAlreadyError(pupil)
        _ended(office, removal)
        reasons = why_not(office, removal)
        if reasons:
            raise CannotRemoveError(pupil, reasons)


def _require_waiting(office: Office, removal: Removal) -> None:
    stands = office.roll.removal_cards.standing().get(removal.id)
    if stands is None or stands.state is not State.PROPOSED:
        raise SettledAlreadyError(office.roll.pupil(removal.pupil))


def _entered(office: Office, act: Act, removals: Sequence[Removal], state: State) -> list[Removal]:
    cards = [
        replace(removal, id=office.new_number(), state=state, line=UNWRITTEN)
        for removal in removals
    ]
    office.roll.removal_cards.enter_many(act, cards)
    standing = office.roll.removal_cards.standing()
    return [standing[card.id] for card in cards]


def _ended(office: Office, removal: Removal) -> Enrolment:
    """Return the time on the roll as the removal ends it.

    Raises:
        NotOnRollThenError: There is none that it would end, or it ends before.
    """
    for one in office.roll.enrolments(removal.pupil):
        if removal.last in one.span and one.last is None:
            ground = grounds().find(removal.ground, removal.last)
            return replace(
                one,
                last=removal.last,
                ground=ground.words,
                destination=removal.destination.strip(),
            )
    raise NotOnRollThenError(office.roll.pupil(removal.pupil), removal.last)


def _end_enrolments(office: Office, act: Act, removals: Sequence[Removal]) -> None:
    for removal in removals:
        office.roll.enrolment_cards.amend(act, _ended(office, removal))
    office.roll.changed()
    for removal in removals:
        office.register.redraw(removal.pupil)
