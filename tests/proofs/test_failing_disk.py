"""A write, sync or truncation fails in every kind of save: none lost, none half, always said (R3).

The program runs as it is, on its own SQLite, over a disk that fails at one operation after the
other, once or for ever, full or broken. Each time: what was acknowledged is there, what was refused
was refused in a sentence and is not there, another program opening the file at that moment finds
it before the save or after it, and the same save made again at the same desk, without a restart,
works once the disk does and, where it broke, was tried.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from officeapp.books import database
from officeapp.books.backup import back_up, restore
from officeapp.books.check import check
from officeapp.books.database import NotSavedError
from officeapp.books.drive import DriveFailedError
from officeapp.books.office import Office, open_office
from officeapp.errors import OfficeError
from officeapp.procedures.new_school import NewSchool, new_school
from tests.proofs.all_saves import SAVES, make
from tests.proofs.failing_disk import FailingDisk, Fault, failing_disk, why_not
from tests.proofs.kills import folder_in_memory
from tests.proofs.saves import BEGINNINGS, NO_ACTS, acts_of_the_program
from tests.proofs.size import size
from tests.proofs.small_school import clock, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.proofs.saves import Save

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can be done here"),
]

WAYS = tuple(itertools.product(Fault, (False, True)))
KEYS = {"desk": {"invited"}, "desk_claim": {"key", "proof"}, "desk_key": {"sealed"}}
RANDOM = {
    "act": {"salt", "body", "digest", "before"},
    "pin": {"hash"},
    "pin_code": {"hash"},
    **KEYS,
}


@dataclass(slots=True)
class Verdict:
    """What failures of the disk cost one kind of save.

    Attributes:
        points: How many saves met a failure.
        refused: How many of them were refused.
        lost: After how many what was acknowledged was not there.
        half: After how many a save was partly there, or there although it was refused.
        silent: How many failed without a sentence for the person.
        stuck: How many could not be made again at the same desk.
        unsound: After how many the check found a fault.
        said: What was said.
    """

    points: int = 0
    refused: int = 0
    lost: int = 0
    half: int = 0
    silent: int = 0
    stuck: int = 0
    unsound: int = 0
    said: set[str] = field(default_factory=set)

    @property
    def clean(self) -> bool:
        """Say whether no failure cost anything."""
        costs = (self.lost, self.half, self.silent, self.stuck, self.unsound)
        return self.points > 0 and costs == (0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def school() -> Iterator[Path]:
    """Return a folder with a school that has one of everything, and its desk's note."""
    with folder_in_memory() as folder:
        life = folder / "life"
        life.mkdir()
        make(life / "school.db")
        life.rename(folder / "as-made")
        yield folder


def content(connection) -> bytes:
    """Return a digest of every row, without what chance puts in."""
    digest = hashlib.blake2b()
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = [one for one in columns if one not in RANDOM.get(table, ())]
        rows = connection.execute(f"SELECT {', '.join(kept)} FROM {table}")  # noqa: S608  # own names
        digest.update(repr((table, [tuple(row) for row in rows])).encode())
    return digest.digest()


def found_by_another(folder: Path, at: Path) -> bytes:
    """Return what a program finds that opens copies of the files as they are now."""
    at.mkdir()
    for name in ("school.db", "school.db-wal"):
        if (folder / name).exists():
            shutil.copy(folder / name, at / name)
    with contextlib.closing(database.connect(at / "school.db")) as connection:
        found = content(connection)
    shutil.rmtree(at)
    return found


@contextlib.contextmanager
def at_work(school: Path) -> Iterator[tuple[Path, Office]]:
    """Yield a copy of the school, opened, where it was made: a desk's note goes by the path."""
    folder = school / "life"
    shutil.copytree(school / "as-made", folder)
    try:
        with opened(folder / "school.db") as office:
            yield folder, office
    finally:
        shutil.rmtree(folder)


def after(school: Path, save: Save) -> tuple[bytes, bytes]:
    """Return the content before and after a save on a disk that does not fail."""
    with at_work(school) as (_, office):
        before = content(office.connection)
        save(office)
        return before, content(office.connection)


def swept(school: Path, save: Save, *, step: int) -> Verdict:
    """Let one operation after the other fail, and say what it cost."""
    verdict = Verdict()
    with failing_disk() as disk:
        states = after(school, save)
        for fault, for_ever in WAYS:
            for number in itertools.count(1 + verdict.points % step, step):
                with at_work(school) as (folder, office):
                    disk.fail_at(number, fault, for_ever=for_ever)
                    _meet(verdict, disk, folder, office, save, states)
                    if not disk.failures:
                        break
    return verdict


def _meet(
    verdict: Verdict,
    disk: FailingDisk,
    folder: Path,
    office: Office,
    save: Save,
    states: tuple[bytes, bytes],
) -> None:
    """Make a save that meets the failure, look at what is there, and make it again."""
    before, saved = states
    acknowledged = _said(verdict, office, save)
    failed = disk.failures
    disk.mend()
    if not failed:
        return
    verdict.points += 1
    now = content(office.connection)
    verdict.lost += acknowledged and now != saved
    verdict.half += not acknowledged and now != before
    other = found_by_another(folder, folder / "other")
    verdict.half += other not in ((saved,) if acknowledged else states)
    if not acknowledged:
        verdict.refused += 1
        if office.drive.has_failed:
            office.try_again()
        verdict.stuck += not _said(verdict, office, save) or content(office.connection) != saved
    if verdict.points % 10 == 1:
        verdict.unsound += bool(check(office))


def _said(verdict: Verdict, office: Office, save: Save) -> bool:
    """Make a save; say whether it was acknowledged, and keep what was said if not."""
    try:
        save(office)
    except OfficeError as refusal:
        verdict.said.add(str(refusal))
        return False
    except Exception as fault:  # noqa: BLE001  # whatever it is, a person got no sentence
        verdict.silent += 1
        verdict.said.add(repr(fault))
        return False
    return True


def test_every_act_of_the_program_is_tried_here():
    assert acts_of_the_program() - BEGINNINGS == SAVES.keys() - NO_ACTS


@pytest.mark.parametrize("kind", sorted(SAVES.keys() - NO_ACTS))
def test_each_writes_the_act_it_is_named_for(school, kind):
    with at_work(school) as (_, office):
        SAVES[kind](office)
        newest = office.connection.execute("SELECT kind FROM act ORDER BY clock DESC LIMIT 1")
        assert newest.fetchone()[0] == kind


@pytest.mark.parametrize("kind", sorted(SAVES))
def test_no_failure_of_the_disk_loses_or_halves_a_save(school, kind):
    verdict = swept(school, SAVES[kind], step=size(7, 1))
    assert verdict.clean, verdict
    assert verdict.refused
    assert all(said.endswith(".") for said in verdict.said), verdict.said


def test_a_full_drive_is_named_with_the_room_that_is_needed(school):
    with failing_disk() as disk, at_work(school) as (_, office):
        disk.fail_at(1, Fault.FULL, for_ever=True)
        with pytest.raises(NotSavedError, match=r"is full \(\d+ MB are free, 20 MB are needed\)"):
            SAVES["pencil"](office)


@pytest.mark.parametrize("kind", ["hand-in", "pencil", "choose-pin"])
def test_after_a_broken_disk_nothing_is_tried_until_somebody_asks(school, kind):
    """A disk that fails once is not trusted by the next save. Seen red without the gate."""
    with failing_disk() as disk, at_work(school) as (_, office):
        disk.fail_at(1, Fault.BROKEN, for_ever=False)
        for _ in range(2):
            with pytest.raises(DriveFailedError):
                SAVES[kind](office)
        assert disk.done == 1
        before = content(office.connection)
        office.try_again()
        assert content(office.connection) == before
        SAVES[kind](office)
        assert content(office.connection) != before


def test_a_disk_that_still_fails_is_found_out_by_trying(school):
    """Seen red with a try that only reads."""
    with failing_disk() as disk, at_work(school) as (_, office):
        disk.fail_at(1, Fault.BROKEN, for_ever=True)
        with pytest.raises(DriveFailedError):
            SAVES["hand-in"](office)
        with pytest.raises(DriveFailedError):
            office.try_again()
        assert office.drive.has_failed
        disk.mend()
        office.try_again()
        SAVES["hand-in"](office)


def test_a_checkpoint_that_fails_loses_nothing(school):
    """The log is carried over after every few pages, so that failures fall into it too."""

    def save(office):
        office.connection.execute("PRAGMA wal_autocheckpoint = 4")
        return SAVES["hand-in"](office)

    verdict = swept(school, save, step=size(3, 1))
    assert verdict.clean, verdict
    assert verdict.points > verdict.refused


def test_a_restore_that_fails_leaves_the_school_or_the_restored_one(school):
    refused = 0
    with failing_disk() as disk:
        for number in itertools.count(1, size(5, 1)):
            with at_work(school) as (folder, office):
                path, backup = office.path, back_up(office, folder / "backup.db")
                SAVES["hand-in"](office)
                now = content(office.connection)
                office.close()
                disk.fail_at(number, Fault.BROKEN, for_ever=bool(number % 2))
                with contextlib.suppress(OfficeError):
                    restore(backup, path, clock=clock, own_folder=folder)
                failures = disk.failures
                disk.mend()
                aside = next(folder.glob("*before-restore.db"), None)
                with contextlib.closing(database.connect(aside or path)) as kept:
                    assert content(kept) == now
                refused += aside is None
                if aside is None:
                    restore(backup, path, clock=clock, own_folder=folder)
                with contextlib.closing(database.connect(path)) as restored:
                    assert content(restored) != now
                if not failures:
                    break
    assert refused


def begun(path):
    """Begin a school and close it."""
    new_school(path, NewSchool("Elm", "Ada"), clock=clock, own_folder=path.parent).close()


def test_a_school_that_could_not_be_begun_leaves_no_file_in_the_way(tmp_path):
    refused = 0
    with failing_disk() as disk:
        for number in itertools.count(1, size(17, 1)):
            path = tmp_path / f"{number}.db"
            disk.fail_at(number, Fault.FULL, for_ever=bool(number % 2))
            with contextlib.suppress(OfficeError):
                begun(path)
            failures = disk.failures
            disk.mend()
            if not failures:
                break
            refused += not path.exists()
            if not path.exists():
                begun(path)
            with open_office(path, clock=clock, own_folder=tmp_path) as office:
                assert check(office) == []
    assert refused


def test_a_swallowed_failure_would_be_found(school, monkeypatch):
    """The tick would be shown though nothing was saved."""
    writing = Office.writing

    @contextlib.contextmanager
    def swallowing(office, *given, **more):
        with contextlib.suppress(NotSavedError), writing(office, *given, **more) as act:
            yield act

    monkeypatch.setattr(Office, "writing", swallowing)
    assert swept(school, SAVES["hand-in"], step=7).lost


def test_an_act_in_two_halves_would_be_found(school, monkeypatch):
    @contextlib.contextmanager
    def at_once(connection):
        yield  # every statement is kept by itself

    def save(office):
        office.connection.execute("PRAGMA foreign_keys = OFF")  # an act's header is its last line
        return SAVES["hand-in"](office)

    monkeypatch.setattr(database, "immediately", at_once)
    assert swept(school, save, step=7).half


def test_a_failure_without_a_sentence_would_be_found(school, monkeypatch):
    monkeypatch.setattr(database, "FAILED_TO_WRITE", ())
    assert swept(school, SAVES["hand-in"], step=7).silent
