"""Who may do what: one table, by role. What is not listed is refused."""

from __future__ import annotations

import enum

from officeapp.domain.school import Role

R = Role


class Right(enum.StrEnum):
    """Something a person may do, said so that it fits 'may not …'."""

    TAKE_REGISTER = "take a register"
    AMEND_MARK = "amend a mark that is in ink"
    MARK_WIDELY = "mark many pupils at once"
    CHANGE_CARD = "change a pupil's or contact's card"
    KEEP_PATTERNS = "change pupils' timetables"
    ADMIT = "admit a pupil or remove one from the roll"
    CHANGE_SCHOOL = "change the school's details, times and classes"
    CHANGE_CALENDAR = "change the calendar"
    CHANGE_STAFF = "change people and their roles"
    IMPORT_LISTS = "import lists"
    EXPORT = "export the books"
    OWN_PIN = "choose a PIN"
    READ_FIGURES = "read figures"
    READ_NAMES = "read pupils' names and marks"
    READ_WITHHELD = "read an address that is withheld"


_DESK = {R.RECEPTION, R.OFFICE, R.ATTENDANCE_OFFICER, R.HEAD, R.PASTORAL}
_OFFICE = {R.OFFICE, R.ATTENDANCE_OFFICER, R.HEAD}
_EVERYONE = set(Role)

MAY: dict[Right, frozenset[Role]] = {
    Right.TAKE_REGISTER: frozenset(_DESK | {R.TEACHER}),
    Right.AMEND_MARK: frozenset(_OFFICE),
    Right.MARK_WIDELY: frozenset(_OFFICE),
    Right.CHANGE_CARD: frozenset({R.OFFICE, R.HEAD}),
    Right.KEEP_PATTERNS: frozenset(_OFFICE),
    Right.ADMIT: frozenset({R.OFFICE, R.HEAD}),
    Right.CHANGE_SCHOOL: frozenset({R.OFFICE, R.HEAD}),
    Right.CHANGE_CALENDAR: frozenset(_OFFICE),
    Right.CHANGE_STAFF: frozenset({R.HEAD}),
    Right.IMPORT_LISTS: frozenset(_OFFICE),
    Right.EXPORT: frozenset(_OFFICE),
    Right.OWN_PIN: frozenset(_EVERYONE),
    Right.READ_FIGURES: frozenset(_EVERYONE - {R.TECHNICIAN}),
    Right.READ_NAMES: frozenset(_EVERYONE - {R.TECHNICIAN, R.GOVERNOR}),
    Right.READ_WITHHELD: frozenset({R.OFFICE, R.HEAD, R.SAFEGUARDING}),
}


def may(role: Role, right: Right) -> bool:
    """Say whether a role has a right."""
    return role in MAY.get(right, frozenset())
