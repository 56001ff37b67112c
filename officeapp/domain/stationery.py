"""Stationery: what stands at the head of the school's letters, and how its letters go out."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId

THE_STATIONERY = 1
#: Where an address shows in the window of a DL envelope (35 by 90 mm, 18 mm above its foot), in mm
#: from the top of a sheet folded in three, wherever the sheet slides to.
WINDOW_TOP = 53
HIGHEST, LOWEST = 40, 65


@dataclass(frozen=True, slots=True)
class Stationery:
    """How the school's letters look and go.

    Attributes:
        id: Always `THE_STATIONERY`: there is one.
        logo: The school's badge, a small JPEG as base64; empty for none.
        window_top: Where the address begins, in millimetres from the top of the sheet.
        household: Whether parents at one address share a copy, where a letter lets them.
        siblings: Whether brothers and sisters stand on one letter, where a letter lets them.
        duplex: Whether each letter of a batch begins on the front of a sheet.
        line: The line that says so.
    """

    id: int = THE_STATIONERY
    logo: str = ""
    window_top: int = WINDOW_TOP
    household: bool = False
    siblings: bool = False
    duplex: bool = False
    line: LineId = UNWRITTEN


def logo_of(stationery: Stationery) -> bytes:
    """Return the school's badge as the picture it is; empty for none."""
    return base64.b64decode(stationery.logo)


def logo_text(picture: bytes) -> str:
    """Return a picture as the card has it."""
    return base64.b64encode(picture).decode("ascii")
