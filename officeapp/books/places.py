"""Where a school file may be worked in: a drive of this computer, and nowhere else.

SQLite's write-ahead log does not work over a network, and a program that keeps a folder in step
with other computers puts old pages beside new ones. A backup is written once and never changed, so
it may go to either.
"""

from __future__ import annotations

import enum
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from officeapp.errors import UnreadableFileError

NETWORK_SYSTEMS = frozenset(
    {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "afs", "ncpfs", "vboxsf"}
    | {"webdav", "davfs", "davfs2", "ceph", "glusterfs", "lustre", "fuse"}
)
LOCAL_FUSE = frozenset({"fuse.fuse-overlayfs"})  # a container's own drive
ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
#: Names of folders that such programs make, in small letters; a dash and an account may follow.
SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "megasync": "MEGA",
}
#: Files and folders that such programs leave at the top of what they keep in step.
MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
}
CONFLICTED = re.compile(
    r"conflicted copy|case conflict|sync-conflict-|-(desktop|laptop|pc)-[a-z0-9]{4,}(-\d+)?$",
    re.IGNORECASE,
)
DRIVE_REMOTE = 4  # as Windows' GetDriveType says it
CLOUD_TAG, CLOUD_MASK = 0x9000001A, 0xFFFF0FFF  # reparse points of files kept in the cloud


class Kind(enum.Enum):
    """What kind of place a path is in."""

    LOCAL = "a drive of this computer"
    NETWORK = "a network share"
    SYNCHRONISED = "a synchronised folder"


class Place(NamedTuple):
    """Where a path is.

    Attributes:
        kind: What kind of place it is.
        what: The share's kind, or the program that keeps the folder in step.
    """

    kind: Kind
    what: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    r"""What is asked of a computer to know its places.

    Attributes:
        windows: Whether paths are those of Windows.
        mounts: What is mounted where: folder, and kind of file system.
        environ: The environment.
        drive_type: What Windows says of a drive such as 'S:\'.
        has: Whether a file or folder is there.
        in_cloud: Whether Windows says that a folder is kept in the cloud.
    """

    windows: bool
    mounts: tuple[tuple[str, str], ...]
    environ: Mapping[str, str]
    drive_type: Callable[[str], int]
    has: Callable[[PurePath], bool]
    in_cloud: Callable[[PurePath], bool]


class SharedPlaceError(UnreadableFileError):
    """A school was to be worked in where it would be spoilt."""

    def __init__(self, path: PurePath, place: Place) -> None:
        if place.kind is Kind.NETWORK:
            why = f"a network share ({place.what}), where saves can be lost or spoilt"
        else:
            why = f"a folder that {place.what} keeps in step with other computers, which spoils it"
        super().__init__(
            f"{path.name} would be worked in on {why}; put it in a folder of this computer's own "
            "drive and open it there. Backups may go to the other place."
        )


class ConflictedCopyError(UnreadableFileError):
    """A school file bears the name of a copy that a synchronising program put aside."""

    def __init__(self, path: PurePath) -> None:
        super().__init__(
            f"{path.name} is a copy that a synchronising program put aside, so it may be older or "
            "newer than the school itself; open the school itself, or restore this file as a "
            "backup under another name."
        )


def require_own_drive(path: Path) -> None:
    """Refuse to make a school, or open it for writing, anywhere but on a drive of this computer.

    Raises:
        SharedPlaceError: It is on a network share or in a synchronised folder.
        ConflictedCopyError: Its name is that of a copy put aside by a synchronising program.
    """
    place = place_of(path)
    if place.kind is not Kind.LOCAL:
        raise SharedPlaceError(path, place)
    if CONFLICTED.search(path.stem):
        raise ConflictedCopyError(path)


def place_of(path: Path) -> Place:
    """Say whether a path is on a network share, in a synchronised folder, or here."""
    return place_on(path.absolute().resolve(), this_machine())


def place_on(path: PurePath, machine: Machine) -> Place:
    """Say the same of a path on some machine; links in it must have been followed."""
    share = _share(path, machine)
    if share:
        return Place(Kind.NETWORK, share)
    program = _program(path, machine)
    return Place(Kind.SYNCHRONISED, program) if program else Place(Kind.LOCAL)


def is_elsewhere(place: Path, path: Path) -> bool:
    """Say whether a folder is outside this computer, or on another drive of it than a path."""
    if place_of(place / "a file in it").kind is not Kind.LOCAL:
        return True
    try:
        return _there(place).stat().st_dev != _there(path).stat().st_dev
    except OSError:
        return False


def drive_of(path: Path) -> str:
    """Return the name of the drive a path is on, as a person knows it: 'C:', '/media/stick'."""
    if path.drive:
        return path.drive
    there = _there(path.absolute())
    for folder in (there, *there.parents):
        if folder.is_mount():
            return str(folder)
    return str(there)


def this_machine() -> Machine:
    """Return this computer."""
    return Machine(
        windows=sys.platform == "win32",
        mounts=_mounts(),
        environ=os.environ,
        drive_type=_drive_type,
        has=lambda path: Path(path).exists(),
        in_cloud=_in_cloud,
    )


def read_mounts(text: str) -> tuple[tuple[str, str], ...]:
    r"""Read the mount table of Linux: `source folder kind …`, blanks in names as `\040`."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) > 2:
            folder = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), words[1])
            found.append((folder, words[2]))
    return tuple(found)


def read_mac_mounts(text: str) -> tuple[tuple[str, str], ...]:
    """Read what `mount` says on macOS: `source on folder (kind, …)`."""
    found = re.findall(r"^.* on (/.*) \((\w+)[,)].*$", text, re.MULTILINE)
    return tuple(found)


def _share(path: PurePath, machine: Machine) -> str:
    """Return what kind of share a path is on; empty where it is on none."""
    if machine.windows:
        drive = PureWindowsPath(path).drive
        if drive.startswith("\\\\"):
            return drive
        return drive if drive and machine.drive_type(drive + "\\") == DRIVE_REMOTE else ""
    kind = ""
    longest = -1
    for folder, system in machine.mounts:  # a later one on the same folder hides the earlier
        if len(folder) >= longest and PurePosixPath(path).is_relative_to(folder):
            kind, longest = system, len(folder)
    remote = kind in NETWORK_SYSTEMS or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)
    return kind if remote else ""


def _program(path: PurePath, machine: Machine) -> str:
    """Return the program that keeps a path in step with others; empty where there is none."""
    folders = list(path.parents)
    for name in ONEDRIVE:
        kept = machine.environ.get(name)
        if kept and any(folder == type(path)(kept) for folder in folders):
            return "OneDrive"
    for part in path.parts[1:-1]:
        named = SYNCHRONISED.get(re.split(r"\s*[-(]", part.casefold())[0].strip())
        if named:
            return named
    for folder in folders:
        for marker, program in MARKERS.items():
            if machine.has(folder / marker):
                return program
    return "a cloud drive" if any(machine.in_cloud(folder) for folder in folders) else ""


def _mounts() -> tuple[tuple[str, str], ...]:
    if sys.platform == "darwin":
        import subprocess

        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return read_mac_mounts(said.stdout)
    try:
        return read_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8"))
    except OSError:  # Windows, and systems without such a table
        return ()


def _drive_type(drive: str) -> int:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only Windows has it
    return int(kernel.GetDriveTypeW(drive))


def _in_cloud(folder: PurePath) -> bool:
    try:
        tag = getattr(Path(folder).lstat(), "st_reparse_tag", 0)
    except OSError:
        return False
    return tag & CLOUD_MASK == CLOUD_TAG


def _there(path: Path) -> Path:
    """Return a path, or its nearest folder that is there."""
    return next((one for one in (path, *path.parents) if one.exists()), path)
