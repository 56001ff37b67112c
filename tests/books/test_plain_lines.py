"""The quick way to a line of an act gives what the careful one gives.

Seen red: 'book' put last, a blank kept, the text of one value used for another.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.act import _canonical_lines, _plain_lines

VALUES = st.none() | st.text(max_size=4) | st.integers() | st.sampled_from(["1", 1, 0, "0"])


@given(
    st.lists(st.from_regex(r"\A[a-z_]{1,6}\Z"), unique=True, max_size=6).flatmap(
        lambda names: st.tuples(
            st.just([name for name in names if name != "book"]),
            st.lists(st.lists(VALUES, min_size=len(names), max_size=len(names)), max_size=4),
        )
    )
)
def test_plain_lines_are_canonical(page):
    columns, rows = page
    fitted = [row[: len(columns)] for row in rows]
    plain = list(_plain_lines("register", columns, fitted))
    assert plain == list(_canonical_lines("register", columns, fitted, ()))
