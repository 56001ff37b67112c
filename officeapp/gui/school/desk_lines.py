"""The desks and what is kept apart, as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.apart import Apart
from officeapp.domain.desks import Desk, Standing
from officeapp.domain.school_year import short_day
from officeapp.gui.exchange.words import OFF, clock_said, entries, moment
from officeapp.gui.tables import Column

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.exchange import SentAct
    from officeapp.domain.sharing import Heard, Sharing


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One desk of the list.

    Attributes:
        desk: The desk.
        heard: When its newest entry was written, in words.
        clock: Whether its clock fits, in words.
        state: What it is: this computer, joined, asked in, retired.
        tone: The family of colours that goes with it.
        is_own: Whether it is this computer's.
        why: Why it was retired; empty while it takes part.
    """

    desk: Desk
    heard: str
    clock: str
    state: str
    tone: str
    is_own: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class ApartLine:
    """One run of entries that is kept apart.

    Attributes:
        apart: The run.
        desk: What its desk is called; its number where nobody knows it.
        entries: How many there are, in words.
        since: When they came, in words.
    """

    apart: Apart
    desk: str
    entries: str
    since: str


def act_words(act: SentAct) -> str:
    """Return what was done in an act that is apart: 'amend mark', 'hand in register, 28 lines'."""
    lines = len(act.lines)
    return act.kind.replace("-", " ") + (f", {lines} lines" if lines > 1 else "")


def _written_at(act: SentAct) -> str:
    at = dt.datetime.fromisoformat(act.at)
    return f"{short_day(at.date())} {at.year} {at:%H:%M}"


DESK_COLUMNS: tuple[Column[DeskLine], ...] = (
    Column("Desk", lambda one: one.desk.card.name),
    Column("For", lambda one: said_posts(one.desk), tip=lambda one: said_posts(one.desk)),
    Column("Last heard of", lambda one: one.heard, width=150),
    Column("Its clock", lambda one: one.clock, width=150),
    Column(
        "Is",
        lambda one: one.state,
        tip=lambda one: f"{one.state}: {one.why}" if one.why else one.state,
        badge=lambda one: one.tone,
        width=210,
    ),
)
APART_COLUMNS: tuple[Column[ApartLine], ...] = (
    Column("From", lambda one: one.desk, width=150),
    Column("What", lambda one: one.entries, width=110),
    Column("Came", lambda one: one.since, width=150),
    Column("Why it is apart", lambda one: one.apart.why, tip=lambda one: one.apart.why),
)
ENTRY_COLUMNS: tuple[Column[SentAct], ...] = (
    Column("Written", _written_at, width=190),
    Column("By", lambda one: f"{one.name}, {one.post}", tip=lambda one: f"{one.name}, {one.post}"),
    Column("What", act_words, tip=act_words),
)
EVERYBODY = 9  # roles from which on a desk is for everybody


def desk_lines(sharing: Sharing, now: dt.datetime) -> list[DeskLine]:
    """Return the desks: this one, the others by name, then those that were retired."""
    lines = []
    if sharing.own is not None and sharing.own.card.retired is None:
        lines.append(_own_line(sharing.own, sharing.standing))
    lines += [_line(one, now) for one in sharing.others]
    lines += [_retired_line(one) for one in sharing.retired]
    return lines


def apart_lines(office: Office) -> list[ApartLine]:
    """Return what is kept apart and was not looked at."""
    return [
        ApartLine(
            one,
            _desk_name(office, one.unit.desk),
            entries(len(one.unit.acts)),
            moment(one.since, office.now()),
        )
        for one in office.desks.apart.all()
        if not one.looked
    ]


def said_posts(desk: Desk) -> str:
    """Return which roles sit at a desk."""
    posts = desk.card.posts
    return "everybody" if len(posts) >= EVERYBODY else ", ".join(posts)


def _desk_name(office: Office, number: int) -> str:
    desk = office.desks.of_number(number)
    return desk.card.name if desk else "an unknown computer"


def _own_line(desk: Desk, standing: Standing) -> DeskLine:
    held = standing is Standing.PUT_BACK
    state = "this computer, put back" if held else "this computer"
    return DeskLine(desk, "", "", state, "late" if held else "good", is_own=True)


def _line(one: Heard, now: dt.datetime) -> DeskLine:
    desk = one.desk
    heard = moment(one.at, now) if one.at else "not yet"
    clock = clock_said(one.ahead) if abs(one.ahead) > OFF else ""
    if desk.joined is None:
        state, tone = f"asked in {short_day(desk.card.made)}, not joined", "late"
    elif desk.strangers:
        state, tone = "joined; its file was used twice", "unauthorised"
    else:
        state, tone = "joined", "good"
    return DeskLine(desk, heard, clock, state, tone)


def _retired_line(desk: Desk) -> DeskLine:
    day = short_day(desk.card.retired) if desk.card.retired else ""
    return DeskLine(desk, "", "", f"retired {day}", "closed", why=desk.card.reason)
