"""Which pupils' days are counted at all for a return of unauthorised absence."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.returns import _Counting
from officeapp.domain.leaving import DayMarks
from officeapp.domain.school_year import SchoolYear
from tests.builders import SINCE, a_pupil

PAIRS = st.sampled_from(["GG", "OO", "O.", ".U", "##", "G#", "..", "/\\", "II"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(PAIRS, min_size=8, max_size=40))
def test_nobody_is_passed_over_whose_days_reach_the_number(office, pairs):
    """Seen red with runs looked for before what does not break them is taken out."""
    counting = _Counting(office, SchoolYear.of(SINCE))
    days = [DayMarks(SINCE + dt.timedelta(days=place), pair) for place, pair in enumerate(pairs)]
    if counting.absence(a_pupil(), days):
        assert counting.may_be_out("".join(pairs))
