"""One SQLite in the process, new enough, with the settings that make the saved tick true (R24)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from officeapp.books import database

pytestmark = pytest.mark.proof

# A fresh process imports every part of the program, then looks into each library that it
# has loaded for the stamp that every SQLite carries of the source it was built from.
IMPORTS = """
import importlib, pkgutil, sys
import officeapp
for found in pkgutil.walk_packages(officeapp.__path__, "officeapp."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
import sqlite_utils
"""
LOOKS = """
import json, re
from pathlib import Path
STAMP = re.compile(rb"20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [0-9a-f]{40}")
mapped = {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}
copies = [path for path in sorted(mapped) if STAMP.search(Path(path).read_bytes())]
print(json.dumps([copies, sys.modules["sqlite3"].__name__, sqlite_utils.db.sqlite3.__name__]))
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads the process's map of itself")


def look(program):
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603  # own text
    return json.loads(ran.stdout)


@on_linux
def test_the_program_loads_exactly_one_copy_of_sqlite():
    copies, standing_in, used_by_tables = look(IMPORTS + LOOKS)
    assert len(copies) == 1
    assert "sqlcipher3" in copies[0]
    assert (standing_in, used_by_tables) == ("sqlcipher3", "sqlcipher3")


@on_linux
def test_a_second_copy_would_be_seen():
    copies, *_ = look("import _sqlite3, apsw" + IMPORTS + LOOKS)
    assert len(copies) == 3


def test_the_copy_is_new_enough():
    assert database.driver.sqlite_version_info >= (3, 51, 3)


def test_the_settings_hold_on_a_live_connection(tmp_path):
    connection = database.connect(tmp_path / "school.db", create=True)
    asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "mmap_size")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    connection.close()
    assert found == ["wal", 2, 1, 0, 0]
