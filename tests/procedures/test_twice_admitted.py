"""The same child admitted at two desks while apart: flagged, and made one without loss.

Seen red with: the pupil kept at each desk the one admitted there (two who decide apart take both
off the roll); a contact's bar not carried over; marks left with the pupil who is taken back; a
child flagged whom a desk admitted knowing of the other.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.check import check
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Pupil, Tie
from officeapp.procedures.keep_roll import Admission, add_contact, admit
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side, settle_with
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.desks import AM, DAY, PM, books_of, desks, share_all, the_class

BORN, NEXT = dt.date(2019, 3, 14), DAY + dt.timedelta(days=1)


def new_pupil(office, forename, **said):
    card = Pupil(PupilId(0), said.pop("upn", ""), (), "", "Nowak", forename, BORN, **said)
    (made,) = admit(office, [Admission(card, DAY, the_class(office).id, "3")])
    return made


def give_mark(office, pupil, session, code, day=DAY):
    sheet = Sheet(the_class(office).id, day, session)
    pencil_marks(office, sheet, {pupil.id: Draft(code)})
    hand_in(office, sheet)


@pytest.fixture
def twice(tmp_path):
    """Return two desks that both admitted one child, each with a mark and the same mother."""
    with desks(tmp_path) as offices:
        here, there = offices
        one = new_pupil(here, "Zofia", medical="nuts")
        other = new_pupil(there, "ZÓFIA", medical="bees", address="3 New Road")
        for office, pupil, bar in ((here, one, False), (there, other, True)):
            tie = Tie(0, pupil.id, ContactId(0), "mother", may_collect=not bar, not_released=bar)
            add_contact(office, Contact(ContactId(0), "Ms", "Nowak", "Marta"), tie)
        give_mark(there, other, PM, "L")
        give_mark(here, one, PM, "I", NEXT)
        share_all(offices)
        yield offices


def children(office):
    return [one for one in office.roll.on_roll(DAY) if one.legal_surname == "Nowak"]


def clash_of(office):
    (found,) = [one for one in office_clashes(office) if one.kind == "twice"]
    return found


def test_a_child_admitted_at_two_desks_is_flagged_at_both(twice):
    keys = {clash_of(office).key for office in twice}
    assert len(keys) == 1
    assert all("born" in side.words for side in clash_of(twice[0]).sides)
    assert [len(children(office)) for office in twice] == [2, 2]
    assert check(twice[0]) == []


def test_a_child_of_one_name_and_birthday_whom_a_desk_admits_knowing_of_the_other_is_no_clash(
    twice,
):
    here, there = twice
    settle_with(here, clash_of(here), "cousins")
    share_all(twice)
    new_pupil(there, "Zofia")
    share_all(twice)
    for office in twice:
        assert len(children(office)) == 3
        assert [one for one in office_clashes(office) if one.kind == "twice"] == []
        assert check(office) == []


@pytest.mark.parametrize("apart", [False, True])
def test_one_child_is_kept_with_all_that_both_cards_say(twice, apart):
    for office in twice if apart else twice[:1]:
        keep_side(office, clash_of(office), clash_of(office).sides[0])
    share_all(twice)
    for office in twice:
        (kept,) = children(office)
        assert kept.address == "3 New Road"
        assert set(kept.medical.split(" / ")) == {"nuts", "bees"}
        (tie, _), *_ = office.contacts.of(kept.id)
        assert (tie.not_released, tie.may_collect) == (True, False)
        marks = [office.register.standing(kept.id, day, PM) for day in (DAY, NEXT)]
        assert [mark and mark.code for mark in marks] == ["L", "I"]
        assert [one for one in office_clashes(office) if one.kind == "twice"] == []
        assert check(office) == []
    assert books_of(twice[0]) == books_of(twice[1])


def test_two_children_of_one_name_and_birthday_stay_two(twice):
    here, there = twice
    settle_with(here, clash_of(here), "cousins; both birth certificates seen")
    share_all(twice)
    for office in twice:
        assert [one for one in office_clashes(office) if one.kind == "twice"] == []
        assert len(children(office)) == 2
        assert check(office) == []
    assert the_class(there).name == "3 Oak"
    assert here.register.standing(children(here)[0].id, DAY, AM) is None
