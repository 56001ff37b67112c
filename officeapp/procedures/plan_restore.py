"""Say what putting a backup in the place of the school would mean, and let it be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.newer import report
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from officeapp.books.newer import Report
    from officeapp.books.office import Office


def plan_restore(office: Office, backup: Path, others: Iterable[Path] = ()) -> Report:
    """Return what a backup ends with, and what is newer in the school and in other backups.

    Args:
        office: The school that is open.
        backup: The backup.
        others: The other backups that are looked at.

    Raises:
        NotAllowedError: The person signed in may not put a backup back.
        UnreadableFileError: The backup cannot be read.
    """
    office.require(Right.RESTORE)
    return report(backup, office.path, others)


def agree_to_restore(office: Office) -> None:
    """Agree that a backup takes the place of the school that is open; nothing is written here.

    Raises:
        NotAllowedError: The person signed in may not put a backup back.
        ConfirmFirstError: Their PIN must be typed once more.
    """
    office.require(Right.RESTORE)
    office.require_confirmed(Right.RESTORE)
