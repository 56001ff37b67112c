"""Is a school file sound: pages, schema, chain of acts, lines, and what stands.

The chain guards the past as far as another copy of its head exists: one machine with one copy can
rewrite its own end unseen, and this check says so to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp import paths
from officeapp.books import database
from officeapp.books.act import TABLES, Header, act_digest, body_digest, body_of, heads
from officeapp.books.bodies import bodies, body_from, lines_of
from officeapp.books.contesting import (
    drawn_cards,
    drawn_marks,
    note_all,
    noted_cards,
)
from officeapp.books.withholding import SealedBodies
from officeapp.domain.record import COUNTER_BITS, desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office

ASK_FOR_HELP = "Keep the file as it is, restore the newest backup, and ask for help."
NO_LINES = body_of(())
#: What to do about what is derived, where it was not to be mended and where it was.
_DRAWN = (
    "Close the window and run the check again: it is drawn anew from the ink.",
    "It was drawn anew from the ink; nothing was lost.",
)
_COUNTER = (1 << COUNTER_BITS) - 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a school file.

    Attributes:
        kind: page, setting, schema, chain, line, standing-line or clash.
        where: What it is about: a table, an act, a pupil's year.
        what: What is wrong, in a sentence.
        remedy: What to do, in a sentence.
    """

    kind: str
    where: str
    what: str
    remedy: str


def check(office: Office, *, mend: bool = False) -> list[Fault]:
    """Return everything wrong with a file; nothing when it is sound.

    Args:
        office: The office whose file is checked.
        mend: Whether standing lines that differ from the ink are thrown away and drawn anew; they
            are derived, so nothing is lost.
    """
    faults = [*_pages(office.connection), *_schema(office.connection)]
    if faults:
        return faults
    faults += _chain(office.connection)
    faults += _strays(office.connection)
    faults += _days(office.connection)
    if faults:
        return faults  # what is derived is drawn from sound ink only
    return [*_standing(office, mend=mend), *_contested(office, mend=mend)]


def _pages(connection: database.Connection) -> Iterator[Fault]:
    for (answer,) in connection.execute("PRAGMA integrity_check(20)"):
        if answer != "ok":
            yield Fault("page", "the file", f"SQLite found: {answer}.", ASK_FOR_HELP)
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Fault("line", row[0], "A line names an act that is not there.", ASK_FOR_HELP)


def _schema(connection: database.Connection) -> Iterator[Fault]:
    """Compare the schema with what the migrations make."""
    wanted = _schema_of(_fresh())
    found = _schema_of(connection)
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            yield Fault("schema", name, f"{name} is not as this program makes it.", ASK_FOR_HELP)


def _schema_of(connection: database.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema "
        "WHERE sql IS NOT NULL AND tbl_name <> '_sqlite_migrations'"
    )
    return {row[0]: row[1] for row in rows}


def _fresh() -> database.Connection:
    connection = database.driver.connect(":memory:", isolation_level=None)
    for script in paths.migrations():
        connection.executescript(script.read_text(encoding="utf-8"))
    return connection


def _chain(connection: database.Connection) -> Iterator[Fault]:
    """Work out every act's digests anew, and follow each desk's chain."""
    written = bodies(connection)
    sealed = SealedBodies(connection)
    group = next(written, None)
    desk, number, before = 0, 0, b""
    for row in connection.execute("SELECT * FROM act ORDER BY id"):
        if desk_of(row["id"]) != desk:
            desk, number, before = desk_of(row["id"]), 0, b""
        number += 1
        while group is not None and group[0] < row["id"]:
            group = next(written, None)
        body = group[1] if group is not None and group[0] == row["id"] else NO_LINES
        if body is None or body_digest(row["salt"], body) != row["body"]:
            body = body_from(lines_of(connection, row["id"]))
        whole = body is not None and body_digest(row["salt"], body) == row["body"]
        if row["id"] in sealed:
            whole = body == NO_LINES and sealed.is_sound(row)
        yield from _faults_of(row, number, before, whole=whole)
        number, before = row["id"] & _COUNTER, row["digest"]


def _faults_of(row: Any, number: int, before: bytes, *, whole: bool) -> Iterator[Fault]:
    where = f"act {row['id'] & _COUNTER} of desk {desk_of(row['id'])}, {row['kind']}, {row['at']}"
    if row["id"] & _COUNTER != number:
        yield Fault("chain", where, "An act before this one is missing.", ASK_FOR_HELP)
    if row["before"] != before:
        yield Fault("chain", where, "It does not follow the act before it.", ASK_FOR_HELP)
    if not whole:
        yield Fault("line", where, "Its lines are not as they were written.", ASK_FOR_HELP)
    header = Header(*(row[name] for name in Header._fields))
    if act_digest(header, row["body"]) != row["digest"]:
        yield Fault("chain", where, "Its stamp is not as it was written.", ASK_FOR_HELP)


def _strays(connection: database.Connection) -> Iterator[Fault]:
    """Find corrections by lines that are not there; a body would not show them."""
    nowhere = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} t WHERE t.act = c.act AND t.n = c.n)"
        for table in TABLES
    )
    rows = connection.execute(f"SELECT c.act, c.n FROM corrects c WHERE {nowhere}")
    for act, n in rows:
        yield Fault("line", f"act {act}, line {n}", "A correction has no line.", ASK_FOR_HELP)


def _days(connection: database.Connection) -> Iterator[Fault]:
    """Find lines that a question by day would not find."""
    rows = connection.execute(
        "SELECT r.act, r.n FROM register r WHERE NOT EXISTS (SELECT 1 FROM register_day d "
        "WHERE d.day = r.day AND d.act = r.act AND r.n BETWEEN d.first AND d.last)"
    )
    for act, n in rows:
        yield Fault("line", f"act {act}, line {n}", "A mark is not found by its day.", ASK_FOR_HELP)


def _standing(office: Office, *, mend: bool) -> Iterator[Fault]:
    """Compare the standing lines with the ink, and draw them anew where that is asked for."""
    drawn, kept = office.register.rebuilt(), office.register.kept()
    different = [
        key for key in drawn.keys() | kept.keys() if not _same(drawn.get(key), kept.get(key))
    ]
    for year, pupil in sorted(different):
        yield Fault(
            "standing-line",
            f"pupil {pupil}, {year}/{(year + 1) % 100:02}",
            "What stands on the register page is not what the ink says.",
            _DRAWN[mend],
        )
    if different and mend:
        with database.immediately(office.connection):
            office.register.replace_lines({**_blank_only(kept, drawn), **drawn})


def _contested(office: Office, *, mend: bool) -> Iterator[Fault]:
    """Compare what is noted of desks that disagree with the ink, and note it anew where asked."""
    if len(heads(office.connection)) < 2:
        return
    cards, marks = drawn_cards(office), drawn_marks(office)
    if cards <= noted_cards(office) and marks <= set(office.register.contested()):
        return
    yield Fault("clash", "what desks disagree on", "A clash is not noted.", _DRAWN[mend])
    if mend:
        with database.immediately(office.connection):
            note_all(office, cards, marks)
        office.forget()


def _same(drawn: str | None, kept: str | None) -> bool:
    """Compare two lines; a line without any mark may be kept or left out."""
    return drawn == kept or (drawn is None and kept is not None and not _has_marks(kept))


def _has_marks(line: str) -> bool:
    return bool(line.strip(".-"))


def _blank_only(kept: dict[Any, str], drawn: dict[Any, str]) -> dict[Any, str]:
    return {key: line for key, line in kept.items() if key not in drawn and not _has_marks(line)}
