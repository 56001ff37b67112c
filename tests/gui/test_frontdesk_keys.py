"""Twenty late children through real keys, at a school that was brought in from another system.

Seen red: a reason that needed Enter of its own; the focus left on a button; U filed for a time
typed before the close; the second Kai taken for the first; a brother marked M for his sister's
appointment; an entry in the book without its mark in the register.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.domain.appointments import Appointment
from officeapp.domain.school_year import Session
from officeapp.procedures.keep_appointments import add_appointment
from tests.gui.desk_at_work import DeskAtWork, at, child, imported_school

#: When, what is pressed ('↵' Enter, '_' Space, '↓' Down), and what book and register must say.
#: The bells of a new school: late after 08:55, closed after 09:20.
MORNING = """
08:56 zar   ↵1↵       Zara Abbasi      08:56 L 1   Overslept
08:57 ad t  ↵2↵       Tobi Adeyemi     08:57 L 2   Traffic
08:58 pop   ↵3↵       Poppy Green      08:58 L 3   Bus or train
09:00 hug   ↵2↵       Alfie Hughes     09:00 L 5   Traffic
09:00 iva   ↵1↵       Mila Ivanova     09:00 L 5   Overslept
09:01 kai   ↵2↵       Kai Johnson      09:01 L 6   Traffic
09:02 kai   ↓↵2↵      Kai Johnson      09:02 L 7   Traffic
09:03 lew   ↵7↵       Noah Lewis       09:03 L 8   Refusing school
09:04 ber a ↵__3↵     Arta Berisha     09:04 L 9   Bus or train
-     -     -         Dren Berisha     09:04 L 9   Bus or train
-     -     -         Lena Berisha     09:04 L 9   Bus or train
09:08 kau   04↵1↵     Simran Kaur      09:04 L 9   Overslept
09:20 mul   ↵2↵       Emil Müller      09:20 L 25  Traffic
09:21 now   ↵2↵       Zofia Nowak      09:21 U 26  Traffic
09:24 nei   58↵1↵     Siân O'Neill     08:58 L 3   Overslept
09:30 oko ad ↵_5↵     Ada Okoro        09:30 M 35  Appointment
-     -     -         Emeka Okoro      09:30 U 35  Brother or sister
09:31 pat   ↵5c↵      Dev Patel        09:31 M 36  Appointment
09:35 qui   ↵4↵       Erin Quinn       09:35 I 40  Unwell first thing
09:40 smi   ↵8↵       Lily-Mae Smith-Jones 09:40 Y1 45 School transport failed
"""
MOST_KEYS = 6


def played():
    """Return the morning's lines, each as when, letters, other keys and the mark expected."""
    for line in MORNING.strip().splitlines():
        words = line.split()
        mark = next(n for n, word in enumerate(words) if word in ("L", "U", "M", "I", "Y1"))
        keys = next((n for n, word in enumerate(words) if word.endswith("↵")), 2)
        name = " ".join(words[keys + 1 : mark - 1])
        came = dt.time.fromisoformat(words[mark - 1])
        expected = (name, came, words[mark], int(words[mark + 1]), " ".join(words[mark + 2 :]))
        yield words[0], " ".join(words[1:keys]), words[keys], expected


@pytest.fixture
def office(tmp_path, clock):
    """Return a school brought in from lists, before the first late child."""
    clock.now = at(8, 45)
    with imported_school(tmp_path, clock) as office:
        yield office


@pytest.fixture
def desk(qtbot, office, services):
    """Return the desk, on a day on which Ada Okoro was at the dentist first."""
    ada = child(office, "Okoro", "Ada").id
    proved = Appointment(
        office.new_number(), ada, office.today(), dt.time(8, 45), "Dentist", evidence="card",
        seen_by="Petra Lindqvist",
    )  # fmt: skip
    add_appointment(office, proved)
    return DeskAtWork(qtbot, office, services)


def test_twenty_late_children_take_six_keys_at_most_beside_the_letters(desk, office, clock):
    expected, most = [], []
    for when, letters, keys, mark in played():
        expected.append(mark)
        if keys == "-":
            continue
        clock.now = dt.datetime.fromisoformat(f"2026-11-18T{when}:30+00:00")
        desk.type(letters)
        desk.count()
        desk.play(keys)
        most.append(desk.count())
    booked = [
        (office.roll.pupil(one.pupil).called, one.at, one.code, one.minutes, one.reason)
        for one in desk.booked()
    ]
    assert sorted(booked) == sorted(expected)
    assert len(expected) == 20
    assert max(most) <= MOST_KEYS
    for one in desk.booked():
        mark = office.register.standing(one.pupil, office.today(), Session.AM)
        minutes = one.minutes if one.code in ("L", "U") else None
        assert (mark.code, mark.minutes) == (one.code, minutes)


def test_the_desk_waits_for_the_next_child_after_each(desk, clock):
    clock.now = at(8, 56)
    desk.play("zar ↵1↵")
    assert desk.focus() is desk.screen.first_field()
    assert desk.focus().text() == ""
    desk.play("pop ↵2↵")
    assert [line.split("  ")[1] for line in desk.shown_in_book()[:2]] == [
        "Poppy Green 3 Oak",
        "Zara Abbasi 3 Oak",
    ]


def test_three_of_a_family_are_one_act(desk, clock):
    clock.now = at(9, 4)
    desk.play("arta ↵__3↵")
    assert len({one.line.act for one in desk.booked()}) == 1
    assert len(desk.booked()) == 3
