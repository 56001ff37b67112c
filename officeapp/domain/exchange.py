"""Acts on their way from desk to desk: runs without gaps, and which of them can be taken now.

A unit is a run of one desk's acts. It is taken whole or not at all, and only when nothing is
missing before it: neither an earlier act of its desk nor one that its desk had seen when it wrote.
So no line ever names a pupil or a decision that is not in the books yet.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from officeapp.domain.record import ActId, desk_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Seen(NamedTuple):
    """The newest act of another desk that a desk had seen.

    Attributes:
        act: The act.
        digest: Its digest, so that a desk that gave one number twice is noticed.
    """

    act: ActId
    digest: bytes


@dataclass(frozen=True, slots=True)
class SentAct:
    """An act as it goes from desk to desk: its header, its stamp and its lines as they were sealed.

    Attributes:
        id: The act's number.
        clock: Its logical clock.
        kind: What was done.
        schema: How many migrations the file had then.
        at: When, with the offset from UTC; for reading.
        name: The person's full name.
        post: Their post.
        role: Their role.
        heads: The last act seen of every other desk, as JSON.
        before: The digest of the desk's act before; empty for its first.
        salt: What the digest of the body is salted with.
        body: The digest of salt and body.
        digest: The digest of all of the above.
        lines: Its lines as the body has them, in order; none where they go sealed.
        sealed: Salt and lines of an act with confidential lines; the salt above is then empty.
    """

    id: ActId
    clock: int
    kind: str
    schema: int
    at: str
    name: str
    post: str
    role: str
    heads: str
    before: bytes
    salt: bytes
    body: bytes
    digest: bytes
    lines: tuple[str, ...]
    sealed: bytes = b""

    def seen(self) -> dict[int, Seen]:
        """Return the newest act of each other desk that its desk had seen, by desk number."""
        return heads_seen(self.heads)


def heads_seen(heads: str) -> dict[int, Seen]:
    """Return what a desk had seen of others, by desk number, from an act's header."""
    found: dict[str, tuple[int, str]] = json.loads(heads)
    return {
        int(desk): Seen(ActId(act), bytes.fromhex(digest)) for desk, (act, digest) in found.items()
    }


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of one desk's acts, without gaps; there is at least one.

    Attributes:
        school: The identity of the school file they are of.
        acts: The acts, in order.
        papers: The papers of formal letters among them, as they were sent; the lines name each by
            its digest.
    """

    school: int
    acts: tuple[SentAct, ...]
    papers: tuple[bytes, ...] = ()

    @property
    def desk(self) -> int:
        """Return whose acts they are."""
        return desk_of(self.acts[0].id)

    @property
    def first(self) -> ActId:
        """Return the first act."""
        return self.acts[0].id

    @property
    def last(self) -> ActId:
        """Return the last act."""
        return self.acts[-1].id

    def until(self, last: int) -> Unit | None:
        """Return the part of it up to an act, with the papers of that part; None for nothing."""
        acts = tuple(act for act in self.acts if act.id <= last)
        return self.part(acts) if acts else None

    def part(self, acts: tuple[SentAct, ...]) -> Unit:
        """Return some of its acts, a run of them, with the papers that they name."""
        if len(acts) == len(self.acts):
            return self
        said = "".join(line for act in acts for line in act.lines)
        papers = (one for one in self.papers if hashlib.sha256(one).hexdigest() in said)
        return Unit(self.school, acts, tuple(papers))

    def needs(self) -> dict[int, int]:
        """Return the highest act of each other desk that its acts had seen."""
        found: dict[int, int] = {}
        for act in self.acts:
            for desk, seen in act.seen().items():
                found[desk] = max(found.get(desk, 0), seen.act)
        return found


class Reached(NamedTuple):
    """A unit that somebody left for others.

    Attributes:
        name: What it is fetched by.
        desk: Whose acts are in it.
        first: The first act.
        last: The last act.
        digest: The beginning of the last act's digest, as hex.
        signer: The public key of the desk that left it, as hex.
    """

    name: str
    desk: int
    first: int
    last: int
    digest: str
    signer: str = ""


def covered(left: Iterable[Reached]) -> dict[int, int]:
    """Return up to which act of each desk everything was left for others, from its first on."""
    reach: dict[int, int] = {}
    for one in sorted(left, key=lambda one: (one.first, one.last)):
        known = reach.get(one.desk, numbered(one.desk, 0))
        if one.first <= known + 1:
            reach[one.desk] = max(known, one.last)
    return reach


def takeable(units: Iterable[Unit], held: Mapping[int, int]) -> list[Unit]:
    """Return the units of some that can be taken together, nothing missing before any of them.

    Args:
        units: What there is, in any order, repeats among it.
        held: The newest act of each desk that is in the books already.
    """
    chosen = sorted(units, key=lambda unit: (unit.first, unit.last))
    while True:
        reach = _reach(chosen, held)
        kept = [unit for unit in chosen if _is_covered(unit, reach)]
        if len(kept) == len(chosen):
            return kept
        chosen = kept


def _reach(units: Sequence[Unit], held: Mapping[int, int]) -> dict[int, int]:
    """Return up to which act of each desk there would be no gap; units come in order."""
    reach = dict(held)
    for unit in units:
        known = reach.get(unit.desk, numbered(unit.desk, 0))
        if unit.first <= known + 1:
            reach[unit.desk] = max(known, unit.last)
    return reach


def _is_covered(unit: Unit, reach: Mapping[int, int]) -> bool:
    return unit.last <= reach.get(unit.desk, 0) and all(
        act <= reach.get(desk, 0) for desk, act in unit.needs().items()
    )
