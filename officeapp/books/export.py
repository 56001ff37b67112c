"""Every book as plain rows: each line with who wrote it, when, and what corrected it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office

ACTS = "act"
_BY = ("written_by", "post", "desk", "written_at")


def exported_books() -> list[str]:
    """Return the names of the books, in the order of a printed export."""
    return [ACTS, *TABLES]


def book_rows(office: Office, book: str) -> tuple[list[str], Iterator[list[str]]]:
    """Return the headings and the rows of one book, all lines, oldest first.

    Args:
        office: The office.
        book: One of `exported_books`.
    """
    if book == ACTS:
        names = ["id", "clock", "kind", "schema", "at", "name", "post", "role", "digest"]
        cursor = office.connection.execute(
            "SELECT id, clock, kind, schema, at, name, post, role, lower(hex(digest)) "
            "FROM act ORDER BY clock, id"
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
    return [*fields, *_BY, "corrected_by"], _texts(cursor)


def _texts(cursor: object) -> Iterator[list[str]]:
    for row in cursor:  # type: ignore[attr-defined]  # the driver has no types
        yield ["" if value is None else str(value) for value in row]
