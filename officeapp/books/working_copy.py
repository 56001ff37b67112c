"""The copy of the books with which a new desk begins: what its posts need, and nothing else.

Where nobody may read confidential notes, their lines are sealed and the key is left out; what one
desk keeps for itself alone (registers in pencil, one-use codes, what it keeps apart) goes to none.
Everything else goes whole, because the books cannot be read in part: a withheld address is a field
of the card whose telephone numbers the desk needs, so it goes, and who may see it is for the
program to mind. So do the PINs, as hashes: without them nobody could sign in there.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.act import body_digest
from officeapp.books.bodies import body_from, lines_of
from officeapp.books.sealing import (
    CONFIDENTIAL,
    SEALED_KIND,
    NotKeptHereError,
    Sealed,
    keep_sealed,
    opens,
    public_half,
    seal,
)
from officeapp.books.sending import NotSoundError
from officeapp.domain.rights import Right, may
from officeapp.domain.school import Role
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.office import Office

#: The tables that are no book, and are of one desk's file alone.
OF_ONE_DESK = ("pencil", "slip", "pin_code", "apart", "last_shared", "letter_draft")

#: The other tables that are no book: they go with every copy.
GO_ALONG = (
    "school_file",
    "exchange_key",
    "confidential_key",  # the half that opens with some copies only
    "sealed_body",
    "standing_line",
    "register_day",
    "contested",
    "contested_card",
    "letter_paper",
    "pin",
)


class CopyNotMadeError(UnreadableFileError):
    """A copy of the books could not be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The copy {path} was not made ({detail}); make room there or choose another folder."
        )


def needs_confidential(posts: Iterable[str]) -> bool:
    """Say whether somebody who sits at a desk may read confidential notes.

    Args:
        posts: The roles that sit there, as `Role` has them.
    """
    return any(may(Role(post), Right.READ_CONFIDENTIAL) for post in posts)


def working_copy(office: Office, path: Path, posts: Iterable[str]) -> None:
    """Write the copy of the books with which a desk begins.

    What a desk may not have is never written in the copy's folder: it is taken out beside the
    school's own file first.

    Args:
        office: The school.
        path: Where the copy is to be.
        posts: The roles that sit at the desk, as `Role` has them.

    Raises:
        FileExistsAlreadyError: A file of that name is there.
        NotKeptHereError: The copy is to have confidential notes, and this file has none.
        NotSoundError: The confidential lines are not as they were written.
        CopyNotMadeError: It could not be written.
    """
    confidential = needs_confidential(posts)
    if confidential and not opens(office.connection):
        raise NotKeptHereError
    if path.exists():
        raise database.FileExistsAlreadyError(path)
    try:
        with tempfile.TemporaryDirectory(dir=office.path.parent) as folder:
            made = Path(folder) / "copy.db"
            office.connection.execute("VACUUM INTO ?", [str(made)])
            with contextlib.closing(database.connect(made)) as copy:
                with database.immediately(copy):
                    _keep_to_itself(copy)
                    if not confidential and opens(copy):
                        _withhold(copy)
                copy.execute("VACUUM INTO ?", [str(path)])
    except (OSError, *database.FAILED_TO_WRITE) as error:
        path.unlink(missing_ok=True)
        raise CopyNotMadeError(path, str(error)) from error


def _keep_to_itself(copy: database.Connection) -> None:
    for table in OF_ONE_DESK:
        copy.execute(f"DELETE FROM {table}")  # noqa: S608  # own names
    copy.execute("UPDATE pin SET wrong = 0, until = ''")


def _withhold(copy: database.Connection) -> None:
    """Put what is sealed in the place of confidential lines; the triggers stand again after."""
    public = public_half(copy)
    tables = ("act", "corrects", *sorted(CONFIDENTIAL))
    triggers = [row for table in tables for row in _triggers(copy, table)]
    for name, _ in triggers:
        copy.execute(f"DROP TRIGGER {name}")
    acts = copy.execute("SELECT id, salt, body FROM act WHERE kind = ?", [SEALED_KIND]).fetchall()
    for act, salt, digest in acts:
        body = body_from(lines_of(copy, act))
        if body is None or body_digest(salt, body) != digest:
            raise NotSoundError
        keep_sealed(copy, act, seal(public, Sealed(salt, body)))
    copy.execute(
        "DELETE FROM corrects WHERE act IN (SELECT id FROM act WHERE kind = ?)", [SEALED_KIND]
    )
    for table in CONFIDENTIAL:
        copy.execute(f"DELETE FROM {table}")  # noqa: S608  # own names
    copy.execute("UPDATE act SET salt = x'' WHERE kind = ?", [SEALED_KIND])
    copy.execute("UPDATE confidential_key SET private = NULL, public = ?", [public])
    for _, sql in triggers:
        copy.execute(sql)


def _triggers(copy: database.Connection, table: str) -> list[tuple[str, str]]:
    rows = copy.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", [table]
    )
    return [(row[0], row[1]) for row in rows]
