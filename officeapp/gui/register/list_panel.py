"""A panel beside the register that lists something: a history, a sum, what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the panel lists.

    Attributes:
        title: What it is.
        lead: A sentence above the list; empty for none.
        lines: The lines, each with what choosing it carries.
        empty: What to say where there is no line.
    """

    title: str
    lead: str = ""
    lines: Sequence[tuple[str, Any]] = field(default_factory=list)
    empty: str = "Nothing to show."


class ListPanel(QFrame):
    """Lines that can be read one by one and chosen with Enter.

    Signals:
        line_chosen: A line was chosen; carries what it stands for.
        closed: The panel is to be closed.
    """

    line_chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        self.setObjectName("register.list-panel")
        self._title = QLabel(self)
        self._title.setProperty("class", "section")
        self._title.setWordWrap(True)
        self._close = QPushButton("Close  Esc", self)
        self._close.setProperty("class", "quiet")
        self._close.setObjectName("register.list-panel.close")
        self._close.clicked.connect(self.closed)
        self._lead = QLabel(self)
        self._lead.setWordWrap(True)
        self._lines = QListWidget(self)
        self._lines.setObjectName("register.list-panel.lines")
        self._lines.setWordWrap(True)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.itemActivated.connect(self._on_activated)
        self._build()

    def show_listing(self, listing: Listing) -> None:
        """List something else."""
        self._title.setText(listing.title)
        self._lead.setText(listing.lead)
        self._lead.setVisible(bool(listing.lead))
        self._lines.setAccessibleName(f"{listing.title}. {listing.lead}")
        self._lines.clear()
        for text, carried in listing.lines:
            line = QListWidgetItem(text, self._lines)
            line.setData(Qt.ItemDataRole.UserRole, carried)
        if not listing.lines:
            line = QListWidgetItem(listing.empty, self._lines)
            line.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._lines.setCurrentRow(0)

    def texts(self) -> list[str]:
        """Return the lines as shown."""
        return [self._lines.item(at).text() for at in range(self._lines.count())]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self._lead)
        layout.addWidget(self._lines, 1)
        self.setFocusProxy(self._lines)

    def _on_activated(self, line: QListWidgetItem) -> None:
        self.line_chosen.emit(line.data(Qt.ItemDataRole.UserRole))
