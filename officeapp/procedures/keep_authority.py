"""Keep what the school's authority asks for in a referral, from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.authority import MOST_DAYS, MOST_WEEKS
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.new_school import require_name

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.authority import Authority


class BadAuthorityError(OfficeError):
    """What an authority asks for was given as something that it cannot be."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}: write a whole number from 0 to {most}.")


class SameDayError(OfficeError):
    """Two entries about the authority would hold from one day."""

    def __init__(self) -> None:
        super().__init__("Another entry holds from that day already; change that one instead.")


def set_authority(office: Office, authority: Authority) -> Authority:
    """Write what the authority asks for from a day on, or a new version of it.

    Raises:
        NoNameError: The authority has no name.
        BadAuthorityError: The weeks or the days are no number that can be.
        SameDayError: Another entry holds from the same day.
        ChangedMeanwhileError: It was changed since it was read.
        NotAllowedError: The person signed in may not change the school's details.
    """
    require_name(authority.name, "authority")
    for what, number, most in (
        ("School weeks of the register", authority.weeks, MOST_WEEKS),
        ("School days of the deadline", authority.deadline_days, MOST_DAYS),
    ):
        if not 0 <= number <= most:
            raise BadAuthorityError(what, most)
    for other in office.school.authorities():
        if not authority.gone and other.first == authority.first and other.id != authority.id:
            raise SameDayError
    asked = tuple(dict.fromkeys(one.strip() for one in authority.fields if one.strip()))
    made = replace(authority, fields=asked)
    with office.writing("set-authority", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        if authority.line == UNWRITTEN:
            numbered = replace(made, id=office.new_number())
            return office.school.authority_cards.enter(act, numbered)
        return office.school.authority_cards.amend(act, made)
