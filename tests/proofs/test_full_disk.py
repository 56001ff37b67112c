"""The drive fills up at every step of a save: none lost, and saving goes on with room (R4).

A drive of 4 MB in memory is filled to one level after another, and registers are taken until one
is refused. Then room is made, and the same desk saves on without a restart. Mounting such a drive
needs the rights of an administrator; without them it is said so and not tried.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from officeapp.books.check import check
from officeapp.books.database import NoRoomError, NotSavedError
from officeapp.errors import OfficeError
from tests.proofs.size import size
from tests.proofs.small_school import drafts_of, make, opened, sheets, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officeapp.books.office import Office

pytestmark = pytest.mark.proof

DRIVE = 4 << 20
LEVELS, STEP = 325, 12 << 10
MOST = 60  # registers that are tried on one level


@dataclass(slots=True)
class Filling:
    """What filling the drive cost.

    Attributes:
        levels: How many levels were tried.
        full: At how many of them a save was refused.
        lost: How many acknowledged registers were not there.
        half: How many refused ones were there in part.
        stuck: At how many levels saving did not go on once there was room.
        unnamed: How many refusals did not say which drive and how much room.
    """

    levels: int = 0
    full: int = 0
    lost: int = 0
    half: int = 0
    stuck: int = 0
    unnamed: int = 0
    said: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def drive(tmp_path_factory) -> Iterator[Path]:
    """Return an empty drive of 4 MB."""
    place = tmp_path_factory.mktemp("drive")
    mount = shutil.which("mount")
    if mount is None or getattr(os, "geteuid", lambda: 1)() != 0:
        pytest.skip("mounting a small drive in memory needs an administrator's rights")
    command = [mount, "-t", "tmpfs", "-o", f"size={DRIVE}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603  # own words
        pytest.skip("no drive in memory may be mounted here")
    yield place
    subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)  # noqa: S603  # as above


def filled(drive: Path, levels: range) -> Filling:
    """Fill the drive to one level after the other, and say what it cost."""
    filling = Filling()
    life, made = drive / "life", drive.parent / f"{drive.name}-as-made"
    if not made.exists():
        life.mkdir()
        make(life / "school.db", pupils=12)
        shutil.move(life, made)
    for level in levels:
        shutil.copytree(made, life)
        with opened(life / "school.db") as office:
            with contextlib.suppress(OSError), (drive / "filler").open("wb", 0) as filler:
                filler.write(bytes(level * STEP))  # as much of it as there is room for
            _fill(filling, office, drive)
        shutil.rmtree(life)
        filling.levels += 1
    return filling


def _fill(filling: Filling, office: Office, drive: Path) -> None:
    """Take registers until one is refused, make room, and go on."""
    acknowledged = []
    refused = None
    for sheet in itertools.islice(sheets(office), MOST):
        try:
            take(office, sheet)
        except OfficeError as refusal:
            refused = sheet
            filling.unnamed += not (isinstance(refusal, NoRoomError) and str(drive) in str(refusal))
            filling.said.add(str(refusal))
            break
        acknowledged.append(sheet)
    _count(filling, office, acknowledged, refused)
    (drive / "filler").unlink()
    if refused is not None:
        filling.full += 1
        try:
            take(office, refused)
        except OfficeError:
            filling.stuck += 1
        else:
            _count(filling, office, [*acknowledged, refused], None)
    filling.lost += bool(check(office))


def _count(filling: Filling, office: Office, acknowledged, refused) -> None:
    """Count what is missing of what was acknowledged, and what is there of what was refused."""
    written = office.connection.execute(
        "SELECT day, session, count(*) FROM register GROUP BY 1, 2"
    ).fetchall()
    found = {(day, session): number for day, session, number in written}
    for sheet in acknowledged:
        wanted = len(drafts_of(office, sheet))
        filling.lost += found.get((sheet.day.isoformat(), sheet.session.value)) != wanted
    if refused is not None:
        filling.half += (refused.day.isoformat(), refused.session.value) in found


def costs(filling):
    return filling.lost, filling.half, filling.stuck, filling.unnamed


def test_at_no_level_is_anything_lost_and_the_next_save_works(drive):
    filling = filled(drive, range(0, LEVELS, size(9, 1)))
    assert costs(filling) == (0, 0, 0, 0), filling
    assert filling.full > filling.levels // 2


def test_a_tick_shown_on_an_error_would_be_found(drive, monkeypatch):
    really = take

    def take_and_tick(office, sheet):
        with contextlib.suppress(NotSavedError):
            really(office, sheet)

    monkeypatch.setitem(_fill.__globals__, "take", take_and_tick)
    assert filled(drive, range(LEVELS - 3, LEVELS)).lost
