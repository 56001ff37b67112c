"""How the lists of a pupil's page take their room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

if TYPE_CHECKING:
    from officeapp.gui.tables import RecordView


def let_shrink(view: RecordView, least: int) -> None:
    """Let a list have what room is left, and at the least so many pixels of height."""
    view.setMinimumHeight(least)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
