"""Why somebody must look at a letter first, at the edge of each reason; texts read back exactly.

Seen red with: `<=` for fewer than twenty; appointments counted as more than half; a text read back
without its shape.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.conscience import Circumstances, Doubt, doubts_of
from officeapp.domain.letters import Template, fill, read_back

DAY = dt.date(2026, 11, 20)
PLAIN = Circumstances(possible=20, absent=4, appointments=1, compulsory=True)


def test_nothing_is_looked_at_without_a_reason():
    assert doubts_of(PLAIN, DAY) == ()


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"medical_plan": True}, Doubt.MEDICAL),
        ({"bereaved_until": DAY}, Doubt.BEREAVED),
        ({"social_worker": True}, Doubt.SOCIAL_WORKER),
        ({"appointments": 2}, Doubt.APPOINTMENTS),
        ({"compulsory": False}, Doubt.UNDER_AGE),
        ({"possible": 19}, Doubt.FEW),
        ({"same_kind": DAY - dt.timedelta(days=27)}, Doubt.LATELY),
        ({"moved": DAY - dt.timedelta(days=27)}, Doubt.MOVED),
        ({"evidence": True}, Doubt.EVIDENCE),
        ({"leave_over": True}, Doubt.PAST),
    ],
)
def test_each_reason_stands_for_itself(changes, doubt):
    assert doubts_of(replace(PLAIN, **changes), DAY) == (doubt,)


def test_what_is_over_is_no_reason_any_more():
    before = DAY - dt.timedelta(days=28)
    ended = DAY - dt.timedelta(days=1)
    past = replace(PLAIN, same_kind=before, moved=before, bereaved_until=ended)
    assert doubts_of(past, DAY) == ()
    assert doubts_of(replace(PLAIN, absent=0, appointments=0), DAY) == ()


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_a_text_as_sent_is_read_back_exactly_whatever_the_names(name, other):
    body = "{a}\n\n[figures]\n\n- {b}\n- {a} {b}\n\nOf {b}."
    text = fill(Template("k", "K", "{a}", body, reply=("{b}",)), {"a": name, "b": other})
    assert read_back(text.subject, text.body, text.shape, text.reply) == text
