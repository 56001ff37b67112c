"""The letter book as kept in the file, and the kinds of letter with the school's own wording."""

from __future__ import annotations

import functools
import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from officeapp import paths
from officeapp.books.journal import Journal
from officeapp.books.shelf import Shelf, signed
from officeapp.domain.letter_book import Letter, LetterNote, LetterWording, number_of
from officeapp.domain.letters import CLOSING, GREETING, About, Formality, Template
from officeapp.domain.record import COUNTER_BITS, desk_of
from officeapp.domain.stationery import THE_STATIONERY, Stationery
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from typing import Any

    from officeapp.books.database import Connection
    from officeapp.domain.record import PupilId, Signature
    from officeapp.domain.school_year import SchoolYear, Span


class NoSuchKindError(NotFoundError):
    """A kind of letter was asked for that there is not."""

    def __init__(self, kind: str, known: list[str]) -> None:
        super().__init__(f"There is no letter '{kind}'; choose one of {', '.join(known)}.")


class PaperGoneError(NotFoundError):
    """The paper of a formal letter is not in the file."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"The paper of {number} is not in this file; check the file, and restore a backup."
        )


@functools.cache
def shipped() -> dict[str, Template]:
    """Return every kind of letter as it ships with the program, by name."""
    found = {}
    for path in sorted(paths.resource("letters").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = _template(path.stem, table)
    return found


def _template(kind: str, table: dict[str, Any]) -> Template:
    read: dict[str, Callable[[Any], Any]] = {
        "about": About,
        "formality": Formality,
        "also": tuple,
        "reply": tuple,
        "body": _unwrapped,
    }
    fields = {name: read[name](value) if name in read else value for name, value in table.items()}
    return Template(kind=kind, **fields)


def _unwrapped(body: str) -> str:
    """Return a text with each paragraph and each point in one line, as a person edits it."""
    parts = [part.strip().splitlines() for part in body.strip().split("\n\n")]
    return "\n\n".join(
        "\n".join(lines) if lines[0].startswith("- ") else " ".join(lines) for lines in parts
    )


class Letters(Journal[Letter]):
    """The letters; one about several children is found by each of them."""

    @override
    def of(self, pupil: int, span: Span) -> list[Letter]:
        return self._read(
            "EXISTS (SELECT 1 FROM json_each(t.children) c WHERE c.value = ?) "
            "AND t.day >= ? AND t.day <= ? AND NOT EXISTS (SELECT 1 FROM corrects c "
            "WHERE c.earlier_act = t.act AND c.earlier_n = t.n)",
            [pupil, span.first.isoformat(), span.last.isoformat()],
        )

    @override
    def signed_of(self, pupil: int) -> list[tuple[Letter, Signature]]:
        rows = self._rows(
            "EXISTS (SELECT 1 FROM json_each(t.children) c WHERE c.value = ?)", [pupil]
        )
        return [(self._made(row), signed(row)) for row in rows]


class LetterBook:
    """Reads letters and their wording; writing goes through its journals and its shelf."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        #: The letters as they were sent.
        self.sent = Letters(connection, "letter", Letter)
        #: What was done with them.
        self.notes = Journal(connection, "letter_note", LetterNote)
        #: The school's own wording.
        self.wordings = Shelf(connection, "letter_wording", LetterWording)
        #: How letters look and go.
        self.stationery_cards = Shelf(connection, "stationery", Stationery)

    def templates(self) -> dict[str, Template]:
        """Return every kind of letter in the wording that holds now, by name."""
        standing = self.wordings.standing().values()
        own = {one.kind: one for one in standing if not (one.gone or one.language)}
        return {
            kind: _worded(template, own[kind]) if kind in own else template
            for kind, template in shipped().items()
        }

    def template(self, kind: str) -> Template:
        """Return a kind of letter by its name, or by what a policy calls it.

        Raises:
            NoSuchKindError: There is none of that name.
        """
        known = self.templates()
        if kind in known:
            return known[kind]
        for template in known.values():
            if kind in template.also:
                return template
        raise NoSuchKindError(kind, list(known))

    def wording(self, kind: str, language: str = "") -> LetterWording | None:
        """Return the school's card for a kind, in force or taken back; None for none.

        Args:
            kind: The kind.
            language: The language it is in, however it is capitalised; empty for English.
        """
        found = [
            one
            for one in self.wordings.in_order()
            if one.kind == kind and one.language.casefold() == language.strip().casefold()
        ]
        return found[-1] if found else None

    def in_language(self, template: Template, language: str) -> Template:
        """Return a kind in the school's wording of a language; as it is where there is none."""
        own = self.wording(template.kind, language) if language.strip() else None
        if own is None or own.gone:
            return template
        return replace(
            _worded(template, own),
            language=own.language,
            greeting=own.greeting or GREETING,
            closing=own.closing or CLOSING,
        )

    def languages(self) -> list[str]:
        """Return the languages the school has wording in, by name."""
        standing = self.wordings.standing().values()
        return sorted({one.language for one in standing if one.language and not one.gone})

    def stationery(self) -> Stationery:
        """Return how the school's letters look and go."""
        return self.stationery_cards.standing().get(THE_STATIONERY, Stationery())

    def next_numbers(self, prefix: str, year: SchoolYear, desk: int, many: int) -> list[int]:
        """Return the next counts of a desk in a series of numbers and a school year."""
        row = self._connection.execute(
            "SELECT max(counter) FROM letter WHERE prefix = ? AND school_year = ? "
            "AND act >= ? AND act < ?",
            [prefix, year.begins, desk << COUNTER_BITS, (desk + 1) << COUNTER_BITS],
        ).fetchone()
        begins = (row[0] or 0) + 1
        return list(range(begins, begins + many))

    def number(self, prefix: str, year: SchoolYear, counter: int, desk: int) -> str:
        """Return a letter's number as it is printed."""
        return number_of(prefix, year.begins, counter, desk, self._first_desk())

    def numbered(self, number: str) -> Letter | None:
        """Return the letter of a number; None for none."""
        row = self._connection.execute(
            "SELECT id FROM letter WHERE number = ? LIMIT 1", [number]
        ).fetchone()
        return self.sent.entry(row[0]) if row else None

    def done_with(self, letter: Letter, until: dt.date) -> list[LetterNote]:
        """Return what was done with a letter, oldest first."""
        from officeapp.domain.school_year import Span

        notes = self.notes.of(letter.pupil, Span(letter.day, until))
        return [one for one in notes if one.letter == letter.id]

    def keep_paper(self, digest: str, paper: bytes) -> None:
        """Keep a formal letter's paper beside the ink that names it, within its act."""
        self._connection.execute(
            "INSERT INTO letter_paper VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            [digest, paper],
        )

    def paper(self, letter: Letter) -> bytes:
        """Return a formal letter's paper as it was sent.

        Raises:
            PaperGoneError: It is not in the file.
        """
        row = self._connection.execute(
            "SELECT paper FROM letter_paper WHERE digest = ?", [letter.paper]
        ).fetchone()
        if row is None:
            raise PaperGoneError(letter.number)
        return bytes(row[0])

    def last_of_kind(self, pupil: PupilId, kinds: Iterable[str], before: dt.date) -> dt.date | None:
        """Return when the family last had a letter of one of some kinds; None for never."""
        row = self._connection.execute(
            "SELECT max(day) FROM letter t WHERE kind IN (SELECT value FROM json_each(?)) "
            "AND day <= ? AND gone = 0 "
            "AND EXISTS (SELECT 1 FROM json_each(t.children) c WHERE c.value = ?)",
            [json.dumps(sorted(kinds)), before.isoformat(), pupil],
        ).fetchone()
        import datetime as dt

        return dt.date.fromisoformat(row[0]) if row and row[0] else None

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.sent.forget()
        self.notes.forget()
        self.wordings.forget()
        self.stationery_cards.forget()

    def _first_desk(self) -> int:
        """Return the desk that made the school: every copy of the file has its first act."""
        row = self._connection.execute("SELECT id FROM act ORDER BY clock, id LIMIT 1").fetchone()
        return desk_of(row[0])


def _worded(template: Template, own: LetterWording) -> Template:
    return replace(template, subject=own.subject, body=own.body, reply=own.reply)
