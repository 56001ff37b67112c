"""The PIN once more, and the second person: for one act, for two minutes, by a right PIN only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

import officeapp
from officeapp.books.check import check
from officeapp.books.confirmations import HOLDS, ConfirmFirstError
from officeapp.books.database import driver
from officeapp.books.office import MayNotError, NobodySignedInError, NotInPostError
from officeapp.domain.rights import SECONDS, TAKES, Care, Right, care, may
from officeapp.domain.school import Role
from officeapp.errors import NotAllowedError
from officeapp.procedures.confirm import NotTheSecondError, confirm, countersign, seconds
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.note_export import note_export
from officeapp.procedures.read_withheld import read_withheld
from officeapp.procedures.sign_in import NoPinYetError, WaitError, WrongPinError
from tests.builders import PIN, with_pin

SECOND_PIN, WRONG = "630517", "000001"
SINCE = dt.date(2026, 9, 1)


@pytest.fixture
def sam(office):
    """Return a receptionist with a PIN; the head, who has one too, is signed in."""
    made = add_person(office, "Sam Osei", "Receptionist", Role.RECEPTION, SINCE)
    head = with_pin(office, office.staff.first())
    return with_pin_of(office, made, head)


def with_pin_of(office, person, giver):
    """Let a person choose a PIN with a code from the head."""
    office.sign_in(giver)
    return with_pin(office, person, SECOND_PIN)


def export(office):
    note_export(office, "Somewhere", 25)


def lacking(office):
    with pytest.raises(ConfirmFirstError) as refusal:
        export(office)
    return refusal.value.lacks


def test_two_people_type_a_pin_and_both_names_are_in_the_act(office, sam):
    """Seen red with the line of the second person left out of the act."""
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND
    confirm(office, PIN)
    assert lacking(office) is Care.SECOND
    countersign(office, sam, SECOND_PIN)
    export(office)
    act = office.connection.execute("SELECT max(act) FROM exported").fetchone()[0]
    by = office.countersigned.of(act)
    assert (by.name, by.post, by.role) == ("Sam Osei", "Receptionist", "reception")
    assert office.given_out.exports()[-1][1].name == office.person.name
    assert check(office) == []


def test_what_was_confirmed_is_good_for_one_act(office, sam):
    """Seen red with confirmations that were not spent."""
    confirm(office, PIN)
    countersign(office, sam, SECOND_PIN)
    export(office)
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND


def test_what_was_confirmed_is_good_for_two_minutes(office, sam, clock):
    """Seen red without the limit."""
    confirm(office, PIN)
    countersign(office, sam, SECOND_PIN)
    clock.now += HOLDS
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND
    clock.now -= dt.timedelta(seconds=1)
    export(office)


def test_a_clock_that_was_set_back_confirms_nothing(office, sam, clock):
    confirm(office, PIN)
    clock.now -= dt.timedelta(hours=1)
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND


def test_who_sits_down_next_has_confirmed_nothing(office, sam):
    """Seen red with `sign_in` that forgets nothing."""
    head = office.person
    confirm(office, PIN)
    countersign(office, sam, SECOND_PIN)
    office.sign_in(None)
    office.sign_in(head)
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND


def test_an_act_that_was_not_written_spends_nothing(office, sam):
    confirm(office, PIN)
    countersign(office, sam, SECOND_PIN)
    with pytest.raises(driver.IntegrityError):
        note_export(office, None, 25)  # type: ignore[arg-type]  # what the file refuses
    export(office)


def test_wrong_pins_of_the_second_person_bring_their_waits(office, sam):
    """Seen red with a PIN of the second person that nobody counts."""
    for _ in range(5):
        with pytest.raises(WrongPinError):
            countersign(office, sam, WRONG)
    with pytest.raises(WaitError):
        countersign(office, sam, SECOND_PIN)
    with pytest.raises(WrongPinError):
        confirm(office, WRONG)
    assert lacking(office) == Care.PIN_AGAIN | Care.SECOND


def test_nobody_countersigns_their_own_act(office, sam):
    """Seen red with whoever is signed in as their own second."""
    with pytest.raises(NotTheSecondError, match="another member of staff"):
        countersign(office, office.person, PIN)


@pytest.mark.parametrize("role", set(Role) - SECONDS)
def test_a_governor_or_a_technician_countersigns_nothing(office, sam, role):
    with pytest.raises(NotTheSecondError):
        countersign(office, replace(sam, role=role), SECOND_PIN)


def test_who_has_left_or_has_no_pin_countersigns_nothing(office, sam):
    with pytest.raises(NotInPostError):
        countersign(office, replace(sam, last=SINCE), SECOND_PIN)
    head = office.person
    confirm(office, PIN)
    new = add_person(office, "Mia Park", "Clerk", Role.OFFICE, SINCE)
    with pytest.raises(NoPinYetError):
        countersign(office, new, "")
    assert seconds(office) == [sam]
    assert office.person == head


def test_nobody_confirms_for_an_empty_chair(office, sam):
    office.sign_in(None)
    with pytest.raises(NobodySignedInError):
        confirm(office, PIN)
    with pytest.raises(NotAllowedError):
        countersign(office, sam, SECOND_PIN)


def test_whoever_made_the_school_acts_alone_until_they_have_a_pin(office):
    export(office)
    assert office.given_out.exports()


def test_more_care_is_asked_only_of_who_may_do_it_at_all():
    marked = [(role, right) for right, roles in TAKES.items() for role in roles]
    assert all(may(role, right) for role, right in marked)
    assert care(Role.HEAD, Right.EXPORT) == Care.PIN_AGAIN | Care.SECOND


READERS = {Role.OFFICE, Role.HEAD, Role.SAFEGUARDING}


@pytest.mark.parametrize("role", Role)
def test_a_withheld_address_is_read_with_the_pin_by_three_roles_alone(office, role):
    """Seen red with a look that took no PIN, and with one PIN good for two looks."""
    person = add_person(office, "Rae Dunn", "Staff", role, SINCE)
    office.sign_in(with_pin(office, person))
    confirm(office, PIN)
    if role not in READERS:
        with pytest.raises(MayNotError):
            read_withheld(office)
        return
    read_withheld(office)
    with pytest.raises(ConfirmFirstError):
        read_withheld(office)


def test_only_what_has_checked_a_pin_confirms_anything():
    """Planted: `office.confirmations.keep` in another procedure: red."""
    package = Path(officeapp.__file__).parent
    keeping = {
        source.name
        for source in package.rglob("*.py")
        if "confirmations.keep(" in source.read_text(encoding="utf-8")
    }
    assert keeping == {"confirm.py"}
