from __future__ import annotations

import pytest

from officeapp.books.given_out import Seen
from officeapp.domain.record import ActId, numbered

HERE, THERE, NEVER_MET = 5, 7, 9
SEEN = Seen(ActId(numbered(HERE, 10)), {THERE: numbered(THERE, 3)})


@pytest.mark.parametrize(
    ("desk", "number", "seen"),
    [
        (HERE, 9, True),
        (HERE, 11, False),
        (THERE, 3, True),
        (THERE, 4, False),
        (NEVER_MET, 1, False),
    ],
)
def test_what_a_desk_had_is_told_from_what_came_later(desk, number, seen):
    """An entry of another desk that arrives later is a change, whatever its clock says."""
    assert SEEN.has(numbered(desk, number)) is seen
