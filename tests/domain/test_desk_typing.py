from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.desk_typing import lunch_choices, name_and_time

NOW = dt.time(10, 5)


@pytest.mark.parametrize(
    ("typed", "name", "at"),
    [
        ("kai 9.04", "kai", dt.time(9, 4)),
        ("kai904", "kai", dt.time(9, 4)),
        ("kai 09:04", "kai", dt.time(9, 4)),
        ("joh k 0904", "joh k", dt.time(9, 4)),
        ("kai1004", "kai", dt.time(10, 4)),
        ("kai 04", "kai", dt.time(10, 4)),
        ("kai58", "kai", dt.time(9, 58)),
        ("kai 3", "kai 3", None),
        ("kai 9.74", "kai 9.74", None),
        ("kai 2504", "kai 2504", None),
        ("07700 900123", "07700 900123", None),
        ("h801200001001", "h801200001001", None),
        ("0904", "0904", None),
        ("", "", None),
    ],
)
def test_a_time_may_be_typed_after_the_letters_of_the_name(typed, name, at):
    assert name_and_time(typed, NOW) == (name, at)


@given(
    st.times(),
    st.times(),
    st.sampled_from(["{:%H:%M}", "{:%H.%M}", "{:%H%M}", " {:%H%M}"]),
)
def test_every_minute_of_the_day_is_read_as_it_was_typed(at, now, form):
    expected = at.replace(second=0, microsecond=0)
    assert name_and_time("ta ja" + form.format(at), now) == ("ta ja", expected)


@given(st.times(), st.integers(0, 59))
def test_minutes_alone_are_the_last_time_the_clock_showed_them(now, minute):
    _, at = name_and_time(f"kai {minute:02}", now)
    assert at is not None
    back = (now.hour * 60 + now.minute - at.hour * 60 - at.minute) % (24 * 60)
    assert (at.minute, back < 60) == (minute, True)


@pytest.mark.parametrize(
    ("said", "choices"),
    [
        (
            "a sandwich or a jacket potato, and a yoghurt, unless a medical appointment is proved",
            ("Sandwich", "Jacket potato"),
        ),
        ("the soup unless a card was seen", ("Soup",)),
        ("", ()),
    ],
)
def test_the_choices_of_lunch_stand_in_the_policys_own_sentence(said, choices):
    assert lunch_choices(said) == choices
