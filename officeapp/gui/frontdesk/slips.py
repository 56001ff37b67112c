"""Late slips: handed to the printer once what was filed is on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from officeapp.gui.prompts import refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.gui.screen import WindowServices


def print_soon(
    widget: QWidget, office: Office, services: WindowServices, entries: Sequence[LateArrival]
) -> None:
    """Print the slip of each child, one after another, when nothing else waits.

    A slip that could not be printed is said in the message bar; the entry stands either way.
    """
    if services.print_slip is not None:
        for entry in entries:
            QTimer.singleShot(0, widget, partial(_print, widget, office, services, entry))


def _print(widget: QWidget, office: Office, services: WindowServices, entry: LateArrival) -> None:
    if services.print_slip is not None and office.is_open:
        with refusals(widget):
            services.print_slip(office, entry)
