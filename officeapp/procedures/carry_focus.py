"""Carry families in focus into a school year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.procedures.keep_family import brothers_and_sisters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.school_year import SchoolYear


def carry_focus(office: Office, pupils: Iterable[PupilId], year: SchoolYear) -> int:
    """Write that families are a focus of a school year, as one act; return how many were not yet.

    A family is carried whole: with a pupil go the brothers and sisters who are on the roll.

    Raises:
        NotAllowedError: The person signed in may not keep cases.
        NotSavedError: The file could not be written; nothing was.
    """
    office.require(Right.KEEP_CASES)
    cards = [office.cases.card(pupil) for pupil in _families(office, pupils)]
    others = [
        replace(card, focus_year=year.begins) for card in cards if card.focus_year != year.begins
    ]
    if not others:
        return 0
    with office.writing("case-entry", Right.KEEP_CASES, Book.CASES) as act:
        for card in others:
            shelf = office.cases.cards
            shelf.enter(act, card) if card.line == UNWRITTEN else shelf.amend(act, card)
    return len(others)


def _families(office: Office, pupils: Iterable[PupilId]) -> list[PupilId]:
    """Return some pupils, each followed by the brothers and sisters on the roll, each once."""
    found: dict[PupilId, None] = {}
    for pupil in pupils:
        found[pupil] = None
        for other in brothers_and_sisters(office, office.roll.pupil(pupil)):
            if office.roll.is_on_roll(other.id, office.today()):
                found[other.id] = None
    return list(found)
