"""Every book as plain rows: each line with who wrote it, when, and what corrected it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.act import TABLES
from officeapp.books.sealing import CONFIDENTIAL, SEALED_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office

ACTS = "act"
NOT_SHOWN = "withheld"
_BY = ("written_by", "post", "desk", "written_at")


class Withheld(NamedTuple):
    """Whose addresses are withheld.

    Attributes:
        contacts: The numbers of the contacts.
        pupils: The numbers of the pupils who live with one of them, so at the same address; of
            those who wait for the head too.
    """

    contacts: frozenset[int]
    pupils: frozenset[int]


NOBODY_WITHHELD = Withheld(frozenset(), frozenset())


def withheld(office: Office) -> Withheld:
    """Return whose addresses are withheld now."""
    cards = office.contacts.contacts().values()
    waiting = office.roll.arrival_contact_cards.standing().values()
    contacts = {one.id for one in cards if one.address_withheld}
    contacts |= {one.contact for one in waiting if one.address_withheld}
    ties = [*office.contacts.ties(), *(one.tie() for one in waiting)]
    pupils = frozenset(tie.pupil for tie in ties if tie.lives_with and tie.contact in contacts)
    return Withheld(frozenset(contacts), pupils)


def exported_books() -> list[str]:
    """Return the names of the books, in the order of a printed export."""
    return [ACTS, *(book for book in TABLES if book not in CONFIDENTIAL)]


def book_rows(
    office: Office, book: str, hidden: Withheld = NOBODY_WITHHELD
) -> tuple[list[str], Iterator[list[str]]]:
    """Return the headings and the rows of one book, all lines, oldest first.

    Acts with confidential lines are left out as those lines are, at every desk alike.

    Args:
        office: The office.
        book: One of `exported_books`.
        hidden: Whose addresses are left out, in every version of their cards.
    """
    if book == ACTS:
        names = ["id", "clock", "kind", "schema", "at", "name", "post", "role", "digest"]
        cursor = office.connection.execute(
            "SELECT id, clock, kind, schema, at, name, post, role, lower(hex(digest)) "
            "FROM act WHERE kind <> ? ORDER BY clock, id",
            [SEALED_KIND],
        )
        return names, _texts(cursor)
    if book not in TABLES:
        raise KeyError(book)
    cursor = office.connection.execute(
        "SELECT t.*, a.name, a.post, a.id >> 32, a.at, "
        "(SELECT group_concat(c.act || '/' || c.n, ' ') FROM corrects c "
        " WHERE c.earlier_act = t.act AND c.earlier_n = t.n) "
        f"FROM {book} t JOIN act a ON a.id = t.act ORDER BY a.clock, a.id, t.n"
    )
    fields = [column[0] for column in cursor.description][: -len(_BY) - 1]
    rows = _texts(cursor)
    number, numbers = {
        "contact": ("id", hidden.contacts),
        "arrival_contact": ("contact", hidden.contacts),
        "pupil": ("id", hidden.pupils),
        "arrival": ("id", hidden.pupils),
    }.get(book, ("", frozenset[int]()))
    if numbers:
        rows = _masked(rows, fields.index(number), fields.index("address"), numbers)
    return [*fields, *_BY, "corrected_by"], rows


def _masked(
    rows: Iterator[list[str]], number: int, address: int, hidden: frozenset[int]
) -> Iterator[list[str]]:
    for row in rows:
        if int(row[number]) in hidden and row[address]:
            row[address] = NOT_SHOWN
        yield row


def _texts(cursor: object) -> Iterator[list[str]]:
    for row in cursor:  # type: ignore[attr-defined]  # the driver has no types
        yield ["" if value is None else str(value) for value in row]
