"""Cards: a white ground with a heading, and tiles that are buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from officeapp.gui.theme import Theme


def label(text: str, kind: str, parent: QWidget | None = None) -> QLabel:
    """Return a label of a kind the style sheet knows: 'title', 'section', 'note', 'faded'."""
    made = QLabel(text, parent)
    made.setProperty("class", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour a widget as a family of marks, 'good', or nothing."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Card(QFrame):
    """A card with a heading, a note under it, and room for what it is about."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        self._title = label(title, "section", self)
        self.note = label("", "note", self)
        self.note.setWordWrap(True)
        self.head = QHBoxLayout()
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(18, 14, 18, 12)
        self.inside.setSpacing(6)
        self.inside.addLayout(self.head)
        self.inside.addWidget(self.note)

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self._title.setText(title)

    def say(self, note: str) -> None:
        """Show a note under the heading; nothing takes it away."""
        self.note.setText(note)
        self.note.setVisible(bool(note))


class Calm(QWidget):
    """That there is nothing to do, said so that it looks like a good thing."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon = QLabel(self)
        icon.setPixmap(theme.icon("check", "good.text").pixmap(32, 32))
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = label(text, "faded", self)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(icon)
        column.addWidget(self.said)
        column.addStretch(2)


class LabelledButton(QPushButton):
    """A button whose face is laid out from labels, such as a tile."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("class", "tile")
        self.setAutoDefault(True)
        self.face = QVBoxLayout(self)
        self.face.setContentsMargins(16, 12, 16, 12)
        self.face.setSpacing(2)

    def put(self, part: QLabel) -> None:
        """Add a label to the face; the button takes its clicks."""
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.face.addWidget(part)

    @override
    def sizeHint(self) -> QSize:
        return self.face.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.face.minimumSize()


class FigureTile(LabelledButton):
    """A figure, what it counts, and a note; pressing it shows what it rests on."""

    def __init__(self, name: str, counts: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._figure = label("", "figure", self)
        self._counts = label(counts, "tile-text", self)
        self._note = label("", "note", self)
        for part in (self._figure, self._counts, self._note):
            self.put(part)

    def say_counts(self, counts: str) -> None:
        """Say otherwise what it counts."""
        self._counts.setText(counts)

    def show_figure(self, figure: str, note: str = "", tone: str = "") -> None:
        """Show a figure with a note, coloured as a family of marks."""
        self._figure.setText(figure)
        self._note.setText(note)
        set_tone(self._figure, tone)
        self.setAccessibleName(f"{figure} {self._counts.text()}")
        self.setAccessibleDescription(note)
