"""Find letters being written whose register changed meanwhile, and write them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.procedures.letter_facts import symbols
from officeapp.procedures.pencil_letters import pencilled, taken_up

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.draft_letters import Draft
    from officeapp.procedures.letter_facts import Gathering


def is_stale(office: Office, draft: Draft) -> bool:
    """Say whether a mark under a draft is not what it was when the draft was made."""
    pages = [(one.pupil.id, *one.sheet.page) for one in draft.children if one.sheet.page]
    return any(symbols(office, pupil, day, len(were)) != were for pupil, day, were in pages)


def freshened(office: Office, draft: Draft, given: Gathering) -> list[Draft]:
    """Return a draft with the facts of now; what was typed stands, what was decided does not.

    Brothers and sisters who can stand on one letter no more have one each.
    """
    return taken_up(office, pencilled(office, draft, decided=False), given)
