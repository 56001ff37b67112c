"""Keep what the columns of other systems' lists hold, by a name of the school's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.errors import NotFoundError, OfficeError
from officeapp.exchange.headings import key_of, map_names

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.import_map import ImportMap


class NoMapNameError(OfficeError):
    """A map was to be kept without a name of its own."""

    def __init__(self, name: str) -> None:
        found = f"'{name}' is the name of a map that comes with the program" if name else "no name"
        super().__init__(f"The columns have {found}; give them a name of your own.")


class UnknownMapError(NotFoundError):
    """There is no map of a name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"There is no map '{name}'; choose one of {', '.join(known)}.")


def naming(office: Office, kind: str, name: str) -> tuple[str, dict[str, str]]:
    """Return how a map names the columns of a kind of list.

    Returns:
        The system whose headings are asked, and what the school says of headings before that.

    Raises:
        UnknownMapError: Neither the school nor the program has a map of that name.
    """
    maps = office.school.maps(kind)
    for one in maps:
        if folded(one.name) == folded(name):
            return one.base, one.columns
    if key_of(name) not in map_names():
        raise UnknownMapError(name, [*map_names(), *(one.name for one in maps)])
    return key_of(name), {}


def keep_map(office: Office, card: ImportMap) -> ImportMap:
    """Write what the columns of a list hold; a map of the same kind and name has a new version.

    Args:
        office: The office.
        card: The map; its number is given here.

    Raises:
        NoMapNameError: The name is blank, or one that comes with the program.
        NotAllowedError: The person signed in may not import lists.
    """
    name = " ".join(card.name.split())
    if not name or key_of(name) in map_names():
        raise NoMapNameError(name)
    stands = next(
        (one for one in office.school.maps(card.kind) if folded(one.name) == folded(name)), None
    )
    wanted = replace(card, name=name)
    if stands is not None:
        wanted = replace(wanted, id=stands.id, line=stands.line)
        if wanted == stands:
            return stands
    with office.writing("keep-map", Right.IMPORT_LISTS, Book.SCHOOL) as act:
        if stands is not None:
            return office.school.map_cards.amend(act, wanted)
        new = replace(wanted, id=office.new_number())
        return office.school.map_cards.enter(act, new)
