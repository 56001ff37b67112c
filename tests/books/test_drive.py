"""A drive that failed takes nothing more until it was tried; a full one does at once."""

from __future__ import annotations

import pytest

from officeapp.books import database
from officeapp.books.database import NotSavedError
from officeapp.books.drive import Drive, DriveFailedError
from officeapp.procedures.keep_roll import add_class

BROKEN, FULL, HELD = "SQLITE_IOERR_WRITE", "SQLITE_FULL", "SQLITE_BUSY"


def error(name: str) -> Exception:
    """Return what the driver says of a save that failed."""
    said: Exception = database.driver.OperationalError("disk I/O error")
    said.sqlite_errorname = name  # type: ignore[attr-defined]  # as the driver sets it
    return said


def test_after_a_failure_nothing_is_written_until_the_drive_was_tried(office):
    """Seen red with `Drive.require` doing nothing."""
    site = office.school.sites()[0].id
    office.drive.refusal(error(BROKEN))
    with pytest.raises(DriveFailedError, match=r"what you typed is still here"):
        add_class(office, "3 Oak", site)
    assert office.roll.classes() == []
    office.try_again()
    assert add_class(office, "3 Oak", site).name == "3 Oak"


@pytest.mark.parametrize("name", [FULL, HELD])
def test_a_full_drive_or_a_held_file_is_tried_at_once(tmp_path, name):
    drive = Drive(tmp_path / "school.db")
    assert isinstance(drive.refusal(error(name)), NotSavedError)
    assert not drive.has_failed
    drive.require()


def test_who_listens_hears_of_it_once_and_when_it_is_well_again(office):
    heard: list[str] = []
    office.drive.on_change(heard.append)
    for _ in range(2):
        office.drive.refusal(error(BROKEN))
    office.try_again()
    assert [bool(one) for one in heard] == [True, False]
    assert "then try again" in heard[0]


def test_a_file_that_is_gone_is_not_tried_as_if_it_were_there(office):
    office.drive.refusal(error(BROKEN))
    office.path.rename(office.path.with_name("elsewhere.db"))
    with pytest.raises(DriveFailedError, match="There is no file"):
        office.try_again()
    assert office.drive.has_failed


def test_another_file_in_its_place_is_not_taken_for_it(office, tmp_path):
    """Seen red without the heads being compared: acts would go where nobody looks."""
    office.drive.refusal(error(BROKEN))
    copy = tmp_path / "copy.db"
    office.connection.execute("VACUUM INTO ?", [str(copy)])
    office.drive._note("")
    add_class(office, "3 Oak", office.school.sites()[0].id)
    office.drive.refusal(error(BROKEN))
    for ending in ("", "-wal", "-shm"):
        part = office.path.with_name(office.path.name + ending)
        part.rename(tmp_path / f"aside{ending}")
    copy.rename(office.path)
    with pytest.raises(DriveFailedError, match="another file is in its place"):
        office.try_again()
