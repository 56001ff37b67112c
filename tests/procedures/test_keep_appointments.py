"""The appointment book: what it pre-marks, and who saw the proof."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.derived import derived
from officeapp.domain.appointments import Appointment
from officeapp.domain.school_calendar import NotASchoolDayError
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import NoReasonError, NothingChangedError
from officeapp.procedures.keep_appointments import (
    BackBeforeError,
    NoWhatError,
    add_appointment,
    appointments_for,
    change_appointment,
    take_back_appointment,
)
from tests.builders import a_class

FRIDAY = dt.date(2026, 11, 20)  # today; the registers close at 09:20 and 13:30
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def pupil(office):
    return a_class(office)[1][0]


def at(text):
    return dt.time.fromisoformat(text)


def dentist(pupil, when="14:00", day=MONDAY, **changes):
    return Appointment(0, pupil.id, day, at(when), "dentist", **changes)


def expects(office, pupil, day=MONDAY):
    said = derived(office, [pupil], [day])
    return "".join(
        said[key].code if (key := (pupil.id, day, half)) in said else "." for half in Session
    )


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({"evidence": "card"}, "MM"),
        ({}, ".."),
        ({"evidence": "card", "medical": False}, ".."),
        ({"evidence": "card", "away_from": at("10:00")}, ".M"),
        ({"evidence": "card", "away_from": at("10:00"), "away_until": at("13:30")}, ".."),
        ({"evidence": "card", "away_from": at("10:00"), "away_until": at("13:31")}, ".M"),
        ({"evidence": "card", "away_until": at("09:20")}, ".."),
        ({"evidence": "card", "away_until": at("09:40")}, "M."),
        ({"evidence": "card", "away_from": at("13:10")}, ".."),
    ],
)
def test_it_pre_marks_the_registers_it_misses_once_it_is_proved(office, pupil, changes, marks):
    """Only as long as needed, only where proved. Planted: evidence not asked for: red."""
    add_appointment(office, dentist(pupil, **changes))
    assert expects(office, pupil) == marks


def test_whoever_is_signed_in_saw_the_proof(office, pupil):
    made = add_appointment(office, dentist(pupil, evidence=" card "))
    assert (made.evidence, made.seen_by) == ("card", "Petra Lindqvist, Headteacher")
    assert appointments_for(office, pupil.id, MONDAY) == [made]


def test_the_proof_alone_needs_no_reason_and_another_time_does(office, pupil):
    made = add_appointment(office, dentist(pupil))
    with pytest.raises(NothingChangedError):
        change_appointment(office, made)
    proved = change_appointment(office, replace(made, evidence="letter"))
    assert (proved.correction, expects(office, pupil)) == ("evidence seen", "MM")
    with pytest.raises(NoReasonError):
        change_appointment(office, replace(proved, at=at("15:00")))
    later = change_appointment(office, replace(proved, at=at("15:00")), "put off")
    assert later.seen_by == proved.seen_by


def test_taken_back_it_pre_marks_nothing_any_more(office, pupil, clock):
    made = add_appointment(office, dentist(pupil, evidence="card"))
    clock.now += dt.timedelta(minutes=2)
    with pytest.raises(NoReasonError):
        take_back_appointment(office, made.id)
    take_back_appointment(office, made.id, "cancelled")
    assert expects(office, pupil) == ".."
    assert len(office.front_desk.appointments.versions(made.id)) == 2


def test_what_cannot_be_is_refused(office, pupil):
    with pytest.raises(NoWhatError):
        add_appointment(office, replace(dentist(pupil), what=" "))
    with pytest.raises(NotASchoolDayError):
        add_appointment(office, dentist(pupil, day=dt.date(2026, 11, 22)))
    with pytest.raises(BackBeforeError):
        add_appointment(office, dentist(pupil, away_from=at("11:00"), away_until=at("11:00")))
