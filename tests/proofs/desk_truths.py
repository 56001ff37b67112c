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
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import AM, DAY, NOW, books_of, pupils
from tests.proofs.desk_deeds import DAYS, amend, decide, mark

if TYPE_CHECKING:
    import random

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.exchange import Unit
    from tests.proofs.desk_world import Edit, World


#: Which value of a field protects somebody.
SAFER = {
    "do_not_contact": True,
    "address_withheld": True,
    "not_released": True,
    "may_collect": False,
}


def what_stands(office: Office) -> str:
    """Return what anybody sees of the books: cards, decisions, clashes and figures (P2)."""
    shelves = (office.contacts.cards, office.contacts.tie_cards, office.leave.decision_cards)
    said: list[object] = [sorted(shelf.standing().items()) for shelf in shelves]
    said += [sorted(office.roll.pupils().items()), [one.key for one in office_clashes(office)]]
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
        assert not (world.written.keys() ^ acts.keys())
        assert acts == world.written


def real_clashes_are_listed(world: World) -> None:
    """P6: the clashes of the register are those that a plain look through all lines finds."""
    for desk in world.desks[:1]:
        found = {
            (one.pupil, one.day.isoformat(), one.session.value) for one in clashes(desk.office)
        }
        assert found == plain_clashes(desk.office)


def fields_are_those_that_were_said(world: World) -> None:
    """P6 and P12: what one said stands; what several said apart is listed, the safer shown."""
    office = world.desks[0].office
    cards: dict[int, Any] = {**office.contacts.contacts(), **office.contacts.tie_cards.standing()}
    found = {
        (one.thing.number, name) for one in office.clashes.cards() for name in one.joined.disputed
    }
    for (card, field), said in _said_last(world, by_field=True).items():
        if field != TAKEN_OFF:
            values = [one.value for one in said]
            disputed = any(value != values[0] for value in values)
            assert ((card, field) in found) == disputed
            shown = getattr(cards[card], field)
            assert shown == (SAFER.get(field, shown) if disputed else values[0])


def taken_off_is_only_what_was_seen(world: World) -> None:
    """What was changed while another desk took it off its list is still on it."""
    standing = world.desks[0].office.contacts.tie_cards.standing()
    for (card, _), said in _said_last(world, by_field=False).items():
        if card in standing:
            assert standing[card].gone == all(one.gone for one in said)


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


def _said_last(world: World, *, by_field: bool) -> dict[tuple[int, str], list[Edit]]:
    """Return the changes of each card, or field, that nobody knew of who changed it after."""
    rows = world.desks[0].office.connection.execute("SELECT id, heads FROM act")
    seen: dict[int, str] = dict(map(tuple, rows))
    said: dict[tuple[int, str], list[Edit]] = {}
    for edit in world.edits:
        said.setdefault((edit.card, edit.field if by_field else ""), []).append(edit)
    return {
        place: [
            one
            for one in edits
            if not any(
                other.act != one.act and _had(other.act, seen[other.act], one.act)
                for other in edits
            )
        ]
        for place, edits in said.items()
    }


def _knew(later: Any, earlier: Any) -> bool:
    return _had(later["act"], later["heads"], earlier["act"])


def _had(later: int, heads: str, earlier: int) -> bool:
    """Say whether a desk had an act when it wrote another."""
    desk = earlier >> COUNTER_BITS
    if desk == later >> COUNTER_BITS:
        return later >= earlier
    return bool(json.loads(heads).get(str(desk), [0])[0] >= earlier)
