"""Text messages as a file for the school's own service: one row a number, the heading settable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError
from officeapp.exchange.table_files import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class NoNumberHeadingError(OfficeError):
    """The column of numbers was to have no heading."""

    def __init__(self) -> None:
        super().__init__("The numbers need a heading; write what your service calls them.")


class SameHeadingError(OfficeError):
    """Two columns were to have one heading."""

    def __init__(self, heading: str) -> None:
        super().__init__(f"'{heading}' stands twice; a service reads each heading once.")


@dataclass(frozen=True, slots=True)
class TextHeadings:
    """What the service calls each column; a blank one is left out.

    Attributes:
        number: The mobile number.
        pupil: The children.
        parent: Who it is for.
        message: The message as it is to be sent.
    """

    number: str = "phone number"
    pupil: str = "pupil"
    parent: str = "parent"
    message: str = "message"

    @property
    def all(self) -> tuple[str, str, str, str]:
        """Return the four in their order, blank ones too."""
        return self.number, self.pupil, self.parent, self.message


@dataclass(frozen=True, slots=True)
class TextRow:
    """One message.

    Attributes:
        number: The mobile number, as dialled in the country.
        pupil: The children's names.
        parent: Who it is for.
        message: What is to be sent.
    """

    number: str
    pupil: str
    parent: str
    message: str

    @property
    def all(self) -> tuple[str, str, str, str]:
        """Return the four cells in their order."""
        return self.number, self.pupil, self.parent, self.message


def check_headings(headings: TextHeadings) -> TextHeadings:
    """Return headings without the spaces round them, having asked whether a service can read them.

    Services ignore capitals, spaces and underscores in a heading, so two must differ in more.

    Raises:
        NoNumberHeadingError: The numbers have none.
        SameHeadingError: Two are the same.
    """
    tidy = TextHeadings(*(" ".join(one.split()) for one in headings.all))
    if not tidy.number:
        raise NoNumberHeadingError
    seen: set[str] = set()
    for one in filter(None, tidy.all):
        key = one.casefold().replace(" ", "").replace("_", "")
        if key in seen:
            raise SameHeadingError(one)
        seen.add(key)
    return tidy


def write_texts(path: Path, headings: TextHeadings, rows: Iterable[TextRow]) -> None:
    """Write the file.

    Raises:
        CannotWriteError: The place cannot be written to.
    """
    shown = [place for place, heading in enumerate(headings.all) if heading]
    write_table(
        path,
        [headings.all[place] for place in shown],
        ([row.all[place] for place in shown] for row in rows),
    )
