"""Exchange with the other desks: what they wrote comes in, what they have not got goes out.

The carrier is anything that keeps units for others. Everything is left there once, whoever wrote
it, so that a desk brings on what it was brought, and a carrier that lost something is filled again.

It goes in three parts, so that no window waits: `look` and `leave` read the file through a
connection of their own and may take as long as the carrier does; `take_in` writes, and is the only
part that needs the office.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from officeapp.books.admitting import NOT_JOINED, RETIRED, desks_with
from officeapp.books.desk_keyring import Keyring, keyring
from officeapp.books.merging import Merged, merge
from officeapp.books.sending import digest_of, newest_acts, units_after
from officeapp.domain.desks import Standing
from officeapp.domain.exchange import Reached, covered
from officeapp.errors import Problem, UnreadableFileError
from officeapp.exchange.bundle_folder import BundleFolder
from officeapp.procedures.desk_standing import (
    NotSharingError,
    own_desk,
    own_key,
    require_part,
    speak_for_desk,
    standing_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from officeapp.books.database import Connection
    from officeapp.books.office import Office
    from officeapp.domain.desks import Desk
    from officeapp.domain.exchange import Unit

ROUNDS = 3  # how often what was passed over is asked again once the desks have changed


class Carrier(Protocol):
    """What carries units between desks."""

    def look(self) -> tuple[list[Reached], list[Problem]]:
        """Return what was left there, and what cannot be read."""

    def fetch(self, name: str) -> Unit:
        """Return a unit that was left there."""

    def put(self, unit: Unit) -> None:
        """Leave a unit there for others."""

    def use(self, keys: Keyring) -> bool:
        """Open and seal with these keys from now on, where they are more; say whether they are."""


class Brought(NamedTuple):
    """A unit that somebody left.

    Attributes:
        reached: What it is fetched by, and who left it.
        unit: The unit.
    """

    reached: Reached
    unit: Unit


@dataclass(slots=True)
class Looked:
    """What a carrier held.

    Attributes:
        left: Everything that is whole.
        brought: What of it is not in the books yet.
        problems: What cannot be read.
    """

    left: list[Reached] = field(default_factory=list)
    brought: list[Brought] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Exchanged:
    """What came of an exchange.

    Attributes:
        merged: What came in.
        there: What others left that counts, so that it need not be left again.
        sent: How many acts went out.
        problems: What was left there and cannot be read, or is of nobody who takes part.
        may_leave: Whether this desk may leave anything; one that was retired looks only whether
            it was admitted again.
    """

    merged: Merged
    there: list[Reached] = field(default_factory=list)
    sent: int = 0
    problems: list[Problem] = field(default_factory=list)
    may_leave: bool = True


class HeldError(NotSharingError):
    """A file that is a copy or was put back exchanges only once somebody has seen what it lacks."""

    def __init__(self, newer: int) -> None:
        super().__init__(Standing.PUT_BACK)
        #: How many entries the others hold that this file has not.
        self.newer = newer


def carrier_of(office: Office, folder: Path) -> BundleFolder:
    """Return what carries bundles between this desk and others through a folder.

    Raises:
        NotSharingError: This file takes no part in sharing.
    """
    require_part(office, Standing.PUT_BACK, Standing.RETIRED)
    key = own_key(office)
    if key is None:
        raise NotSharingError(Standing.NOT_JOINED)
    return BundleFolder(folder, keyring(office.connection, key), key)


def exchange_desks(office: Office, carrier: Carrier, *, confirmed: bool = False) -> Exchanged:
    """Take in what other desks left, then leave what is not there yet.

    It can be cut off anywhere and done again: what came in is in the books as a whole or not at
    all, and what went out is there.

    Args:
        office: The office.
        carrier: What carries between the desks.
        confirmed: Whether somebody has seen what a file that was put back lacks.

    Raises:
        NotSharingError: This file takes no part in sharing, or is held until somebody confirms.
        UnreadableFileError: The carrier cannot be reached; nothing was changed.
        NotSavedError: The books could not be written; nothing was changed.
        OfficeError: The carrier takes nothing; what came in is in the books.
    """
    done = take_in(office, look(office.connection, carrier), confirmed=confirmed)
    while use_new_keys(office, carrier, done):  # some of what is there can be opened only now
        earlier = done.merged
        done = take_in(office, look(office.connection, carrier))
        _add(earlier, done.merged)
        done.merged = earlier
    if not done.may_leave:
        raise NotSharingError(Standing.RETIRED)
    note_shared(office, leave(office.connection, carrier, done))
    return done


def use_new_keys(office: Office, carrier: Carrier, done: Exchanged | None = None) -> bool:
    """Let a carrier use every key that this desk has; say whether any came since it began.

    Args:
        office: The office.
        carrier: What carries between the desks.
        done: What came in; what waits of it may give a key too.

    Raises:
        NotSharingError: This machine has no key of a desk any more.
    """
    key = own_key(office)
    if key is None:
        raise NotSharingError(Standing.NOT_JOINED)
    waiting = done.merged.waiting if done else []
    return carrier.use(keyring(office.connection, key, waiting))


def look(connection: Connection, carrier: Carrier) -> Looked:
    """Return what a carrier holds, and fetch of it what is not in the books.

    Args:
        connection: Any connection to the file; one for reading alone does.
        carrier: What carries between the desks.

    Raises:
        UnreadableFileError: The carrier cannot be reached.
    """
    left, problems = carrier.look()
    looked = Looked(left, [], problems)
    for one in left:
        if not _is_here(connection, one):
            try:
                looked.brought.append(Brought(one, carrier.fetch(one.name)))
            except UnreadableFileError as error:
                problems.append(Problem(one.name, "", "", str(error)))
    return looked


def newer_than(office: Office, looked: Looked) -> int:
    """Return how many entries the others hold that this file has not."""
    held = newest_acts(office.connection)
    acts = {
        act.id: len(act.lines)
        for one in looked.brought
        for act in one.unit.acts
        if act.id > held.get(one.unit.desk, 0)
    }
    return sum(acts.values())


def take_in(office: Office, looked: Looked, *, confirmed: bool = False) -> Exchanged:
    """Take in what others left, and let this desk say what it must say for itself.

    What may not come in is kept apart; what is of nobody who takes part is passed over and named.

    Raises:
        NotSharingError: This file takes no part in sharing, or is held until somebody confirms.
        NotSavedError: The books could not be written; what came in before is in them.
    """
    require_sharing(office, looked, confirmed=confirmed)
    done = Exchanged(Merged(), problems=list(looked.problems))
    brought = looked.brought
    passed: dict[str, str] = {}
    for _ in range(ROUNDS):
        chosen, passed = sorted_by_signer(office, brought)
        waiting = [one.unit for one in office.desks.apart.all()]
        came = merge(office, [*(one.unit for one in chosen), *waiting])
        _add(done.merged, came)
        if not came.acts or not (came.apart or came.waiting or passed):
            break
    if any(one.unit.desk == office.desk for one in done.merged.apart):
        office.become_another_desk()  # another machine writes under its number: a copy of this one
    speak_for_desk(office)
    office.desks.apart.put([(one.unit, one.why) for one in done.merged.apart], office.now())
    office.desks.apart.drop_taken()
    done.problems += [Problem(name, "", "", why) for name, why in passed.items()]
    done.there = _counting(office, looked, done)
    done.may_leave = standing_of(office) is not Standing.RETIRED
    return done


def require_sharing(office: Office, looked: Looked, *, confirmed: bool = False) -> None:
    """Refuse unless this file takes part in sharing, or did until it was retired.

    Raises:
        NotSharingError: It does not.
        HeldError: It is a copy or was put back, and nobody has confirmed.
    """
    stands = require_part(office, Standing.PUT_BACK, Standing.RETIRED)
    if stands is Standing.PUT_BACK and not confirmed:
        raise HeldError(newer_than(office, looked))


def leave(connection: Connection, carrier: Carrier, done: Exchanged) -> dict[int, int]:
    """Leave what is not there yet; return up to which act of each desk everything is there now.

    Args:
        connection: Any connection to the file; one for reading alone does.
        carrier: What carries between the desks.
        done: What `take_in` returned; what went out is noted there.

    Raises:
        OfficeError: The carrier takes nothing; what was left before is there.
    """
    reach = covered(done.there)
    for unit in units_after(connection, reach) if done.may_leave else ():
        carrier.put(unit)
        done.sent += len(unit.acts)
        reach[unit.desk] = unit.last
    return reach


def note_shared(office: Office, reach: Mapping[int, int]) -> None:
    """Note when this file shared, and what others can have of it."""
    office.desks.note_shared(office.now(), reach)


def sorted_by_signer(
    office: Office, brought: list[Brought]
) -> tuple[list[Brought], dict[str, str]]:
    """Return what desks of the school left, and why the rest is passed over, by its name.

    Of a desk that was retired, and of a computer that used a joining file after another, what it
    wrote itself is looked at, to be kept apart; what it brings of others is not.
    """
    chosen, _ = _by_signer(office, brought, [])
    while True:
        units = [one.unit for one in chosen]
        further, passed = _by_signer(office, brought, units)
        if len(further) == len(chosen):
            return further, passed
        chosen = further


def _by_signer(
    office: Office, brought: list[Brought], trusted: list[Unit]
) -> tuple[list[Brought], dict[str, str]]:
    """Return what desks of the school left, as far as they are known from here and some units."""
    desks = desks_with(office, (one.unit for one in brought), trusted)
    by_key = {desk.key: desk for desk in desks.values() if desk.key}
    claimed = {(key, number) for desk in desks.values() for key, number in _claimed(desk)}
    chosen: list[Brought] = []
    passed: dict[str, str] = {}
    for one in brought:
        desk = by_key.get(one.reached.signer)
        if (desk and desk.takes_part) or (one.reached.signer, one.unit.desk) in claimed:
            chosen.append(one)
        else:
            passed[one.reached.name] = RETIRED.format(name=desk.card.name) if desk else NOT_JOINED
    return chosen, passed


def _claimed(desk: Desk) -> list[tuple[str, int]]:
    return [*((desk.key, number) for number in desk.numbers), *desk.strangers]


def _add(merged: Merged, came: Merged) -> None:
    """Add what a further round brought; what is left over is that of the last."""
    merged.acts += came.acts
    merged.lines += came.lines
    merged.added += came.added
    merged.changed += came.changed
    merged.waiting, merged.apart, merged.refused = came.waiting, came.apart, came.refused


def _counting(office: Office, looked: Looked, done: Exchanged) -> list[Reached]:
    """Return what desks that take part left whole, and of the same branch as ours.

    What this desk wrote itself counts only where it left it: a desk it asked in may have brought
    on the very card by which others are to know that desk.
    """
    me = own_desk(office)
    mine = {office.desk, *(me.numbers if me else ())}
    keys = {desk.key for desk in office.desks.by_card().values() if desk.takes_part}
    bad = {problem.where for problem in done.problems}
    others = [one.unit for one in (*done.merged.apart, *done.merged.refused)]
    branches = {(unit.last, unit.acts[-1].digest.hex()) for unit in others}
    return [
        one
        for one in looked.left
        if one.signer in keys
        and (one.desk not in mine or (me is not None and one.signer == me.key))
        and one.name not in bad
        and not any(one.last == last and digest.startswith(one.digest) for last, digest in branches)
        and _is_ours_too(office.connection, one)
    ]


def _is_here(connection: Connection, one: Reached) -> bool:
    """Say whether the books have what was left, to its last act."""
    digest = digest_of(connection, one.last)
    return digest is not None and digest.hex().startswith(one.digest)


def _is_ours_too(connection: Connection, one: Reached) -> bool:
    """Say whether what was left is of the same branch as ours, or goes on from it."""
    newest = newest_acts(connection).get(one.desk, 0)
    return one.last > newest or _is_here(connection, one)
