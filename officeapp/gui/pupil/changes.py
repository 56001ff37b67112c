"""Every version of a pupil's cards as lines of a history: who wrote what, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from officeapp.domain.patterns import week_words
from officeapp.domain.roll import year_group_name
from officeapp.gui.pupil.calling import (
    contact_as_shown,
    pupil_as_shown,
    withheld_as_shown,
)
from officeapp.gui.pupil.card_fields import CONTACT, ENROLMENT, FIELDS, TIE
from officeapp.gui.pupil.fields import Field, Kind, shown_day
from officeapp.gui.pupil.timetable_fields import FIRST, LAST, REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.patterns import Pattern
    from officeapp.domain.record import Signature
    from officeapp.domain.roll import Contact, Enrolment, Placement, Pupil

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one card.

    Attributes:
        at: When it was written.
        by: Who wrote it, as they were that day.
        card: Which card: 'Card', 'Contact Dana Berisha'.
        what: What changed, in words.
    """

    at: dt.datetime
    by: str
    card: str
    what: str


def history_of(office: Office, pupil: Pupil, *, opened: bool = False) -> list[Change]:
    """Return every change of a pupil's cards, newest first.

    Args:
        office: The office.
        pupil: The pupil.
        opened: Whether the person signed in has opened withheld addresses with their PIN.
    """
    cards = office.roll.pupil_cards.versions(pupil.id)
    cards = [(pupil_as_shown(office, card, opened=opened), by) for card, by in cards]
    found = [
        *_changes("Card", cards, _card_begins, FIELDS),
        *_of_times(office, pupil),
        *_of_classes(office, pupil),
        *_of_contacts(office, pupil, opened=opened),
        *_of_patterns(office, pupil),
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _of_times(office: Office, pupil: Pupil) -> list[Change]:
    found: list[Change] = []
    cards = office.roll.enrolment_cards
    for time in cards.standing().values():
        if time.pupil == pupil.id:
            found += _changes("On the roll", cards.versions(time.id), _time_begins, ENROLMENT)
    return found


def _of_classes(office: Office, pupil: Pupil) -> list[Change]:
    names = {one.id: one.name for one in office.roll.class_cards.standing().values()}

    def begins(placement: Placement) -> str:
        place = f"{names[placement.school_class]}, {year_group_name(placement.year_group)}"
        return f"{place}, from {shown_day(placement.first)}"

    fields = (
        Field("school_class", "class", shown=lambda number: names[number]),
        Field("year_group", "year group", shown=year_group_name),
        Field("first", "from", shown=shown_day),
    )
    found: list[Change] = []
    cards = office.roll.placement_cards
    for placement in cards.standing().values():
        if placement.pupil == pupil.id:
            found += _changes("Class", cards.versions(placement.id), begins, fields)
    return found


def _of_contacts(office: Office, pupil: Pupil, *, opened: bool) -> list[Change]:
    hidden = withheld_as_shown(office)
    contacts = office.contacts.contacts()
    ties = [tie for tie in office.contacts.tie_cards.standing().values() if tie.pupil == pupil.id]
    found: list[Change] = []
    for number in dict.fromkeys(tie.contact for tie in ties):
        versions = [
            (contact_as_shown(office, card, opened=opened), by)
            for card, by in office.contacts.cards.versions(number)
        ]
        if contacts[number].address_withheld and not opened:
            versions = [(replace(card, address=hidden), by) for card, by in versions]
        card = f"Contact {contacts[number].called}"
        found += _changes(card, versions, _contact_begins, CONTACT)
    for tie in ties:
        card = f"Contact {contacts[tie.contact].called}"
        versions_of_tie = office.contacts.tie_cards.versions(tie.id)
        fields = (*TIE, Field("priority", "called as number"))
        found += _changes(card, versions_of_tie, lambda one: f"added, {one.relationship}", fields)
    return found


def _of_patterns(office: Office, pupil: Pupil) -> list[Change]:
    names = {number: contact.called for number, contact in office.contacts.contacts().items()}
    fields = (
        *(FIRST, LAST, REVIEW),
        Field("week", "Week", shown=week_words),
        Field("code", "Code"),
        Field("nature", "What and where"),
        Field("agreed_with", "Agreed with", shown=lambda number: names.get(number, "")),
    )
    found: list[Change] = []
    cards = office.patterns.cards
    for pattern in cards.standing().values():
        if pattern.pupil == pupil.id:
            found += _changes("Timetable", cards.versions(pattern.id), _pattern_begins, fields)
    return found


def _changes(
    card: str,
    versions: Sequence[tuple[Any, Signature]],
    begins: Callable[[Any], str],
    fields: Iterable[Field],
) -> list[Change]:
    """Return the versions of one card, each with what it changed."""
    found: list[Change] = []
    before: Any = None
    for version, by in versions:
        what = begins(version) if before is None else _difference(before, version, fields)
        found.append(Change(by.at, f"{by.name}, {by.post}", card, what))
        before = version
    return found


def _difference(before: Any, after: Any, fields: Iterable[Field]) -> str:
    """Return what changed between two versions: 'Legal surname: Johnson, before Jonson'."""
    if getattr(after, "gone", False) and not before.gone:
        return "ended"
    changed = ["back again"] if getattr(before, "gone", False) and not after.gone else []
    for field in fields:
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            changed.append(f"{field.label}: {_shown(field, new)}, before {_shown(field, old)}")
    if getattr(after, "family", 0) != getattr(before, "family", 0):
        changed.append("family changed")
    return "; ".join(changed) or "written again"


def _shown(field: Field, value: Any) -> str:
    if field.kind is Kind.FLAG:
        return "yes" if value else "no"
    if field.kind is Kind.CHOICE:
        return str(dict(field.choices).get(value, value))
    shown: str = field.shown(value)
    return shown.replace("\n", ", ") or NOTHING


def _card_begins(pupil: Pupil) -> str:
    upn = f", UPN {pupil.upn}" if pupil.upn else ""
    return f"{pupil.called}, born {shown_day(pupil.dob)}{upn}"


def _time_begins(time: Enrolment) -> str:
    return f"from {shown_day(time.first)}" + (f" to {shown_day(time.last)}" if time.last else "")


def _pattern_begins(pattern: Pattern) -> str:
    return f"{pattern.said}, from {shown_day(pattern.first)}, {week_words(pattern.week)}"


def _contact_begins(contact: Contact) -> str:
    return ", ".join((contact.called, *contact.phones))
