"""What can be done about a request beside deciding: its key, what it asks for, and who may."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from officeapp.books.leave_watch import return_check, to_follow_up
from officeapp.domain.leave import LeaveState
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day, short_span
from officeapp.gui.leave.lines import children_said, many
from officeapp.procedures.change_leave import take_back_leave, withdraw_leave
from officeapp.procedures.follow_leave import (
    ALL_CHILDREN,
    ask_for_more,
    mark_unauthorised_leave,
    note_leave_back,
    note_leave_enquiry,
    note_leave_follow_up,
    note_leave_referral,
    note_partner_answer,
    take_back_leave_note,
    unauthorised_sessions,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from officeapp.books.leave_watch import Watched
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveNote, LeaveRequest
    from officeapp.domain.record import PupilId

BACK_KEYS = "BNHJ"  # for one child after another
DECIDED = (LeaveState.GRANTED, LeaveState.PART, LeaveState.REFUSED)


class Asks(enum.Enum):
    """What an act asks for before it is done."""

    NOTHING = enum.auto()
    TEXT = enum.auto()
    DAY = enum.auto()


@dataclass(frozen=True, slots=True)
class LeaveAct:
    """Something that can be done about a request.

    Attributes:
        name: What names it for scripts: 'back' for 'leave.act.back'.
        key: The key that begins it.
        words: What its button says.
        question: What is asked for, or what will be written.
        asks: What it asks for.
        pressing: Whether it is due.
    """

    name: str
    key: str
    words: str
    question: str
    asks: Asks = Asks.TEXT
    pressing: bool = False


def acts(office: Office, request: LeaveRequest) -> list[LeaveAct]:
    """Return what the person signed in can do about a request now, what is due first."""
    if not office.may(Right.FOLLOW_LEAVE):
        return []
    state = office.leave.state(request)
    if state is LeaveState.WAITING:
        return [
            LeaveAct("more", "M", "Ask for more", "What was the family asked for?"),
            LeaveAct("partner", "S", "Partner school", "What did the partner school decide?"),
            LeaveAct("withdraw", "W", "Withdrawn by the family", "Why it is withdrawn"),
            *_mistaken(office, request),
        ]
    if state not in DECIDED:
        return []
    found = [*_marking(office, request), *_returning(office, request)]
    if to_follow_up(office, request, office.today()):
        words = "What was sent, and whether a penalty notice was asked for"
        found.append(LeaveAct("follow-up", "F", "Followed up", words, pressing=True))
    found.append(LeaveAct("take-back", "X", "Take back", "Why: they do not go, or a mistake"))
    return [*found, *_mistaken(office, request)]


def do(office: Office, request: LeaveRequest, act: LeaveAct, answer: str | dt.date) -> str:
    """Do an act; return what to say of it.

    Raises:
        OfficeError: It cannot be done so; the message says why.
    """
    text = answer if isinstance(answer, str) else ""
    only = _only_child(office, request)
    simple: dict[str, Callable[[], object]] = {
        "more": partial(ask_for_more, office, request, text),
        "partner": partial(note_partner_answer, office, request, text),
        "withdraw": partial(withdraw_leave, office, request, text),
        "take-back": partial(take_back_leave, office, request, text),
        "enquiry": partial(note_leave_enquiry, office, request, text, only),
        "referral": partial(note_leave_referral, office, request, text, only),
        "follow-up": partial(note_leave_follow_up, office, request, text),
        "note-gone": lambda: take_back_leave_note(office, _newest_note(office, request), text),
    }
    name = children_said(office, request.children)
    if act.name in simple:
        simple[act.name]()
        return f"{act.words}, {name}: written down."
    if act.name == "mark":
        number = mark_unauthorised_leave(office, request, to_mark(office, request))
        return f"{many(number, 'session')} marked for {name}."
    child = office.roll.pupil(_numbered(act))
    day = office.today() if isinstance(answer, str) else answer
    note_leave_back(office, request, child.id, day)
    return f"{child.called} is back."


def to_mark(office: Office, request: LeaveRequest) -> Sequence[Watched]:
    """Return the refused sessions in which the children were away, to be confirmed."""
    return unauthorised_sessions(office, request).to_mark


def _marking(office: Office, request: LeaveRequest) -> list[LeaveAct]:
    found = to_mark(office, request)
    if not found:
        return []
    codes = " and ".join(dict.fromkeys(one.taken for one in found))
    said = []
    for child in dict.fromkeys(one.pupil for one in found):
        mine = [one for one in found if one.pupil == child]
        (first, begins), (last, ends) = [(one.day, one.session) for one in (mine[0], mine[-1])]
        when = short_span(first, last, begins, ends)
        said.append(f"{child.called}: {many(len(mine), 'session')}, {when}")
    question = f"Was away without leave? {'; '.join(said)} will be marked {codes}, as one act."
    words = f"Mark {many(len(found), 'session')} {codes}"
    return [LeaveAct("mark", "U", words, question, Asks.NOTHING, pressing=True)]


def _mistaken(office: Office, request: LeaveRequest) -> list[LeaveAct]:
    """Return the key for a note that was a mistake: always the newest one."""
    if not office.leave.notes(request.id):
        return []
    note = _newest_note(office, request)
    question = f"Why is '{note.kind.words}' of {short_day(note.day)} a mistake?"
    return [LeaveAct("note-gone", "Z", "Take back the last note", question)]


def _newest_note(office: Office, request: LeaveRequest) -> LeaveNote:
    return max(office.leave.notes(request.id), key=lambda one: one.id)


def _returning(office: Office, request: LeaveRequest) -> list[LeaveAct]:
    found = []
    due = _due_back(office, request)
    for child, key in zip(due, BACK_KEYS, strict=False):
        name = office.roll.pupil(child).called
        question = f"Since when is {name} back?"
        back = LeaveAct(f"back.{child}", key, f"{name} is back", question, Asks.DAY, pressing=True)
        found.append(back)
    if due:
        found.append(LeaveAct("enquiry", "E", "Enquiry", "What was asked, and what was found?"))
        found.append(LeaveAct("referral", "L", "Referred", "To whom, and what was said?"))
    return found


def _due_back(office: Office, request: LeaveRequest) -> list[PupilId]:
    today = office.today()
    return [child for child in request.children if return_check(office, request, child, today)]


def _only_child(office: Office, request: LeaveRequest) -> PupilId:
    """Return the one child who is not back; all of them where it is not one."""
    due = _due_back(office, request)
    return due[0] if len(due) == 1 else ALL_CHILDREN


def _numbered(act: LeaveAct) -> int:
    return int(act.name.removeprefix("back."))
