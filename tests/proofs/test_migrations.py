"""Bringing a file up to date leaves it old or new wherever it is cut short (R22)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal

import pytest

from officeapp import paths
from officeapp.books import database
from officeapp.books.office import open_office
from tests.proofs.power_cut import Disk, dice_of
from tests.proofs.replay import SCHOOL, Way, judged, recording, replayed

pytestmark = pytest.mark.proof

STEPS = paths.migrations()
EARLIER = range(len(STEPS))  # a file that has had so many steps


@pytest.fixture
def with_steps(monkeypatch, tmp_path):
    """Make a file that has had only so many steps."""

    def make(number):
        path = tmp_path / SCHOOL
        with monkeypatch.context() as patch:
            patch.setattr(paths, "migrations", lambda: STEPS[:number])
            connection = database.connect(path, create=True)
            database.bring_up_to_date(connection, path)
            connection.close()
        return path

    return make


def schema(path):
    with contextlib.closing(database.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2")
        return [tuple(row) for row in rows], database.steps_applied(connection)


def brought_up_to_date(path, listener=None):
    with contextlib.closing(database.connect(path)) as connection:
        if listener:
            connection.set_trace_callback(listener)
        database.bring_up_to_date(connection, path)


def killed_at(statement, path):
    """Bring a file up to date in a process that is killed as it begins a statement."""
    child = os.fork()
    if child == 0:
        begun = []

        def listen(text):
            begun.append(text)
            if len(begun) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        brought_up_to_date(path, listen)
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.skipif(os.name != "posix", reason="kills with a signal")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child does one thing
@pytest.mark.parametrize("had", EARLIER)
def test_killed_at_any_statement_a_file_is_old_or_new(with_steps, tmp_path, had):
    earlier = with_steps(had)
    shutil.copy(earlier, tmp_path / "later.db")
    old = schema(earlier)
    statements: list[str] = []
    brought_up_to_date(tmp_path / "later.db", statements.append)
    new = schema(tmp_path / "later.db")
    kept = earlier.read_bytes()
    for statement in range(1, len(statements) + 1):
        path = tmp_path / "killed" / str(statement) / SCHOOL
        path.parent.mkdir(parents=True)
        path.write_bytes(kept)
        assert killed_at(statement, path)
        assert schema(path) in (old, new)
        brought_up_to_date(path)
        assert schema(path) == new


@pytest.mark.parametrize("had", EARLIER)
def test_cut_at_any_operation_a_file_is_old_or_new(with_steps, monkeypatch, had):
    path = with_steps(had)
    start = Disk.holding({SCHOOL: path.read_bytes()})
    with recording(monkeypatch) as sessions:
        brought_up_to_date(path)
    replay = replayed(start, sessions)
    everywhere = list(range(len(replay.log) + 1)) * 2
    assert judged(replay, everywhere, dice_of(had)).clean
    assert len({state.rows for state in replay.states}) == 2


def test_steps_taken_statement_by_statement_would_be_found(with_steps, monkeypatch):
    path = with_steps(1)
    start = Disk.holding({SCHOOL: path.read_bytes()})
    with recording(monkeypatch) as sessions:
        brought_up_to_date(path)
    whole, torn = replayed(start, sessions), replayed(start, sessions, Way(whole_acts=False))
    assert judged(torn, list(range(len(torn.log))), dice_of(1), whole).half > 0


def test_a_copy_is_put_aside_before_the_first_step(with_steps):
    path = with_steps(2)
    old = schema(path)
    brought_up_to_date(path)
    (aside,) = path.parent.glob("school-before-*.db")
    assert schema(aside) == old


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_newer_file_is_refused_and_not_a_byte_changes(with_steps, tmp_path, mode):
    path = with_steps(len(STEPS))
    connection = database.connect(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('officeapp', '9999_from_the_future', '2036-01-01')"
    )
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    for read_only in (False, True):
        with pytest.raises(database.FileTooNewError):
            open_office(path, read_only=read_only, own_folder=tmp_path)
    assert hashlib.sha256(path.read_bytes()).digest() == before
