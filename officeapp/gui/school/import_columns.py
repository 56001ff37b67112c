"""What each column of a list holds, said by a person where no system's names fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.import_map import IGNORED
from officeapp.exchange.headings import ANY_SYSTEM, fields_of, map_names
from officeapp.gui.school.form import WIDEST, RefusedLine, chain
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.exchange.headings import SeenColumn
    from officeapp.gui.theme import Theme

ABOUT = (
    "Say what each column holds; a column that is left blank is not read. With a name, the same "
    "columns are known the next time, at every desk."
)
NOT_SAID = "– not read –"


class MapChoice(QComboBox):
    """Whose headings a list has: any system's, one system's, or as the school named them."""

    def show_maps(self, office: Office, kind: str, chosen: str = "") -> None:
        """Show the maps for a kind of list; what was chosen stays chosen where it can."""
        wanted = chosen or self.currentData()
        self.clear()
        for name in sorted(map_names(), key=lambda name: (name != ANY_SYSTEM, name)):
            self.addItem("any system" if name == ANY_SYSTEM else name, name)
        for one in office.school.maps(kind):
            self.addItem(f"{one.name} (your own)", one.name)
        self.setCurrentIndex(max(0, self.findData(wanted)))


class ColumnsPage(QFrame):
    """The columns of one list, each with a choice of what it holds.

    Signals:
        entered: The list is to be read so.
        back_requested: The person wants to go back.
    """

    entered = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("school.columns")
        self.setProperty("class", "card")
        #: Why the list cannot be read as it is, or why the map cannot be kept.
        self.refused = RefusedLine(theme, "school.columns.refused", self)
        self._choices: dict[str, QComboBox] = {}
        self._area = QScrollArea(self)
        self._inside = QWidget(self)
        self._room = QVBoxLayout(self._inside)
        self._grid = QWidget(self._inside)
        self._name = QLineEdit(self)
        self._back = QPushButton("Back  Esc", self)
        self._read = QPushButton("Read it so  Ctrl+Enter", self)
        self._build()
        self._read.clicked.connect(self.entered)
        self._back.clicked.connect(self.back_requested)

    def show_columns(
        self, kind: str, columns: Sequence[SeenColumn], reason: str, name: str
    ) -> None:
        """Show the columns of a list.

        Args:
            kind: The kind of list: 'pupils'.
            columns: Its columns.
            reason: Why it cannot be read as it is; empty if it can.
            name: The map of the school's own that was chosen; empty for none.
        """
        self._name.setText(name)
        self.refused.clear()
        if reason:
            self.refused.say(reason)
        chosen = QWidget(self._inside)
        chosen.setProperty("class", "inner")
        grid = QGridLayout(chosen)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._choices = {}
        for row, one in enumerate(columns):
            self._choices[one.key] = _choice(kind, one, chosen)
            grid.addLayout(_heading(one, chosen), row, 0)
            grid.addWidget(self._choices[one.key], row, 1)
        self._room.replaceWidget(self._grid, chosen)
        self._grid.deleteLater()
        self._grid = chosen
        chain(*self._choices.values(), self._name, self._back, self._read)

    def focus_first(self) -> None:
        """Put the focus on the first column of which nobody knows what it holds."""
        choices = list(self._choices.values())
        unknown = [one for one in choices if not one.currentData()]
        for one in (unknown or choices)[:1]:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(one)

    def columns(self) -> dict[str, str]:
        """Return what each heading holds."""
        return {key: str(one.currentData() or IGNORED) for key, one in self._choices.items()}

    def name(self) -> str:
        """Return the name to remember the columns by; empty for only this once."""
        return self._name.text().strip()

    def _build(self) -> None:
        about = label(ABOUT, "note", self)
        about.setWordWrap(True)
        self._name.setObjectName("school.columns.name")
        self._name.setAccessibleName("Remember these columns as")
        self._name.setPlaceholderText("blank: only this once")
        self._back.setObjectName("school.columns.back")
        self._read.setObjectName("school.columns.read")
        self._read.setProperty("class", "primary")
        named = label("Remember these columns as", "note", self)
        named.setBuddy(self._name)
        self._inside.setProperty("class", "inner")
        self._inside.setMaximumWidth(WIDEST)
        self._room.setContentsMargins(0, 0, 12, 0)
        self._room.setSpacing(10)
        title = label("What the columns hold", "section", self)
        for part in (title, about, self._grid, named, self._name):
            self._room.addWidget(part)
        self._room.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._read)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 14, 18, 14)
        whole.setSpacing(10)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.refused)
        whole.addLayout(buttons)


def _heading(one: SeenColumn, parent: QWidget) -> QVBoxLayout:
    pair = QVBoxLayout()
    pair.setSpacing(0)
    pair.addWidget(label(one.heading or "(no heading)", "strong", parent))
    pair.addWidget(label(f"such as {one.example}" if one.example else "blank", "note", parent))
    return pair


def _choice(kind: str, one: SeenColumn, parent: QWidget) -> QComboBox:
    choice = QComboBox(parent)
    choice.setObjectName(f"school.columns.{one.key}")
    choice.setAccessibleName(f"{one.heading}, such as {one.example}")
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(12)
    choice.addItem(NOT_SAID, "")
    for field, words in fields_of(kind).items():
        choice.addItem(_said(field, words), field)
    choice.setCurrentIndex(max(0, choice.findData("" if one.field == IGNORED else one.field)))
    return choice


def _said(field: str, words: str) -> str:
    """Return what a field is called, so that a pupil's name is not taken for the contact's."""
    return f"Pupil: {words}" if field.startswith("pupil_") and "upil" not in words else words
