"""One pupil of a transfer file being read: what cannot be understood is noted, the rest goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from officeapp.errors import Problem
from officeapp.exchange.cells import LONGEST, kept_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.exchange.xml_files import Part

Meaning = TypeVar("Meaning")

UNFIT = f"It is longer than {LONGEST} characters, or holds some that cannot be printed."
LEFT_OUT = "It is not understood and left out; enter it by hand."


class Entry:
    """One pupil of a file, with what is wrong and what is doubtful so far.

    Attributes:
        part: The pupil's element.
        problems: Why the pupil is refused; the place is filled in later.
        doubts: What a person should look at; the place is filled in later.
        where: The pupil's place in the file.
    """

    def __init__(self, part: Part, place: int) -> None:
        self.part = part
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.where = str(place)

    def text(self, part: Part, *names: str) -> str | None:
        """Return the words of a part in one line, or None if it is missing or blank."""
        found = part.text(*names)
        if not found:
            return None
        kept = kept_text(" ".join(found.split()))
        if kept is None:
            self.refuse(names[0], found, UNFIT)
        return kept or None

    def meaning(
        self, part: Part, read: Callable[[str], Meaning | None], *names: str
    ) -> Meaning | None:
        """Return what a part means; one that means nothing is noted as wrong."""
        text = self.text(part, *names)
        found = read(text) if text is not None else None
        if text is not None and found is None:
            self.refuse(names[0], text, "Ask for it to be corrected where the file was made.")
        return found

    def hint(
        self, part: Part, read: Callable[[str], Meaning | None], *names: str
    ) -> Meaning | None:
        """Return what a part means; one that means nothing is noted as doubtful."""
        text = self.text(part, *names)
        found = read(text) if text is not None else None
        if text is not None and found is None:
            self.doubt(names[0], text, LEFT_OUT)
        return found

    def refuse(self, field: str, found: str, reason: str) -> None:
        """Note why the pupil is refused."""
        self.problems.append(Problem(self.where, field, found[:80], reason))

    def doubt(self, field: str, found: str, reason: str) -> None:
        """Note what a person should look at."""
        self.doubts.append(Problem(self.where, field, found[:80], reason))
