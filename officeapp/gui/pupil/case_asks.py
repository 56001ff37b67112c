"""What each form of the case asks for, as data, and the entry that what is typed makes."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from officeapp.books.known import MINDED
from officeapp.domain.cases import (
    CaseNote,
    Meeting,
    MeetingState,
    Plan,
    PlanTarget,
    Referral,
    Taken,
)

if TYPE_CHECKING:
    from officeapp.domain.record import PupilId
    from officeapp.domain.timeline import Kept

REVIEW_AFTER = dt.timedelta(weeks=4)
CONTRACT = "attendance contract"
PLANS = ("attendance plan", CONTRACT, "medical action plan", "part-time timetable")
MEETINGS = ("attendance meeting", "clinic", "review", "home visit", "panel")
NOTES = ("talk", "call", "text", "support", "adjustment", "evidence", "reminder", *MINDED)
MET = ("", "yes", "partly", "no")


class Kind(enum.Enum):
    """How a field is typed."""

    TEXT = "text"
    DAY = "day"
    A_DAY = "a day that must be said"
    TIME = "time"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form.

    Attributes:
        name: What names the value, and the field for scripts.
        words: Its label.
        kind: How it is typed.
        choices: What can be chosen, for a choice.
    """

    name: str
    words: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


Values = Mapping[str, Any]
Made = tuple["Kept", tuple[PlanTarget, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of entry.

    Attributes:
        name: What names it for scripts.
        title: Its heading.
        asks: Its fields, in the order of Tab; the one typed into first comes first.
        begins: The values a new entry begins with, on a day.
        shown: The values of an entry that is changed.
        made: The entry that values make, from the one that was there or from a blank one.
    """

    name: str
    title: str
    asks: tuple[Ask, ...]
    begins: Callable[[dt.date], Values]
    shown: Callable[[Any], Values]
    made: Callable[[Any, Values], Made]


def blank(form: Form, pupil: PupilId, day: dt.date) -> Kept:
    """Return the entry that a new one of a form is made from."""
    return _BLANKS[form.name](pupil, day)


def form_of(entry: Kept) -> Form | None:
    """Return the form in which an entry is changed; None for a step, which has buttons."""
    if isinstance(entry, Plan) and entry.kind == CONTRACT:
        return CONTRACTS
    return next((form for kind, form in _OF if isinstance(entry, kind)), None)


def _people(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.replace(";", ",").split(",") if name.strip())


def _meeting(earlier: Meeting, values: Values) -> Made:
    """Return a meeting; who is named was invited to one that is to come, and came to one held."""
    state, day = MeetingState(values["state"]), values["day"]
    if not earlier.id and day > earlier.day:  # written down today, and still to come
        state = MeetingState.PLANNED
    who = _people(values["who"])
    came = state is MeetingState.HELD
    return replace(
        earlier,
        day=day,
        kind=values["kind"],
        at=values["at"],
        invited=earlier.invited if came else who,
        came=who if came else (),
        state=state,
        notes=values["notes"],
    ), ()


def _meeting_shown(one: Meeting) -> Values:
    return {
        "who": ", ".join(one.came or one.invited),
        "notes": one.notes,
        "day": one.day,
        "at": one.at,
        "kind": one.kind,
        "state": str(MeetingState.HELD if one.state is MeetingState.PLANNED else one.state),
    }


def _plan(earlier: Plan, values: Values) -> Made:
    plan = replace(
        earlier,
        kind=values["kind"],
        support=values["support"],
        lead=values["lead"],
        review=values["review"],
        taken=Taken(values["taken"]),
        school_signed=values["school_signed"],
        parent_signed=values["parent_signed"],
        outcome=values["outcome"],
    )
    words = _people(values["targets"]) if not earlier.id else ()
    due = values["review"]
    targets = (PlanTarget(0, earlier.pupil, earlier.day, 0, one, plan.lead, due) for one in words)
    return plan, tuple(targets)


def _plan_shown(one: Plan) -> Values:
    return {
        "support": one.support,
        "targets": "",
        "lead": one.lead,
        "review": one.review,
        "taken": str(one.taken),
        "kind": one.kind,
        "school_signed": one.school_signed,
        "parent_signed": one.parent_signed,
        "outcome": one.outcome,
    }


def _plan_begins(kind: str) -> Callable[[dt.date], Values]:
    return lambda day: {"kind": kind, "review": day + REVIEW_AFTER}


def _plain(*names: str) -> Callable[[Any], Values]:
    """Return what shows some fields of an entry as they are."""
    return lambda one: {name: getattr(one, name) for name in names}


def _replaced(earlier: Any, values: Values) -> Made:
    return replace(earlier, **values), ()


_KIND = Ask("kind", "Kind", Kind.CHOICE, NOTES)
_REMIND = Ask("remind", "Comes up again", Kind.DAY)
_DONE = Ask("done", "Settled: does not come up again", Kind.TICK)
_NOTE_FIELDS = ("words", "kind", "remind", "done")
_SUPPORT = Ask("support", "Support offered")
_TARGETS = Ask("targets", "Targets, with commas between")
_REVIEW = Ask("review", "Looked at again", Kind.DAY)
_SIGNED = (Ask("parent_signed", "Signed by the parent"), Ask("school_signed", "By the school"))
_PLAN_REST = (
    Ask("taken", "Taken up", Kind.CHOICE, tuple(map(str, Taken))),
    Ask("kind", "Kind", Kind.CHOICE, PLANS),
)
_OUTCOME = Ask("outcome", "What came of it")

CARD_ASKS = (
    Ask("lead", "Lead professional", Kind.TEXT),
    Ask("social_worker", "Social worker", Kind.TEXT),
    Ask("early_help", "Early help", Kind.TEXT),
    Ask("medical_plan", "Medical action plan", Kind.TEXT),
    Ask("adjustments", "Adjustments", Kind.TEXT),
    Ask("youth_worker", "Youth offending worker", Kind.TEXT),
    Ask("bereaved_until", "Bereaved: care until", Kind.DAY),
    Ask("language", "Language of letters", Kind.TEXT),
    Ask("large_print", "Letters in large print", Kind.TICK),
    Ask("focus", "A focus family this year", Kind.TICK),
)

CALLS = Form(
    "call",
    "Log a call",
    (Ask("words", "What was said"), _REMIND, _KIND, _DONE),
    lambda _: {"kind": "call"},
    _plain(*_NOTE_FIELDS),
    _replaced,
)
NOTE = Form(
    "note",
    "A note",
    (Ask("words", "What is to be noted"), _KIND, _REMIND, _DONE),
    lambda _: {"kind": "talk"},
    _plain(*_NOTE_FIELDS),
    _replaced,
)
MEETING = Form(
    "meeting",
    "A meeting",
    (
        Ask("who", "Who comes or came"),
        Ask("notes", "What was said"),
        Ask("day", "Day", Kind.A_DAY),
        Ask("at", "Time", Kind.TIME),
        Ask("kind", "Kind", Kind.CHOICE, MEETINGS),
        Ask("state", "It was", Kind.CHOICE, tuple(map(str, MeetingState))),
    ),
    lambda day: {"day": day, "kind": MEETINGS[0], "state": str(MeetingState.HELD)},
    _meeting_shown,
    _meeting,
)
PLAN = Form(
    "plan",
    "A plan",
    (_SUPPORT, _TARGETS, Ask("lead", "Owner"), _REVIEW, *_PLAN_REST, *_SIGNED, _OUTCOME),
    _plan_begins(PLANS[0]),
    _plan_shown,
    _plan,
)
CONTRACTS = Form(
    "contract",
    "A contract signed by both",
    (*_SIGNED, _SUPPORT, _TARGETS, _REVIEW, Ask("lead", "Owner"), *_PLAN_REST, _OUTCOME),
    _plan_begins(CONTRACT),
    _plan_shown,
    _plan,
)
REFERRAL = Form(
    "referral",
    "A referral",
    (
        Ask("whom", "To whom"),
        Ask("why", "What for"),
        _OUTCOME,
        Ask("settled", "Answered on", Kind.DAY),
    ),
    lambda _: {},
    _plain("whom", "why", "outcome", "settled"),
    _replaced,
)
TARGET = Form(
    "target",
    "A target of a plan",
    (
        Ask("met", "Met", Kind.CHOICE, MET),
        Ask("words", "What it is"),
        Ask("owner", "Owner"),
        Ask("due", "Until", Kind.DAY),
    ),
    lambda _: {},
    _plain("met", "words", "owner", "due"),
    _replaced,
)

_OF: tuple[tuple[type, Form], ...] = (
    (CaseNote, NOTE),
    (Meeting, MEETING),
    (Plan, PLAN),
    (PlanTarget, TARGET),
    (Referral, REFERRAL),
)
_BLANKS: dict[str, Callable[[PupilId, dt.date], Kept]] = {
    "call": lambda pupil, day: CaseNote(0, pupil, day, "call", ""),
    "note": lambda pupil, day: CaseNote(0, pupil, day, "talk", ""),
    "meeting": lambda pupil, day: Meeting(0, pupil, day, ""),
    "plan": lambda pupil, day: Plan(0, pupil, day, ""),
    "contract": lambda pupil, day: Plan(0, pupil, day, CONTRACT),
    "referral": lambda pupil, day: Referral(0, pupil, day, "", ""),
}
