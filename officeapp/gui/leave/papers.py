"""The request form on paper: blank for the counter, or filled in from a request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from officeapp.gui.leave.lines import children_said
from officeapp.gui.prompts import refusals
from officeapp.procedures.leave_form import blank_form, filled_form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.leave_form import LeaveForm
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

BLANK = "Request for leave, blank"


class Papers(QObject):
    """Draws the form off the window's thread, then shows it to be printed."""

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._office = office
        self._services = services

    def print_blank(self) -> None:
        """Show the form as a family fills it in by hand."""
        self._draw(blank_form(self._office), BLANK)

    def print_filled(self, request: LeaveRequest) -> None:
        """Show the form of a request, with what the school adds and what was decided."""
        name = children_said(self._office, request.children)
        title = f"Leave {name} {request.first.isoformat()}"
        plain = "".join(one if one.isalnum() or one in " -" else "_" for one in title)
        self._draw(filled_form(self._office, request), plain)

    def _draw(self, form: LeaveForm, title: str) -> None:
        with refusals(self._owner):
            self._services.tasks.run(
                self._owner, "Drawing the form", partial(_drawn, form), partial(self._show, title)
            )

    def _show(self, title: str, paper: bytes) -> None:
        from officeapp.gui.printing.preview import print_pdf

        with refusals(self._owner):
            print_pdf(self._owner, paper, title, self._services)


def _drawn(form: LeaveForm, _report: Report) -> bytes:
    from officeapp.documents.leave_form import draw_leave_form

    return draw_leave_form(form)
