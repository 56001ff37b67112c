"""Whose business a clash is: who may see that a card or entry clashes, who decides it, its words.

A value that somebody may not read is not shown to them as a clash either, nor that it is one.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, long_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTHING_SAID = "nothing"


@dataclass(frozen=True, slots=True)
class ClashBookOf:
    """What is to be known of a book whose cards or entries can clash.

    Attributes:
        words: What the office calls one of them.
        reads: The right that its values ask for.
        decides: The right to decide what is to stand.
        by_field: Whether each field is decided by itself; else a version is kept as a whole.
    """

    words: str
    reads: Right
    decides: Right
    by_field: bool = False


_B = ClashBookOf
_SCHOOL = (Right.CHANGE_SCHOOL, Right.CHANGE_SCHOOL)
_DESK = (Right.READ_DESK, Right.KEEP_DESK)
_CASE = (Right.READ_CASES, Right.KEEP_CASES)

#: Every book of cards or entries, by its table, confidential ones apart.
BOOKS: Mapping[str, ClashBookOf] = {
    "school": _B("school", *_SCHOOL, by_field=True),
    "site": _B("site", *_SCHOOL, by_field=True),
    "bell": _B("times", *_SCHOOL),
    "lock_rule": _B("locking", Right.CHANGE_LOCKS, Right.CHANGE_LOCKS),
    "import_map": _B("list columns", Right.IMPORT_LISTS, Right.IMPORT_LISTS),
    "policy_change": _B("policy", *_SCHOOL),
    "closure": _B("closure", Right.CHANGE_CALENDAR, Right.CHANGE_CALENDAR),
    "term": _B("term", Right.CHANGE_CALENDAR, Right.CHANGE_CALENDAR),
    "person": _B("staff", Right.CHANGE_STAFF, Right.CHANGE_STAFF, by_field=True),
    "pupil": _B("pupil", Right.READ_NAMES, Right.CHANGE_CARD, by_field=True),
    "enrolment": _B("time on roll", Right.READ_NAMES, Right.ADMIT),
    "placement": _B("class", Right.READ_NAMES, Right.CHANGE_CARD),
    "authority": _B("local authority", *_SCHOOL, by_field=True),
    "school_class": _B("class", *_SCHOOL, by_field=True),
    "arrival": _B("admission", Right.PROPOSE_ADMISSION, Right.ADMIT),
    "arrival_contact": _B("contact at admission", Right.READ_WITHHELD, Right.ADMIT),
    "earlier_year": _B("earlier school", Right.READ_NAMES, Right.CHANGE_CARD),
    "removal": _B("removal", Right.PROPOSE_REMOVAL, Right.ADMIT),
    "made_return": _B("return", Right.MAKE_RETURN, Right.MAKE_RETURN),
    "contact": _B("contact", Right.READ_CONTACTS, Right.CHANGE_CARD, by_field=True),
    "tie": _B("contact of a pupil", Right.READ_PHONES, Right.CHANGE_CARD, by_field=True),
    "pattern": _B("timetable", Right.KEEP_PATTERNS, Right.KEEP_PATTERNS),
    "late_arrival": _B("late book", *_DESK),
    "sign_out": _B("signing out", *_DESK),
    "message": _B("message", *_DESK),
    "appointment": _B("appointment", *_DESK),
    "attempt": _B("first-day contact", *_DESK),
    "drill": _B("roll call", Right.CALL_ROLL, Right.CALL_ROLL),
    "found": _B("roll call", Right.CALL_ROLL, Right.CALL_ROLL),
    "case_card": _B("case", *_CASE, by_field=True),
    "meeting": _B("meeting", *_CASE),
    "plan": _B("plan", *_CASE),
    "target": _B("target", *_CASE),
    "case_note": _B("case note", *_CASE),
    "referral": _B("referral", *_CASE),
    "step_taken": _B("step", *_CASE),
    "penalty_notice": _B("penalty notice", *_CASE),
    "leave_request": _B("request for leave", Right.READ_LEAVE, Right.FOLLOW_LEAVE),
    "leave_decision": _B("decision on leave", Right.READ_LEAVE, Right.DECIDE_LEAVE),
    "leave_note": _B("note on leave", Right.READ_LEAVE, Right.FOLLOW_LEAVE),
    "delegate": _B("named to decide", Right.CHANGE_STAFF, Right.CHANGE_STAFF),
    "assessment": _B("test", Right.READ_LEAVE, Right.CHANGE_CALENDAR),
    "letter": _B("letter", Right.READ_LETTERS, Right.WRITE_LETTER),
    "letter_note": _B("note on a letter", Right.READ_LETTERS, Right.WRITE_LETTER),
    "letter_wording": _B("wording", Right.CHANGE_WORDING, Right.CHANGE_WORDING),
    "stationery": _B("stationery", Right.CHANGE_WORDING, Right.CHANGE_WORDING),
    "desk": _B("desk", Right.KEEP_DESKS, Right.KEEP_DESKS),
}

#: Fields that ask for another right than their book does.
READS: Mapping[tuple[str, str], Right] = {
    ("contact", "phones"): Right.READ_PHONES,
    ("contact", "address_withheld"): Right.READ_WITHHELD,
    ("pupil", "medical"): Right.READ_MEDICAL,
    ("pupil", "address"): Right.READ_CONTACTS,
    ("pupil", "family"): Right.READ_CONTACTS,
}

#: Fields that may be typed as well as kept; of the others only what a desk says can stand.
TYPED = frozenset(
    {
        ("contact", "title"), ("contact", "email"), ("contact", "phones"), ("contact", "address"),
        ("pupil", "address"), ("pupil", "preferred_forename"), ("pupil", "preferred_surname"),
        ("pupil", "middle_names"), ("pupil", "medical"), ("tie", "relationship"),
        ("school", "phone"), ("school", "address"), ("case_card", "lead"),
        ("case_card", "social_worker"), ("case_card", "medical_plan"), ("case_card", "early_help"),
        ("case_card", "adjustments"), ("school_class", "teacher"),
    }
)  # fmt: skip

#: What the office calls a field, where its name does not say it.
FIELDS: Mapping[str, str] = {
    "dob": "date of birth", "upn": "UPN", "former_upns": "former UPNs", "eal": "EAL",
    "fsm": "free school meals", "sen": "SEN", "phones": "telephone", "email": "e-mail",
    "gone": "still on the list", "not_released": "never released to", "medical": "medical line",
    "left_at": "left", "back_at": "back", "may_collect": "may collect", "at": "time",
    "admission_no": "admission number", "dfe": "DfE number", "urn": "URN", "last": "last day",
    "first": "first day", "focus_year": "focus", "posts": "roles",
}  # fmt: skip


def field_words(name: str) -> str:
    """Return what the office calls a field."""
    return FIELDS.get(name, name.replace("_", " "))


def value_words(name: str, value: Any) -> str:
    """Return a value as the office reads it; what is not said is 'nothing'."""
    if isinstance(value, bool):
        return "yes" if value is not (name == "gone") else "no"
    if value is None or value in ("", (), frozenset()):
        return NOTHING_SAID
    for kind, words in _WORDS:
        if isinstance(value, kind):
            return words(value)
    return ", ".join(line.strip() for line in str(value).splitlines())


#: The words for a value of a kind, the first that fits.
_WORDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Session, lambda value: str(value.word)),
    (enum.Enum, lambda value: str(value.value)),
    (dt.date, long_day),
    (dt.time, lambda value: f"{value:%H:%M}"),
    ((tuple, frozenset), lambda value: ", ".join(map(str, value))),
)
