"""Who stands at the door to leave: the child, who collects, and what is said of it so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.appointments import Appointment
from officeapp.domain.late import NOBODY
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Pupil
from officeapp.domain.sign_out import Collector, LeavingReason, collector_of
from officeapp.procedures.keep_appointments import appointments_for
from officeapp.procedures.sign_out import Leaving, LeavingEffect

if TYPE_CHECKING:
    from officeapp.books.office import Office

STOP = "STOP: ask a second person"
MOST = 8  # contacts with a digit


@dataclass(frozen=True, slots=True)
class Offered:
    """A contact whom the desk may choose with a digit.

    Attributes:
        contact: The contact.
        words: The name and what the person is to the child, or that the desk must stop.
        kind: Whether the person may collect.
    """

    contact: ContactId
    words: str
    kind: Collector


@dataclass(slots=True)
class AtDoor:
    """What is being written of a child who leaves; nothing of it is on the disk yet.

    Attributes:
        pupil: The child.
        at: When it leaves.
        offered: Who may collect it, in the order in which to call, then who must not.
        reason: The reason chosen; None while none is.
        words: What was typed for it.
        collector: The contact who collects; 0 for nobody chosen.
        other: Who else does, as typed.
        why: Why the child may go with somebody who is not on the list.
        expected: When it is expected back.
        evidence: What was seen for an appointment.
        appointment: Its appointment of today; None for none.
    """

    pupil: Pupil
    at: dt.time
    offered: list[Offered] = field(default_factory=list)
    reason: LeavingReason | None = None
    words: str = ""
    collector: ContactId = NOBODY
    other: str = ""
    why: str = ""
    expected: dt.time | None = None
    evidence: str = ""
    appointment: Appointment | None = None

    @property
    def is_for_appointment(self) -> bool:
        """Say whether the child leaves for what needs a proof."""
        return self.reason is not None and self.reason.needs_evidence

    @property
    def linked(self) -> Appointment | None:
        """Return the appointment the child leaves for; None for none."""
        return self.appointment if self.is_for_appointment else None

    @property
    def collects(self) -> str:
        """Return who collects the child, in words; empty while nobody was said."""
        known = {one.contact: one.words for one in self.offered}
        return known.get(self.collector, "") or self.other.strip()

    @property
    def stops(self) -> bool:
        """Say whether somebody collects who is not listed, or whom the desk must stop."""
        kinds = {one.contact: one.kind for one in self.offered}
        return bool(self.collects) and kinds.get(self.collector) is not Collector.AUTHORISED

    @property
    def is_begun(self) -> bool:
        """Say whether anything was said of the child beyond who it is."""
        chosen = (self.reason, self.collector, self.expected, self.evidence)
        return any(chosen) or any((self.words, self.other, self.why))

    def go_on_from(self, before: AtDoor) -> None:
        """Take over what was said before the window was locked, as far as it still holds.

        Who may collect is read afresh: somebody listed no more is not taken over.
        """
        self.reason, self.words, self.evidence = before.reason, before.words, before.evidence
        self.other, self.why, self.expected = before.other, before.why, before.expected
        listed = {one.contact for one in self.offered}
        self.collector = before.collector if before.collector in listed else NOBODY

    def leaving(self) -> Leaving:
        """Return what is to be filed as it stands."""
        reason = self.reason or LeavingReason("", "")
        return Leaving(
            self.pupil.id,
            self.at,
            reason,
            self.words if reason.asks else "",
            self.collector,
            "" if self.collector else self.other,
            self.why,
            self.expected,
            self.linked.id if self.linked else 0,
            self.evidence if self.is_for_appointment else "",
        )


def at_door(office: Office, pupil: Pupil, at: dt.time) -> AtDoor:
    """Return a child at the door, with who may collect it and its next appointment of today."""
    today = office.today()
    gone = {entry.appointment for entry in office.front_desk.out.on(today)}
    left = [one for one in appointments_for(office, pupil.id, today) if one.id not in gone]
    coming = [one for one in left if one.away_until is None or one.away_until > at]
    return AtDoor(pupil, at, collectors(office, pupil), appointment=coming[0] if coming else None)


def collectors(office: Office, pupil: Pupil) -> list[Offered]:
    """Return who may collect a child, by priority, then those to whom it must not be released."""
    found = []
    known = office.contacts.of(pupil.id)
    for tie, contact in known:
        kind = collector_of(one for one, other in known if other.id == contact.id)
        name = f"{contact.forename} {contact.surname}".strip()
        if kind is Collector.AUTHORISED:
            said = f"{name} ({tie.relationship})" if tie.relationship else name
            found.append(Offered(contact.id, said, kind))
        elif kind is Collector.NOT_RELEASED:
            found.append(Offered(contact.id, f"{name} · STOP", kind))
    found.sort(key=lambda one: one.kind is Collector.NOT_RELEASED)
    return list({one.contact: one for one in found}.values())[:MOST]


def effect_said(door: AtDoor, effect: LeavingEffect, today: dt.date) -> str:
    """Return in a sentence what leaving would mark."""
    if effect.absent:
        return f"The register has {effect.absent} now: is this the right child?"
    if door.reason is None:
        return ""
    if not effect.sessions:
        return "Marks nothing: every register of today has begun."
    when = " and ".join(session.word for session in effect.sessions)
    if effect.code:
        return f"{today:%A} {when}: {effect.code}, unless the child is back for the register."
    if door.reason.code:
        return (
            f"Marks nothing: {door.reason.code} needs the card, letter or message seen. "
            "C card, P letter on paper, T text or e-mail."
        )
    return f"Marks nothing by itself; the {when}'s register says who is there."


def appointment_said(appointment: Appointment) -> str:
    """Return an appointment as the desk says it: 'Appointment 11:15 (card seen)'."""
    proof = f"{appointment.evidence} seen" if appointment.is_proved else "no proof seen yet"
    return f"Appointment {appointment.at:%H:%M} ({proof})"
