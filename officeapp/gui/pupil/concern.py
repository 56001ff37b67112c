"""Raising a concern from a pupil's page, for who may not open the case that others raise it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from officeapp.domain.rights import Right
from officeapp.gui.pupil.case_asks import Ask
from officeapp.gui.pupil.case_form import CaseForm
from officeapp.gui.pupil.part_button import PartButton
from officeapp.procedures.confidential import raise_concern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.screen import WindowServices

TITLE = "Raise a concern"
KEY = "Alt+9"
CONCERN = Ask("words", "What the concern is")
RAISED = "The concern is with the safeguarding lead, who reads it."


class Concern(QObject):
    """A button beside the name, and the form it opens.

    Attributes:
        button: Opens the form; not there for who may not raise a concern, or has it in the case.
        form: What is typed; whoever typed it cannot read it again.
    """

    def __init__(self, office: Office, services: WindowServices, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._services = office, services
        self._pupil: PupilId | None = None
        self.button = PartButton(TITLE, KEY, page)
        self.button.setObjectName("pupils.concern.new")
        self.button.setCheckable(False)
        self.button.show_key(shown=True)
        self.button.setVisible(self._is_there())
        self.button.clicked.connect(self.open)
        self.form = CaseForm(page, name="pupils.concern")
        self.form.closed.connect(self.button.setFocus)
        key = QShortcut(QKeySequence(KEY), page)
        key.activated.connect(self.open)

    def show_pupil(self, pupil: PupilId) -> None:
        """Take the pupil in view; what was typed of another is never shown with this one."""
        if pupil != self._pupil:
            self.form.give_up()
        self._pupil = pupil

    def open(self) -> None:
        """Ask what the concern is."""
        if self._pupil is not None and self._is_there():
            self.form.open(TITLE, (CONCERN,), {}, self._raise)

    def _is_there(self) -> bool:
        return self._office.may(Right.RAISE_CONCERN) and not self._office.may(Right.READ_CASES)

    def _raise(self, values: Mapping[str, Any]) -> None:
        if self._pupil is not None:
            raise_concern(self._office, self._pupil, values["words"])
            self._services.say(RAISED)
