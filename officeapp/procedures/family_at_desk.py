"""Brothers and sisters who may be standing at the hatch together: those not in school yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.codes import NOTHING
from officeapp.domain.register import Sheet
from officeapp.domain.school_year import Span
from officeapp.errors import OfficeError
from officeapp.procedures.arrive_late import Coming, late_for

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil
    from officeapp.domain.times import Bell

#: What the register may say of a child of whom nobody knows why they are not in.
NOT_EXPLAINED = frozenset({NOTHING, "N", "O"})


def family_at_desk(office: Office, coming: Coming) -> list[Pupil]:
    """Return a child's brothers and sisters who would be late too and are not in yet.

    One whose absence is explained, by a message or a decision, is not offered. Children of one
    family have the same family number, or live with the same contact.

    Args:
        office: The office.
        coming: The child who was chosen, with the time.
    """
    today = office.today()
    found = [one for one in _family(office, coming.pupil) if office.roll.is_on_roll(one.id, today)]
    return [
        one
        for one in sorted(found, key=lambda one: (one.dob, one.id))
        if _is_awaited(office, Coming(one.id, coming.at, coming.reason), today)
    ]


def _family(office: Office, number: PupilId) -> list[Pupil]:
    pupil = office.roll.pupil(number)
    ties = office.contacts.ties()
    homes = {tie.contact for tie in ties if tie.pupil == number and tie.lives_with}
    at_home = {tie.pupil for tie in ties if tie.lives_with and tie.contact in homes}
    return [
        one
        for one in office.roll.pupils().values()
        if one.id != number and (one.id in at_home or (pupil.family and one.family == pupil.family))
    ]


def _is_awaited(office: Office, coming: Coming, day: dt.date) -> bool:
    """Say whether a child would be late at a time, and neither books nor registers have it."""
    try:
        bell, _ = late_for(office, coming, day)
    except OfficeError:
        return False
    booked = office.front_desk.late.of(coming.pupil, Span(day, day))
    if any(entry.session is bell.session for entry in booked):
        return False
    return _said(office, coming.pupil, bell, day) in NOT_EXPLAINED


def _said(office: Office, number: PupilId, bell: Bell, day: dt.date) -> str:
    """Return what the register says of a child, in ink or in pencil; empty for nothing."""
    stands = office.register.standing(number, day, bell.session)
    if stands is not None:
        return stands.code
    placement = office.roll.placed(number, day)
    if placement is None:
        return NOTHING
    pencilled = office.pencil.read(Sheet(placement.school_class, day, bell.session))
    draft = pencilled.drafts.get(number) if pencilled else None
    return draft.code if draft else NOTHING
