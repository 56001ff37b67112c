"""Who wrote some lines, asked for all of them at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from officeapp.books.act import signature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.record import ActId, Signature


def signatures(office: Office, acts: Iterable[ActId]) -> dict[ActId, Signature]:
    """Return who wrote some acts, and when; an act that is not in the file has none."""
    rows = office.connection.execute(
        "SELECT id, name, post, role, at FROM act WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(set(acts)))],
    )
    return {row["id"]: signature(row) for row in rows}
