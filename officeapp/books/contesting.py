"""Noting what desks wrote of apart, as acts come in, so that no question has to look through all.

What is noted is derived from the ink: whether it clashes is worked out from the lines. The check
draws it anew.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from officeapp.books.journal import Journal
from officeapp.books.opened import REMEMBERING
from officeapp.books.shelf import Shelf
from officeapp.domain.clashes import clashing, had_seen
from officeapp.domain.record import ActId, PupilId, desk_of
from officeapp.domain.roll import folded
from officeapp.domain.school_year import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.books.versions import Versions
    from officeapp.domain.register import Mark
    from officeapp.domain.roll import Pupil

DECISIONS = "leave_decision"
#: Cards of which there is one for what these columns say, whatever number a desk gave it.
ONE_FOR = {
    DECISIONS: ("request", "pupil"),
    "policy_change": ("key", "first"),
    "bell": ("site", "session", "year_group", "first"),
    "letter_wording": ("kind", "language"),
}
#: Under this name pupils are noted who may be one child.
TWICE = "pupil twice"


class Thing(NamedTuple):
    """A card or entry.

    Attributes:
        book: The table of its book.
        number: Its number.
    """

    book: str
    number: int


def keepers_in(office: Office) -> dict[str, Shelf[Any] | Journal[Any]]:
    """Return what keeps cards and entries, by the name of its table."""
    return {
        part.table: part
        for name in REMEMBERING
        for part in vars(getattr(office, name)).values()
        if isinstance(part, (Shelf, Journal))
    }


def kept_in(office: Office) -> dict[str, Versions[Any]]:
    """Return the versions of cards and entries, by the name of their table."""
    return {table: keeper.kept for table, keeper in keepers_in(office).items()}


def note_cards(office: Office, tables: Iterable[str], acts: Iterable[ActId]) -> None:
    """Note the cards and entries that some acts, which came in, left in several versions.

    Args:
        office: The office; within a transaction.
        tables: The books in which the acts have lines.
        acts: The acts.
    """
    kept, written = kept_in(office), list(acts)
    for table in sorted(kept.keys() & set(tables)):
        versions = kept[table]
        about = versions.written_by(written)
        if table in ONE_FOR:  # what is noted of others may be over with what came in
            about |= versions.contested()
        apart = _apart(versions, about, versions.standing_twice(about) if about else set())
        if table in ONE_FOR:
            apart |= _for_one(office, table, versions)
        _note(office, table, about, apart)
        if table == "pupil" and (_noted(office, TWICE) or versions.begun_by(written)):
            _note(office, TWICE, _noted(office, TWICE), admitted_twice(office))


def note_marks(office: Office, places: Iterable[Place], shared: Iterable[Place]) -> None:
    """Note at which of some sessions marks clash.

    Args:
        office: The office; within a transaction.
        places: The sessions that what came in is about.
        shared: Those where lines of several desks stand.
    """
    clash = _clashing(office, set(shared))
    office.connection.executemany(
        "DELETE FROM contested WHERE pupil = ? AND day = ? AND session = ?",
        [_key(place) for place in set(places) - clash] if _any_noted(office) else [],
    )
    office.connection.executemany(
        "INSERT INTO contested (pupil, day, session) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [_key(place) for place in sorted(clash)],
    )


def drawn_cards(office: Office) -> set[Thing]:
    """Return all cards and entries of which desks wrote apart, looked for in every line."""
    found: set[Thing] = set()
    for table, versions in kept_in(office).items():
        twice = versions.standing_twice()
        numbers = _apart(versions, versions.brought_together(), twice)
        if table in ONE_FOR:
            numbers |= _for_one(office, table, versions)
        found |= {Thing(table, number) for number in numbers}
    return found | {Thing(TWICE, number) for number in admitted_twice(office)}


def admitted_twice(office: Office) -> set[int]:
    """Return the pupils who may be one child: admitted apart, and nobody has decided."""
    born: dict[dt.date, list[Pupil]] = {}
    for one in office.roll.pupils().values():
        born.setdefault(one.dob, []).append(one)
    alike: dict[tuple[dt.date, str, str], list[int]] = {}
    for one in (one for alike_born in born.values() if len(alike_born) > 1 for one in alike_born):
        alike.setdefault(alike_by(one), []).append(one.id)
    return {
        number
        for numbers in alike.values()
        for pair in admitted_apart(office, numbers)
        for number in pair
    }


def admitted_apart(office: Office, pupils: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of some pupils that desks wrote down not knowing of each other.

    Pairs of whom somebody has said whether they are one child are left out, and those who are not
    on the roll at any time.
    """
    pairs = [
        (one, other)
        for one, other in itertools.combinations(pupils, 2)
        if desk_of(one) != desk_of(other) and all(map(office.roll.enrolments, (one, other)))
    ]
    if not pairs:
        return []
    rows = office.connection.execute(
        "SELECT t.id, t.act FROM pupil t WHERE t.id IN (SELECT value FROM json_each(?)) AND NOT "
        "EXISTS (SELECT 1 FROM corrects c WHERE c.act = t.act AND c.n = t.n)",
        [json.dumps(list(pupils))],
    )
    begun = {row[0]: ActId(row[1]) for row in rows}
    decided = decided_pairs(office)
    return [
        (one, other)
        for one, other in pairs
        if frozenset((one, other)) not in decided and _unseen(office, begun[one], begun[other])
    ]


def decided_pairs(office: Office) -> set[frozenset[int]]:
    """Return the pairs of pupils of whom somebody has said whether they are one child."""
    rows = office.connection.execute(
        "SELECT thing, field FROM clash_decided WHERE shelf = 'pupil' "
        "AND (field LIKE 'not %' OR field LIKE 'same as %')"
    )
    return {frozenset((row[0], int(row[1].rsplit(" ", 1)[1]))) for row in rows}


def alike_by(pupil: Pupil) -> tuple[dt.date, str, str]:
    """Return by what two pupils may be one child: date of birth and name in law."""
    return pupil.dob, folded(pupil.legal_surname), folded(pupil.legal_forename)


def drawn_marks(office: Office) -> set[Place]:
    """Return all sessions at which marks clash, looked for on every day that it can be.

    One of two lines that clash is not of the desk that wrote most, so other days are passed over.
    """
    rows = office.connection.execute(
        "SELECT DISTINCT day FROM register_day WHERE act >> 32 <> "
        "(SELECT id >> 32 FROM act GROUP BY id >> 32 ORDER BY count(*) DESC LIMIT 1)"
    ).fetchall()
    return _clashing(office, {place for (day,) in rows for place in _marked_twice(office, day)})


def _marked_twice(office: Office, day: str) -> list[Place]:
    """Return the sessions of a day for which several lines stand."""
    rows = office.connection.execute(
        "SELECT r.pupil, r.day, r.session FROM register_day d JOIN register r "
        "ON r.act = d.act AND r.n BETWEEN d.first AND d.last WHERE d.day = :day AND r.day = :day "
        "AND NOT EXISTS (SELECT 1 FROM corrects c "
        "WHERE c.earlier_act = r.act AND c.earlier_n = r.n) "
        "GROUP BY r.pupil, r.session HAVING count(*) > 1",
        {"day": day},
    )
    return [_place(row) for row in rows]


def noted_cards(office: Office) -> set[Thing]:
    """Return the cards and entries that are noted."""
    return {Thing(*row) for row in office.connection.execute("SELECT * FROM contested_card")}


def forget_card(office: Office, thing: Thing) -> None:
    """Take a card off what is noted, within the act that decided it."""
    office.connection.execute(
        "DELETE FROM contested_card WHERE book = ? AND thing = ?", [thing.book, thing.number]
    )


def note_all(office: Office, cards: Iterable[Thing], marks: Iterable[Place]) -> None:
    """Note cards and sessions that were drawn anew, and nothing else; within a transaction."""
    office.connection.execute("DELETE FROM contested_card")
    office.connection.executemany("INSERT INTO contested_card VALUES (?, ?)", sorted(cards))
    office.connection.execute("DELETE FROM contested")
    office.connection.executemany(
        "INSERT INTO contested (pupil, day, session) VALUES (?, ?, ?)", map(_key, sorted(marks))
    )


def _apart(versions: Versions[Any], asked: set[int], twice: set[int]) -> set[int]:
    """Return the things that stand twice, and those asked about in which a dispute goes on."""
    more = versions.brought_together(asked) - twice if asked else set[int]()
    return twice | {number for number in more if versions.joined(number)[1].disputed}


def _note(office: Office, table: str, about: set[int], apart: set[int]) -> None:
    """Note things of a book; those that were asked about and do not stand apart are taken off."""
    office.connection.executemany(
        "DELETE FROM contested_card WHERE book = ? AND thing = ?",
        [(table, number) for number in about - apart],
    )
    office.connection.executemany(
        "INSERT INTO contested_card VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(table, number) for number in sorted(apart)],
    )


def _for_one(office: Office, table: str, versions: Versions[Any]) -> set[int]:
    """Return the things that desks wrote for one thing, not knowing of each other."""
    found: set[int] = set()
    for stand in versions.standing_for(ONE_FOR[table]):
        for (one, act), (other, later) in itertools.combinations(stand, 2):
            if one != other and _unseen(office, act, later):
                found |= {one, other}
    return found


def _unseen(office: Office, one: ActId, other: ActId) -> bool:
    """Say whether neither of two acts was written knowing of the other."""
    seen_by = office.register.seen_by
    return not (had_seen(one, other, seen_by(one)) or had_seen(other, one, seen_by(other)))


def _noted(office: Office, book: str) -> set[int]:
    return {one.number for one in noted_cards(office) if one.book == book}


def _clashing(office: Office, shared: set[Place]) -> set[Place]:
    """Return at which of some sessions marks clash."""
    by_day: dict[dt.date, dict[Place, list[Mark]]] = {}
    for place in shared:
        by_day.setdefault(place[1], {})[place] = []
    for day, there in by_day.items():
        for mark in office.register.marks_of_day(day):
            place = mark.pupil, mark.day, mark.session
            if place in there:
                there[place].append(mark)
    return {
        place
        for there in by_day.values()
        for place, marks in there.items()
        if clashing(marks, office.register.seen_by)
    }


def _any_noted(office: Office) -> bool:
    return office.connection.execute("SELECT 1 FROM contested LIMIT 1").fetchone() is not None


def _key(place: Place) -> tuple[int, str, str]:
    return place[0], place[1].isoformat(), place[2].value


def _place(row: Any) -> Place:
    return PupilId(row[0]), dt.date.fromisoformat(row[1]), Session(row[2])
