"""The forms of School, Desks: asking a desk in, retiring one; and the code to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton
from typing_extensions import override

from officeapp.domain.school import Role
from officeapp.errors import OfficeError
from officeapp.gui.school.form import Form
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.join_desk import FIRST_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.gui.theme import Theme

OFFERED = (
    ("Reception", (Role.RECEPTION,)),
    ("Office", (Role.OFFICE, Role.ATTENDANCE_OFFICER)),
    ("Head's laptop", (Role.HEAD,)),
)
SITS_THERE = (
    (Role.RECEPTION, "Reception"),
    (Role.OFFICE, "Office"),
    (Role.ATTENDANCE_OFFICER, "Attendance officer"),
    (Role.HEAD, "Head"),
    (Role.SAFEGUARDING, "Safeguarding lead"),
    (Role.PASTORAL, "Pastoral lead"),
    (Role.TEACHER, "Class teachers"),
    (Role.GOVERNOR, "Governors"),
    (Role.TECHNICIAN, "Technician"),
)
WITH_NOTES = (
    "Confidential notes go with the copy, because the head or the safeguarding lead sits there."
)
WITHOUT_NOTES = "Confidential notes do not go with the copy: nobody who sits there may read them."
HOW_TO_JOIN = (
    "Take the file to the other computer, choose “Join this computer to a school” there, and read "
    "the code aloud to whoever types it: never write it beside the file. Both are good for one "
    "computer and for a week. The code is kept nowhere."
)


class NobodySitsThereError(OfficeError):
    """A desk was asked in without saying who sits there."""

    def __init__(self) -> None:
        super().__init__("Tick who sits at the desk; its copy holds what they need.")


class InviteForm(Form):
    """What a desk that is to join is called, and who sits there."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "school.desks.invite-form", "Make the joining file…", parent)
        self._name, self._own = QComboBox(self), QLineEdit(FIRST_NAME, self)
        self._name.setEditable(True)
        self._name.addItems([name for name, _ in OFFERED])
        typed = self._name.lineEdit()
        if typed is not None:
            typed.setObjectName("school.desks.name.typed")
            typed.setAccessibleName("What the other computer is called")
        self.grid.add("The other computer is called", self._name, "school.desks.name")
        self.grid.add("This computer is called", self._own, "school.desks.own-name")
        self._boxes = {role: QCheckBox(words, self) for role, words in SITS_THERE}
        for role, box in self._boxes.items():
            self.grid.add("", box, f"school.desks.sits.{role.replace(' ', '-')}")
            box.toggled.connect(self._say_effect)
        self._name.currentTextChanged.connect(self._on_offered)

    def fill(self, *, first: bool) -> None:
        """Begin with what is asked for most; only the first desk names itself."""
        self._own.setEnabled(first)
        self._name.setCurrentIndex(0)
        self._on_offered()

    def typed(self) -> tuple[str, list[Role], str]:
        """Return the name, the roles and what this computer is called.

        Raises:
            NobodySitsThereError: No role is ticked.
        """
        roles = [role for role, box in self._boxes.items() if box.isChecked()]
        if not roles:
            raise NobodySitsThereError
        return self._name.currentText().strip(), roles, self._own.text().strip()

    def _on_offered(self) -> None:
        """Tick who sits at a desk of that name as a rule."""
        roles = dict(OFFERED).get(self._name.currentText())
        if roles is not None:
            for role, box in self._boxes.items():
                box.setChecked(role in roles)
        self._say_effect()

    def _say_effect(self) -> None:
        from officeapp.books.working_copy import needs_confidential

        ticked = [str(role) for role, box in self._boxes.items() if box.isChecked()]
        self.say(WITH_NOTES if needs_confidential(ticked) else WITHOUT_NOTES)


class RetireForm(Form):
    """Why a desk is retired."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "school.desks.retire-form", "Retire it", parent)
        self._reason = QLineEdit(self)
        self._reason.setPlaceholderText("sold, stolen on the train, replaced")
        self.grid.add("Why", self._reason, "school.desks.reason", wide=True)

    def fill(self) -> None:
        """Begin with nothing, and say what will follow."""
        self._reason.clear()
        self.say(
            "What it has shared until now stays. What it writes from now on is kept apart at every "
            "desk until the headteacher lets it in. Its copy of the books stays on it, and can "
            "read what is left in the folder: a computer that was stolen is a breach to report."
        )

    def reason(self) -> str:
        """Return why."""
        return self._reason.text()


class CodeCard(Card):
    """The code of a joining file, large, to be read aloud; it is kept nowhere else.

    Signals:
        closed: It was read aloud.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Read this code aloud", parent)
        self._code = label("", "code-aloud", self)
        self._code.setObjectName("school.desks.code")
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setWordWrap(True)
        self._file = label("", "faded", self)
        self._file.setWordWrap(True)
        self._done = QPushButton("It was read aloud  Enter", self)
        self._done.setObjectName("school.desks.code.done")
        self._done.setProperty("class", "primary")
        self._done.clicked.connect(self.close_code)
        self.say(HOW_TO_JOIN)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._done)
        self.inside.addWidget(self._code)
        self.inside.addWidget(self._file)
        self.inside.addLayout(row)
        self.setFocusProxy(self._done)
        self.hide()

    def open_code(self, code: str, file: Path) -> None:
        """Show a code, with the file it opens."""
        self._code.setText(code)
        self._code.setAccessibleName(f"The code: {', '.join(code.replace(' ', ''))}")
        self._file.setText(f"The joining file: {file}")
        self.show()
        self._done.setFocus()

    def close_code(self) -> None:
        """Forget the code."""
        self._code.clear()
        self._code.setAccessibleName("")
        self._file.clear()
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_code()
        else:
            super().keyPressEvent(event)
