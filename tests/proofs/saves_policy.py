"""The save of a number of the attendance policy."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.procedures.keep_policy import change_number

if TYPE_CHECKING:
    from tests.proofs.saves import Save

SAVES: dict[str, Save] = {
    "change-policy": lambda office: change_number(
        office, "first_day.within_minutes", "45", dt.date(2026, 9, 1)
    ),
}
