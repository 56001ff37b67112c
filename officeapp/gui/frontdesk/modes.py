"""The modes of the front desk: their keys and words, and how their panels are made.

A panel's module is imported when its mode is first chosen, so that the desk opens as quickly as
its first mode.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from officeapp.books.office import Office
from officeapp.gui.frontdesk import appointment_lines, late_lines, message_lines, out_lines
from officeapp.gui.frontdesk.panel import BookLine, Panel
from officeapp.gui.screen import WindowServices

LATE, ROLL_CALL = "late", "rollcall"


@dataclass(frozen=True, slots=True)
class Mode:
    """One thing the desk does.

    Attributes:
        name: Its name, in lines of today's book and in the section that opens it.
        word: What its button says.
        key: The key that chooses it.
        hint: What the field says while it is empty.
        panel: Makes its panel.
        lines: Its entries of a day, for today's book; None where it has none of its own.
    """

    name: str
    word: str
    key: str
    hint: str
    panel: Callable[[Office, WindowServices, QWidget], Panel]
    lines: Callable[[Office, dt.date], list[BookLine]] | None = None

    @property
    def section(self) -> str:
        """Return what a target calls it: 'frontdesk.late'."""
        return f"frontdesk.{self.name}"


def _late(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import late

    return late.panel(office, services, parent)


def _leaving(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import leaving

    return leaving.panel(office, services, parent)


def _back(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import back

    return back.panel(office, services, parent)


def _message(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import message

    return message.panel(office, services, parent)


def _appointments(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import appointments

    return appointments.panel(office, services, parent)


def _roll_call(office: Office, services: WindowServices, parent: QWidget) -> Panel:
    from officeapp.gui.frontdesk import rollcall

    return rollcall.panel(office, services, parent)


MODES: tuple[Mode, ...] = (
    Mode(
        LATE, "Late", "F2", "Letters of any part of the name, then Enter",
        _late, late_lines.lines,
    ),
    Mode(
        "leaving", "Leaving", "F3", "Who leaves? Letters of any part of the name, then Enter",
        _leaving, out_lines.left_lines,
    ),
    Mode(
        "back", "Back", "F4", "Who is back? Letters of any part of the name, then Enter",
        _back, out_lines.back_lines,
    ),
    Mode(
        "message", "Message", "F5", "Whom is it about? Letters of the name, then Enter",
        _message, message_lines.lines,
    ),
    Mode(
        "appointments", "Appointments", "F6", "Whose appointment? Letters of the name, then Enter",
        _appointments, appointment_lines.lines,
    ),
    Mode(ROLL_CALL, "Roll call", "F9", "", _roll_call),
)  # fmt: skip
