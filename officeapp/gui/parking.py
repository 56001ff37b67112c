"""Half-filled forms of somebody whose window was locked, kept for them alone.

They are kept in memory until the program is closed, and given back when the same person opens the
same form again; nobody else ever sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    Parked = dict[tuple[str, object], "Typed"]


class Typed(NamedTuple):
    """What was typed into a form and not written.

    Attributes:
        title: What the form was for; empty where it was not open.
        values: What stood in its fields.
    """

    title: str
    values: Any


class Parking(QObject):
    """What one person typed into forms of this window and did not write.

    Signals:
        closing: The window is being locked; whoever has something typed keeps it here now.
    """

    closing = Signal()

    def __init__(self, parent: QObject, parked: Parked | None = None) -> None:
        super().__init__(parent)
        self.parked: Parked = dict(parked or {})

    def keep(self, form: str, key: object, typed: Typed) -> None:
        """Keep what stands in a form."""
        self.parked[form, key] = typed

    def take(self, form: str, key: object) -> Any:
        """Return what was typed into a form for one thing, once; None where nothing was."""
        found = self.parked.pop((form, key), None)
        return found.values if found else None

    def said(self) -> str:
        """Return what is kept in a sentence; empty where nothing is."""
        if not self.parked:
            return ""
        named = dict.fromkeys(typed.title for typed in self.parked.values() if typed.title)
        titles = ", ".join(named)
        what = f" ({titles})" if titles else ""
        return f"What you typed before the window locked is kept{what}: open the form again."


def parking_of(widget: QWidget) -> Parking | None:
    """Return where the window of a widget keeps half-filled forms; None for one on its own."""
    return widget.window().findChild(Parking)
