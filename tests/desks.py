"""Several desks of one school, each with a file and a folder of its own."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.desk_keys import DeskKey
from officeapp.books.export import book_rows, exported_books
from officeapp.books.merging import merge
from officeapp.books.office import Office, open_office
from officeapp.books.sending import newest_acts, units_after
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.desk_standing import own_desk, own_key, speak_for_desk
from officeapp.procedures.join_desk import Asked, invite_desk
from officeapp.procedures.keep_roll import add_class
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.sign_in import sign_in
from tests.builders import a_class, take
from tests.conftest import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from officeapp.books.merging import Merged
    from officeapp.domain.desks import Desk
    from officeapp.domain.exchange import Unit
    from officeapp.domain.register import Mark

NOW = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 18)  # its morning is marked / L . in every file
AM, PM = Session.AM, Session.PM


@contextlib.contextmanager
def desks(folder: Path, number: int = 2) -> Iterator[list[Office]]:
    """Yield so many desks that begin with the same books: a class of three, a morning marked."""
    original = folder / "original.db"
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher", sample=True)
    with new_school(original, made, clock=StoppedClock(NOW), own_folder=folder) as office:
        school_class, _ = a_class(office)
        take(office, school_class, DAY, AM, "/L.")
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(joined(folder / f"desk{n}", original)) for n in range(number)]


def desk_of(office: Office) -> Desk:
    """Return the desk that a file is."""
    found = own_desk(office)
    assert found
    return found


def secret_of(office: Office) -> DeskKey:
    """Return the key that a desk has on its machine."""
    found = own_key(office)
    assert found
    return found


def give_key(office: Office, key: DeskKey) -> None:
    """Keep a key where a desk has its own."""
    assert office.key_file
    office.key_file.keep(key)


@contextlib.contextmanager
def joined_desks(folder: Path, number: int = 2) -> Iterator[list[Office]]:
    """Yield so many desks that were joined: the first asked the others in, and each has a key."""
    folder.mkdir(exist_ok=True)
    with desks(folder, 1) as (first,), contextlib.ExitStack() as stack:
        asked = [invite_desk(first, f"Desk {n}", list(Role)) for n in range(1, number)]
        others = [
            stack.enter_context(welcomed(folder / f"desk{n}", first.path, one))
            for n, one in enumerate(asked, 1)
        ]
        share_all([first, *others])
        speak_for_desk(first)  # it says whom it has heard of, as at an exchange
        share_all([first, *others])
        yield [first, *others]


def cloned(folder: Path, office: Office) -> Office:
    """Open a disk image of a desk: the file with the machine's note and key."""
    clone = joined(folder, office.path)
    give_key(clone, secret_of(office))
    clone._desk = office.desk
    return clone


def welcomed(folder: Path, copied: Path, asked: Asked, private: bytes = b"") -> Office:
    """Open a copy of a file as the desk that was asked in, as its joining file does."""
    office = joined(folder, copied)
    private = private or asked.card.id.to_bytes(32)
    key = DeskKey(office.school_number, asked.card.id, private, asked.invitation)
    give_key(office, key)
    speak_for_desk(office)
    return office


def joined(folder: Path, copied: Path) -> Office:
    """Open a copy of a file in a folder of its own, as another desk."""
    folder.mkdir(exist_ok=True)
    path = folder / "school.db"
    with contextlib.closing(database.connect(copied)) as connection:
        connection.execute("VACUUM INTO ?", [str(path)])
    return reopened(path)


def reopened(path: Path) -> Office:
    """Open a desk's file with its first person signed in."""
    office = open_office(path, clock=StoppedClock(NOW), own_folder=path.parent)
    sign_in(office, office.staff.first())
    return office


def share(sender: Office, *receivers: Office) -> list[Merged]:
    """Bring to some desks what they have not got of another's books."""
    return [
        merge(one, units_after(sender.connection, newest_acts(one.connection))) for one in receivers
    ]


def share_all(offices: list[Office]) -> None:
    """Bring everything to every desk."""
    for sender in [*offices, *offices]:
        share(sender, *(one for one in offices if one is not sender))


def books_of(office: Office) -> bytes:
    """Return every book as it is exported, what corrects what, and what stands, as one text."""
    said = [
        "\t".join(row)
        for book in (*exported_books(), "confidential_note")
        for row in (book_rows(office, book)[1])
    ]
    for table in ("corrects", "standing_line", "register_day"):
        rows = office.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")  # noqa: S608  # own names
        said += ["\t".join(str(value) for value in row) for row in rows]
    return "\n".join(said).encode()


def mark(office: Office, pupil: int, session: Session = AM, day: dt.date = DAY):
    """Return the mark that stands for one of the three pupils, by their place in the class."""
    return office.register.standing(pupils(office)[pupil].id, day, session)


def pupils(office: Office):
    """Return the pupils of the class in list order."""
    return office.roll.members(the_class(office).id, DAY)


def the_class(office: Office):
    """Return the class that every file begins with."""
    return next(one for one in office.roll.classes() if one.name == "3 Oak")


def a_stray(office: Office) -> Unit:
    """Return what a copy of the file wrote on a machine that was never joined."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.db"
        office.connection.execute("VACUUM INTO ?", [str(path)])
        with open_office(path, clock=office.now, own_folder=Path(folder)) as other:
            other.sign_in(office.person)
            add_class(other, f"Class {other.desk}", other.school.sites()[0].id)
            (unit,) = units_after(other.connection, newest_acts(office.connection))
            return unit


def make_clash(office: Office, clashing: Mark) -> None:
    """Let another desk correct a mark while this one does, and bring both together here."""
    write_apart(
        office,
        lambda here: amend_mark(here, clashing, "I", "the parent wrote"),
        lambda there: amend_mark(there, clashing, "M", "the parent rang"),
    )


def write_apart(
    office: Office, here: Callable[[Office], object], there: Callable[[Office], object]
) -> None:
    """Let this desk and another write while apart, and bring both together here."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.db"
        office.connection.execute("VACUUM INTO ?", [str(path)])
        with open_office(path, clock=office.now, own_folder=Path(folder)) as other:
            other.sign_in(office.person)
            if own_key(office):  # the school shares already, so that the other takes part too
                give_key(other, secret_of(office))
                speak_for_desk(other)
            there(other)
            here(office)
            share(other, office)
