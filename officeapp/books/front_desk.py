"""The books of the front desk: late book, signing out and in, messages, appointments, contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.database import FAILED_TO_WRITE
from officeapp.books.journal import Journal
from officeapp.domain.appointments import Appointment
from officeapp.domain.first_day import Attempt
from officeapp.domain.late import LateArrival
from officeapp.domain.messages import Message
from officeapp.domain.roll_call import Drill, Found
from officeapp.domain.sign_out import SignOut

if TYPE_CHECKING:
    from officeapp.books.database import Connection
    from officeapp.books.drive import Drive


class FrontDeskBooks:
    """Reads the books of the front desk; writing goes through its journals."""

    def __init__(self, connection: Connection, drive: Drive) -> None:
        self._connection = connection
        self._drive = drive
        #: The late book.
        self.late = Journal(connection, "late_arrival", LateArrival)
        #: The signing out and in book.
        self.out = Journal(connection, "sign_out", SignOut)
        #: Messages from parents.
        self.messages = Journal(connection, "message", Message, until="last")
        #: The appointment book.
        self.appointments = Journal(connection, "appointment", Appointment)
        #: First-day contact.
        self.attempts = Journal(connection, "attempt", Attempt)
        #: Roll calls that were called.
        self.drills = Journal(connection, "drill", Drill)
        #: Who was found at them.
        self.found = Journal(connection, "found", Found)

    def slips_printed(self, entry: int) -> int:
        """Return how often this desk printed the slip of an entry of the late book."""
        row = self._connection.execute("SELECT times FROM slip WHERE entry = ?", [entry]).fetchone()
        return int(row[0]) if row else 0

    def note_slip(self, entry: int) -> None:
        """Note that this desk printed the slip of an entry once more.

        Raises:
            NotSavedError: The file could not be written.
        """
        self._drive.require()
        try:
            self._connection.execute(
                "INSERT INTO slip VALUES (?, 1) "
                "ON CONFLICT (entry) DO UPDATE SET times = times + 1",
                [entry],
            )
        except FAILED_TO_WRITE as error:
            raise self._drive.refusal(error) from error

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        for journal in (
            self.late,
            self.out,
            self.messages,
            self.appointments,
            self.attempts,
            self.drills,
            self.found,
        ):
            journal.forget()
