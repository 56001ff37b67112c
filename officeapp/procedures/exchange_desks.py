"""Exchange with the other desks: what they wrote comes in, what they have not got goes out.

The carrier is anything that keeps units for others. Everything is left there once, whoever wrote
it, so that a desk brings on what it was brought, and a carrier that lost something is filled again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from officeapp.books.merging import Merged, merge
from officeapp.books.sending import digest_of, newest_acts, units_after
from officeapp.domain.exchange import covered
from officeapp.errors import Problem, UnreadableFileError

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.exchange import Reached, Unit


class Carrier(Protocol):
    """What carries units between desks."""

    def look(self) -> tuple[list[Reached], list[Problem]]:
        """Return what was left there, and what cannot be read."""

    def fetch(self, name: str) -> Unit:
        """Return a unit that was left there."""

    def put(self, unit: Unit) -> None:
        """Leave a unit there for others."""


@dataclass(slots=True)
class Exchanged:
    """What came of an exchange.

    Attributes:
        merged: What came in.
        sent: How many acts went out.
        problems: What was left there and cannot be read.
    """

    merged: Merged
    sent: int = 0
    problems: list[Problem] = field(default_factory=list)


def exchange_desks(office: Office, carrier: Carrier) -> Exchanged:
    """Take in what other desks left, then leave what is not there yet.

    It can be cut off anywhere and done again: what came in is in the books as a whole or not at
    all, and what went out is there.

    Raises:
        UnreadableFileError: The carrier cannot be reached; nothing was changed.
        NotSavedError: The books could not be written; nothing was changed.
        OfficeError: The carrier takes nothing; what came in is in the books.
    """
    left, problems = carrier.look()
    units: list[Unit] = []
    for one in left:
        if _is_here(office, one):
            continue
        try:
            units.append(carrier.fetch(one.name))
        except UnreadableFileError as error:
            problems.append(Problem(one.name, "", "", str(error)))
    done = Exchanged(merge(office, units), problems=problems)
    bad = {problem.where for problem in problems}
    others = {(one.unit.desk, one.unit.last) for one in (*done.merged.apart, *done.merged.refused)}
    there = [
        one
        for one in left
        if one.name not in bad and (one.desk, one.last) not in others and _is_ours_too(office, one)
    ]
    for unit in units_after(office.connection, covered(there)):
        carrier.put(unit)
        done.sent += len(unit.acts)
    return done


def _is_here(office: Office, one: Reached) -> bool:
    """Say whether the books have what was left, to its last act."""
    digest = digest_of(office.connection, one.last)
    return digest is not None and digest.hex().startswith(one.digest)


def _is_ours_too(office: Office, one: Reached) -> bool:
    """Say whether what was left is of the same branch as ours, or goes on from it."""
    newest = newest_acts(office.connection).get(one.desk, 0)
    return one.last > newest or _is_here(office, one)
