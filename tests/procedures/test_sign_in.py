from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.office import NotInPostError, open_office
from officeapp.domain.pins import LONGEST_WAIT, Strength, WeakPinError
from officeapp.domain.school import Role
from officeapp.procedures.choose_pin import PinsDifferError, choose_pin
from officeapp.procedures.confirm import confirm, sign_in_to_act
from officeapp.procedures.give_code import NoCodeError, WrongCodeError, give_code
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import NoPinYetError, WaitError, WrongPinError, sign_in
from tests.builders import with_pin

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


def opened_again(office, clock, tmp_path):
    """Close the school and open it again, as after a restart; nobody is signed in."""
    office.close()
    return open_office(office.path, clock=clock, own_folder=tmp_path)


def test_the_eleventh_wrong_pin_in_five_minutes_is_refused_after_any_restart(
    office, ruth, clock, tmp_path
):
    """R18. Planted: the count forgotten when the file is opened: red."""
    for _ in range(10):
        with opened_again(office, clock, tmp_path) as again:
            wrong_pins(again, ruth, 1)
            clock.now = again.pins.state(ruth.id).until or clock.now
    clock.now = NOW + dt.timedelta(seconds=299)
    with opened_again(office, clock, tmp_path) as again, pytest.raises(WaitError):
        sign_in(again, ruth, WRONG)


def test_ten_wrong_pins_lock_for_five_minutes_and_the_head_can_see_when(office, ruth, clock):
    """Planted: only doubling waits, 160 seconds after the tenth: red."""
    for _ in range(10):
        wrong_pins(office, ruth, 1)
        clock.now = office.pins.state(ruth.id).until or clock.now
    tenth = clock.now - LONGEST_WAIT
    clock.now -= dt.timedelta(seconds=1)
    with pytest.raises(WaitError):
        sign_in(office, ruth, PIN)
    clock.now += dt.timedelta(seconds=1)
    sign_in(office, ruth, PIN)
    assert office.pins.state(ruth.id).locked == tenth


@pytest.fixture
def sam(office, ruth):
    """Return a receptionist with a PIN of their own; the head is signed in."""
    sign_in_to_act(office, ruth, PIN)
    person = add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, NOW.date())
    return with_pin(office, person, "630517")


def code_for(office, person):
    """Return a code given by the head, who types their PIN for it."""
    confirm(office, PIN)
    return give_code(office, person, strength=LIGHT)


def chosen_with(office, person, code, pin="851307"):
    choose_pin(office, person, pin, pin, code=code, strength=LIGHT)


def test_a_code_replaces_a_lost_pin_once_and_both_names_are_in_the_book(office, ruth, sam):
    """Planted: the code kept after it was used: red."""
    code = code_for(office, sam)
    chosen_with(office, sam, code)
    assert office.person == sam
    with pytest.raises(NoCodeError):
        chosen_with(office, sam, code, "496038")
    done = [(what, by.name) for what, by in office.pins.history(sam.id)][-2:]
    assert done == [("given a code", "Ruth Ade"), ("chosen with a code", "Sam Osei")]
    sign_in(office, sam, "851307")


def test_a_code_signs_nobody_in_before_a_pin_is_chosen_with_it(office, sam):
    code = code_for(office, sam)
    office.sign_in(None)
    with pytest.raises(WrongPinError):
        sign_in(office, sam, code)
    with pytest.raises(WeakPinError):
        chosen_with(office, sam, code, "123456")
    assert office.person is None


def test_a_code_is_good_for_fifteen_minutes(office, sam, clock):
    code = code_for(office, sam)
    clock.now += dt.timedelta(minutes=15)
    with pytest.raises(NoCodeError, match="no code for Sam Osei"):
        chosen_with(office, sam, code)
    clock.now -= dt.timedelta(seconds=1)
    chosen_with(office, sam, code)


def test_only_the_hash_of_a_code_is_in_the_file(office, sam, tmp_path):
    code = code_for(office, sam)
    digits = "".join(code.split()).encode()
    assert office.pins.code(sam.id).hash.startswith("$argon2id$")
    assert not any(digits in file.read_bytes() for file in tmp_path.glob("oak.db*"))


def test_a_code_tried_five_times_is_void(office, sam):
    """Planted: wrong tries not counted: red."""
    code = code_for(office, sam)
    for left in ("4 more tries", "3 more", "2 more", "1 more try", "another"):
        with pytest.raises(WrongCodeError, match=left):
            chosen_with(office, sam, "0000 0000" if code != "0000 0000" else "1")
    with pytest.raises(NoCodeError):
        chosen_with(office, sam, code)


def test_a_code_is_for_one_person_and_the_last_one_given_counts(office, ruth, sam):
    first = code_for(office, sam)
    code_for(office, sam)
    for person in (sam, ruth):
        with pytest.raises((WrongCodeError, NoCodeError)):
            chosen_with(office, person, first)


def test_a_first_pin_needs_a_code_but_for_whoever_made_the_school(office, ruth, sam):
    """Planted: a first PIN chosen by whoever clicks the new name: red."""
    sign_in_to_act(office, ruth, PIN)
    new = add_person(office, "Mia Park", "Office manager", Role.OFFICE, NOW.date())
    with pytest.raises(NoCodeError):
        chosen_with(office, new, "")
    chosen_with(office, new, code_for(office, new))
    assert office.person == new
