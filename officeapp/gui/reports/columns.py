"""The columns of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.attendance import shown_percent
from officeapp.gui.reports.rows import Flag
from officeapp.gui.tables import Column

if TYPE_CHECKING:
    from officeapp.gui.reports.rows import Row

NONE_SHOWN = "–"
TONE = {Flag.NONE: "", Flag.PERSISTENT: "late", Flag.SEVERE: "unauthorised"}
WORST_LAST = list(Flag)


def _whole(title: str, name: str, width: int) -> Column[Row]:
    """Return a column of whole sessions."""
    return Column(
        title,
        lambda row: f"{getattr(row.figures, name):,}" if getattr(row.figures, name) else NONE_SHOWN,
        sort_key=lambda row: getattr(row.figures, name),
        number=True,
        width=width,
    )


FIGURED: tuple[Column[Row], ...] = (
    Column("Name", lambda row: row.name, sort_key=lambda row: row.order),
    Column("Class", lambda row: row.detail, width=124),
    Column(
        "Attendance",
        lambda row: shown_percent(row.figures) if row.figures.possible else NONE_SHOWN,
        sort_key=lambda row: 101.0 if row.figures.percent is None else row.figures.percent,
        number=True,
        width=96,
    ),
    _whole("Possible", "possible", 84),
    _whole("Attended", "attended", 84),
    _whole("Authorised", "authorised", 96),
    _whole("Unauthorised", "unauthorised", 110),
    _whole("Late", "late", 64),
    _whole("Not marked", "unmarked", 96),
    Column(
        "",
        lambda row: str(row.flag),
        sort_key=lambda row: WORST_LAST.index(row.flag),
        number=True,
        width=110,
        badge=lambda row: TONE[row.flag],
    ),
)
COUNTED: tuple[Column[Row], ...] = (
    Column("Code", lambda row: row.name, width=90),
    Column("Meaning", lambda row: row.detail),
    _whole("Sessions", "possible", 110),
)
