"""Put what a pupil list says into a pupil's card, leaving what it does not say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.law import age_on
from officeapp.domain.roll import YEAR_GROUPS
from officeapp.domain.upn import has_right_letter, is_temporary

if TYPE_CHECKING:
    from officeapp.domain.lists import PupilRow
    from officeapp.domain.roll import Pupil

_YOUNGEST, _OLDEST = 1, 13
_FIELDS = (
    "admission_no", "legal_surname", "legal_forename", "middle_names", "preferred_surname",
    "preferred_forename", "dob", "sex", "address", "pupil_premium", "sen", "eal", "fsm",
    "looked_after", "medical",
)  # fmt: skip


def merged(row: PupilRow, pupil: Pupil) -> Pupil:
    """Return a card with everything the row says but the UPN; what it leaves blank stays."""
    said = {name: getattr(row, name) for name in _FIELDS}
    card = replace(pupil, **{name: value for name, value in said.items() if value is not None})
    if row.former_upn and row.former_upn not in (*card.former_upns, card.upn):
        card = replace(card, former_upns=(*card.former_upns, row.former_upn))
    if card.preferred_surname == card.legal_surname:
        card = replace(card, preferred_surname="")
    if card.preferred_forename == card.legal_forename:
        card = replace(card, preferred_forename="")
    return card


def with_upn(upn: str | None, pupil: Pupil, card: Pupil) -> tuple[Pupil, str]:
    """Return a card with a list's UPN, the one before kept as a former one; and what is doubtful.

    A temporary UPN, or one with a wrong letter, gives way without a word.
    """
    if not upn or upn == pupil.upn:
        return card, ""
    if upn in pupil.former_upns:
        return card, f"This is a former UPN; {pupil.upn} is kept as the present one."
    doubt = ""
    if pupil.upn and has_right_letter(pupil.upn) and not is_temporary(pupil.upn):
        doubt = f"The UPN was {pupil.upn} and is kept as a former one; compare the two."
    former = [one for one in (*card.former_upns, pupil.upn) if one and one != upn]
    return replace(card, upn=upn, former_upns=tuple(dict.fromkeys(former))), doubt


def odd_age(born: dt.date, first: dt.date) -> str:
    """Return what is odd about a pupil's age on the first day, as a sentence; empty if nothing."""
    age = age_on(born, first)
    if _YOUNGEST <= age <= _OLDEST:
        return ""
    return f"The pupil would be {age} on the day of admission; compare the dates."


def year_group_by_age(born: dt.date, day: dt.date) -> str:
    """Return the year group of a child's age on 31 August; empty beside Nursery to Year 6."""
    begins = day.year if day.month >= 9 else day.year - 1
    place = age_on(born, dt.date(begins, 8, 31)) - 4 + YEAR_GROUPS.index("R")
    return YEAR_GROUPS[place] if 0 <= place < len(YEAR_GROUPS) else ""
