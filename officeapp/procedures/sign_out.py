"""Sign a child out who leaves the site: with whoever may collect it, or with a second person.

A contact who may collect is named and that is all. Anybody else, and most of all somebody the child
must not be released to, needs a reason and two people, one of whom may agree to it: whoever is
signed in, or the second person, who types a PIN (`domain.rights`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.appointments import Appointment
from officeapp.domain.codes import NOTHING
from officeapp.domain.late import NOBODY
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.register import Sheet
from officeapp.domain.rights import Right, may
from officeapp.domain.school_year import Session, Span
from officeapp.domain.sign_out import (
    NO_SECOND,
    Collector,
    LeavingReason,
    SignOut,
    collector_of,
    named_in,
)
from officeapp.errors import NotAllowedError, OfficeError
from officeapp.procedures.desk_entries import (
    at_school,
    bell_of,
    minute_of,
)
from officeapp.procedures.keep_appointments import seen

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.office import Office
    from officeapp.domain.roll import Placement, Pupil
    from officeapp.domain.school import Person


class OutAlreadyError(OfficeError):
    """A child is signed out already."""

    def __init__(self, pupil: Pupil, entry: SignOut) -> None:
        super().__init__(
            f"{pupil.called} is signed out already, since {entry.left_at:%H:%M}; "
            "sign the child back in first (F4), or take that entry back."
        )


class NobodyCollectsError(OfficeError):
    """A child was to leave and nobody said with whom."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"Say who collects {pupil.called}: press a digit for somebody on the list, "
            "or type the name and what they are to the child."
        )


class NoReasonToLetGoError(OfficeError):
    """A child was to leave with somebody who is not on the list, and nobody said why."""

    def __init__(self, pupil: Pupil, who: str) -> None:
        super().__init__(
            f"{who} is not on {pupil.called}'s list of who may collect; "
            "say why the child may go with them."
        )


class NobodyAgreedError(NotAllowedError):
    """Neither of two people may agree that a child goes with somebody who is not on the list."""

    def __init__(self, person: Person, second: Person | None) -> None:
        names = person.name if second is None else f"Neither {person.name} nor {second.name}"
        says = "may not" if second is None else "may"
        super().__init__(
            f"{names} {says} agree that the child goes; "
            "ask the headteacher, the safeguarding lead or the office to stand by."
        )


class ExpectedBeforeError(OfficeError):
    """A child was expected back before it left."""

    def __init__(self, expected: dt.time, left_at: dt.time) -> None:
        super().__init__(
            f"The child leaves at {left_at:%H:%M} and cannot be back at {expected:%H:%M}; "
            "type a later time, or none where the child does not come back today."
        )


@dataclass(frozen=True, slots=True)
class Leaving:
    """One child who is to leave.

    Attributes:
        pupil: Who.
        at: When.
        reason: The reason chosen.
        words: What was typed for it; the reason's own words where nothing was.
        collector: The contact who collects the child; 0 for nobody on the card.
        collected_by: Who does and what they are to the child, where nobody on the card.
        why_other: Why the child may go with somebody who is not on the list.
        expected: When the child is expected back; None where not today.
        appointment: The entry of the appointment book it is for; 0 for none.
        evidence: What was seen for it.
    """

    pupil: PupilId
    at: dt.time
    reason: LeavingReason
    words: str = ""
    collector: ContactId = NOBODY
    collected_by: str = ""
    why_other: str = ""
    expected: dt.time | None = None
    appointment: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class LeavingEffect:
    """What signing a child out would do, to be said before it is done.

    Attributes:
        collector: What whoever collects is to the child.
        barred: The name of who the child must not be released to, where it is that person.
        code: What the sessions missed are marked with; empty where none is, or somebody decides.
        sessions: The sessions of the day whose register has not begun.
        absent: What the register has of the session that is on, where that is no presence: then
            it may be the wrong child.
    """

    collector: Collector
    barred: str
    code: str
    sessions: tuple[Session, ...]
    absent: str = ""


def effect_of_leaving(office: Office, leaving: Leaving, day: dt.date) -> LeavingEffect:
    """Return what signing a child out would do; nothing is written.

    Raises:
        OutAlreadyError: The child is out by an earlier entry.
        OffRollError: The child is not on the roll on that day.
        NotASchoolDayError: The school is closed to the child.
    """
    pupil = office.roll.pupil(leaving.pupil)
    for entry in office.front_desk.out.of(pupil.id, Span(day, day)):
        if entry.is_out:
            raise OutAlreadyError(pupil, entry)
    placement = at_school(office, pupil, day)
    at = leaving.at.replace(second=0, microsecond=0)
    sessions = tuple(
        session for session in Session if not _has_begun(office, placement, day, session, at)
    )
    proved = leaving.evidence.strip() or _is_proved(office, leaving.appointment)
    code = leaving.reason.code if proved or not leaving.reason.needs_evidence else NOTHING
    collector, barred = _collector(office, leaving)
    absent = _absent(office, placement, pupil, day, at)
    return LeavingEffect(collector, barred, code if sessions else NOTHING, sessions, absent)


def right_to_let_go(collector: Collector) -> Right:
    """Return the right that letting a child go takes, by what who collects is to the child."""
    listed = {Collector.AUTHORISED: Right.KEEP_DESK, Collector.UNKNOWN: Right.LET_GO}
    return listed.get(collector, Right.LET_GO_BARRED)


def sign_out(office: Office, leaving: Leaving, day: dt.date | None = None) -> SignOut:
    """Sign a child out, as one act; evidence seen now goes into the appointment book with it.

    Only a session whose register has not begun is marked for it, and not in ink: the mark is
    derived until the register is handed in, and presence comes before it.

    Args:
        office: The office.
        leaving: The child, and how it leaves.
        day: The day; today if not given. An earlier day needs the right to amend marks.

    Raises:
        OutAlreadyError: The child is out by an earlier entry.
        NobodyCollectsError: It was not said who collects.
        NoReasonToLetGoError: Somebody not on the list collects, and it was not said why.
        ConfirmFirstError: The same, and a second person must type a PIN; see `procedures.confirm`.
        NobodyAgreedError: Neither of the two may agree to it.
        OfficeError: The child is not on roll, the school is closed, or a time cannot be.
        NotAllowedError: The person signed in may not keep the book, or not of that day.
        NotSavedError: The file could not be written; nothing was.
    """
    day = day or office.today()
    pupil = office.roll.pupil(leaving.pupil)
    if day != office.today():
        office.require(Right.AMEND_MARK)
    leaving = replace(leaving, at=minute_of(office, day, leaving.at))
    effect = effect_of_leaving(office, leaving, day)
    _refuse(office, pupil, leaving, effect)
    number, appointment = office.new_number(), leaving.appointment
    adds = bool(leaving.evidence.strip()) and not appointment
    appointment = office.new_number() if adds else appointment
    books = (Book.OUT, Book.APPOINTMENTS, Book.REGISTER)
    with office.writing("sign-out", right_to_let_go(effect.collector), *books) as act:
        second = _agreed(office, effect.collector)
        _keep_evidence(office, act, leaving, day, appointment, adds=adds)
        return office.front_desk.out.enter(
            act,
            SignOut(
                id=number,
                pupil=pupil.id,
                day=day,
                left_at=leaving.at,
                reason=leaving.words.strip() or leaving.reason.words,
                code=effect.code,
                collector=leaving.collector,
                collected_by=leaving.collected_by.strip(),
                why_other=leaving.why_other.strip(),
                second=second.id if second else NO_SECOND,
                expected=leaving.expected,
                appointment=appointment,
            ),
        )


def _has_begun(
    office: Office, placement: Placement, day: dt.date, session: Session, at: dt.time
) -> bool:
    """Say whether a register has begun: by the bells, in pencil, or handed in."""
    bell = bell_of(office, placement, day, session)
    sheet = Sheet(placement.school_class, day, session)
    kept = office.pencil.read(sheet)
    return (
        bell is None
        or bell.begins <= at
        or bool(kept and kept.drafts)
        or sheet in office.register.handed_in(day, day)
    )


def _absent(office: Office, placement: Placement, pupil: Pupil, day: dt.date, at: dt.time) -> str:
    """Return the mark of the session that is on, where it says that the child is not there."""
    bells = [bell_of(office, placement, day, session) for session in Session]
    begun = [bell.session for bell in bells if bell is not None and bell.begins <= at]
    stands = office.register.standing(pupil.id, day, begun[-1]) if begun else None
    if stands is None or stands.code == "U":
        return ""
    return "" if office.codes.find(stands.code, day).category.attended else stands.code


def _is_proved(office: Office, appointment: int) -> bool:
    return bool(appointment) and office.front_desk.appointments.entry(appointment).is_proved


def _collector(office: Office, leaving: Leaving) -> tuple[Collector, str]:
    """Return what who collects is to the child, and their name where they are barred."""
    known = office.contacts.of(leaving.pupil)
    number = leaving.collector
    if not number and leaving.collected_by:
        barred = [one for one in known if one[0].not_released]
        meant = named_in(leaving.collected_by, barred)
        number = meant.id if meant else NOBODY
    kind = collector_of(tie for tie, _ in known if number and tie.contact == number)
    if kind is not Collector.NOT_RELEASED:
        return kind, ""
    return kind, office.contacts.contacts()[number].called


def _refuse(office: Office, pupil: Pupil, leaving: Leaving, effect: LeavingEffect) -> None:
    if leaving.expected is not None and leaving.expected <= leaving.at:
        raise ExpectedBeforeError(leaving.expected, leaving.at)
    if not leaving.collector and not leaving.collected_by.strip():
        raise NobodyCollectsError(pupil)
    if effect.collector is not Collector.AUTHORISED and not leaving.why_other.strip():
        raise NoReasonToLetGoError(pupil, _who(office, leaving))


def _who(office: Office, leaving: Leaving) -> str:
    contact = office.contacts.contacts().get(leaving.collector)
    return contact.called if contact else leaving.collected_by.strip()


def _agreed(office: Office, collector: Collector) -> Person | None:
    """Return the second person who stands by; None where nobody has to.

    Raises:
        NobodyAgreedError: Neither of the two may agree to it.
    """
    right = right_to_let_go(collector)
    person = office.require(right)
    if collector is Collector.AUTHORISED:
        return None
    second = office.require_confirmed(right)
    two = [one for one in (person, second) if one is not None]
    if not any(may(one.role, Right.AGREE_TO_LET_GO) for one in two):
        raise NobodyAgreedError(person, second)
    return second


def _keep_evidence(
    office: Office, act: Act, leaving: Leaving, day: dt.date, number: int, *, adds: bool
) -> None:
    """Write what was seen for an appointment, and by whom, into the appointment book."""
    evidence = leaving.evidence.strip()
    if adds:
        what = leaving.words.strip() or leaving.reason.words
        new = Appointment(number, leaving.pupil, day, leaving.at, what, leaving.at)
        shown = replace(new, away_until=leaving.expected, evidence=evidence)
        office.front_desk.appointments.enter(act, seen(office, shown))
    elif evidence:
        known = office.front_desk.appointments.entry(number)
        if not known.is_proved:
            proof = replace(known, evidence=evidence, correction="evidence seen at the desk")
            office.front_desk.appointments.amend(act, seen(office, proof))
