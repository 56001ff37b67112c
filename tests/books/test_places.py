"""A school is worked in on a drive of this computer only; backups may go anywhere.

Seen red: the shortest mount counted in place of the longest, a folder called 'Dropbox' let
through, a remote drive letter let through, the check left out of opening and of making.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from officeapp.books.backup import back_up
from officeapp.books.office import open_office
from officeapp.books.places import (
    ConflictedCopyError,
    Kind,
    Machine,
    Place,
    SharedPlaceError,
    drive_of,
    is_elsewhere,
    place_of,
    place_on,
    read_mac_mounts,
    read_mounts,
    require_own_drive,
)
from officeapp.procedures.new_school import NewSchool, new_school

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
//server/office /mnt/office cifs rw 0 0
//server/new /mnt/new smb3 rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
sshfs /home/kit/far\040away fuse.sshfs rw 0 0
bindfs /mnt/bound fuse rw 0 0
/dev/sdc1 /media/stick fuseblk rw 0 0
overlay /var/lib/box fuse.fuse-overlayfs rw 0 0
/dev/sdd1 /mnt/hidden ext4 rw 0 0
//server/over /mnt/hidden cifs rw 0 0
"""


def machine(**changes):
    """Return an invented computer."""
    found = {
        "windows": False,
        "mounts": read_mounts(MOUNTS),
        "environ": {},
        "drive_type": lambda drive: 4 if drive == "S:\\" else 3,
        "has": lambda _: False,
        "in_cloud": lambda _: False,
    }
    return Machine(**{**found, **changes})


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/home/kit/school.db", ""),
        ("/mnt/office/school.db", "cifs"),
        ("/mnt/office-of-mine/school.db", ""),
        ("/mnt/new/a/b/school.db", "smb3"),
        ("/mnt/nfs/school.db", "nfs4"),
        ("/mnt/nfs/local/school.db", ""),
        ("/home/kit/far away/school.db", "fuse.sshfs"),
        ("/mnt/bound/school.db", "fuse"),
        ("/media/stick/school.db", ""),
        ("/var/lib/box/school.db", ""),
        ("/mnt/hidden/school.db", "cifs"),
    ],
)
def test_a_share_is_known_by_the_mount_a_path_is_in(path, share):
    wanted = Place(Kind.NETWORK, share) if share else Place(Kind.LOCAL)
    assert place_on(PurePosixPath(path), machine()) == wanted


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"C:\Office\school.db", Kind.LOCAL),
        (r"S:\Office\school.db", Kind.NETWORK),
        (r"\\server\office\school.db", Kind.NETWORK),
        (r"C:\Users\kit\OneDrive - Oak Primary\school.db", Kind.SYNCHRONISED),
        (r"C:\Users\kit\Elsewhere\school.db", Kind.SYNCHRONISED),
        (r"C:\Users\kit\Elsewhere, too\school.db", Kind.LOCAL),
        (r"G:\My Drive\school.db", Kind.SYNCHRONISED),
    ],
)
def test_windows_says_which_drive_is_a_share(path, kind):
    here = machine(
        windows=True, mounts=(), environ={"OneDriveCommercial": r"C:\Users\kit\Elsewhere"}
    )
    assert place_on(PureWindowsPath(path), here).kind is kind


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/kit/Dropbox/school.db", "Dropbox"),
        ("/home/kit/Dropbox (Personal)/office/school.db", "Dropbox"),
        ("/Users/kit/Library/CloudStorage/OneDrive-Oak/school.db", "OneDrive"),
        ("/Users/kit/Library/CloudStorage/GoogleDrive-k@oak.sch.uk/school.db", "Google Drive"),
        ("/Users/kit/Library/Mobile Documents/school.db", "iCloud"),
        ("/home/kit/Nextcloud/school.db", "Nextcloud"),
        ("/home/kit/office/dropbox", ""),
        ("/home/kit/onedrives/school.db", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path, program):
    assert place_on(PurePosixPath(path), machine()).what == program


def test_a_synchronised_folder_is_known_by_what_lies_in_it():
    marked = machine(has=lambda path: path == PurePosixPath("/home/kit/desk/.dropbox"))
    assert place_on(PurePosixPath("/home/kit/desk/a/school.db"), marked).what == "Dropbox"
    cloudy = machine(in_cloud=lambda path: path == PurePosixPath("/home/kit/desk"))
    assert place_on(PurePosixPath("/home/kit/desk/a/school.db"), cloudy).what == "a cloud drive"


def test_the_mounts_of_a_mac_are_read():
    said = "/dev/disk3s1 on / (apfs, local)\n//kit@srv/Our on it on /Volumes/Our (smbfs, nodev)\n"
    assert read_mac_mounts(said) == (("/", "apfs"), ("/Volumes/Our", "smbfs"))


@pytest.mark.parametrize(
    "name",
    [
        "school (Kit's conflicted copy 2026-11-18).db",
        "school-DESKTOP-AB12C3D.db",
        "school-LAPTOP-77QX-2.db",
        "school.sync-conflict-20261118-1602-ABCDEFG.db",
    ],
)
def test_a_copy_put_aside_by_such_a_program_is_not_worked_in(tmp_path, name):
    with pytest.raises(ConflictedCopyError, match="open the school itself"):
        require_own_drive(tmp_path / name)


def test_a_school_is_not_made_in_a_synchronised_folder(tmp_path, clock):
    (tmp_path / "Dropbox").mkdir()
    path = tmp_path / "Dropbox" / "school.db"
    with pytest.raises(SharedPlaceError, match="Dropbox keeps in step"):
        new_school(path, NewSchool("Oak", "Ruth Ade"), clock=clock, own_folder=tmp_path)
    assert not path.exists()


def test_a_school_put_into_such_a_folder_is_read_there_and_not_written(office, tmp_path, clock):
    (tmp_path / "OneDrive").mkdir()
    made = back_up(office, tmp_path / "OneDrive")
    with pytest.raises(SharedPlaceError, match="Backups may go to the other place"):
        open_office(made, clock=clock, own_folder=tmp_path)
    with open_office(made, read_only=True, clock=clock) as copy:
        assert copy.school.card().name == "Moorside Primary"
    assert is_elsewhere(made.parent, office.path)


def test_a_folder_of_the_same_drive_is_not_elsewhere(tmp_path):
    (tmp_path / "a").mkdir()
    assert not is_elsewhere(tmp_path / "a", tmp_path / "not there yet" / "school.db")
    assert Path(drive_of(tmp_path)).is_mount()


@pytest.fixture
def bound(tmp_path):
    """Return a folder behind a real FUSE file system."""
    if not (shutil.which("bindfs") and shutil.which("fusermount") and Path("/dev/fuse").exists()):
        pytest.skip("bindfs is not here: a real FUSE mount was not tried")
    real, seen = tmp_path / "real", tmp_path / "seen"
    real.mkdir()
    seen.mkdir()
    done = subprocess.run(["bindfs", real, seen], check=False, capture_output=True)  # noqa: S603, S607  # a test's own mount
    if done.returncode:
        pytest.skip(f"no FUSE mount may be made here: {done.stderr.decode().strip()}")
    yield seen
    subprocess.run(["fusermount", "-u", seen], check=True)  # noqa: S603, S607  # as above


def test_a_real_fuse_mount_is_refused_for_working_and_takes_backups(office, bound, tmp_path, clock):
    assert place_of(bound / "school.db").kind is Kind.NETWORK
    with pytest.raises(SharedPlaceError, match="network share"):
        new_school(bound / "school.db", NewSchool("Oak", "Ada"), clock=clock, own_folder=tmp_path)
    assert back_up(office, bound).is_file()
    assert is_elsewhere(bound, office.path)
