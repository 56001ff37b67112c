"""Whatever program opens the file, a line that is written stays as it was written."""

from __future__ import annotations

import apsw
import pytest

from officeapp.books import database

pytestmark = pytest.mark.proof

# Tables of the file that are not in ink: derived, in pencil, or not the school's record.
PLAIN = {
    "school_file",
    "standing_line",
    "register_day",
    "pencil",
    "slip",
    "exchange_key",
    "confidential_key",
    "contested",
    "contested_card",
    "apart",
    "last_shared",
    "letter_paper",
    "letter_draft",
    "pin",
    "pin_code",
    "_sqlite_migrations",
}
A_VALUE = {"INTEGER": 1, "TEXT": "2026-01-05", "BLOB": b"\x01"}


def columns_of(program, table):
    """Each column of a table with a value of its type."""
    rows = program.execute("SELECT name, type FROM pragma_table_info(?)", [table])
    return {name: A_VALUE[kind] for name, kind in rows}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A school file with a line in every ink table, opened by a program that is not ours."""
    path = tmp_path_factory.mktemp("ink") / "school.db"
    connection = database.connect(path, create=True)
    database.bring_up_to_date(connection, path)
    connection.close()
    program = apsw.Connection(str(path))
    program.execute("PRAGMA ignore_check_constraints = ON")
    names = program.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {name: columns_of(program, name) for (name,) in names if name not in PLAIN}
    for table, line in found.items():
        program.execute(insert(table, line), line)
    yield program, found
    program.close()


def insert(table, line, otherwise="ABORT"):
    values = ", ".join(f":{column}" for column in line)
    return f"INSERT OR {otherwise} INTO {table} ({', '.join(line)}) VALUES ({values})"  # noqa: S608  # names of the schema


def refused(program, statement, line):
    with pytest.raises(apsw.ConstraintError) as refusal:
        program.execute(statement, line).fetchall()
    return any(word in str(refusal.value) for word in ("ink", "kept"))


def test_every_book_is_in_ink(tables):
    from officeapp.books.act import TABLES

    assert tables[1].keys() == TABLES.keys() | {"act", "corrects", "sealed_body"}


@pytest.mark.parametrize("way", ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"])
def test_no_program_changes_a_line(tables, way):
    program, found = tables
    for table, line in found.items():
        for column in line:
            assert refused(program, f"{way} {table} SET {column} = :{column}", line), table


def test_no_program_removes_a_line(tables):
    program, found = tables
    for table in found:
        assert refused(program, f"DELETE FROM {table}", {}), table  # noqa: S608  # names of the schema


@pytest.mark.parametrize("way", ["REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK"])
def test_no_program_writes_over_a_line(tables, way):
    program, found = tables
    for table, line in found.items():
        assert refused(program, insert(table, line, way), line), table


def test_no_program_turns_a_clash_into_a_change(tables):
    program, found = tables
    for table, line in found.items():
        key = ", ".join(
            column
            for (column,) in program.execute(
                "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [table]
            )
        )
        upsert = f"{insert(table, line)} ON CONFLICT ({key}) DO UPDATE SET {next(iter(line))} = 2"
        assert refused(program, upsert, line), table


def test_a_book_without_its_triggers_would_be_found(tables):
    program, _ = tables
    program.execute("BEGIN; DROP TRIGGER register_is_in_ink").fetchall()
    with pytest.raises(pytest.fail.Exception):
        refused(program, "UPDATE register SET code = 'B'", {})
    program.execute("ROLLBACK")
