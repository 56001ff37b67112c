"""The panels that open beside the register, one at a time; Esc closes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget

from officeapp.gui.register.list_panel import Listing, ListPanel
from officeapp.gui.register.mark_panel import MarkPanel, Opened
from officeapp.gui.register.unable_panel import UnablePanel

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId
    from officeapp.gui.giving.print_panel import PrintPanel

PANEL_WIDTH = 340
MOST = 16777215  # what Qt takes for no limit
ALONE_BELOW = 700  # pixels a screen has: less, and a panel takes the place of the page
PAPER_ALONE_BELOW = 1000  # what is printed has nothing to do with the page in view


class SidePanels(QStackedWidget):
    """A mark, a list, or a closure; hidden while none is open.

    Signals:
        opened_or_closed: There is more or less room for the page.
    """

    opened_or_closed = Signal(bool)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = MarkPanel(self)
        self.list = ListPanel(self)
        self.unable = UnablePanel(office, self)
        self._pages: dict[QWidget, QScrollArea] = {
            panel: _scrolled(panel, self) for panel in (self.mark, self.list, self.unable)
        }
        for panel in (self.mark, self.list, self.unable):
            self.addWidget(self._pages[panel])
            panel.closed.connect(self.close_panel)
        # What is higher than the room there is scrolls here, not the whole screen.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.fit(PAPER_ALONE_BELOW)
        self.hide()

    def fit(self, width: int) -> bool:
        """Say whether the panel takes the place of the page in a screen so wide, and fit it in."""
        paper = not {self.mark, self.list, self.unable} & {self._panel_in_view()}
        alone = not self.isHidden() and width < (PAPER_ALONE_BELOW if paper else ALONE_BELOW)
        self.setMinimumWidth(0 if alone else PANEL_WIDTH)
        self.setMaximumWidth(MOST if alone else PANEL_WIDTH)
        return alone

    def open_mark(self, opened: Opened) -> None:
        """Open a mark, or marks in ink that are to change."""
        self.mark.open(opened)
        self._open(self.mark)

    def open_list(self, listing: Listing) -> None:
        """Open a list."""
        self.list.show_listing(listing)
        self._open(self.list)

    def open_unable(self, day: dt.date) -> None:
        """Ask about a closure."""
        self.unable.open(day)
        self._open(self.unable)

    def add_print(self, panel: PrintPanel) -> None:
        """Add the panel that prints books; it is made by whoever has the window's services."""
        self._pages[panel] = _scrolled(panel, self)
        self.addWidget(self._pages[panel])
        panel.closed.connect(self.close_panel)

    def open_print(self, panel: PrintPanel, school_class: ClassId | None, day: dt.date) -> None:
        """Ask what is to be printed."""
        panel.open(school_class, day)
        self._open(panel)

    def close_panel(self) -> None:
        """Close whatever is open."""
        if not self.isHidden():
            self.hide()
            self.opened_or_closed.emit(False)  # noqa: FBT003  # a signal's value has no name

    def _panel_in_view(self) -> QWidget | None:
        page = self.currentWidget()
        return page.widget() if isinstance(page, QScrollArea) else None

    def _open(self, panel: QWidget) -> None:
        self.setCurrentWidget(self._pages[panel])
        self.show()
        self.opened_or_closed.emit(True)  # noqa: FBT003  # a signal's value has no name
        panel.setFocus()


def _scrolled(panel: QWidget, parent: QWidget) -> QScrollArea:
    """Let a panel that is higher than a low window be scrolled."""
    page = QScrollArea(parent)
    page.setWidgetResizable(True)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setWidget(panel)
    return page
