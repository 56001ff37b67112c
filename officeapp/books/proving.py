"""Does a unit prove: its digests, its chain, its school, and its desk's numbers given once?"""

from __future__ import annotations

import hashlib
import itertools
import json
from typing import TYPE_CHECKING, Any

from officeapp import paths
from officeapp.books.act import TABLES, Header, act_digest, body_digest, body_of, canonical
from officeapp.books.sealing import CONFIDENTIAL, SEALED_KIND, private_half
from officeapp.books.withholding import opened
from officeapp.domain.record import COUNTER_BITS, desk_of

if TYPE_CHECKING:
    from officeapp.books.database import Connection
    from officeapp.domain.exchange import SentAct, Unit

NOT_WHOLE = "It is not as it was written; ask the desk that sent it to send it again."
OTHER_SCHOOL = "It is of another school's books; take it out of the folder."
TOO_NEW = "It was written by a newer version of the program; update the program on this computer."
FORKED = (
    "Its desk gave one number to two entries, as a copied or restored file does; "
    "it is kept apart until a person has looked at both."
)


class Prover:
    """Proves units against a file and against each other, in the order in which they are asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._school = connection.execute("SELECT school FROM school_file").fetchone()[0]
        self._steps = len(paths.migrations())
        self._private = private_half(connection)
        self._columns: dict[str, set[str]] = {}
        self._digests: dict[int, bytes] = {}

    def fault_of(self, unit: Unit) -> str:
        """Return why a unit cannot be taken by itself; empty where it can."""
        if unit.school != self._school:
            return OTHER_SCHOOL
        if any(act.schema > self._steps for act in unit.acts):
            return TOO_NEW
        whole = all(
            later.id == earlier.id + 1 and later.before == earlier.digest
            for earlier, later in itertools.pairwise(unit.acts)
        )
        first = unit.acts[0]
        starts = (first.id & ((1 << COUNTER_BITS) - 1) == 1) == (first.before == b"")
        sound = whole and starts and all(self._is_sound(act) for act in unit.acts)
        return "" if sound and _are_named(unit) else NOT_WHOLE

    def fork_of(self, unit: Unit) -> str:
        """Return why a unit does not go with what is here; empty where it does."""
        claims: dict[int, bytes] = {act.id: act.digest for act in unit.acts}
        if unit.acts[0].before:
            claims[unit.first - 1] = unit.acts[0].before
        for act in unit.acts:
            claims.update({seen.act: seen.digest for seen in act.seen().values()})
        if any(self._digest(act) not in (None, digest) for act, digest in claims.items()):
            return FORKED
        self._digests.update(claims)
        return ""

    def _digest(self, act: int) -> bytes | None:
        if act in self._digests:
            return self._digests[act]
        row = self._connection.execute("SELECT digest FROM act WHERE id = ?", [act]).fetchone()
        return bytes(row[0]) if row else None

    def _is_sound(self, act: SentAct) -> bool:
        """Say whether an act proves; of a sealed one without the key, its header."""
        if act.kind != SEALED_KIND:
            return not act.sealed and self._fits(act) and self._has_its_lines(act)
        if not act.sealed or act.lines or act.salt or not self._fits(act):
            return False
        if self._private is None:
            return True
        clear = opened(act, self._private)
        return clear is not None and self._has_its_lines(clear)

    def _fits(self, act: SentAct) -> bool:
        """Say whether an act's digest is that of its header."""
        header = Header(*(getattr(act, name) for name in Header._fields))
        try:
            heads_fit = all(seen.act >> COUNTER_BITS == desk for desk, seen in act.seen().items())
        except (ValueError, TypeError, AttributeError, KeyError):
            return False
        return heads_fit and desk_of(act.id) > 0 and act_digest(header, act.body) == act.digest

    def _has_its_lines(self, act: SentAct) -> bool:
        """Say whether an act's lines are those that its header names, confidential ones or none."""
        try:
            lines_fit = all(self._is_line(text, act.kind) for text in act.lines)
        except (ValueError, TypeError, AttributeError, KeyError):
            return False
        return lines_fit and body_digest(act.salt, body_of(act.lines)) == act.body

    def _is_line(self, text: str, kind: str) -> bool:
        """Say whether a text is a line of a book this program knows, in the one way of writing."""
        line: dict[str, Any] = json.loads(text)
        if (line["book"] in CONFIDENTIAL) is not (kind == SEALED_KIND):
            return False
        known = self._columns_of(line["book"])
        return canonical(line) == text and line.keys() - {"book", "corrects"} <= known

    def _columns_of(self, table: str) -> set[str]:
        if table not in TABLES:
            raise KeyError(table)
        if table not in self._columns:
            rows = self._connection.execute(f"PRAGMA table_info({table})")
            self._columns[table] = {row[1] for row in rows} - {"act", "n"}
        return self._columns[table]


def paper_digest(paper: bytes) -> str:
    """Return the digest by which a letter's line names its paper."""
    return hashlib.sha256(paper).hexdigest()


def _are_named(unit: Unit) -> bool:
    """Say whether every paper of a unit is one that a letter in it names."""
    if not unit.papers:
        return True
    lines = [json.loads(line) for act in unit.acts for line in act.lines]
    named = {line.get("paper") for line in lines if line["book"] == "letter"}
    return all(paper_digest(paper) in named for paper in unit.papers)
