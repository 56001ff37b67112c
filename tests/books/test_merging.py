"""Books of several desks brought together, whole or not at all.

Seen red with each of these left out: the digest of the body; the digest of the header; the look for
gaps; the look for what an act's desk had seen; the drawing anew of sessions and of times on roll;
corrections; the look for a number given twice; the new number of a copied desk; the transaction.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from officeapp.books.check import check
from officeapp.books.merging import merge
from officeapp.books.office import open_office
from officeapp.books.sending import NotSoundError, newest_acts, units_after
from officeapp.domain.exchange import takeable
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_roll import change_enrolment
from tests.builders import a_class, take
from tests.desks import (
    AM,
    DAY,
    NOW,
    PM,
    books_of,
    desks,
    joined,
    mark,
    pupils,
    share,
    share_all,
    the_class,
)


@pytest.fixture
def two(tmp_path):
    """Return two desks with the same books."""
    with desks(tmp_path) as offices:
        yield offices


def sent(sender, receiver, **size):
    return list(units_after(sender.connection, newest_acts(receiver.connection), **size))


def take_afternoon(office, codes):
    take(office, the_class(office), DAY, PM, codes)


def test_two_desks_of_one_file_have_two_numbers(two):
    here, there = two
    assert here.desk != there.desk
    assert books_of(here) == books_of(there)


def test_what_was_written_apart_is_in_both_books_to_the_byte(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    amend_mark(there, mark(there, 1), "M", "the parent rang")
    a_class(there, "4 Elm", pupils=2)
    assert books_of(here) != books_of(there)
    share_all(two)
    assert books_of(here) == books_of(there)
    assert check(here) == check(there) == []
    assert (mark(here, 1).code, mark(there, 0, PM).code) == ("M", "\\")


def test_the_same_may_come_any_number_of_times(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    units = sent(here, there)
    first, again = merge(there, [*units, *units]), merge(there, units)
    assert (first.acts, first.lines, again.acts) == (1, 4, 0)
    assert [*again.waiting, *again.apart, *again.refused] == []


def test_what_has_a_gap_before_it_waits_and_changes_nothing(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    first, second = sent(here, there, acts_in_unit=1)
    before = books_of(there)
    assert merge(there, [second]).waiting == [second]
    assert books_of(there) == before
    assert merge(there, [second, first]).acts == 2
    assert books_of(there) == books_of(here)


def test_what_knew_of_an_act_that_is_not_here_waits(tmp_path):
    with desks(tmp_path, 3) as (one, two, three):
        a_class(one, "4 Elm", pupils=1)
        share(one, two)
        amend_mark(two, mark(two, 0), "M", "the parent rang")
        [*_, last] = [unit for unit in sent(two, three) if unit.desk == two.desk]
        assert merge(three, [last]).waiting == [last]
        share(one, three)
        assert merge(three, [last]).acts == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Somebody Else"},
        {"clock": 1},
        {"before": b"\x01"},
        {"heads": "{"},
        {"digest": b"\x01" * 32},
        {"lines": ()},
        {"lines": ('{"book":"act"}',)},
        {"lines": ("{",)},
    ],
    ids=str,
)
def test_a_changed_act_is_refused_and_changes_nothing(two, changes):
    here, there = two
    take_afternoon(here, "\\\\\\")
    before = books_of(there)
    (unit,) = sent(here, there)
    changed = dataclasses.replace(unit, acts=(dataclasses.replace(unit.acts[0], **changes),))
    assert [one.unit for one in merge(there, [changed]).refused] == [changed]
    assert books_of(there) == before
    assert merge(there, [changed, unit]).acts == 1


def test_another_schools_acts_and_a_newer_programs_are_refused_in_words(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    (unit,) = sent(here, there)
    stranger = dataclasses.replace(unit, school=unit.school + 1)
    newer = dataclasses.replace(unit, acts=(dataclasses.replace(unit.acts[0], schema=999),))
    why = [one.why for one in merge(there, [stranger, newer]).refused]
    assert "another school" in why[0]
    assert "update the program" in why[1]


def test_a_paper_that_no_letter_names_is_refused(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    (unit,) = sent(here, there)
    slipped_in = dataclasses.replace(unit, papers=(b"%PDF-1.4 another",))
    assert [one.unit for one in merge(there, [slipped_in]).refused] == [slipped_in]


def test_a_file_cut_short_while_merging_is_as_it_was(two, monkeypatch):
    here, there = two
    take_afternoon(here, "\\\\\\")
    units, before = sent(here, there), books_of(there)
    with monkeypatch.context() as patch:
        patch.setattr(there.register, "flush", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            merge(there, units)
    assert books_of(there) == before
    assert merge(there, units).acts == 1
    assert check(there) == []


def test_a_time_on_roll_that_ends_at_one_desk_ends_the_marks_of_another(two):
    here, there = two
    (time,) = here.roll.enrolments(pupils(here)[0].id)
    change_enrolment(here, dataclasses.replace(time, first=DAY + dt.timedelta(days=1)))
    take_afternoon(there, "\\\\\\")
    share_all(two)
    assert check(here) == check(there) == []
    assert here.register.standing(time.pupil, DAY, PM) is None
    assert there.register.standing(time.pupil, DAY, AM) is None
    assert books_of(here) == books_of(there)


def test_two_that_use_one_number_are_kept_apart_and_nothing_is_lost(tmp_path):
    with desks(tmp_path) as (here, there):
        take_afternoon(here, "\\\\\\")
        clone = joined(tmp_path / "clone", tmp_path / "desk0" / "school.db")
        with clone:
            clone._desk = here.desk  # a disk image: its note came with it
            amend_mark(here, mark(here, 0), "M", "the parent rang")
            amend_mark(clone, mark(clone, 0), "I", "the parent wrote")
            share(here, there)
            before = books_of(there)
            newest = newest_acts(clone.connection)
            newest[here.desk] -= 1
            (unit,) = units_after(clone.connection, newest)
            (apart,) = merge(there, [unit]).apart
        assert apart.unit == unit
        assert "kept apart" in apart.why
        assert books_of(there) == before


def test_a_desk_whose_own_later_acts_come_back_takes_a_new_number(tmp_path):
    with desks(tmp_path) as (here, there):
        old = joined(tmp_path / "restored", tmp_path / "desk0" / "school.db")
        with old:
            old._desk = here.desk
            take_afternoon(here, "\\\\\\")
            share(here, there)
            share(there, old)
            assert old.desk not in (here.desk, there.desk)
            assert books_of(old) == books_of(here)


def test_lines_that_were_changed_by_hand_are_sent_to_nobody(two):
    here, there = two
    take_afternoon(here, "\\\\\\")
    here.connection.execute("DROP TRIGGER register_is_in_ink")
    here.connection.execute("UPDATE register SET code = 'B' WHERE session = 'PM'")
    with pytest.raises(NotSoundError, match="restore the newest backup"):
        sent(here, there)


def test_a_file_opened_for_reading_takes_nothing(two, tmp_path):
    here, there = two
    take_afternoon(here, "\\\\\\")
    with (
        open_office(there.path, read_only=True, clock=lambda: NOW) as reading,
        pytest.raises(NotAllowedError),
    ):
        merge(reading, sent(here, there))


def test_units_that_need_each_other_are_taken_together(two):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share_all(two)
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    share_all(two)
    amend_mark(here, mark(here, 0), "M", "looked up again")
    units = list(units_after(here.connection, {}))
    held = {unit.desk: unit.last for unit in units if unit.desk not in (here.desk, there.desk)}
    ours = [unit for unit in units if unit.desk in (here.desk, there.desk)]
    assert takeable(ours, held) == ours
    assert takeable([one for one in ours if one.desk == here.desk], held) == []


def test_the_standing_mark_of_a_pupil_who_joins_later_is_drawn(two):
    here, there = two
    oak, _ = a_class(here, "4 Elm", pupils=1)
    take(here, oak, DAY, AM, "/")
    share_all(two)
    (pupil,) = there.roll.members(oak.id, DAY)
    assert there.register.standing(pupil.id, DAY, AM).code == "/"
    assert check(there) == []


def test_a_unit_is_short_enough_to_be_taken_between_two_keys(two):
    here, there = two
    for day in (DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)):
        take(here, the_class(here), day, AM, "/L.")
        take(here, the_class(here), day, PM, "\\\\\\")
    units = sent(here, there, lines_in_unit=4)
    assert [sum(len(act.lines) for act in unit.acts) for unit in units] == [3, 4, 3, 4]
    assert merge(there, units).acts == 4
    assert books_of(here) == books_of(there)
