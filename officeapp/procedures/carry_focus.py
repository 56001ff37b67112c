"""Carry families in focus into a school year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.school_year import SchoolYear


def carry_focus(office: Office, pupils: Iterable[PupilId], year: SchoolYear) -> int:
    """Write that families are a focus of a school year, as one act; return how many were not yet.

    Raises:
        NotAllowedError: The person signed in may not keep cases.
        NotSavedError: The file could not be written; nothing was.
    """
    office.require(Right.KEEP_CASES)
    cards = [office.cases.card(pupil) for pupil in pupils]
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
