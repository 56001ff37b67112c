"""Bringing a file up to date leaves it old or new wherever it is cut short (R22)."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import signal
from dataclasses import replace

import pytest

from officeapp import paths
from officeapp.books import database
from officeapp.books.check import check
from officeapp.books.office import UnfinishedFileError, open_office
from officeapp.errors import UnreadableFileError
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.new_school import NewSchool, new_school
from tests.proofs import small_school
from tests.proofs.kills import folder_in_memory
from tests.proofs.power_cut import Disk, dice_of
from tests.proofs.replay import SCHOOL, Way, judged, recording, replayed
from tests.proofs.size import size

pytestmark = pytest.mark.proof

STEPS = paths.migrations()
EARLIER = range(len(STEPS))  # a file that has had so many steps


def forks(test):
    """Mark a test that forks and kills."""
    quiet = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
    return pytest.mark.skipif(os.name != "posix", reason="kills with a signal")(quiet(test))


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


def brought_up_to_date(path):
    with contextlib.closing(database.connect(path)) as connection:
        database.bring_up_to_date(connection, path)


def killed_at(statement, path, work=brought_up_to_date):
    """Do something in a process that is killed as it begins a statement."""
    child = os.fork()
    if child == 0:
        begun = itertools.count(1)
        connect = database.driver.connect

        def listened(*given, **options):
            connection = connect(*given, **options)
            connection.set_trace_callback(listen)
            return connection

        def listen(_text):
            if next(begun) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        database.driver.connect = listened
        try:
            work(path)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def killed_everywhere(folder, kept, work=brought_up_to_date, first=1):
    """Yield the file that each kill leaves: at every statement, or at the fast size some."""
    for statement in itertools.count(first, size(11, 1)):
        path = folder / "killed" / str(statement) / SCHOOL
        path.parent.mkdir(parents=True)
        if kept is not None:
            path.write_bytes(kept)
        if not killed_at(statement, path, work):
            return
        yield path


@forks
@pytest.mark.parametrize("had", EARLIER)
def test_killed_at_any_statement_a_file_is_old_or_new(with_steps, had):
    earlier = with_steps(had)
    kept, old = earlier.read_bytes(), schema(earlier)
    brought_up_to_date(earlier)
    new = schema(earlier)
    with folder_in_memory() as folder:
        for path in killed_everywhere(folder, kept, first=1 + had % size(11, 1)):
            assert schema(path) in (old, new)
            brought_up_to_date(path)
            assert schema(path) == new
        assert len(list((folder / "killed").iterdir())) > size(1, 20)


def begun(path):
    school = NewSchool("Alder Green Primary School", "Maureen Achebe")
    with new_school(path, school, clock=small_school.clock, own_folder=path.parent) as office:
        change_school(office, replace(office.school.card(), phone="020 7946 0000"))


def told_of(path):
    """Open what a kill left; return what is said of it."""
    try:
        with open_office(path, clock=small_school.clock, own_folder=path.parent) as office:
            assert check(office) == []
    except UnreadableFileError as refusal:
        return type(refusal)
    return "sound"


@forks
def test_a_school_killed_while_it_is_made_says_so_and_is_never_half_there():
    with folder_in_memory() as folder:
        told = {told_of(path) for path in killed_everywhere(folder, None, begun)}
    assert told == {"sound", database.NotASchoolFileError, UnfinishedFileError}


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
