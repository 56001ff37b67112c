"""What the columns of another system's list hold, as the school named them.

Every desk imports the same lists, and who imported last year may be gone: so the map is the
school's and stands in its file, not in one computer's settings.
"""

from __future__ import annotations

from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId

IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ImportMap:
    """What the headings of one list hold.

    Attributes:
        id: The map's number.
        name: What the school calls it: 'Kitchen list'.
        kind: 'pupils', 'contacts' or 'marks'.
        base: The system whose headings are asked after these.
        headings: Headings, without capitals and punctuation; '#2' is the second of a name.
        fields: What each of them holds; `IGNORED` for nothing that is read.
        gone: Whether the map is no longer used.
        line: The line that says so.
    """

    id: int
    name: str
    kind: str
    base: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def columns(self) -> dict[str, str]:
        """Return what each heading holds."""
        return dict(zip(self.headings, self.fields, strict=True))
