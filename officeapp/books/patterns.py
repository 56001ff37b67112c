"""Weekly patterns as kept in the file: cards, each change a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.shelf import Shelf
from officeapp.domain.patterns import Pattern
from officeapp.domain.record import PupilId

if TYPE_CHECKING:
    from officeapp.books.database import Connection


class PatternBook:
    """Reads pupils' patterns; writing goes through its shelf."""

    def __init__(self, connection: Connection) -> None:
        #: The patterns, by number.
        self.cards = Shelf(connection, "pattern", Pattern)
        self._by_pupil: dict[PupilId, list[Pattern]] | None = None

    def of(self, pupil: int) -> list[Pattern]:
        """Return the patterns of a pupil that stand, oldest first."""
        return self.by_pupil().get(PupilId(pupil), [])

    def by_pupil(self) -> dict[PupilId, list[Pattern]]:
        """Return the patterns that stand, by pupil, oldest first; not to be changed."""
        if self._by_pupil is None:
            found: dict[PupilId, list[Pattern]] = {}
            standing = self.cards.standing().values()
            for one in sorted(standing, key=lambda one: (one.first, one.id)):
                if not one.gone:
                    found.setdefault(one.pupil, []).append(one)
            self._by_pupil = found
        return self._by_pupil

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
        self._by_pupil = None

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._by_pupil = None
