"""What must hold of desks that have everything of each other, whatever befell them before."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import TYPE_CHECKING, Any

from officeapp.books.check import check
from officeapp.books.figures import totals
from officeapp.books.leave import granted_symbols
from officeapp.books.merging import merge
from officeapp.books.sending import units_after
from officeapp.domain.joined_cards import TAKEN_OFF
from officeapp.domain.record import COUNTER_BITS
from officeapp.domain.school_year import Span
from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import AM, DAY, NOW, books_of, pupils
from tests.proofs.desk_deeds import DAYS, amend, decide, mark

if TYPE_CHECKING:
    import random

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.exchange import Unit
    from tests.proofs.desk_world import Edit, World


def what_stands(office: Office) -> str:
    """Return what anybody sees of the books: cards, decisions, clashes and figures (P2)."""
    shelves = (office.contacts.cards, office.contacts.tie_cards, office.leave.decision_cards)
    said: list[object] = [sorted(shelf.standing().items()) for shelf in shelves]
    said += [sorted(shelf.clashes().items()) for shelf in shelves]
    said += [sorted(office.roll.pupils().items()), clashes(office)]
    figures = totals(office, Span(DAYS[0], DAYS[-1]))
    said += [sorted(figures.by_pupil.items()), sorted(figures.by_code.items()), figures.school]
    said += [office.leave.standing(pupil) for pupil in sorted(office.roll.pupils())]
    return "\n".join(map(repr, said))


def all_are_the_same(world: World) -> None:
    """P2: the same books to the byte, and the same cards, clashes and figures."""
    assert len({books_of(desk.office) for desk in world.desks}) == 1
    assert len({what_stands(desk.office) for desk in world.desks}) == 1


def nothing_is_lost(world: World) -> None:
    """P3 and P4: every act that was acknowledged is at every desk, as it was."""
    for desk in world.desks:
        acts = dict(map(tuple, desk.office.connection.execute("SELECT id, digest FROM act")))
        assert acts == world.written


def real_clashes_are_listed(world: World) -> None:
    """P6: the clashes of the register are those that a plain look through all lines finds."""
    for desk in world.desks[:1]:
        found = {
            (one.pupil, one.day.isoformat(), one.session.value) for one in clashes(desk.office)
        }
        assert found == plain_clashes(desk.office)


def disputes_are_listed(world: World) -> None:
    """P6: the fields of cards that clash are those of which people said different things."""
    for desk in world.desks[:1]:
        shelves = (desk.office.contacts.cards, desk.office.contacts.tie_cards)
        found = {
            (number, name)
            for shelf in shelves
            for number, names in shelf.clashes().items()
            for name in names
            if name != TAKEN_OFF  # whatever is said of a thing says that it is on the list
        }
        assert found == {one for one in plain_disputes(world) if one[1] != TAKEN_OFF}


def any_order_gives_the_same(world: World, dice: random.Random) -> None:
    """P1: a desk that takes every act singly in any order, some twice, has the same books."""
    units = list(units_after(world.desks[0].office.connection, {}, acts_in_unit=dice.randint(1, 4)))
    shuffled = dice.sample(units, len(units)) + dice.choices(units, k=3)
    late = world.another()
    waiting: list[Unit] = []
    for unit in shuffled:
        came = merge(late.office, [*waiting, unit])
        waiting = [*came.waiting, *(one.unit for one in came.apart)]
    before = books_of(late.office)
    again = merge(late.office, units)
    assert (waiting, again.acts, again.refused, again.apart) == ([], 0, [], [])
    assert before == books_of(late.office)
    assert books_of(late.office) == books_of(world.desks[0].office)
    assert check(late.office) == []
    late.office.close()


def a_later_edit_stands(world: World, number: int, who: int, *, grant: bool, value: int) -> None:
    """P5: what is written knowing of everything stands everywhere, whatever the clocks say."""
    world.share_fully()
    world.desks[number].clock.now = NOW - dt.timedelta(hours=30)  # before most of what was written
    place, code = (pupils(world.desks[number].office)[who].id, DAY, AM), "MIL"[value % 3]
    email = f"later{len(world.written)}@example.org"
    assert world.at(number, lambda office: _mark_now(office, place, who, code))
    contact = world.edit_now(number, who, "email", email)
    decided = world.at(number, lambda office: decide(office, who, grant=grant))
    world.share_fully()
    for desk in world.desks:
        marked = desk.office.register.standing(*place)
        assert marked is not None
        assert marked.code == code
        assert place not in {(one.pupil, one.day, one.session) for one in clashes(desk.office)}
        assert desk.office.contacts.contacts()[contact.card].email == email
        assert not decided or _outcomes(desk.office, who) == {"grant" if grant else "refuse"}


def _outcomes(office: Office, who: int) -> set[str]:
    """Return how the decision on a request turned out, for each child."""
    requests = sorted(office.leave.requests(), key=lambda one: one.id)
    decisions = office.leave.decisions(requests[who % len(requests)].id).values()
    return {
        "grant" if any(symbol in granted_symbols() for symbol in one.strip) else "refuse"
        for one in decisions
    }


def _mark_now(office: Office, place: Place, who: int, code: str) -> None:
    """Mark a child's session, whatever stands there."""
    found = [one for one in clashes(office) if (one.pupil, one.day, one.session) == place]
    stands = office.register.standing(*place)
    if found:
        settle_clash(office, found[0], code, "asked the parent")
    elif stands is None:
        mark(office, who, 0, code)
    elif stands.code != code:
        amend(office, who, 0, code)


def plain_clashes(office: Office) -> set[tuple[int, str, str]]:
    """Return where lines nobody corrected say different things, neither having seen the other."""
    rows = office.connection.execute(
        "SELECT r.*, a.heads FROM register r JOIN act a ON a.id = r.act "
        "WHERE (r.act, r.n) NOT IN (SELECT earlier_act, earlier_n FROM corrects)"
    ).fetchall()
    return {
        (one["pupil"], one["day"], one["session"])
        for one, other in itertools.combinations(rows, 2)
        if all(one[name] == other[name] for name in ("pupil", "day", "session"))
        and any(one[name] != other[name] for name in ("code", "minutes", "note"))
        and not (_knew(one, other) or _knew(other, one))
    }


def plain_disputes(world: World) -> set[tuple[int, str]]:
    """Return which fields of cards were said differently by people who did not know each other."""
    office = world.desks[0].office
    seen = {row["id"]: row["heads"] for row in office.connection.execute("SELECT * FROM act")}
    said: dict[tuple[int, str], list[Edit]] = {}
    for edit in world.edits:
        said.setdefault((edit.card, edit.field), []).append(edit)
    found = set()
    for place, edits in said.items():
        stand = [
            one.value
            for one in edits
            if not any(
                other is not one and _had(other.act, seen[other.act], one.act) for other in edits
            )
        ]
        if any(value != stand[0] for value in stand):
            found.add(place)
    return found


def _knew(later: Any, earlier: Any) -> bool:
    return _had(later["act"], later["heads"], earlier["act"])


def _had(later: int, heads: str, earlier: int) -> bool:
    """Say whether a desk had an act when it wrote another."""
    desk = earlier >> COUNTER_BITS
    if desk == later >> COUNTER_BITS:
        return later >= earlier
    return bool(json.loads(heads).get(str(desk), [0])[0] >= earlier)
