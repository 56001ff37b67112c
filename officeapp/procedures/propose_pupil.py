"""Admit in two steps: the office proposes a pupil, the head confirms or declines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.arriving import Arrival
from officeapp.domain.leaving import State
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.errors import OfficeError
from officeapp.procedures.keep_roll import Admission, admit, check_admission, enter_admissions
from officeapp.procedures.remove_pupil import SayWhyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil


TO_CONFIRM = "new pupil, for the head to confirm"
WAITS_FOR_THE_HEAD = (
    "The admission is proposed already; the head confirms or declines it under School, Joiners."
)


class SettledArrivalError(OfficeError):
    """An admission was confirmed or declined already."""

    def __init__(self, called: str) -> None:
        super().__init__(
            f"The admission of {called} is settled already; propose it again if it is needed."
        )


def waiting_arrivals(office: Office) -> set[object]:
    """Return what those who wait for the head are known by, so that nobody is proposed twice."""
    cards = [arrival.card() for arrival in office.roll.arrivals()]
    return {key for card in cards for key in _keys(card)}


def is_waiting(waiting: set[object], pupil: Pupil) -> bool:
    """Say whether a pupil is one of those who wait: by UPN, or by name and date of birth."""
    return not waiting.isdisjoint(_keys(pupil))


def _keys(pupil: Pupil) -> list[object]:
    names = (folded(pupil.legal_surname), folded(pupil.legal_forename), pupil.dob)
    return [one for one in (pupil.upn, *pupil.former_upns, names) if one]


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


def enter_arrivals(office: Office, act: Act, admissions: Sequence[Admission]) -> list[Arrival]:
    """Write proposals as lines of an act that is being written, as an import does."""
    cards = [
        replace(
            Arrival.of(one.pupil, one.first, one.school_class, one.year_group),
            id=office.new_number(),
        )
        for one in admissions
    ]
    office.roll.arrival_cards.enter_many(act, cards)
    return cards


def confirm_admissions(office: Office, arrivals: Sequence[Arrival]) -> list[Pupil]:
    """Admit pupils who were proposed, with the contacts a file brought, all as one act.

    Raises:
        SettledArrivalError: One does not wait any more.
        OfficeError: One cannot be admitted now; the message says why.
        ChangedMeanwhileError: One was changed since it was read.
    """
    for arrival in arrivals:
        _require_waiting(office, arrival)
    with office.writing("admit", Right.ADMIT, Book.ROLL, Book.CONTACTS) as act:
        for arrival in arrivals:
            office.roll.arrival_cards.amend(act, replace(arrival, state=State.CONFIRMED))
        pupils = enter_admissions(
            office,
            act,
            [
                Admission(one.card(), one.first, one.school_class, one.year_group)
                for one in arrivals
            ],
        )
        for arrival in arrivals:
            _enter_contacts(office, act, arrival)
    return pupils


def _enter_contacts(office: Office, act: Act, arrival: Arrival) -> None:
    """Write the contacts of an arrival; one that stands by now keeps its card."""
    for one in office.roll.contacts_of_arrival(arrival.id):
        if one.contact not in office.contacts.contacts():
            office.contacts.cards.enter(act, one.card())
        office.contacts.tie_cards.enter(act, replace(one.tie(), id=office.new_number()))


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
