"""A printed register as rows, for those who want to count in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.domain.printed import RegisterBook

REGISTER_HEADINGS = ("Class", "Pupil", "Date", "Session", "Code", "Corrected from", "Correction no")


def register_rows(book: RegisterBook) -> Iterator[tuple[str, ...]]:
    """Yield a row for each mark of a book, and for each that was taken back."""
    for one in book.classes:
        for sheet in one.sheets:
            for name, marks in sheet.pupils:
                for (day, session), mark in zip(sheet.sessions, marks, strict=True):
                    if mark.code or mark.before is not None:
                        yield (
                            one.name,
                            name,
                            day.isoformat(),
                            session.value,
                            mark.code,
                            mark.before or "",
                            str(mark.number or ""),
                        )
