"""Taking in what other desks left, a short step at a time, so that a window is never held up.

Each step is one transaction: what can be taken together and nothing more. Whether something may
come in at all is asked of everything that was left, before the first step, so that the order of the
steps lets nothing in that would be kept apart otherwise.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.admitting import admitted
from officeapp.books.merging import Merged, merge
from officeapp.books.sending import digest_of, newest_acts, units_after
from officeapp.domain.exchange import takeable
from officeapp.domain.merge_report import MergeReport
from officeapp.procedures.exchange_desks import (
    Exchanged,
    leave,
    look,
    require_sharing,
    sorted_by_signer,
    take_in,
)
from officeapp.procedures.open_clashes import clashes_now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from officeapp.books.act import Book
    from officeapp.books.office import Office
    from officeapp.domain.exchange import Unit
    from officeapp.procedures.exchange_desks import Carrier, Looked


def look_aside(path: Path, carrier: Carrier) -> Looked:
    """Return what a carrier holds, read beside the window that has the school open.

    Raises:
        UnreadableFileError: The carrier cannot be reached.
    """
    with contextlib.closing(database.connect(path, read_only=True)) as connection:
        return look(connection, carrier)


def leave_aside(path: Path, carrier: Carrier, done: Exchanged) -> dict[int, int]:
    """Leave what is not there yet; return up to which act of each desk everything is there now.

    Args:
        path: The school file, which a window may have open.
        carrier: What carries between the desks.
        done: What was taken in, and what is there; what went out is noted in it.

    Raises:
        OfficeError: The carrier takes nothing; what was left before is there.
    """
    with contextlib.closing(database.connect(path, read_only=True)) as connection:
        return leave(connection, carrier, done)


def leave_after(path: Path, carrier: Carrier, known: Mapping[int, int]) -> int:
    """Leave what was written since others could have everything; return how many acts went out.

    What the carrier lost meanwhile is found by the next exchange.

    Args:
        path: The school file.
        carrier: What carries between the desks.
        known: Up to which act of each desk everything was there.

    Raises:
        OfficeError: The carrier takes nothing; what was left before is there.
    """
    sent = 0
    with contextlib.closing(database.connect(path, read_only=True)) as connection:
        for unit in units_after(connection, known):
            carrier.put(unit)
            sent += len(unit.acts)
    return sent


class TakingIn:
    """Takes in what was left, step by step.

    Attributes:
        done: What came of it; None until the last step.
        books: The books that changed so far; whoever shows them is told by the caller.
    """

    def __init__(self, office: Office, looked: Looked, *, confirmed: bool = False) -> None:
        """Begin; nothing is taken in yet.

        Raises:
            NotSharingError: This file takes no part in sharing, or is held until somebody confirms.
        """
        require_sharing(office, looked, confirmed=confirmed)
        self.done: Exchanged | None = None
        self.books: frozenset[Book] = frozenset()
        self._office = office
        self._looked = looked
        self._confirmed = confirmed
        self._came = Merged()
        self._before = clashes_now(office)
        self._steps = self._in_turn()

    def step(self) -> bool:
        """Do the next step; say whether there is another.

        Raises:
            NotSharingError: This file takes no part in sharing any more.
            NotSavedError: The books could not be written; what came in before is in them.
        """
        return next(self._steps, False)

    def report(self) -> MergeReport:
        """Return what came in so far, for the person signed in."""
        came = [self._came, *([self.done.merged] if self.done else [])]
        new = clashes_now(self._office).keys - self._before.keys
        return MergeReport(
            sum(one.added for one in came), sum(one.changed for one in came), len(new)
        )

    def _in_turn(self) -> Iterator[bool]:
        for units in self._groups():
            came = merge(self._office, units, tell=False)
            self._came.acts += came.acts
            self._came.added += came.added
            self._came.changed += came.changed
            self.books |= came.books
            yield True
        left = [one for one in self._looked.brought if not self._is_here(one.unit)]
        rest = replace(self._looked, brought=left)
        self.done = take_in(self._office, rest, confirmed=self._confirmed)
        yield False

    def _is_here(self, unit: Unit) -> bool:
        """Say whether the books have a unit to its last act, and not another under its number."""
        return digest_of(self._office.connection, unit.last) == unit.acts[-1].digest

    def _groups(self) -> Iterator[list[Unit]]:
        """Yield what can be taken together, as little as possible at a time, in its order."""
        chosen, _ = sorted_by_signer(self._office, self._looked.brought)
        units, _ = admitted(self._office, [one.unit for one in chosen])
        pool: list[Unit] = []
        for unit in sorted(units, key=lambda unit: (unit.acts[0].clock, unit.first, unit.last)):
            pool.append(unit)
            ready = takeable(pool, newest_acts(self._office.connection))
            if ready:
                pool = [one for one in pool if one not in ready]
                yield ready
