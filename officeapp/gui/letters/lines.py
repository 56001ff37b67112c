"""What the lists of the Letters screen say of a suggestion, a draft and a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.letter_book import Letter, What
from officeapp.domain.letter_facts import FACTS
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import SchoolYear, Span, short_day
from officeapp.gui.tables import Column
from officeapp.procedures.flag_letters import changes_words, flagged
from officeapp.procedures.pack_evidence import SENT

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.draft_letters import Draft
    from officeapp.procedures.suggest_letters import Suggestion


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of the book as the list has it.

    Attributes:
        letter: The letter.
        pupil: About whom, as lists have the name.
        name: What the office calls its kind.
        to: To whom.
        done: What was done with it.
        changed: What changed under it since, in words; empty for nothing.
    """

    letter: Letter
    pupil: str
    name: str
    to: str
    done: tuple[What, ...] = ()
    changed: str = ""


def sent_lines(office: Office) -> list[Sent]:
    """Return the letters of this school year, the latest first."""
    today = office.today()
    span = Span(SchoolYear.of(today).span.first, today)
    letters = office.letters.sent.between(span)
    noted: dict[int, list[What]] = {}
    for note in office.letters.notes.between(span):
        noted.setdefault(note.letter, []).append(note.what)
    changed = flagged(office, letters)
    kinds = office.letters.templates()
    contacts = office.contacts.contacts()
    found = []
    for one in letters:
        people = [contacts[who].called for who in one.contacts if who in contacts]
        kind = kinds.get(one.kind)
        found.append(
            Sent(
                one,
                "; ".join(office.roll.pupil(PupilId(child)).listed for child in one.children),
                kind.name if kind else one.subject,
                ", ".join(people),
                tuple(noted.get(one.id, ())),
                changes_words(office, changed.get(one.id, ())),
            )
        )
    return found[::-1]


def state_of(line: Sent) -> str:
    """Return how a letter stands, in a few words: how it was sent weighs more than a copy."""
    if line.changed:
        return "a mark changed since"
    sent = [one for one in line.done if one in SENT]
    return (sent or line.done)[-1].words if line.done else "to print"


def named(draft: Draft) -> str:
    """Return whom a draft is about, as lists have names."""
    return "; ".join(one.pupil.listed for one in draft.children)


def waits_for(draft: Draft) -> str:
    """Return what a draft waits for, in a few words; 'ready' for nothing."""
    if not draft.to.to:
        return "nobody may be sent it"
    if draft.missing:
        return "needs: " + "; ".join(FACTS.get(name, name) for name in draft.missing)
    if draft.is_held:
        return "held back"
    if draft.doubts and draft.looked is None:
        return "look: " + "; ".join(doubt.value for doubt in draft.doubts)
    return "ready"


SUGGESTED: list[Column[Suggestion]] = [
    Column("Name", lambda one: one.pupil.listed, width=170),
    Column("Letter", lambda one: one.template.name, width=230),
    Column("Why", lambda one: one.reason, tip=lambda one: one.reason, width=360),
    Column("In the way", lambda one: one.in_the_way, tip=lambda one: one.in_the_way),
]
WRITING: list[Column[Draft]] = [
    Column("Name", named, width=130, tip=named),
    Column("Letter", lambda one: one.template.name, width=100, tip=lambda one: one.template.name),
    Column("Waits for", waits_for, tip=waits_for),
]
ISSUED: list[Column[Sent]] = [
    Column("Number", lambda one: one.letter.number, width=166),
    Column("Date", lambda one: short_day(one.letter.day), lambda one: one.letter.day, width=96),
    Column("Name", lambda one: one.pupil, width=150),
    Column("Letter", lambda one: one.name, tip=lambda one: f"{one.name}, to {one.to}"),
    Column(
        "State",
        state_of,
        tip=lambda one: one.changed,
        width=150,
    ),
]
