"""The roll as kept in the file: pupils, enrolments, placements, classes and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.shelf import Shelf
from officeapp.domain.arriving import Arrival, ArrivalContact
from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.leaving import Removal, State
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.returns import MadeReturn
from officeapp.domain.roll import (
    Contact,
    Enrolment,
    Placement,
    Pupil,
    SchoolClass,
    Tie,
    folded,
    list_order,
    on_roll,
    placed_on,
    year_group_order,
)
from officeapp.domain.school_year import Span
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.books.database import Connection


class UnknownPupilError(NotFoundError):
    """No pupil of the school is named so."""

    def __init__(self, named: str) -> None:
        super().__init__(f"No pupil has the UPN or number {named}; `pupils` lists the roll.")


class UnknownClassError(NotFoundError):
    """No class of the school is named so."""

    def __init__(self, named: str) -> None:
        super().__init__(f"There is no class {named}; the classes are listed under School.")


class RollBook:
    """Reads the roll; writing goes through its shelves."""

    def __init__(self, connection: Connection) -> None:
        #: The cards of pupils, by number.
        self.pupil_cards = Shelf(connection, "pupil", Pupil)
        #: Times on the roll.
        self.enrolment_cards = Shelf(connection, "enrolment", Enrolment)
        #: From which day a pupil is in which class.
        self.placement_cards = Shelf(connection, "placement", Placement)
        #: The classes.
        self.class_cards = Shelf(connection, "school_class", SchoolClass)
        #: Pupils proposed for admission, confirmed or declined.
        self.arrival_cards = Shelf(connection, "arrival", Arrival)
        #: The contacts of pupils proposed for admission.
        self.arrival_contact_cards = Shelf(connection, "arrival_contact", ArrivalContact)
        #: What earlier schools counted of pupils' attendance.
        self.earlier_year_cards = Shelf(connection, "earlier_year", EarlierYear)
        #: Names proposed for removal, confirmed or declined.
        self.removal_cards = Shelf(connection, "removal", Removal)
        #: Returns made to the authority.
        self.return_cards = Shelf(connection, "made_return", MadeReturn)
        self._enrolments: dict[PupilId, list[Enrolment]] | None = None
        self._placements: dict[PupilId, list[Placement]] | None = None
        self._ever_in: dict[ClassId, dict[PupilId, None]] | None = None
        self._youngest: dict[ClassId, int] | None = None
        self._segments: dict[int, list[tuple[Placement | None, Span]]] = {}
        self._on_roll: tuple[dt.date, list[PupilId]] | None = None  # of the day asked last

    def pupils(self) -> dict[int, Pupil]:
        """Return every pupil there has been, by number."""
        return self.pupil_cards.standing()

    def pupil(self, number: int) -> Pupil:
        """Return a pupil.

        Raises:
            UnknownPupilError: No pupil has that number.
        """
        try:
            return self.pupils()[number]
        except KeyError:
            raise UnknownPupilError(str(number)) from None

    def named(self, upn_or_number: str) -> Pupil:
        """Return the pupil with a UPN, present or former, or with a number.

        Raises:
            UnknownPupilError: No pupil has it.
        """
        wanted = upn_or_number.strip().upper()
        found = self.by_upn(wanted)
        if found:
            return found
        if wanted.isdigit() and int(wanted) in self.pupils():
            return self.pupil(int(wanted))
        raise UnknownPupilError(upn_or_number)

    def by_upn(self, upn: str) -> Pupil | None:
        """Return the pupil with a UPN; one who has it now comes before one who had it."""
        if not upn:
            return None
        pupils = self.pupils().values()
        now = [pupil for pupil in pupils if pupil.upn == upn]
        former = [pupil for pupil in pupils if upn in pupil.former_upns]
        return next(iter(now + former), None)

    def enrolments(self, pupil: int) -> list[Enrolment]:
        """Return a pupil's times on the roll, oldest first."""
        if self._enrolments is None:
            self._enrolments = {}
            for one in self.enrolment_cards.standing().values():
                if not one.gone:
                    self._enrolments.setdefault(one.pupil, []).append(one)
            for times in self._enrolments.values():
                times.sort(key=lambda one: (one.first, one.id))
        return self._enrolments.get(PupilId(pupil), [])

    def spans(self, pupil: int) -> list[Span]:
        """Return the days a pupil is on roll, as spans."""
        return [one.span for one in self.enrolments(pupil)]

    def placements(self, pupil: int) -> list[Placement]:
        """Return a pupil's placements, oldest first."""
        if self._placements is None:
            self._placements = {}
            for one in self.placement_cards.standing().values():
                if not one.gone:
                    self._placements.setdefault(one.pupil, []).append(one)
            for times in self._placements.values():
                times.sort(key=lambda one: (one.first, one.id))
        return self._placements.get(PupilId(pupil), [])

    def placed(self, pupil: int, day: dt.date) -> Placement | None:
        """Return where a pupil is placed on a day, or None without any class."""
        placements = self.placements(pupil)
        return placements[0] if len(placements) == 1 else placed_on(placements, day)

    def is_on_roll(self, pupil: int, day: dt.date) -> bool:
        """Say whether a pupil is on the roll on a day."""
        return on_roll(self.enrolments(pupil), day)

    def on_roll(self, day: dt.date) -> list[Pupil]:
        """Return the pupils on roll on a day, in the order of lists."""
        pupils = self.pupils()
        if self._on_roll is None or self._on_roll[0] != day:
            found = [pupil for pupil in pupils.values() if self.is_on_roll(pupil.id, day)]
            self._on_roll = (day, [pupil.id for pupil in sorted(found, key=list_order)])
        return [pupils[number] for number in self._on_roll[1]]

    def members(self, school_class: ClassId, day: dt.date) -> list[Pupil]:
        """Return a class's pupils on roll on a day, in the order of lists."""
        return self.members_within(school_class, Span(day, day))

    def members_within(self, school_class: ClassId, span: Span) -> list[Pupil]:
        """Return the pupils in a class on any day of a span on which they are on roll."""
        found = [
            pupil
            for pupil in self._ever_placed(school_class)
            if any(placed.overlap(span) for placed in self.times_in(school_class, pupil.id))
        ]
        return sorted(found, key=list_order)

    def _ever_placed(self, school_class: ClassId) -> list[Pupil]:
        """Return every pupil who was at some time placed in a class."""
        if self._ever_in is None:
            self._ever_in = {}
            for one in self.placement_cards.standing().values():
                found = self._ever_in.setdefault(one.school_class, {})
                found[one.pupil] = None
        return [self.pupil(number) for number in self._ever_in.get(school_class, ())]

    def times_in(self, school_class: ClassId, pupil: int) -> list[Span]:
        """Return the spans of days on which a pupil is on roll and in a class."""
        return [
            span
            for placement, span in self.segments(pupil)
            if placement is not None and placement.school_class == school_class
        ]

    def segments(self, pupil: int) -> list[tuple[Placement | None, Span]]:
        """Return a pupil's days on roll, cut where the placement changes, oldest first."""
        if pupil not in self._segments:
            placements = self.placements(pupil)
            answer: list[tuple[Placement | None, Span]] = []
            for span in self.spans(pupil):
                if len(placements) <= 1:
                    answer.append((placements[0] if placements else None, span))
                else:
                    answer.extend(_cut(span, placements))
            self._segments[pupil] = answer
        return self._segments[pupil]

    def classes(self) -> list[SchoolClass]:
        """Return the classes in use, youngest year group first, then by name."""
        youngest = self._youngest_in()
        used = [one for one in self.class_cards.standing().values() if not one.gone]
        return sorted(used, key=lambda one: (youngest.get(one.id, 99), folded(one.name)))

    def _youngest_in(self) -> dict[ClassId, int]:
        """Return the place of the youngest year group that each class ever had."""
        if self._youngest is None:
            self._youngest = {}
            for one in self.placement_cards.standing().values():
                place = year_group_order(one.year_group)
                known = self._youngest.get(one.school_class, place)
                self._youngest[one.school_class] = min(known, place)
        return self._youngest

    def school_class(self, number: int) -> SchoolClass:
        """Return a class.

        Raises:
            UnknownClassError: No class has that number.
        """
        try:
            return self.class_cards.standing()[number]
        except KeyError:
            raise UnknownClassError(str(number)) from None

    def class_named(self, name: str) -> SchoolClass:
        """Return the class of a name, small and capital letters alike.

        Raises:
            UnknownClassError: No class is called so.
        """
        wanted = folded(name)
        for one in self.classes():
            if folded(one.name) == wanted:
                return one
        raise UnknownClassError(name)

    def arrivals(self) -> list[Arrival]:
        """Return the pupils proposed for admission who wait for the head, by first day."""
        waiting = [
            one for one in self.arrival_cards.standing().values() if one.state is State.PROPOSED
        ]
        return sorted(waiting, key=lambda one: (one.first, one.id))

    def contacts_of_arrival(self, arrival: int) -> list[ArrivalContact]:
        """Return the contacts of a pupil proposed for admission, in the order to call them."""
        cards = self.arrival_contact_cards.standing().values()
        mine = [one for one in cards if one.arrival == arrival]
        return sorted(mine, key=lambda one: (one.priority or 99, one.id))

    def earlier_years(self, pupil: int) -> list[EarlierYear]:
        """Return what earlier schools counted of a pupil's attendance, the oldest year first."""
        cards = self.earlier_year_cards.standing().values()
        return sorted((one for one in cards if one.pupil == pupil), key=lambda one: one.key)

    def removals(self) -> list[Removal]:
        """Return the names proposed for removal that wait for the head, by last day."""
        waiting = [
            one for one in self.removal_cards.standing().values() if one.state is State.PROPOSED
        ]
        return sorted(waiting, key=lambda one: (one.last, one.id))

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        for shelf in (
            self.pupil_cards,
            self.enrolment_cards,
            self.placement_cards,
            self.class_cards,
            self.arrival_cards,
            self.arrival_contact_cards,
            self.earlier_year_cards,
            self.removal_cards,
            self.return_cards,
        ):
            shelf.forget()
        self.changed()

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._enrolments = self._placements = self._ever_in = self._on_roll = None
        self._youngest = None
        self._segments.clear()


class ContactBook:
    """Reads contacts and what they are to pupils; writing goes through its shelves."""

    def __init__(self, connection: Connection) -> None:
        #: The contacts, by number.
        self.cards = Shelf(connection, "contact", Contact)
        #: What each contact is to which pupil.
        self.tie_cards = Shelf(connection, "tie", Tie)

    def contacts(self) -> dict[int, Contact]:
        """Return every contact, by number."""
        return self.cards.standing()

    def ties(self) -> list[Tie]:
        """Return every tie that stands."""
        return [tie for tie in self.tie_cards.standing().values() if not tie.gone]

    def of(self, pupil: int) -> list[tuple[Tie, Contact]]:
        """Return a pupil's contacts in the order in which to call them."""
        return self.by_pupil([pupil])[PupilId(pupil)]

    def by_pupil(self, pupils: Iterable[int]) -> dict[PupilId, list[tuple[Tie, Contact]]]:
        """Return the contacts of some pupils, each in the order in which to call them."""
        contacts = self.contacts()
        found: dict[PupilId, list[tuple[Tie, Contact]]] = {PupilId(pupil): [] for pupil in pupils}
        theirs = [tie for tie in self.ties() if tie.pupil in found]
        for tie in sorted(theirs, key=lambda tie: (tie.priority or 99, tie.id)):
            found[tie.pupil].append((tie, contacts[tie.contact]))
        return found

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
        self.tie_cards.forget()


def _cut(span: Span, placements: list[Placement]) -> list[tuple[Placement, Span]]:
    """Return the parts of a span that each placement holds; the first reaches back."""
    import datetime as dt

    parts: list[tuple[Placement, Span]] = []
    for place, placement in enumerate(placements):
        first = span.first if place == 0 else max(span.first, placement.first)
        after = placements[place + 1].first if place + 1 < len(placements) else None
        last = span.last if after is None else min(span.last, after - dt.timedelta(days=1))
        if first <= last:
            parts.append((placement, Span(first, last)))
    return parts
