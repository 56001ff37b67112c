"""Backups go to the places chosen, are looked at again, and old ones go only while all are good.

Seen red: a copy made without being remembered, a changed copy passed over, old ones thrown away
beside a changed one, a place that fails stopping the other, the copy on the same drive counted as
one elsewhere.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from officeapp.books import backup as b
from officeapp.books import held
from officeapp.books.backup import UnsoundBackupError, back_up, restore
from officeapp.books.check import check
from officeapp.books.copies import Copies, State, known_schools, look
from officeapp.books.newer import report
from officeapp.books.office import open_office
from officeapp.domain.keeping import Rule
from officeapp.domain.school_year import Session
from officeapp.procedures import keep_backups as k
from officeapp.procedures.keep_backups import (
    NoSuchPlaceError,
    TooManyPlacesError,
    choose_places,
    keep_backups,
    settle,
    standing,
)
from tests.builders import a_class, take
from tests.conftest import MONDAY

FEW = Rule(newest=2, days=1, weeks=1, months=1)
HALF_AN_HOUR = dt.timedelta(minutes=30)


@pytest.fixture
def places(tmp_path):
    """Return two folders for backups."""
    found = [tmp_path / "stick", tmp_path / "share"]
    for place in found:
        place.mkdir()
    return found


@pytest.fixture
def school(office, tmp_path, places):
    """Return a school of one class whose backups go to two places."""
    a_class(office)
    choose_places(copies_of(office), places)
    return office


def copies_of(office):
    return Copies(office.path, office.path.parent)


def a_round(office, clock, rule=FEW):
    """Work for half an hour, then back up."""
    clock.now += HALF_AN_HOUR
    oak = office.roll.class_named("3 Oak")
    number = len(office.register.handed_in(MONDAY, MONDAY + dt.timedelta(days=3)))
    take(office, oak, MONDAY + dt.timedelta(number // 2), list(Session)[number % 2], "...")
    return keep_backups(office.path, clock=clock, own_folder=office.path.parent, rule=rule)


def test_a_round_makes_a_proved_backup_in_each_place(school, clock, places):
    done = a_round(school, clock)
    assert {backup.file.parent for backup in done.made} == set(places)
    assert (done.failed, done.alarms) == ((), ())
    for backup in done.made:
        with open_office(backup.file, read_only=True, clock=clock) as copy:
            assert check(copy) == []
            assert copy.register.kept() == school.register.kept()
        assert look(backup, wholly=True) is State.SOUND
    assert copies_of(school).name == "Moorside Primary"


def test_old_ones_go_and_the_newest_stay(school, clock, places):
    rounds = [a_round(school, clock) for _ in range(4)]
    assert [done.removed for done in rounds] == [0, 0, 2, 2]
    assert all(len(list(place.iterdir())) == 2 for place in places)
    assert {one.file for one in copies_of(school).backups} == {
        backup.file for done in rounds[2:] for backup in done.made
    }


def test_a_file_the_program_did_not_make_is_never_thrown_away(school, clock, places):
    mine = places[0] / "school-2020-01-01-120000.db"
    mine.write_bytes(b"somebody's own")
    for _ in range(4):
        a_round(school, clock)
    assert mine.read_bytes() == b"somebody's own"


def test_files_that_are_overwritten_are_seen_and_nothing_more_is_thrown_away(school, clock, places):
    for _ in range(2):
        a_round(school, clock)
    for file in places[0].iterdir():
        file.write_bytes(os.urandom(file.stat().st_size))
    third = a_round(school, clock)
    (alarm,) = third.alarms
    assert "2 backups in" in alarm
    assert "unplug that drive" in alarm
    assert len(list(places[0].iterdir())) == 3  # nothing of it went
    assert len(list(places[1].iterdir())) == 2
    assert a_round(school, clock).alarms


def test_one_byte_changed_is_seen_once_the_whole_of_it_is_looked_at(school, clock, places):
    file = a_round(school, clock).made[0].file
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    alarms = [bool(a_round(school, clock, Rule()).alarms) for _ in range(4)]
    assert any(alarms)


def test_files_that_are_taken_away_are_said_and_settled_by_a_person(school, clock, places):
    a_round(school, clock)
    for file in places[1].iterdir():
        file.rename(file.with_suffix(".locked"))
    assert "no longer there" in a_round(school, clock).alarms[0]
    assert settle(copies_of(school)) == 1
    assert a_round(school, clock).alarms == ()


def test_a_place_that_is_away_is_said_and_the_other_gets_its_backup(school, clock, places):
    places[0].rmdir()
    done = a_round(school, clock)
    assert [backup.file.parent for backup in done.made] == [places[1]]
    (why,) = done.failed
    assert why.startswith(f"{places[0]} cannot be reached, so no backup went there; plug the")


def test_places_are_two_at_most_and_must_be_there(school, tmp_path, places):
    with pytest.raises(TooManyPlacesError):
        choose_places(copies_of(school), [*places, tmp_path])
    with pytest.raises(NoSuchPlaceError):
        choose_places(copies_of(school), [tmp_path / "nowhere"])
    assert copies_of(school).places == places


def test_it_is_due_after_half_an_hour_with_something_written(school, clock):
    def now():
        return standing(school.path, clock=clock, own_folder=school.path.parent)

    assert (now().behind, now().due) == (True, True)
    a_round(school, clock)
    assert (now().behind, now().due) == (False, False)
    clock.now += HALF_AN_HOUR
    assert not now().due
    take(school, school.roll.class_named("3 Oak"), MONDAY, Session.PM, "...")
    assert (now().behind, now().due) == (True, True)


def test_only_a_backup_elsewhere_keeps_the_bar_from_turning_red(school, clock, places):
    a_round(school, clock)
    clock.now += dt.timedelta(days=10)
    here = standing(school.path, clock=clock, own_folder=school.path.parent)
    assert here.elsewhere is None
    assert here.warning.startswith("No backup has ever been made outside this computer;")
    (places[0] / ".dropbox").touch()
    there = standing(school.path, clock=clock, own_folder=school.path.parent)
    assert there.warning.startswith("The newest backup outside this computer is 10 days old")
    a_round(school, clock)
    assert standing(school.path, clock=clock, own_folder=school.path.parent).warning == ""


def test_a_drive_that_was_unplugged_is_elsewhere(school, clock, places):
    a_round(school, clock)
    places[0].rename(places[0].with_name("unplugged"))
    found = standing(school.path, clock=clock, own_folder=school.path.parent)
    assert found.elsewhere
    assert found.elsewhere.file.parent == places[0]
    assert found.newest
    assert found.newest.file.parent == places[1]


def rows(office):
    """Return every row of every table."""
    file = office.connection
    names = [
        row[0]
        for row in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    ]
    return {n: [tuple(row) for row in file.execute(f"SELECT * FROM {n}")] for n in names}  # noqa: S608  # own names


def test_a_lost_file_is_restored_entry_by_entry(school, clock, places):
    for _ in range(3):
        a_round(school, clock)
    before, path, desk = rows(school), school.path, school.desk
    newest = copies_of(school).backups[0].file
    school.close()
    path.unlink()
    (found,) = known_schools(path.parent)
    assert (found.path, found.name) == (path, "Moorside Primary")
    restore(newest, path, clock=clock, own_folder=path.parent)
    with open_office(path, clock=clock, own_folder=path.parent) as restored:
        assert rows(restored) == before
        assert restored.desk != desk


def test_one_spoilt_backup_in_ten_is_refused_and_the_next_restored(school, clock):
    for _ in range(5):
        a_round(school, clock, Rule())
    backups = [one.file for one in copies_of(school).backups]
    assert len(backups) == 10
    content = bytearray(backups[0].read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    backups[0].write_bytes(content)
    path = school.path
    school.close()
    before = path.read_bytes()
    refused = []
    for file in backups:
        try:
            restore(file, path, clock=clock, own_folder=path.parent)
        except UnsoundBackupError:
            refused.append(file)
            assert path.read_bytes() == before
        else:
            break
    assert refused == backups[:1]


def test_a_report_says_how_much_is_newer_there_and_in_another_backup(school, clock, places):
    first = a_round(school, clock).made[0].file
    second = a_round(school, clock).made[0].file
    take(school, school.roll.class_named("3 Oak"), MONDAY + dt.timedelta(1), Session.AM, "/L.")
    found = report(first, school.path, [second])
    assert found.said == (
        "This copy ends Friday 20 November 2026 16:30; the file there has 4 entries after it; "
        f"{second.name} has 1 entry after it."
    )
    assert report(second, school.path, [first]).elsewhere == ()


def test_a_file_held_by_another_program_is_waited_for(office, tmp_path, monkeypatch):
    left, real = [3], Path.replace

    def replace(file, target):
        if left[0]:
            left[0] -= 1
            error = PermissionError(13, "in use")
            setattr(error, "winerror", 32)  # noqa: B010  # only Windows has it
            raise error
        return real(file, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(held, "WAIT", 0.0)
    assert back_up(office, tmp_path / "copy.db").is_file()
    assert left == [0]


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(school, clock, places, monkeypatch):
    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(b, "_sync", full)
    done = a_round(school, clock)
    assert done.made == ()
    assert all("No space left on device" in why for why in done.failed)
    assert [list(place.iterdir()) for place in places] == [[], []]
    assert k.room(school.path) == "" or "MB are free" in k.room(school.path)
