"""What an update of a message says in its own words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.domain.messages import Channel, HalfDay, Message, what_changed
from officeapp.domain.record import PupilId

DAY = dt.date(2026, 11, 18)
ILL = Message(1, PupilId(1), DAY, DAY, "Ill", Channel.TELEPHONE, DAY, dt.time(9), code="I")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"last": dt.date(2026, 11, 20)}, "until Fri 20 Nov instead of Wed 18 Nov"),
        ({"day": dt.date(2026, 11, 17)}, "from Tue 17 Nov instead of Wed 18 Nov"),
        ({"kind": "Other", "code": ""}, "Other instead of Ill"),
        ({"sessions": HalfDay.PM}, "afternoons only instead of whole days"),
        ({"expected": dt.date(2026, 11, 23)}, "back Mon 23 Nov"),
        ({"words": "a cold"}, "what was said"),
        ({"code": ""}, "no code instead of I"),
        ({"channel": Channel.EMAIL}, ""),
    ],
)
def test_an_update_says_what_changed(changes, said):
    assert what_changed(ILL, replace(ILL, **changes)) == said


def test_a_return_no_longer_known_is_said():
    known = replace(ILL, expected=dt.date(2026, 11, 23))
    assert what_changed(known, replace(known, expected=None)) == "return not known"
