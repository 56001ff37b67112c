from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.office import NotInPostError, open_office
from officeapp.domain.pins import LONGEST_WAIT, Strength, WeakPinError
from officeapp.procedures.choose_pin import PinsDifferError, choose_pin
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import NoPinYetError, WaitError, WrongPinError, sign_in

NOW = dt.datetime(2026, 11, 18, 9, 31, tzinfo=dt.UTC)
LIGHT = Strength(memory_kib=64, passes=1)
PIN, WRONG = "274915", "000001"


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    school = NewSchool("Oak Primary", "Ruth Ade")
    with new_school(tmp_path / "oak.db", school, clock=clock, own_folder=tmp_path) as office:
        office.sign_in(None)
        yield office


@pytest.fixture
def ruth(office):
    person = office.staff.first()
    choose_pin(office, person, PIN, PIN, strength=LIGHT)
    office.sign_in(None)
    return person


def wrong_pins(office, person, number):
    for _ in range(number):
        with pytest.raises(WrongPinError):
            sign_in(office, person, WRONG)


def test_the_right_pin_signs_in(office, ruth):
    sign_in(office, ruth, PIN)
    assert office.person == ruth


def test_a_wrong_pin_signs_nobody_in(office, ruth):
    wrong_pins(office, ruth, 1)
    assert office.person is None


def test_five_wrong_pins_bring_a_wait_in_which_even_the_right_one_is_refused(office, ruth, clock):
    wrong_pins(office, ruth, 5)
    with pytest.raises(WaitError):
        sign_in(office, ruth, PIN)
    clock.now += dt.timedelta(seconds=5)
    sign_in(office, ruth, PIN)


def test_the_wait_is_kept_in_the_file(office, ruth, clock, tmp_path):
    wrong_pins(office, ruth, 5)
    office.close()
    with (
        open_office(office.path, clock=clock, own_folder=tmp_path) as again,
        pytest.raises(WaitError),
    ):
        sign_in(again, ruth, PIN)


def test_the_eleventh_wrong_pin_in_five_minutes_is_always_refused(office, ruth, clock):
    refused_at = []
    for second in range(300):
        clock.now = NOW + dt.timedelta(seconds=second)
        try:
            sign_in(office, ruth, WRONG)
        except WrongPinError:
            refused_at.append(second)
        except WaitError:
            continue
    assert len(refused_at) <= 10


def test_a_right_pin_clears_the_count(office, ruth):
    wrong_pins(office, ruth, 4)
    sign_in(office, ruth, PIN)
    wrong_pins(office, ruth, 4)
    assert office.pins.state(ruth.id).wrong == 4


def test_a_clock_that_was_set_back_locks_nobody_out_for_long(office, ruth, clock):
    wrong_pins(office, ruth, 5)
    clock.now -= LONGEST_WAIT
    sign_in(office, ruth, PIN)
    assert office.person == ruth


def test_nobody_signs_in_before_choosing_a_pin(office):
    with pytest.raises(NoPinYetError):
        sign_in(office, office.staff.first(), "")


def test_nobody_signs_in_before_their_first_day(office, ruth, clock):
    clock.now -= dt.timedelta(days=365 * 30)
    with pytest.raises(NotInPostError):
        sign_in(office, ruth, PIN)


def test_another_pin_needs_the_one_before(office, ruth):
    with pytest.raises(WrongPinError):
        choose_pin(office, ruth, "851307", "851307", strength=LIGHT)
    choose_pin(office, ruth, "851307", "851307", earlier=PIN, strength=LIGHT)
    sign_in(office, ruth, "851307")


def test_a_pin_typed_two_ways_is_not_kept(office):
    with pytest.raises(PinsDifferError):
        choose_pin(office, office.staff.first(), PIN, WRONG, strength=LIGHT)
    assert office.pins.state(office.staff.first().id) is None


@pytest.mark.parametrize(
    "pin", ["12345", "123456", "654321", "890123", "111111", "121212", "123123"]
)
def test_a_pin_that_everybody_tries_is_refused(office, pin):
    with pytest.raises(WeakPinError):
        choose_pin(office, office.staff.first(), pin, pin, strength=LIGHT)


def test_a_sample_school_asks_for_no_pin(tmp_path, clock):
    school = NewSchool("Sample", "Ruth Ade", sample=True)
    with new_school(tmp_path / "s.db", school, clock=clock, own_folder=tmp_path) as office:
        office.sign_in(None)
        sign_in(office, office.staff.first())
        assert office.person == office.staff.first()
