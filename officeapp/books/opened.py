"""The books of an open file, each opened when it is first asked for.

A window asks who sits here before anything else; what that takes is opened at once, and the other
books, with all they know of their trade, once somebody has signed in.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from officeapp.books.pins import PinBook
from officeapp.books.school import CalendarBook, SchoolBook, StaffBook

if TYPE_CHECKING:
    from officeapp.books.cases import CaseBook
    from officeapp.books.database import Connection
    from officeapp.books.desks import DeskBook
    from officeapp.books.drive import Drive
    from officeapp.books.front_desk import FrontDeskBooks
    from officeapp.books.given_out import GivenOutBook
    from officeapp.books.leave import LeaveBook
    from officeapp.books.letter_pencil import LetterPencil
    from officeapp.books.letters import LetterBook
    from officeapp.books.patterns import PatternBook
    from officeapp.books.pencil import PencilBook
    from officeapp.books.policy import PolicyBook
    from officeapp.books.register import RegisterBook
    from officeapp.books.roll import ContactBook, RollBook
    from officeapp.domain.codes import CodeTable

#: The books that keep what they have read, and must read anew what another connection wrote.
REMEMBERING = (
    "school",
    "policy",
    "calendar",
    "staff",
    "roll",
    "contacts",
    "patterns",
    "front_desk",
    "cases",
    "leave",
    "letters",
    "desks",
    "register",
)


class OpenBooks:
    """The books of one file."""

    _desk: int
    _file: int

    def __init__(self, connection: Connection, drive: Drive) -> None:
        self._connection = connection
        #: Whether the drive takes saves.
        self.drive = drive
        #: The school, its sites and times.
        self.school = SchoolBook(connection)
        #: Closures and terms.
        self.calendar = CalendarBook(connection)
        #: The staff.
        self.staff = StaffBook(connection)
        #: PINs.
        self.pins = PinBook(connection, drive)

    @cached_property
    def codes(self) -> CodeTable:
        """Return the attendance codes by date."""
        from officeapp.books.law import codes

        return codes()

    @cached_property
    def policy(self) -> PolicyBook:
        """Return the attendance policy by date."""
        from officeapp.books.policy import PolicyBook

        return PolicyBook(self._connection, self.school)

    @cached_property
    def roll(self) -> RollBook:
        """Return the roll."""
        from officeapp.books.roll import RollBook

        return RollBook(self._connection)

    @cached_property
    def contacts(self) -> ContactBook:
        """Return parents, carers and other adults."""
        from officeapp.books.roll import ContactBook

        return ContactBook(self._connection)

    @cached_property
    def patterns(self) -> PatternBook:
        """Return pupils' weekly patterns."""
        from officeapp.books.patterns import PatternBook

        return PatternBook(self._connection)

    @cached_property
    def leave(self) -> LeaveBook:
        """Return leave of absence."""
        from officeapp.books.leave import LeaveBook

        return LeaveBook(self._connection)

    @cached_property
    def letters(self) -> LetterBook:
        """Return the letter book."""
        from officeapp.books.letters import LetterBook

        return LetterBook(self._connection)

    @cached_property
    def register(self) -> RegisterBook:
        """Return the attendance register."""
        from officeapp.books.register import RegisterBook

        return RegisterBook(self._connection, self.roll, self.codes)

    @cached_property
    def pencil(self) -> PencilBook:
        """Return the registers being taken."""
        from officeapp.books.pencil import PencilBook

        return PencilBook(self._connection, self._desk, self.drive)

    @cached_property
    def letter_pencil(self) -> LetterPencil:
        """Return the letters being written."""
        from officeapp.books.letter_pencil import LetterPencil

        return LetterPencil(self._connection, self._desk, self.drive)

    @cached_property
    def given_out(self) -> GivenOutBook:
        """Return what was given out on paper or as a file."""
        from officeapp.books.given_out import GivenOutBook

        return GivenOutBook(self._connection)

    @cached_property
    def cases(self) -> CaseBook:
        """Return the attendance cases."""
        from officeapp.books.cases import CaseBook

        return CaseBook(self._connection)

    @cached_property
    def front_desk(self) -> FrontDeskBooks:
        """Return the books of the front desk."""
        from officeapp.books.front_desk import FrontDeskBooks

        return FrontDeskBooks(self._connection, self.drive)

    @cached_property
    def desks(self) -> DeskBook:
        """Return the desks of the school."""
        from officeapp.books.desks import DeskBook

        return DeskBook(self._connection, self._file)

    def forget(self) -> None:
        """Drop everything that was read; the next question reads the file."""
        for name in REMEMBERING:
            if name in self.__dict__:
                getattr(self, name).forget()
