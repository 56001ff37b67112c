"""A real office in a temporary folder, a clock that stands still, and the book's notation."""

from __future__ import annotations

import datetime as dt
import inspect
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import marks_from

MONDAY = dt.date(2026, 11, 16)


class StoppedClock:
    """A clock that says what it is told."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock():
    """Return a clock at Friday 20 November 2026, 16:00."""
    return StoppedClock(dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC))


@pytest.fixture
def office(tmp_path, clock):
    """Return an empty school in a real file, its first person signed in."""
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
    with new_school(tmp_path / "school.db", made, clock=clock, own_folder=tmp_path) as office:
        yield office


@pytest.fixture
def marks(request):
    """Return the marks written in the test's own docstring, from Monday 16 November 2026."""
    return marks_from(inspect.getdoc(request.function) or "", MONDAY)
