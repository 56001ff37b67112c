"""The disk that loses its power: does it lose what real disks lose, and nothing else?"""

from __future__ import annotations

from typing import NamedTuple

import apsw
import pytest

from tests.proofs.power_cut import (
    SECTOR,
    Create,
    Delete,
    Disk,
    Sync,
    Write,
    cuts,
    dice_of,
    running_on,
)

SAVES, LINES, CUTS = 30, 30, 1000


def found_after(*operations, times=1000):
    """Every content that ``book`` had after a cut, None where its name was gone."""
    disk, dice = Disk(), dice_of(1)
    for operation in operations:
        disk.do(operation)
    return {disk.after_cut(dice).contents().get("book") for _ in range(times)}


def test_what_was_synced_survives_every_cut():
    assert found_after(Create("book"), Write(0, 0, b"ink"), Sync(0)) == {b"ink"}


def test_what_was_not_synced_may_stay_or_go_with_its_name():
    assert {b"ink", b"", None} <= found_after(Create("book"), Write(0, 0, b"ink"))


def test_a_write_may_stop_between_two_sectors():
    found = found_after(Create("book"), Sync(0), Write(0, 0, b"a" * SECTOR + b"b" * SECTOR))
    assert b"a" * SECTOR in found
    assert bytes(SECTOR) + b"b" * SECTOR in found


def test_a_sector_may_hold_rubbish():
    found = found_after(Create("book"), Sync(0), Write(0, 0, b"a" * SECTOR))
    assert any(content and content != b"a" * SECTOR for content in found)


def test_a_name_that_is_made_again_never_mixes_old_and_new():
    again = (Create("book"), Write(1, 2, b"w"))
    found = found_after(
        Create("book"), Write(0, 0, b"old"), Sync(0), Delete("book", folder=False), *again
    )
    assert {b"old", b"\0\0w", b""} <= found
    assert not any(content and content.startswith(b"ol") and b"w" in content for content in found)


def test_a_removal_is_sure_only_once_the_folder_is_synced():
    made = (Create("book"), Write(0, 0, b"ink"), Sync(0))
    assert found_after(*made, Delete("book", folder=False)) == {b"ink", None}
    assert found_after(*made, Delete("book", folder=True)) == {None}


class Losses(NamedTuple):
    """What so many cuts of one setting cost: files that had lost a save, half a save, all."""

    lost: int
    half: int
    broken: int


def opened(layer, journal, synchronous):
    book = apsw.Connection("book.db", vfs=layer)
    # WAL keeps its index in shared memory, which this disk has not; one owner needs none
    book.pragma("locking_mode", "exclusive" if journal == "wal" else "normal")
    book.pragma("journal_mode", journal)
    book.pragma("synchronous", synchronous)
    book.pragma("wal_autocheckpoint", 20)
    return book


def a_disk_with_a_book():
    disk = Disk()
    with running_on(disk) as layer:
        book = opened(layer, "delete", "extra")
        book.execute("CREATE TABLE line (save INTEGER, n INTEGER, mark TEXT)")
        book.close()
    return Disk.holding(disk.contents())


def saved(start, journal, synchronous):
    """Write the saves, returning what the disk did and when each save was acknowledged."""
    acknowledged = []
    disk = Disk.holding(start.contents())
    with running_on(disk) as layer:
        book = opened(layer, journal, synchronous)
        for save in range(SAVES):
            book.execute("BEGIN IMMEDIATE")
            book.executemany(
                "INSERT INTO line VALUES (?, ?, 'present')", [(save, n) for n in range(LINES)]
            )
            book.execute("COMMIT")
            acknowledged.append(len(disk.log))
        book.close()
    return disk.log, acknowledged


def lines_found(disk, journal, synchronous):
    """The number of lines of each save, or None where the file cannot be used."""
    with running_on(disk) as layer:
        book = opened(layer, journal, synchronous)
        try:
            lines = dict(book.execute("SELECT save, count(*) FROM line GROUP BY save").fetchall())
            sound = book.pragma("integrity_check") == "ok"
        finally:
            book.close()
    return lines if sound else None


def losses(journal, synchronous):
    start = a_disk_with_a_book()
    log, acknowledged = saved(start, journal, synchronous)
    lost = half = broken = 0
    dice = dice_of(2)
    for moment, disk in cuts(start, log, dice.choices(range(len(log) + 1), k=CUTS), dice):
        try:
            lines = lines_found(disk, journal, synchronous)
        except apsw.Error:
            lines = None
        if lines is None:
            broken += 1
            continue
        known = sum(at <= moment for at in acknowledged)
        lost += any(lines.get(save) != LINES for save in range(known))
        half += any(number != LINES for number in lines.values())
    return Losses(lost, half, broken)


@pytest.mark.parametrize(("journal", "synchronous"), [("wal", "full"), ("delete", "extra")])
def test_full_synchronisation_loses_nothing(journal, synchronous):
    assert losses(journal, synchronous) == Losses(0, 0, 0)


def test_wal_with_normal_synchronisation_loses_saves_but_no_halves():
    found = losses("wal", "normal")
    assert found.lost > CUTS // 10
    assert (found.half, found.broken) == (0, 0)


def test_the_default_of_most_programs_can_lose_the_last_save():
    found = losses("delete", "full")
    assert found.lost > 0
    assert (found.half, found.broken) == (0, 0)


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_no_synchronisation_breaks_files(journal):
    assert losses(journal, "off").broken > CUTS // 10
