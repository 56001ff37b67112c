"""Who stands at the hatch: a child, who came along, and what is said of them so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.desk_typing import lunch_choices
from officeapp.domain.late import NOBODY, LateArrival, LateReason, reason_along
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Session, monday_of
from officeapp.domain.times import Timing
from officeapp.errors import OfficeError
from officeapp.procedures.amend_arrival import effect_of_change
from officeapp.procedures.arrive_late import Coming, Effect, effect_of, refuse_second
from officeapp.procedures.family_at_desk import family_at_desk

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.appointments import Appointment

NO_REASON_YET = LateReason("", "")


@dataclass(slots=True)
class AtHatch:
    """What is being written of a child who came late; nothing of it is on the disk yet.

    Attributes:
        pupil: The child.
        at: When the child came.
        reason: The reason chosen; None while none is.
        words: What was typed for it.
        evidence: What was seen for an appointment.
        brought_by: The contact who brought the child.
        brought: Who did, where it was nobody on the card.
        lunch: What was chosen for lunch.
        family: Brothers and sisters who are not in yet.
        added: Those of them who came along.
        entry: The entry that is being changed; None for a new one.
    """

    pupil: Pupil
    at: dt.time
    reason: LateReason | None = None
    words: str = ""
    evidence: str = ""
    brought_by: ContactId = NOBODY
    brought: str = ""
    lunch: str = ""
    family: list[Pupil] = field(default_factory=list)
    added: list[PupilId] = field(default_factory=list)
    entry: LateArrival | None = None

    @property
    def is_begun(self) -> bool:
        """Say whether anything was said of the child beyond who it is."""
        said = (self.reason, self.words, self.evidence, self.brought, self.lunch, self.added)
        return any(said) or self.brought_by != NOBODY

    def comings(self) -> list[Coming]:
        """Return the arrivals as they stand, the child's own first."""
        reason = self.reason or NO_REASON_YET
        own = Coming(
            self.pupil.id,
            self.at,
            reason,
            self.words if reason.asks else "",
            self.brought_by,
            self.brought,
            self.lunch,
            self.evidence if reason.needs_evidence else "",
        )
        along = reason_along(reason, reasons().late)
        return [
            own,
            *(
                Coming(
                    one.id,
                    self.at,
                    along,
                    self.words if along.asks else "",
                    self.brought_by,
                    self.brought,
                    self.lunch,
                )
                for one in self.family
                if one.id in self.added
            ),
        ]

    @classmethod
    def of_entry(cls, office: Office, entry: LateArrival) -> AtHatch:
        """Return an entry as it was written, to be changed."""
        offered = reasons().late
        asked = next(one for one in offered if one.asks)
        reason = next((one for one in offered if one.words == entry.reason), asked)
        return cls(
            office.roll.pupil(entry.pupil),
            entry.at,
            reason,
            entry.reason if reason is asked else "",
            entry.evidence,
            entry.brought_by,
            entry.brought,
            entry.lunch,
            entry=entry,
        )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What filing would do to one child, or why it would be refused.

    Attributes:
        coming: The arrival.
        effect: What it would do; None where it is refused.
        refused: Why; empty where it is not.
    """

    coming: Coming
    effect: Effect | None
    refused: str = ""


def foresee(office: Office, hatch: AtHatch) -> list[Foreseen]:
    """Return what filing would do, child by child; for an entry, what changing it would."""
    found = []
    for coming in hatch.comings():
        try:
            if hatch.entry is not None:
                effect = effect_of_change(office, hatch.entry.id, coming)
            else:
                effect = effect_of(office, coming, office.today())
                refuse_second(office, coming.pupil, office.today(), effect.session)
            found.append(Foreseen(coming, effect))
        except OfficeError as refusal:
            found.append(Foreseen(coming, None, str(refusal)))
    return found


def look_for_family(office: Office, hatch: AtHatch) -> None:
    """Find the brothers and sisters who would be late at that time; those added stay added."""
    hatch.family = family_at_desk(office, hatch.comings()[0])
    still = {one.id for one in hatch.family}
    hatch.added = [number for number in hatch.added if number in still]


def proved_appointment(office: Office, pupil: PupilId) -> Appointment | None:
    """Return a child's medical appointment of today whose evidence was seen; None for none."""
    for one in office.front_desk.appointments.on(office.today()):
        if one.pupil == pupil and one.medical and one.is_proved:
            return one
    return None


def asks_what_was_seen(hatch: AtHatch, foreseen: Foreseen) -> bool:
    """Say whether the mark depends on what is seen for an appointment."""
    return (
        hatch.reason is not None
        and hatch.reason.needs_evidence
        and foreseen.effect is not None
        and foreseen.effect.arrival.timing is Timing.AFTER_CLOSE
    )


def lunch_left(office: Office, hatch: AtHatch) -> tuple[str, ...]:
    """Return what is left for lunch: nothing to choose before orders close, or after noon.

    A child whose medical appointment is proved is not held to it (policy row B3).
    """
    registers = office.policy.on(office.today()).registers
    closed = registers.lunch_orders is not None and hatch.at > registers.lunch_orders
    proved = hatch.reason is not None and hatch.reason.needs_evidence and bool(hatch.evidence)
    if not closed or proved or hatch.at >= dt.time(12):
        return ()
    return lunch_choices(registers.late_lunch)


def lates_this_week(office: Office, pupil: PupilId, session: Session) -> int:
    """Return how often a child was late since Monday, the session now not counted."""
    today = office.today()
    year = SchoolYear.of(today)
    line = office.register.line(pupil, year)
    first = year.slot(max(monday_of(today), year.span.first), Session.AM)
    late = office.codes.symbols_where(late=True)
    return sum(symbol in late for symbol in line[first : year.slot(today, session)])


def contacts_at_hatch(office: Office, pupil: PupilId) -> list[tuple[ContactId, str]]:
    """Return who may have brought a child, as the desk says them: 'Dana Johnson (mother)'."""
    return [
        (contact.id, f"{contact.forename} {contact.surname} ({tie.relationship})".strip())
        for tie, contact in office.contacts.of(pupil)
    ]
