"""Nothing of the registers can be removed: every entry is kept at least six years, now for ever.

Retention is 6 years from the day an entry was made (School Attendance (Pupil Registration)
(England) Regulations 2024, regulation 7). There is no procedure that removes anything yet; one
that is added must be a deliberate act, and this is the place where it is first noticed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import officeapp
from officeapp.books.act import TABLES
from officeapp.books.database import driver
from officeapp.domain.school_year import Session
from officeapp.terminal.commands import COMMANDS
from tests.builders import a_class, take
from tests.conftest import MONDAY

pytestmark = pytest.mark.proof

PACKAGE = Path(officeapp.__file__).parent
REMOVES = re.compile(r"\b(?:DELETE\s+FROM|REPLACE\s+INTO|DROP\s+\w+(?:\s+IF\s+EXISTS)?)\s+(\w+)")
CHANGES = re.compile(r"\bUPDATE\s+(?:OR\s+\w+\s+)?(\w+)\s+SET")


def tables_named(pattern, text):
    return set(pattern.findall(text))


#: It takes what a desk may not have out of a copy that nobody has opened yet, never out of a file.
MAKES_A_COPY = PACKAGE / "books" / "working_copy.py"


def statements():
    """Every table that the program's own code removes or changes lines of."""
    files = sorted(set(PACKAGE.rglob("*.py")) - {MAKES_A_COPY})
    texts = [path.read_text(encoding="utf-8") for path in files]
    return set().union(*(tables_named(one, text) for one in (REMOVES, CHANGES) for text in texts))


def test_no_code_removes_or_changes_a_line_of_a_book():
    found = statements()
    assert "standing_line" in found  # what is derived is thrown away: the search finds it
    assert not found & (TABLES.keys() | {"act", "corrects"})


def test_what_makes_a_copy_writes_in_the_copy_alone():
    text = MAKES_A_COPY.read_text(encoding="utf-8")
    calls = re.findall(r"(\w+)\.execute\(\s*f?\"(?:DELETE|UPDATE|DROP)", text)
    assert set(calls) == {"copy"}


def test_no_step_of_the_file_takes_a_trigger_away():
    steps = sorted((PACKAGE.parent / "db" / "migrations").glob("*.sql"))
    text = "\n".join(step.read_text(encoding="utf-8") for step in steps)
    triggers = set(re.findall(r"CREATE TRIGGER (\w+)_is_kept BEFORE DELETE ON (\w+)", text))
    assert {table for _, table in triggers} >= TABLES.keys()
    assert not re.search(r"DROP\s+TRIGGER", text)


def test_no_command_removes():
    assert not [name for name in COMMANDS if re.search("remove|delete|erase|purge|retention", name)]


@pytest.mark.parametrize("table", ["register", "pupil", "enrolment", "placement", "handed_in"])
def test_an_attempt_is_refused_with_the_sentence(office, table):
    school_class, _ = a_class(office)
    take(office, school_class, MONDAY, Session.AM, "/OL")
    with pytest.raises(driver.IntegrityError, match=f"^{table} is kept$"):
        office.connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of the schema


def test_a_statement_that_removes_would_be_found():
    planted = "DELETE FROM register WHERE day < ?; UPDATE OR IGNORE pupil SET upn = ''"
    assert tables_named(REMOVES, planted) == {"register"}
    assert tables_named(CHANGES, planted) == {"pupil"}
