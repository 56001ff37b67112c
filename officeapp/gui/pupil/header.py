"""The head of a pupil's page: initials, name, and who the pupil is in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.gui.pupil.calling import medical_as_shown
from officeapp.gui.pupil.readings import about, initials
from officeapp.gui.theme import text_font
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.theme import Theme

ROUND = 48


class Initials(QWidget):
    """The initials in a round; the name beside it says the same, so it is not read out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._letters = ""
        self.setFixedSize(QSize(ROUND, ROUND))
        theme.changed.connect(self.update)

    def show_letters(self, letters: str) -> None:
        """Show other initials."""
        self._letters = letters
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("selected"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(text_font(17, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)


class PupilHeader(QWidget):
    """Whose page it is."""

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._round = Initials(theme, self)
        self._name = label("", "title", self)
        self._about = label("", "faded", self)
        self._medical = label("", "badge", self)
        self._reading = label("", "note", self)
        self._build()

    def show_pupil(self, pupil: Pupil, *, may_change: bool) -> None:
        """Show another pupil."""
        self._round.show_letters(initials(pupil))
        self._name.setText(pupil.called)
        self._about.setText(about(self._office, pupil))
        medical = medical_as_shown(self._office, pupil)
        alert = medical.partition("\n")[0]
        self._medical.setText(alert)
        self._medical.setToolTip(medical)
        self._medical.setVisible(bool(alert))
        self._reading.setVisible(not may_change)

    def _build(self) -> None:
        self._name.setObjectName("pupils.name")
        self._about.setObjectName("pupils.about")
        for part in (self._name, self._about, self._reading):
            part.setWordWrap(True)
        self._medical.setObjectName("pupils.medical")
        self._medical.setProperty("tone", "late")
        self._reading.setObjectName("pupils.read-only")
        self._reading.setText("Your post reads this card; the office changes it.")
        for part in (self._name, self._about, self._medical):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name, 1)
        first.addWidget(self._medical)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addLayout(first)
        lines.addWidget(self._about)
        lines.addWidget(self._reading)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._round, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
