"""What a key typed in the register means; letters are codes here, commands are other keys.

Present is written with one key for either half of the day. A first letter that may be half of a
two-character code waits: for the second key, or for a move, which takes the letter as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.codes import AFTERNOON, MORNING, NOTHING
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESENT_KEYS = ("/", " ")
PRESENT_IN_A_BLOCK = ("/", "\\")
SECOND_KEYS: Mapping[str, str] = {"C": "12", "J": "1", "Y": "1234567"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one key asks for.

    Attributes:
        settled: A code that waited and is now complete as it is; it belongs to the cell it was
            typed in, and the cursor moves on before the rest is done.
        code: The code to write; empty for none.
        waiting: The first letter of a code that waits for its second key; empty for none.
    """

    settled: str = NOTHING
    code: str = NOTHING
    waiting: str = NOTHING


class KeyReader:
    """Reads codes from keys, one cell after another."""

    def __init__(self) -> None:
        self.waiting = NOTHING

    def read(self, text: str, session: Session) -> Reading:
        """Take one typed character in a cell of a session."""
        first, self.waiting = self.waiting, NOTHING
        typed = present(session) if text in PRESENT_KEYS else text.upper()
        if first and typed in SECOND_KEYS[first]:
            return Reading(code=first + typed)
        if typed in SECOND_KEYS:
            self.waiting = typed
            return Reading(settled=first, waiting=typed)
        return Reading(settled=first, code=typed)

    def settle(self) -> str:
        """Return what waited, because the cursor moves or the register is handed in."""
        first, self.waiting = self.waiting, NOTHING
        return first

    def forget(self) -> bool:
        """Drop what waited; say whether there was anything."""
        return bool(self.settle())


def present(session: Session) -> str:
    """Return the present mark of a half of the day."""
    return MORNING if session is Session.AM else AFTERNOON


def is_code_key(text: str) -> bool:
    """Say whether a typed character may be part of a code."""
    return len(text) == 1 and (text == " " or text.isascii()) and text.isprintable()


def block_of(text: str) -> list[list[str]]:
    """Return the cells of a copied block: rows of lines, cells parted by tabs.

    Spreadsheets put quotation marks round a cell that holds any of these; they are taken off.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return [[_bare(cell) for cell in line.split("\t")] for line in lines]


def code_of(cell: str, session: Session) -> str:
    """Return the code a cell of a pasted block means; nothing where it is blank."""
    return present(session) if cell in PRESENT_IN_A_BLOCK else cell


def text_of(block: list[list[str]]) -> str:
    """Return a block as a spreadsheet takes it."""
    return "\n".join("\t".join(line) for line in block) + "\n"


def _bare(cell: str) -> str:
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1].replace('""', '"').strip()
    return bare.upper()
