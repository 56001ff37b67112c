"""Acts: what one person did, as one transaction, one stamp and a run of lines.

The digest of an act is SHA-256 over its header and over the SHA-256 of a salt and its body, and
the header names the digest of the desk's act before: so a body can be erased at the end of its
keeping while the chain still proves. The body is the act's lines as JSON with sorted keys, fields
that are blank left out, and can be rebuilt from the books at any time.
"""

from __future__ import annotations

import enum
import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.sealing import (
    CONFIDENTIAL,
    SEALED_KIND,
    Sealed,
    keep_sealed,
    opens,
    public_half,
    seal,
)
from officeapp.domain.record import COUNTER_BITS, ActId, LineId, Signature, desk_of, numbered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officeapp.books.database import Connection
    from officeapp.domain.school import Person

SALT_BYTES = 16


class Book(enum.Enum):
    """The books an act can touch; a screen names those it shows."""

    SCHOOL = "school"
    CALENDAR = "calendar"
    STAFF = "staff"
    ROLL = "roll"
    CONTACTS = "contacts"
    PATTERNS = "patterns"
    REGISTER = "register"
    PENCIL = "pencil"
    GIVEN_OUT = "given out"
    LEAVE = "leave"
    LATE = "late book"
    OUT = "signing out and in"
    MESSAGES = "messages"
    APPOINTMENTS = "appointments"
    CONTACT = "first-day contact"
    ROLL_CALL = "roll call"
    CASES = "cases"
    LETTERS = "letter book"
    CLASHES = "what desks disagreed on"
    DESKS = "desks"


#: Every ink table, with the book it belongs to. The order is that of a printed export.
TABLES: dict[str, Book] = {
    "school": Book.SCHOOL,
    "site": Book.SCHOOL,
    "bell": Book.SCHOOL,
    "lock_rule": Book.SCHOOL,
    "import_map": Book.SCHOOL,
    "policy_change": Book.SCHOOL,
    "authority": Book.SCHOOL,
    "closure": Book.CALENDAR,
    "term": Book.CALENDAR,
    "person": Book.STAFF,
    "pin_act": Book.STAFF,
    "countersigned": Book.STAFF,
    "pupil": Book.ROLL,
    "enrolment": Book.ROLL,
    "placement": Book.ROLL,
    "school_class": Book.ROLL,
    "arrival": Book.ROLL,
    "arrival_contact": Book.ROLL,
    "earlier_year": Book.ROLL,
    "removal": Book.ROLL,
    "made_return": Book.ROLL,
    "contact": Book.CONTACTS,
    "tie": Book.CONTACTS,
    "pattern": Book.PATTERNS,
    "register": Book.REGISTER,
    "handed_in": Book.REGISTER,
    "given_out": Book.GIVEN_OUT,
    "late_arrival": Book.LATE,
    "sign_out": Book.OUT,
    "message": Book.MESSAGES,
    "appointment": Book.APPOINTMENTS,
    "attempt": Book.CONTACT,
    "drill": Book.ROLL_CALL,
    "found": Book.ROLL_CALL,
    "case_card": Book.CASES,
    "meeting": Book.CASES,
    "plan": Book.CASES,
    "target": Book.CASES,
    "case_note": Book.CASES,
    "referral": Book.CASES,
    "step_taken": Book.CASES,
    "penalty_notice": Book.CASES,
    "confidential_note": Book.CASES,
    "note_opened": Book.CASES,
    "settled": Book.GIVEN_OUT,
    "exported": Book.GIVEN_OUT,
    "leave_request": Book.LEAVE,
    "leave_decision": Book.LEAVE,
    "leave_note": Book.LEAVE,
    "delegate": Book.LEAVE,
    "assessment": Book.LEAVE,
    "letter": Book.LETTERS,
    "letter_note": Book.LETTERS,
    "letter_wording": Book.LETTERS,
    "stationery": Book.LETTERS,
    "desk": Book.DESKS,
    "desk_claim": Book.DESKS,
    "desk_seen": Book.DESKS,
    "desk_key": Book.DESKS,
    "clash_decided": Book.CLASHES,
}


class Head(NamedTuple):
    """The newest act of a desk."""

    act: ActId
    digest: bytes


class Header(NamedTuple):
    """What an act says of itself, its digest apart."""

    id: ActId
    clock: int
    kind: str
    schema: int
    at: str
    name: str
    post: str
    role: str
    heads: str
    before: bytes


def canonical(line: Mapping[str, Any]) -> str:
    """Return a line as the body has it: JSON, sorted keys, blank fields left out.

    What is blank is left out so that a column added later, blank in older lines, changes no
    digest. A nought stays: nought minutes late is not the same as minutes that nobody said.
    """
    kept = {name: value for name, value in line.items() if value not in (None, "")}
    return _ENCODE(kept)


_ENCODE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def body_of(lines: Iterable[str]) -> bytes:
    """Return an act's body from its lines in order."""
    return f"[{','.join(lines)}]".encode()


def body_digest(salt: bytes, body: bytes) -> bytes:
    """Return SHA-256 of salt and body."""
    return hashlib.sha256(salt + body).digest()


def act_digest(header: Header, body: bytes) -> bytes:
    """Return the digest of an act from its header and the digest of its body."""
    fields = [value.hex() if isinstance(value, bytes) else value for value in header]
    return hashlib.sha256(
        json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + body
    ).digest()


def heads(connection: Connection) -> dict[int, Head]:
    """Return the newest act of every desk, by desk number."""
    found: dict[int, Head] = {}
    row = _newest(connection, None)
    while row is not None:
        desk = desk_of(row["id"])
        found[desk] = Head(ActId(row["id"]), row["digest"])
        row = _newest(connection, numbered(desk, 0))
    return found


def _newest(connection: Connection, below: int | None) -> Any:
    if below is None:
        return connection.execute("SELECT id, digest FROM act ORDER BY id DESC LIMIT 1").fetchone()
    return connection.execute(
        "SELECT id, digest FROM act WHERE id < ? ORDER BY id DESC LIMIT 1", [below]
    ).fetchone()


class Act:
    """An act being written. Lines are added, then it is sealed, once."""

    def __init__(self, connection: Connection, header: Header) -> None:
        self.header = header
        self.id = header.id
        #: The books its lines are in.
        self.books: set[Book] = set()
        self._connection = connection
        self._lines: list[str] = []
        self._is_sealed = header.kind == SEALED_KIND and not opens(connection)

    @classmethod
    def begin(
        cls, connection: Connection, desk: int, kind: str, *, by: Person, at: dt.datetime
    ) -> Act:
        """Return the desk's next act, numbered and chained to its last."""
        newest = heads(connection)
        mine = newest.pop(desk, None)
        others = {str(other): [head.act, head.digest.hex()] for other, head in newest.items()}
        highest = connection.execute("SELECT max(clock) FROM act").fetchone()[0] or 0
        steps = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        header = Header(
            id=ActId(mine.act + 1 if mine else numbered(desk, 1)),
            clock=highest + 1,
            kind=kind,
            schema=steps,
            at=at.isoformat(timespec="seconds"),
            name=by.name,
            post=by.post,
            role=str(by.role),
            heads=json.dumps(others, sort_keys=True, separators=(",", ":")),
            before=mine.digest if mine else b"",
        )
        return cls(connection, header)

    @property
    def clock(self) -> int:
        """Return the act's logical clock."""
        return self.header.clock

    def write(self, table: str, row: Mapping[str, Any], *corrected: LineId) -> LineId:
        """Write the act's next line in a book.

        Args:
            table: The book's table.
            row: The line's fields by column.
            corrected: The lines it corrects, if any.

        Returns:
            Where the line stands.
        """
        return self.write_many(table, list(row), [list(row.values())], [list(corrected)])

    def write_many(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        corrected: Sequence[Sequence[LineId]] = (),
    ) -> LineId:
        """Write many lines of one book in order.

        Args:
            table: The book's table.
            columns: The names of the fields.
            rows: The fields of each line, in the order of the columns.
            corrected: For each line the lines it corrects; nothing where no line corrects any.

        Returns:
            Where the first of them stands; in a file that may not have the lines, nowhere yet.

        Raises:
            ValueError: Confidential lines are to stand with others in one act.
        """
        if (table in CONFIDENTIAL) is not (self.header.kind == SEALED_KIND):
            raise ValueError(table)
        first = len(self._lines) + 1
        self.books.add(TABLES[table])
        if not self._is_sealed:
            self._put_in(_insert(table, tuple(columns)), rows, corrected)
        if corrected:
            self._lines.extend(_canonical_lines(table, columns, rows, corrected))
        else:
            self._lines.extend(_plain_lines(table, columns, rows))
        return LineId(self.id, first)

    def _put_in(
        self,
        statement: str,
        rows: Sequence[Sequence[Any]],
        corrected: Sequence[Sequence[LineId]],
    ) -> None:
        first = len(self._lines) + 1
        self._connection.executemany(
            statement, ([self.id, n, *row] for n, row in enumerate(rows, first))
        )
        earlier = [
            (self.id, first + place, *line)
            for place, lines in enumerate(corrected)
            for line in lines
        ]
        if earlier:
            self._connection.executemany("INSERT INTO corrects VALUES (?, ?, ?, ?)", earlier)

    def seal(self, salt: bytes) -> Head:
        """Write the header with a salt of `SALT_BYTES` random bytes; return the desk's new head.

        In a file that may not have them, the lines and what they are salted with stand sealed.
        """
        text = body_of(self._lines)
        body = body_digest(salt, text)
        digest = act_digest(self.header, body)
        self._connection.execute(
            "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*self.header, b"" if self._is_sealed else salt, body, digest],
        )
        if self._is_sealed:
            sealed = seal(public_half(self._connection), Sealed(salt, text))
            keep_sealed(self._connection, self.id, sealed)
        return Head(self.id, digest)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    """Return the statement that writes a line; table and columns are the program's own names."""
    if table not in TABLES or not all(column.isidentifier() for column in columns):
        raise KeyError(table)
    marks = ", ".join("?" for _ in range(len(columns) + 2))
    return f"INSERT INTO {table} (act, n, {', '.join(columns)}) VALUES ({marks})"


def _canonical_lines(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    corrected: Sequence[Sequence[LineId]],
) -> Iterator[str]:
    for place, row in enumerate(rows):
        line = dict(zip(columns, row, strict=True))
        line["book"] = table
        if place < len(corrected) and corrected[place]:
            line["corrects"] = sorted([list(earlier) for earlier in corrected[place]])
        yield canonical(line)


def _plain_lines(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[str]:
    """Yield `canonical` of lines that correct nothing, each text encoded once: a year has many."""
    names = sorted([*columns, "book"])
    # What was encoded is kept by column, and texts apart from numbers: 1, 1.0 and True are alike.
    known: list[dict[Any, str]] = [{} for _ in names]
    places = [-1 if name == "book" else columns.index(name) for name in names]
    fields = list(zip(names, places, known, strict=True))
    for row in rows:
        said = []
        for name, at, texts in fields:
            value = table if at < 0 else row[at]
            if value is None or value == "":
                continue
            if value.__class__ is not str:
                said.append(f'"{name}":{_ENCODE(value) if value.__class__ is not int else value}')
                continue
            text = texts.get(value)
            if text is None:
                text = texts[value] = f'"{name}":{_ENCODE(value)}'
            said.append(text)
        yield f"{{{','.join(said)}}}"


def signature(row: Mapping[str, Any]) -> Signature:
    """Return who wrote an act from its row."""
    import datetime as dt

    return Signature(
        name=row["name"],
        post=row["post"],
        role=row["role"],
        desk=row["id"] >> COUNTER_BITS,
        at=dt.datetime.fromisoformat(row["at"]),
    )
