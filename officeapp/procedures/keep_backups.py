"""Keep the school's backups: one to every place chosen, looked at again, old ones thrown away.

It writes nothing in the school file and needs no right: who may sit here may save the school from
this computer's end. It opens a connection of its own, so that it may run beside the window.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from officeapp.books.backup import BackupFailedError, back_up
from officeapp.books.copies import Backup, Copies, State, look, proved
from officeapp.books.held import HeldError, patiently
from officeapp.books.newer import ends_of_file
from officeapp.books.office import open_office, system_clock
from officeapp.books.places import drive_of, is_elsewhere
from officeapp.domain.keeping import RULE, Kept, Rule, is_due, low_space, to_remove, warning
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from officeapp.books.office import Clock

MOST_PLACES = 2


class TooManyPlacesError(OfficeError):
    """More places were chosen for backups than the program keeps."""

    def __init__(self) -> None:
        super().__init__(f"Backups go to {MOST_PLACES} places at most; take one away first.")


class NoSuchPlaceError(OfficeError):
    """A place for backups is not a folder that is there."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"{place} is not a folder that can be reached; choose another.")


class AwayError(OfficeError):
    """A place for backups cannot be reached now."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"{place} cannot be reached, so no backup went there; plug the drive in, or choose "
            "another place."
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What a round of backups came to.

    Attributes:
        made: The backups made and verified.
        failed: Why one was not made in some place, a sentence each.
        alarms: What is wrong with backups made before, a sentence each place.
        removed: How many old ones were thrown away.
    """

    made: tuple[Backup, ...] = ()
    failed: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How the school's backups stand, for the status line and the red bar.

    Attributes:
        newest: The newest backup that is as it was proved; None where there is none.
        elsewhere: The newest of those outside this computer, or on another drive of it.
        warning: What the red bar says; empty for nothing.
        behind: Whether something was written since the newest.
        due: Whether a backup is due now, while the school is in use.
        looked: Every backup with what a look at it found, newest first.
    """

    newest: Backup | None
    elsewhere: Backup | None
    warning: str
    behind: bool
    due: bool
    looked: tuple[tuple[Backup, State], ...] = ()


def choose_places(copies: Copies, places: list[Path]) -> None:
    """Send this computer's backups of a school to these folders from now on.

    Raises:
        TooManyPlacesError: They are more than two.
        NoSuchPlaceError: One is not a folder that can be reached.
    """
    if len(set(places)) > MOST_PLACES:
        raise TooManyPlacesError
    for place in places:
        if not place.is_dir() and place not in copies.places:
            raise NoSuchPlaceError(place)
    copies.choose(places)


def keep_backups(
    path: Path, *, clock: Clock = system_clock, own_folder: Path | None = None, rule: Rule = RULE
) -> Done:
    """Back a school up to every place chosen, and keep as many of the old ones as the rule says.

    A place that fails does not keep another from its backup. Nothing is thrown away in a place
    that got no new backup, or while any backup there is not as it was written.

    Raises:
        UnreadableFileError: The school cannot be read.
    """
    copies = Copies(path, own_folder)
    made: list[Backup] = []
    failed: list[str] = []
    alarms: list[str] = []
    removed = 0
    for place in copies.places:
        try:
            made.append(_one_more(copies, place, clock))
        except OfficeError as refusal:
            failed.append(str(refusal))
        spoilt = look_again(copies, place, clock())
        if spoilt:
            alarms.append(_alarm(place, spoilt))
        elif made and made[-1].file.parent == place:
            removed += _throw_away(copies, place, rule)
    with contextlib.suppress(OSError, HeldError):  # it is said now in any case
        copies.keep_troubles([*alarms, *failed])
    return Done(tuple(made), tuple(failed), tuple(alarms), removed)


def look_again(copies: Copies, place: Path, now: dt.datetime) -> dict[Backup, State]:
    """Look at every backup of a place, and at the whole of the one that waited longest.

    Returns:
        Those that are not as they were written, or gone, and what was found.
    """
    backups = [backup for backup in copies.backups if backup.file.parent == place]
    longest = min(backups, key=lambda backup: backup.looked, default=None)
    found = {backup: look(backup, wholly=backup is longest) for backup in backups}
    if longest and found[longest] is State.SOUND:
        copies.looked_at(longest.file, now)
    return {
        backup: state for backup, state in found.items() if state in (State.CHANGED, State.GONE)
    }


def standing(
    path: Path, *, clock: Clock = system_clock, own_folder: Path | None = None
) -> Standing:
    """Say how the backups of a school stand.

    Raises:
        UnreadableFileError: The school cannot be read.
    """
    copies = Copies(path, own_folder)
    ends = ends_of_file(path)
    looked = tuple((backup, look(backup)) for backup in copies.backups)
    newest = next((backup for backup, state in looked if state is State.SOUND), None)
    elsewhere = next((backup for backup, state in looked if _is_away(backup, state, path)), None)
    behind = newest is None or newest.acts != ends.acts
    return Standing(
        newest=newest,
        elsewhere=elsewhere,
        warning=warning(elsewhere.made if elsewhere else None, ends.begun, clock()),
        behind=behind,
        due=is_due(newest.made if newest else None, clock(), changed=behind),
        looked=looked,
    )


def settle(copies: Copies) -> int:
    """Remember no longer the backups that were changed or are gone; return how many they were.

    It is for a person who has looked into it: from then on old ones are thrown away again.
    """
    spoilt = [
        backup.file
        for backup in copies.backups
        if look(backup, wholly=True) in (State.CHANGED, State.GONE)
    ]
    copies.forget(spoilt)
    copies.keep_troubles([])
    return len(spoilt)


def room(path: Path) -> str:
    """Return what is to be said of the drive a school is on; empty while there is room."""
    return low_space(shutil.disk_usage(path.parent).free, drive_of(path))


def _is_away(backup: Backup, state: State, path: Path) -> bool:
    """Say whether a backup outlives this computer; an unplugged drive is not the school's own."""
    if state is State.SOUND:
        return is_elsewhere(backup.file.parent, path)
    return state is State.AWAY


def _one_more(copies: Copies, place: Path, clock: Clock) -> Backup:
    if not place.is_dir():
        raise AwayError(place)
    try:
        with open_office(copies.path, read_only=True, clock=clock) as office:
            file = back_up(office, place)
        ends = ends_of_file(file)
        backup = proved(file, clock(), ends)
        copies.add(backup, ends.name)
    except OSError as error:
        raise BackupFailedError(str(error)) from error
    return backup


def _throw_away(copies: Copies, place: Path, rule: Rule) -> int:
    """Remove what need not be kept; only files that this program made and remembers."""
    kept = {
        Kept(one.file.name, one.made): one for one in copies.backups if one.file.parent == place
    }
    removed: list[Path] = []
    for file in (kept[old].file for old in to_remove(list(kept), rule)):
        with contextlib.suppress(OSError, HeldError):  # what stays is tried again next time
            patiently(partial(file.unlink, missing_ok=True), file)
            removed.append(file)
    copies.forget(removed)
    return len(removed)


def _alarm(place: Path, spoilt: dict[Backup, State]) -> str:
    changed = sorted(one.file.name for one, state in spoilt.items() if state is State.CHANGED)
    if not changed:
        return (
            f"{_backups(len(spoilt))} made in {place} {_are(len(spoilt))} no longer there. No old "
            "backup is thrown away until somebody has looked into it under School > Backups."
        )
    return (
        f"{_backups(len(changed))} in {place} {_are(len(changed))} not as written "
        f"({changed[-1]}). Something else writes there: unplug that drive and ask for help first. "
        "No old backup is thrown away."
    )


def _backups(number: int) -> str:
    return "1 backup" if number == 1 else f"{number} backups"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
