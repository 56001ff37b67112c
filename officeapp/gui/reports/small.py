"""What may be shown to somebody who reads figures and no names: nothing of fewer than six pupils.

A small group is left out; so is one of which the rest of the school is small, and so is the next
smallest class where those left out would otherwise follow from the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.gui.reports.rows import By, Row, made_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.school_year import Span
    from officeapp.gui.reports.rows import Wanted

FEWEST = 6
FEW = f"fewer than {FEWEST}"


def rows_of_many(
    office: Office, found: Sequence[Row], span: Span, wanted: Wanted | None, everybody: int
) -> list[Row]:
    """Return the rows that say nothing of few pupils.

    Args:
        office: The office.
        found: The rows of a report.
        span: First and last day.
        wanted: What the report is narrowed to.
        everybody: How many pupils the whole report is of.
    """
    counts = {row.key: len(made_of(office, row, span, wanted)) for row in found}
    left_out = {row.key for row in found if _is_small(row, counts[row.key], everybody)}
    parts = [row for row in found if row.by in (By.CLASS, By.YEAR_GROUP)]
    shown = sorted((row for row in parts if row.key not in left_out), key=lambda r: counts[r.key])
    while shown and 0 < sum(counts[key] for key in left_out) < FEWEST:
        left_out.add(shown.pop(0).key)
    return [row for row in found if row.key not in left_out]


def of_many(number: int, everybody: int) -> str:
    """Return a count of pupils as it may be shown: '12 of 310', 'fewer than 6 of 310'."""
    return f"{FEW if 0 < number < FEWEST else number} of {everybody}"


def _is_small(row: Row, number: int, everybody: int) -> bool:
    others = everybody - number
    return 0 < number < FEWEST or (row.by is By.GROUP and 0 < others < FEWEST)
