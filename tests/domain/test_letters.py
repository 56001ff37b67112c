"""Templates and facts: what is put in is never read as anything but letters.

Seen red with facts put in one after the other, which reads a fact twice, and with `str.format` over
a text that is filled already, which also fails on a brace in a name.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.letters import (
    BlockKind,
    MissingFactError,
    Template,
    fill,
    problems_of,
)

BODY = """
Dear {parent}

{forename} has been late
{times} times.

[figures]

- first {forename}
- second
  goes on
"""


def a_template(body=BODY, **changes):
    return Template("late-1", "First letter", "{forename}: being on time", body, **changes)


def test_a_text_has_paragraphs_figures_and_points():
    text = fill(a_template(), {"parent": "Ms Roe", "forename": "Zoë", "times": "3"})
    assert text.subject == "Zoë: being on time"
    assert [block.kind for block in text.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.FIGURES, BlockKind.POINTS,
    ]  # fmt: skip
    assert text.blocks[1].lines == ("Zoë has been late 3 times.",)
    assert text.blocks[3].lines == ("first Zoë", "second goes on")


def test_a_fact_that_is_not_known_or_blank_is_refused_by_name():
    with pytest.raises(MissingFactError, match="times"):
        fill(a_template(), {"parent": "Ms Roe", "forename": "Zoë", "times": " "})


@given(st.text(min_size=1).filter(str.strip))
def test_no_name_is_read_as_a_fact_or_as_markup(name):
    text = fill(a_template("Of {forename}."), {"forename": name})
    assert text.blocks[0].lines == (f"Of {' '.join(name.split())}.",)


def test_a_name_that_looks_like_a_fact_stays_a_name():
    text = fill(
        a_template("{forename}, {parent}"), {"forename": "{parent}", "parent": "{forename}"}
    )
    assert text.blocks[0].lines == ("{parent}, {forename}",)


def test_an_unknown_fact_a_loose_brace_and_an_empty_text_are_problems():
    assert problems_of(a_template(), ["parent", "forename", "times"]) == []
    [unknown] = problems_of(a_template("{nobody}"), ["forename"])
    assert unknown.found == "nobody"
    assert [one.found for one in problems_of(a_template("a { b"), ["forename"])] == ["{ or }"]
    assert [one.reason for one in problems_of(a_template(" "), ["forename"])] == ["it is empty"]
