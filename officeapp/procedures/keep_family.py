"""Keep families together, and the order in which a pupil's contacts are called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil, Tie


class OneFamilyError(OfficeError):
    """Two pupils are of one family already, or are the same pupil."""

    def __init__(self, pupil: Pupil, other: Pupil) -> None:
        super().__init__(
            f"{pupil.called} and {other.called} are in one family already; nothing needs changing."
        )


class NotAllContactsError(OfficeError):
    """An order was given for other contacts than the pupil has."""

    def __init__(self) -> None:
        super().__init__("The contacts changed meanwhile; look at them again and order them anew.")


def brothers_and_sisters(office: Office, pupil: Pupil) -> list[Pupil]:
    """Return the other pupils of a pupil's family, the eldest first."""
    if not pupil.family:
        return []
    everybody = office.roll.pupils().values()
    family = [one for one in everybody if one.family == pupil.family and one.id != pupil.id]
    return sorted(family, key=lambda one: (one.dob, one.id))


def join_family(office: Office, number: PupilId, other_number: PupilId) -> None:
    """Write that two pupils are brothers or sisters; their families become one, as one act.

    Raises:
        OneFamilyError: They are in one family already.
    """
    pupil, other = office.roll.pupil(number), office.roll.pupil(other_number)
    if pupil.id == other.id or (pupil.family and pupil.family == other.family):
        raise OneFamilyError(pupil, other)
    family = pupil.family or other.family or office.new_number()
    joined = [pupil, other]
    joined += [*brothers_and_sisters(office, pupil), *brothers_and_sisters(office, other)]
    with office.writing("join-family", Right.CHANGE_CARD, Book.ROLL) as act:
        for one in joined:
            if one.family != family:
                office.roll.pupil_cards.amend(act, replace(one, family=family))


def leave_family(office: Office, number: PupilId) -> None:
    """Write that a pupil has no brother or sister in this family after all."""
    pupil = office.roll.pupil(number)
    if pupil.family:
        with office.writing("leave-family", Right.CHANGE_CARD, Book.ROLL) as act:
            office.roll.pupil_cards.amend(act, replace(pupil, family=0))


def order_contacts(office: Office, ties: Sequence[Tie]) -> None:
    """Write in which order a pupil's contacts are called; only ties that move are written.

    Args:
        office: The office.
        ties: Every tie of the pupil, the one to call first first.

    Raises:
        NotAllContactsError: They are not the pupil's ties that stand.
    """
    if not ties:
        return
    standing = {tie.id: tie for tie, _ in office.contacts.of(ties[0].pupil)}
    if [standing.get(tie.id) for tie in ties] != list(ties) or len(standing) != len(ties):
        raise NotAllContactsError
    moved = [
        replace(tie, priority=place)
        for place, tie in enumerate(ties, start=1)
        if tie.priority != place
    ]
    if moved:
        with office.writing("order-contacts", Right.CHANGE_CARD, Book.CONTACTS) as act:
            for tie in moved:
                office.contacts.tie_cards.amend(act, tie)
