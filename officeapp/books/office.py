"""The office: one school file with its books, and the only transaction in the program."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import override

from officeapp import paths
from officeapp.books import database
from officeapp.books.act import SALT_BYTES, TABLES, Act, Book, Head, heads
from officeapp.books.confirmations import Confirmations, CountersignedBook
from officeapp.books.desk import DeskRecord, Owner
from officeapp.books.drive import Drive
from officeapp.books.opened import OpenBooks
from officeapp.books.places import require_own_drive
from officeapp.domain.record import COUNTER_BITS, NEVER_WRITTEN, numbered
from officeapp.domain.rights import ANYWHERE, NAMED_FOR, Care, Reach, Right, Where, care, may, reach
from officeapp.errors import NotAllowedError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from officeapp.books.clash_book import ClashBook
    from officeapp.books.desk_keys import KeyFile
    from officeapp.domain.record import ClassId
    from officeapp.domain.school import Person

    Chance = Callable[[int], bytes]
    Clock = Callable[[], dt.datetime]
    Listener = Callable[[frozenset[Book]], None]

_UNNUMBERED = (
    "school",
    "lock_rule",
    "stationery",
    "pin_act",
    "countersigned",
    "register",
    "handed_in",
    "given_out",
    "settled",
    "exported",
    "clash_decided",
    "confidential_note",  # these two have the number of their act
    "note_opened",
    "desk_claim",
    "desk_seen",
    "desk_key",
)
NO_FOLDER = "there is no such folder"
_THINGS = tuple(name for name in TABLES if name not in _UNNUMBERED)


class NobodySignedInError(NotAllowedError):
    """An entry was to be made with nobody signed in."""

    def __init__(self) -> None:
        super().__init__("Nobody is signed in; choose your name and type your PIN first.")


class MayNotError(NotAllowedError):
    """The person signed in has no right to do this."""

    def __init__(self, person: Person, right: Right) -> None:
        limit = (reach(person.role, right) or Reach.EVERYWHERE).value
        super().__init__(
            f"{person.name} ({person.post}) may not {right.value}{limit and f' {limit}'}; "
            "ask the office or the headteacher."
        )


class NotInPostError(NotAllowedError):
    """The person's time in post has not begun or is over."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.name} is not in post today and cannot make an entry.")


class ReadOnlyError(NotAllowedError):
    """The file was opened for reading only."""

    def __init__(self) -> None:
        super().__init__("The school is open for reading only; open it for writing first.")


def system_clock() -> dt.datetime:
    """Return the time of this machine with its offset from UTC."""
    return dt.datetime.now().astimezone()


class Office(OpenBooks):
    """One school file with its books. Use `open_office` or `procedures.new_school` to get one."""

    def __init__(
        self,
        path: Path,
        connection: database.Connection,
        *,
        clock: Clock,
        owner: Owner | None,
        record: DeskRecord | None,
        chance: Chance = os.urandom,
        drive: Drive | None = None,
    ) -> None:
        super().__init__(connection, drive or Drive(path))
        self.path = path
        #: Whether the file is open; nothing can be asked of an office that was closed.
        self.is_open = True
        #: Who is signed in; None while nobody is.
        self.person: Person | None = None
        self._clock = clock
        self._owner = owner
        self._record = record
        self._chance = chance
        self._listeners: list[Listener] = []
        self._file = connection.execute("SELECT school FROM school_file").fetchone()[0]
        self._desk = self._find_desk()
        self._counter: int | None = None
        #: Who countersigned acts that take two people.
        self.countersigned = CountersignedBook(connection)
        #: What was confirmed by PIN, for one act.
        self.confirmations = Confirmations(clock)

    @cached_property
    def clashes(self) -> ClashBook:
        """Return what of the books desks disagree on."""
        from officeapp.books.clash_book import ClashBook

        return ClashBook(self)

    @property
    def desk(self) -> int:
        """Return this desk's number."""
        return self._desk

    @property
    def school_number(self) -> int:
        """Return the identity that every file of this school carries."""
        return self._file

    @property
    def key_file(self) -> KeyFile | None:
        """Return where this machine keeps its desk's key; None where it only reads."""
        return self._record.keys if self._record else None

    @property
    def connection(self) -> database.Connection:
        """Return the file's connection, for the other modules of this folder."""
        return self._connection

    @property
    def can_write(self) -> bool:
        """Say whether this process owns the file."""
        return self._record is not None

    @property
    def own_folder(self) -> Path | None:
        """Return where this machine keeps what it remembers of the file; None for the usual."""
        return self._record.own_folder if self._record else None

    def now(self) -> dt.datetime:
        """Return the time by this office's clock."""
        return self._clock()

    def today(self) -> dt.date:
        """Return the day by this office's clock."""
        return self._clock().date()

    def sign_in(self, person: Person | None) -> None:
        """Take note of who sits here now; a procedure has checked that it is so."""
        self.person = person
        self.confirmations.forget()

    def on_change(self, listener: Listener) -> None:
        """Call a function with the books an act touched, after each act."""
        self._listeners.append(listener)

    def where(self, school_class: ClassId | None, *days: dt.date) -> Where:
        """Return where an act is, as far as a right of the person signed in depends on it.

        Args:
            school_class: The class it is about; None where it is about more than one, or none.
            days: The days it is about.
        """
        own = self.person.school_class if self.person else None
        return Where(
            one_class=school_class is not None,
            own_class=school_class is not None and school_class == own,
            today=bool(days) and set(days) == {self.today()},
        )

    def may(self, right: Right, where: Where = ANYWHERE) -> bool:
        """Say whether the person signed in may do or read something, for a screen to show it."""
        person = self.person
        return (
            person is not None
            and person.in_post(self.today())
            and self._holds(person, right, where)
        )

    def require(self, right: Right, where: Where = ANYWHERE) -> Person:
        """Return who is signed in if they may do something there.

        Raises:
            NobodySignedInError: Nobody is signed in.
            NotInPostError: The person's time in post has not begun or is over.
            MayNotError: The person's role does not have the right, or not there.
        """
        if self.person is None:
            raise NobodySignedInError
        if not self.person.in_post(self.today()):
            raise NotInPostError(self.person)
        if not self._holds(self.person, right, where):
            raise MayNotError(self.person, right)
        return self.person

    def require_confirmed(self, right: Right, more: Care = Care.NOTHING) -> Person | None:
        """Return who countersigns what the person signed in is about to do; None for nobody.

        In a sample school nobody types a PIN, and whoever made a school acts alone until they
        have chosen one: nobody else can have one yet.

        Args:
            right: The right it needs, which may take more care than being signed in.
            more: What this one act takes beside what the right does.

        Raises:
            ConfirmFirstError: A PIN must be typed once more, or a second person must countersign.
        """
        if self.person is None:
            raise NobodySignedInError
        takes = care(self.person.role, right) | more
        if not takes:
            return None
        no_pin = self.pins.state(self.person.id) is None
        if no_pin:
            takes &= Care.SECOND
        if takes and self.school.card().sample:
            takes &= Care.SECOND
        elif no_pin:
            return None
        return self.confirmations.require(right, takes)

    def new_number(self) -> int:
        """Return the number of this desk's next thing: a pupil, a contact, a class."""
        if self._counter is None:
            self._counter = self._highest_counter()
        self._counter += 1
        return numbered(self._desk, self._counter)

    @contextlib.contextmanager
    def writing(
        self,
        kind: str,
        right: Right,
        *books: Book,
        where: Where = ANYWHERE,
        more: Care = Care.NOTHING,
    ) -> Iterator[Act]:
        """Write in some books as one act, then tell the listeners which.

        Acts do not nest: a notice must never go out before its act is kept.

        Args:
            kind: What is done, for the act's header.
            right: The right it needs.
            books: The books it touches.
            where: Where it is, for a right that does not reach everywhere.
            more: What this act takes beside what its right does: `Care.SECOND` for a second
                person, who is then written as its last line.

        Raises:
            NotAllowedError: The person signed in may not do it.
            ConfirmFirstError: It takes a PIN once more, or a second person; see
                `procedures.confirm`.
            NotSavedError: The file could not be written; nothing was changed. Where its drive
                failed, nothing is written until `try_again` finds it well.
        """
        person = self.require(right, where)
        if self._record is None:
            raise ReadOnlyError
        self.drive.require()
        second = self.require_confirmed(right, more)
        try:
            with database.immediately(self._connection):
                act = Act.begin(self._connection, self._desk, kind, by=person, at=self._clock())
                yield act
                if second is not None:
                    self.countersigned.enter(act, second)
                self._work_out_again(act.books)
                self.register.flush()
                head = act.seal(self._chance(SALT_BYTES))
        except database.FAILED_TO_WRITE as error:
            self.forget()
            raise self.drive.refusal(error) from error
        except BaseException:
            self.forget()
            raise
        self._record.keep(self._file, self._desk, head)
        if care(person.role, right) | more:
            self.confirmations.forget()  # good for one act
        self._tell(frozenset(books))

    def try_again(self) -> None:
        """See whether a drive that failed takes saves again, and write again if it does.

        Raises:
            DriveFailedError: It still fails; what is typed stays where it is.
        """
        self.drive.try_again(self._connection)
        self.forget()

    def refresh(self, books: frozenset[Book]) -> None:
        """Read anew what another connection of this process wrote, and tell the listeners."""
        self.forget()
        self._tell(books)

    @override
    def forget(self) -> None:
        """Drop everything that was read; the next question reads the file."""
        super().forget()
        self._counter = None
        if "clashes" in self.__dict__:
            self.clashes.forget()

    @contextlib.contextmanager
    def aside(self) -> Iterator[Office]:
        """Yield a second office on the same file, for long work in a thread of its own.

        It writes as the same desk and person; the window takes no entry meanwhile.
        """
        connection = database.connect(self.path)
        try:
            office = Office(
                self.path,
                connection,
                clock=self._clock,
                owner=None,
                record=self._record,
                drive=self.drive,
            )
            office.sign_in(self.person)
            office.confirmations = self.confirmations
            yield office
        finally:
            connection.close()

    def become_another_desk(self) -> None:
        """Take a new number: acts of this desk that this file had not written came from elsewhere.

        So it is with a copied or restored file; from here on the two give different numbers.
        """
        if self._record is None:
            raise ReadOnlyError
        self._record.forget()
        self._counter = None
        self._desk = self._find_desk()

    def close(self) -> None:
        """Close the file and give it free."""
        self.is_open = False
        self._connection.close()
        if self._owner:
            self._owner.release()
            if self._record:
                self._record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _holds(self, person: Person, right: Right, where: Where) -> bool:
        """Say whether somebody's role has a right, or the head has named them for it today."""
        named = right in NAMED_FOR and self.leave.is_delegate(person.id, self.today())
        return named or may(person.role, right, where)

    def _tell(self, books: frozenset[Book]) -> None:
        for listener in list(self._listeners):
            listener(books)

    def _work_out_again(self, touched: set[Book]) -> None:
        if Book.SCHOOL in touched:
            self.school.changed()
        if Book.CALENDAR in touched:
            self.calendar.changed()
        if Book.ROLL in touched:
            self.roll.changed()
        if Book.PATTERNS in touched:
            self.patterns.changed()
        if Book.LEAVE in touched:
            self.leave.changed()
        if "clashes" in self.__dict__:
            self.clashes.changed(touched, self.register.drawn())
        if Book.DESKS in touched:
            self.desks.changed()

    def _find_desk(self) -> int:
        known = heads(self._connection)
        if self._record is None:
            return NEVER_WRITTEN
        desk = self._record.desk(self._file, known, self._digest_of, self._chance)
        self._record.keep(self._file, desk, known.get(desk))
        return desk

    def _digest_of(self, act: int) -> bytes | None:
        row = self._connection.execute("SELECT digest FROM act WHERE id = ?", [act]).fetchone()
        return row[0] if row else None

    def _highest_counter(self) -> int:
        low, high = numbered(self._desk, 0), numbered(self._desk + 1, 0)
        highest = low
        for table in _THINGS:
            row = self._connection.execute(
                f"SELECT max(id) FROM {table} WHERE id >= ? AND id < ?",
                [low, high],
            ).fetchone()
            highest = max(highest, row[0] or low)
        return highest & ((1 << COUNTER_BITS) - 1)


class UnfinishedFileError(UnreadableFileError):
    """A school file whose making was cut short, before its first act."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was begun and never finished, and nothing is in it; "
            "delete it, then make the school again."
        )


class NotMadeError(UnreadableFileError):
    """A new school file could not be made."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path} could not be made ({detail}); choose another folder.")


def open_office(
    path: Path,
    *,
    read_only: bool = False,
    clock: Clock = system_clock,
    own_folder: Path | None = None,
) -> Office:
    """Open a school file.

    Args:
        path: The file.
        read_only: Whether only questions will be asked; works while another process writes.
        clock: Says what time it is.
        own_folder: Where this machine remembers its desks; this person's own folder if not given.

    Raises:
        UnreadableFileError: It is missing, damaged, newer, of another kind, or open elsewhere.
    """
    database.require_sound_sqlite()
    if read_only:
        office = _opened_for_reading(path, clock)
    else:
        office = _opened_for_writing(path, clock, own_folder)
    if not heads(office.connection):
        office.close()
        raise UnfinishedFileError(path)
    return office


def make_file(
    path: Path,
    *,
    clock: Clock = system_clock,
    own_folder: Path | None = None,
    chance: Chance = os.urandom,
) -> Office:
    """Make an empty school file and open it; `procedures.new_school` writes its first act.

    Args:
        path: Where the file is to be.
        clock: Says what time it is.
        own_folder: Where this machine remembers its desks; this person's own folder if not given.
        chance: Gives random bytes; a sample school throws dice of its own, to be the same again.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        NotMadeError: The folder does not take it.
        SharedPlaceError: It is on a network share or in a synchronised folder.
    """
    database.require_sound_sqlite()
    if path.exists():
        raise database.FileExistsAlreadyError(path)
    if not path.parent.is_dir():
        raise NotMadeError(path, NO_FOLDER)
    require_own_drive(path)
    try:
        with contextlib.closing(database.connect(path, create=True)) as connection:
            database.bring_up_to_date(connection, path)
    except (OSError, UnreadableFileError, *database.FAILED_TO_WRITE) as error:
        database.discard(path)
        raise NotMadeError(path, str(error)) from error
    return _opened_for_writing(path, clock, own_folder, chance)


def _opened_for_writing(
    path: Path,
    clock: Clock,
    own_folder: Path | None,
    chance: Chance = os.urandom,
) -> Office:
    if not path.is_file():
        raise database.MissingFileError(path)
    require_own_drive(path)
    owner = Owner(path)
    owner.take()
    try:
        with contextlib.closing(database.connect(path, read_only=True)) as looked_at:
            database.require_whole(looked_at, path)
            database.refuse_newer(looked_at, path)
        connection = database.connect(path)
        database.bring_up_to_date(connection, path)
        record = DeskRecord(own_folder or paths.own_folder(), path)
        return Office(path, connection, clock=clock, owner=owner, record=record, chance=chance)
    except BaseException:
        owner.release()
        raise


def _opened_for_reading(path: Path, clock: Clock) -> Office:
    connection = database.connect(path, read_only=True)
    database.refuse_newer(connection, path)
    if len(database.steps_applied(connection)) != len(paths.migrations()):
        connection.close()
        with open_office(path, clock=clock):
            pass  # brought up to date, then read
        connection = database.connect(path, read_only=True)
    return Office(path, connection, clock=clock, owner=None, record=None)


def head_of(office: Office) -> Head | None:
    """Return the newest act of this desk, or None where it has written nothing."""
    return heads(office.connection).get(office.desk)
