"""Admit in two steps: the office proposes a pupil, the head confirms or declines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.arriving import Arrival
from officeapp.domain.leaving import State
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.keep_roll import Admission, admit, check_admission, enter_admissions
from officeapp.procedures.remove_pupil import SayWhyError

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


class SettledArrivalError(OfficeError):
    """An admission was confirmed or declined already."""

    def __init__(self, called: str) -> None:
        super().__init__(
            f"The admission of {called} is settled already; propose it again if it is needed."
        )


def propose_admission(office: Office, admission: Admission) -> Arrival:
    """Propose to the head that a pupil is admitted; the roll has nothing of it yet.

    Raises:
        OfficeError: The pupil cannot be admitted so; the message says why.
    """
    office.require(Right.PROPOSE_ADMISSION)
    check_admission(office, admission)
    with office.writing("propose-admission", Right.PROPOSE_ADMISSION, Book.ROLL) as act:
        card = Arrival.of(
            admission.pupil, admission.first, admission.school_class, admission.year_group
        )
        return office.roll.arrival_cards.enter(act, replace(card, id=office.new_number()))


def join(office: Office, admission: Admission) -> Pupil | None:
    """Admit a pupil where the person signed in may, and propose it where not.

    Returns:
        The pupil, or None where the head is to confirm.

    Raises:
        OfficeError: The pupil cannot be admitted so; the message says why.
    """
    if office.may(Right.ADMIT):
        return admit(office, [admission])[0]
    propose_admission(office, admission)
    return None


def confirm_admission(office: Office, arrival: Arrival) -> Pupil:
    """Admit a pupil who was proposed, as one act.

    Raises:
        SettledArrivalError: It does not wait any more.
        OfficeError: The pupil cannot be admitted now; the message says why.
        ChangedMeanwhileError: It was changed since it was read.
    """
    _require_waiting(office, arrival)
    with office.writing("admit", Right.ADMIT, Book.ROLL) as act:
        office.roll.arrival_cards.amend(act, replace(arrival, state=State.CONFIRMED))
        admission = Admission(
            arrival.card(), arrival.first, arrival.school_class, arrival.year_group
        )
        return enter_admissions(office, act, [admission])[0]


def decline_admission(office: Office, arrival: Arrival, why: str) -> None:
    """Decline an admission that was proposed.

    Raises:
        SayWhyError: No reason is given.
        SettledArrivalError: It does not wait any more.
        ChangedMeanwhileError: It was changed since it was read.
    """
    if not why.strip():
        raise SayWhyError
    _require_waiting(office, arrival)
    with office.writing("decline-admission", Right.ADMIT, Book.ROLL) as act:
        declined = replace(arrival, state=State.DECLINED, why=why.strip())
        office.roll.arrival_cards.amend(act, declined)


def _require_waiting(office: Office, arrival: Arrival) -> None:
    stands = office.roll.arrival_cards.standing().get(arrival.id)
    if stands is None or stands.state is not State.PROPOSED:
        raise SettledArrivalError(arrival.card().called)
