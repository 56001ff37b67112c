"""The modes of the front desk: their keys and words, and how their panels are made.

A panel's module is imported when its mode is first chosen; a mode whose module is not there is not
offered.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.frontdesk.panel import BookLine, Panel
    from officeapp.gui.screen import WindowServices


ROLL_CALL = "rollcall"


@dataclass(frozen=True, slots=True)
class Mode:
    """One thing the desk does.

    Attributes:
        name: The name of its module, and of the section that opens it: 'frontdesk.late'.
        word: What its button says.
        key: The key that chooses it.
        hint: What the field says while it is empty.
    """

    name: str
    word: str
    key: str
    hint: str

    @property
    def module(self) -> str:
        """Return the module with its panel."""
        return f"{__package__}.{self.name}"

    @property
    def section(self) -> str:
        """Return what a target calls it."""
        return f"frontdesk.{self.name}"

    def is_there(self) -> bool:
        """Say whether its module is part of this program."""
        return importlib.util.find_spec(self.module) is not None

    def panel(self, office: Office, services: WindowServices, parent: QWidget) -> Panel:
        """Return a new panel."""
        return cast("Panel", importlib.import_module(self.module).panel(office, services, parent))

    def lines(self, office: Office, day: dt.date) -> list[BookLine]:
        """Return the mode's entries of a day; none where it keeps no book."""
        read = getattr(importlib.import_module(self.module), "lines", None)
        return cast("Callable[..., list[BookLine]]", read)(office, day) if read else []


MODES: tuple[Mode, ...] = (
    Mode("late", "Late", "F2", "Letters of any part of the name, then Enter"),
    Mode("leaving", "Leaving", "F3", "Who leaves? Letters of any part of the name, then Enter"),
    Mode("back", "Back", "F4", "Who is back? Letters of any part of the name, then Enter"),
    Mode("message", "Message", "F5", "Whom is it about? Letters of the name, then Enter"),
    Mode(
        "appointments", "Appointments", "F6", "Whose appointment? Letters of the name, then Enter"
    ),
    Mode(ROLL_CALL, "Roll call", "F9", ""),
)
