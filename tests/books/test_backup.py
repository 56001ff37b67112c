"""Backups count when they were opened and verified; a restore puts aside what was there."""

from __future__ import annotations

import pytest

from officeapp.books import backup as b
from officeapp.books.act import heads
from officeapp.books.backup import (
    BackupFailedError,
    OtherSchoolError,
    UnsoundBackupError,
    back_up,
    restore,
)
from officeapp.books.check import check
from officeapp.books.database import FileExistsAlreadyError, driver
from officeapp.books.desk import SomebodyHasItError
from officeapp.books.office import open_office
from officeapp.domain.school_year import Session
from officeapp.procedures.new_school import NewSchool, new_school
from tests.builders import a_class, take
from tests.conftest import MONDAY


@pytest.fixture
def backup(office, tmp_path):
    """Return a backup of a school with a register of one class."""
    oak, _ = a_class(office)
    take(office, oak, MONDAY, Session.AM, "/LI")
    return back_up(office, tmp_path / "backup.db")


def test_a_backup_holds_every_line(office, backup, clock):
    with open_office(backup, read_only=True, clock=clock) as copy:
        assert copy.register.kept() == office.register.kept()
        assert check(copy) == []


def test_a_backup_never_writes_over_one(office, backup):
    with pytest.raises(FileExistsAlreadyError):
        back_up(office, backup)


def test_a_copy_spoilt_while_it_was_written_does_not_count(office, tmp_path, monkeypatch):
    """Planted: a copy that is not verified: red."""

    def spoil(path):
        connection = driver.connect(str(path), isolation_level=None)
        connection.execute("DROP TRIGGER act_is_in_ink")
        connection.execute("UPDATE act SET name = 'Somebody Else'")
        connection.close()

    monkeypatch.setattr(b, "_sync", spoil)
    with pytest.raises(BackupFailedError):
        back_up(office, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_while_the_school_goes_on_holds_what_there_was(office, tmp_path, monkeypatch):
    """A register handed in while the copy is checked makes it no less a copy."""
    oak, _ = a_class(office)
    real = b._verify

    def verify(path, office_, known):
        take(office, oak, MONDAY, Session.AM, "///")
        return real(path, office_, known)

    monkeypatch.setattr(b, "_verify", verify)
    made = back_up(office, tmp_path / "copy.db")
    with open_office(made, read_only=True) as copy:
        assert not copy.register.handed_in(MONDAY, MONDAY)


def test_a_copy_that_lacks_the_last_act_does_not_count(office, backup):
    """Planted: only what the copy has asked for in the school: red."""
    take(office, office.roll.class_named("3 Oak"), MONDAY, Session.PM, "...")
    with pytest.raises(BackupFailedError, match="does not end where the school does"):
        b._verify(backup, office, heads(office.connection))


def test_another_school_is_not_restored_over(office, backup, tmp_path, clock):
    other = tmp_path / "other.db"
    new_school(other, NewSchool("Elm", "Ada"), clock=clock, own_folder=tmp_path).close()
    before = other.read_bytes()
    with pytest.raises(OtherSchoolError, match="is a backup of Moorside Primary, and the file"):
        restore(backup, other, clock=clock, own_folder=tmp_path)
    assert other.read_bytes() == before


def test_a_restore_changes_no_byte_of_the_backup(office, backup, tmp_path, clock):
    before = backup.read_bytes()
    restore(backup, tmp_path / "again.db", clock=clock, own_folder=tmp_path)
    assert backup.read_bytes() == before
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.db"]


def test_a_backup_to_a_folder_gets_a_name_of_its_own(office, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    made = {back_up(office, folder), back_up(office, folder)}
    assert len(made) == 2
    assert {path.parent for path in made} == {folder}


def test_a_restore_puts_back_what_was_and_keeps_what_came_after(office, backup, clock):
    oak = office.roll.class_named("3 Oak")
    take(office, oak, MONDAY, Session.PM, "\\\\\\")
    desk = office.desk
    office.close()
    aside = restore(backup, office.path, clock=clock, own_folder=backup.parent)
    with open_office(office.path, clock=clock, own_folder=backup.parent) as restored:
        assert restored.register.handed_in(MONDAY, MONDAY).keys() == {
            sheet for sheet in restored.register.handed_in(MONDAY, MONDAY) if sheet.session == "AM"
        }
        assert restored.desk != desk
    assert aside
    with open_office(aside, read_only=True, clock=clock) as earlier:
        assert len(earlier.register.handed_in(MONDAY, MONDAY)) == 2


def test_a_damaged_backup_is_refused_and_the_school_left_as_it_was(office, backup, clock):
    """Planted: a restore without the check: red."""
    connection = driver.connect(str(backup), isolation_level=None)
    connection.execute("DROP TRIGGER register_is_in_ink")
    connection.execute("UPDATE register SET code = 'O' WHERE code = 'L'")
    connection.close()
    office.close()
    before = office.path.read_bytes()
    with pytest.raises(UnsoundBackupError):
        restore(backup, office.path, clock=clock, own_folder=backup.parent)
    assert office.path.read_bytes() == before


def test_a_school_that_is_open_is_not_restored_over(office, backup, clock):
    with pytest.raises(SomebodyHasItError):
        restore(backup, office.path, clock=clock, own_folder=backup.parent)


def test_a_standing_line_that_was_touched_is_found_and_drawn_anew(office, backup):
    office.connection.execute("UPDATE standing_line SET marks = replace(marks, 'L', '/')")
    assert [fault.kind for fault in check(office)] == ["standing-line"]
    assert [fault.kind for fault in check(office, mend=True)] == ["standing-line"]
    assert check(office) == []
    assert office.register.rebuilt() == office.register.kept()


def test_a_mark_that_its_day_does_not_find_is_a_fault(office, backup):
    office.connection.execute("UPDATE register_day SET last = last - 1")
    assert [fault.what for fault in check(office)] == ["A mark is not found by its day."]
