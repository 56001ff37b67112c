"""Whatever is changed in the books by SQL, the check of the file finds it (R10).

What no check of one copy can find: a new end of the chain, whose every digest was worked out
anew. Another copy of the desk's last digest shows that: another desk's, a backup's, a print's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools

import pytest

from officeapp.books.act import TABLES, Header, act_digest
from officeapp.books.check import check
from officeapp.books.database import driver
from officeapp.domain.register import Draft
from officeapp.errors import OfficeError
from officeapp.procedures.take_register import hand_in, pencil_mark
from tests.proofs.all_saves import SAVES, make
from tests.proofs.saves import NO_ACTS
from tests.proofs.size import size
from tests.proofs.small_school import opened, sheets, take

pytestmark = pytest.mark.proof

SOME = 20  # changes of each kind and table at the fast size
DAY = dt.date(2026, 2, 16)
#: What a save says that finds nothing to do any more, after one that did it.
NOTHING_LEFT = (OfficeError, LookupError, StopIteration, ValueError)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A book with lines in every table, corrections among them."""
    path = tmp_path_factory.mktemp("tampering") / "school.db"
    make(path)
    with opened(path) as office:
        late, *registers = itertools.islice(sheets(office), 4, 24)
        for sheet in registers:
            take(office, sheet)
        pupil = office.roll.members(late.school_class, late.day)[0]
        pencil_mark(office, late, pupil.id, Draft("L", 7, "by bus"))
        hand_in(office, late)
        for save in (save for kind, save in SAVES.items() if kind not in NO_ACTS):
            with contextlib.suppress(*NOTHING_LEFT):
                save(office)
        yield office


def test_a_book_nobody_changed_is_sound(office):
    assert check(office) == []
    for table in (*TABLES, "act", "corrects", "standing_line"):
        assert rows_of(office, table), table


def rows_of(office, table):
    return [dict(row) for row in office.connection.execute(f"SELECT * FROM {table}")]  # noqa: S608  # own names


def others(value):
    """Values of which one may stand for another by mistake or on purpose."""
    if isinstance(value, bytes):
        return [value[:-1] + bytes([value[-1] ^ 1]) if value else b"\x01", b""]
    if isinstance(value, int):
        return [value + 1, value - 1, 1 << 40, 0, None]
    if value is None:
        return [0, 1, "", "2026-01-05"]
    swapped = {"AM": "PM", "PM": "AM", "/": "L", "\\": "L"}.get(value, value + " ")
    return [swapped, "2026-01-05", "", None]


def updates(office, table):
    for row in rows_of(office, table):
        where = " AND ".join(f"{column} IS :{column}" for column in row)
        for column, value in row.items():
            for other in others(value):
                statement = f"UPDATE {table} SET {column} = :new WHERE {where}"  # noqa: S608  # own names
                yield statement, {**row, "new": other}


def removals(office, table):
    for row in rows_of(office, table):
        where = " AND ".join(f"{column} IS :{column}" for column in row)
        yield f"DELETE FROM {table} WHERE {where}", row  # noqa: S608  # own names


def insertions(office, table):
    """Copies of every row under another key: another place, another act, one not written yet."""
    rows = rows_of(office, table)
    key = "id" if table == "act" else "act"
    last = max(row[key] for row in rows)
    for row in rows:
        columns = ", ".join(row)
        statement = f"INSERT INTO {table} ({columns}) VALUES (:{', :'.join(row)})"  # noqa: S608  # own names
        yield statement, {**row, key: last}
        yield statement, {**row, key: last + 1}
        for place in (0, 500) if "n" in row else ():
            yield statement, {**row, "n": place}
            yield statement, {**row, key: last, "n": place}


@contextlib.contextmanager
def tampered(office, table, statement, values):
    """Yield whether the file takes a change for the time being, its triggers out of the way."""
    connection = office.connection
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", [table]
    ).fetchall()
    connection.execute("BEGIN")
    try:
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        with contextlib.suppress(driver.IntegrityError):
            changed = connection.execute(statement, values).rowcount
        for _, sql in triggers:
            connection.execute(sql)
        yield changed
    except UnboundLocalError:
        yield 0
    finally:
        connection.execute("ROLLBACK")


def missed(office, kind, table):
    """Return the changes of a kind that the check does not find, and how many were tried."""
    before, tried, unseen = rows_of(office, table), 0, []
    changes = list(kind(office, table))
    step = size(max(1, len(changes) // SOME) | 1, 1)  # odd: the kinds of changes take turns
    for statement, values in changes[::step]:
        with tampered(office, table, statement, values) as changed:
            if changed and rows_of(office, table) != before:
                tried += 1
                if not check(office):
                    unseen.append((statement, values))
    return unseen, tried


BOOKS = [*TABLES, "act", "corrects"]


@pytest.mark.parametrize("table", [*BOOKS, "standing_line"])
def test_every_changed_line_is_found(office, table):
    unseen, tried = missed(office, updates, table)
    assert unseen == []
    assert tried


@pytest.mark.parametrize("table", [*BOOKS, "standing_line"])
def test_every_removed_line_is_found(office, table):
    unseen, tried = missed(office, removals, table)
    assert unseen == []
    assert tried


@pytest.mark.parametrize("table", BOOKS)
def test_every_line_put_in_is_found(office, table):
    unseen, tried = missed(office, insertions, table)
    assert unseen == []
    assert tried


def test_an_act_stamped_anew_is_found_by_the_next_one_alone(office):
    acts = itertools.pairwise(rows_of(office, "act"))
    followed = [act for act, later in acts if later["id"] == act["id"] + 1]  # by its own desk
    for act in followed[:: size(5, 1)]:
        forged = Header(*({**act, "name": "Somebody Else"}[name] for name in Header._fields))
        values = {"id": act["id"], "name": forged.name, "new": act_digest(forged, act["body"])}
        statement = "UPDATE act SET name = :name, digest = :new WHERE id = :id"
        with tampered(office, "act", statement, values):
            (fault,) = check(office)  # without the digest of the act before, nothing would be left
        assert fault.what == "It does not follow the act before it."
