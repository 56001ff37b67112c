"""Who may do what: one table, by right and role. What is not listed is refused.

Most rights hold everywhere. Some reach less far: a class teacher takes the register of their own
class today and nothing else. A right that reaches less far is refused wherever it is not said
where the act is, so that forgetting to say it never gives more.

Some acts take more care than being signed in: the person's PIN once more, or a second person.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.school import Role

if TYPE_CHECKING:
    from collections.abc import Callable

R = Role


class Right(enum.StrEnum):
    """Something a person may do, said so that it fits 'may not …'."""

    TAKE_REGISTER = "take a register"
    AMEND_MARK = "amend a mark that is in ink"
    MARK_WIDELY = "mark many pupils at once"
    CHANGE_CARD = "change a pupil's or contact's card"
    CHANGE_WITHHELD = "change an address that is withheld"
    KEEP_PATTERNS = "change pupils' timetables"
    ADMIT = "admit a pupil or remove one from the roll"
    PROPOSE_ADMISSION = "propose that a pupil is admitted"
    PROPOSE_REMOVAL = "propose to remove a pupil from the roll"
    TURN_YEAR = "move classes up at the turn of the year"
    MAKE_RETURN = "note a return to the authority"
    CHANGE_SCHOOL = "change the school's details, times and classes"
    CHANGE_CALENDAR = "change the calendar"
    CHANGE_STAFF = "change people and their roles"
    CHANGE_LOCKS = "change how soon windows lock"
    IMPORT_LISTS = "import lists"
    EXPORT = "export the books"
    NOTE_EXPORT = "note an export that a command made"
    RESTORE = "put a backup back"
    GIVE_OUT = "give out marks, lists and pupils' records"
    KEEP_DESK = "keep the books of the front desk"
    LET_GO = "let a child go with somebody who is not on the list"
    LET_GO_BARRED = "let a child go with somebody the child must not be released to"
    AGREE_TO_LET_GO = "agree that a child goes with somebody who is not on the list"
    SETTLE_EARLIER = "settle an earlier day from a message"
    CALL_ROLL = "call the roll"
    KEEP_CASES = "keep attendance cases"
    RAISE_CONCERN = "raise a concern"
    ASK_LEAVE = "write down a request for leave"
    DECIDE_LEAVE = "decide on leave"
    FOLLOW_LEAVE = "follow up a leave of absence"
    READ_LEAVE = "read requests for leave"
    WRITE_LETTER = "write a letter"
    WRITE_LETTERS = "write many letters at once"
    CHANGE_WORDING = "change the wording of letters"
    CERTIFY = "issue a certificate of attendance"
    REFER = "refer a family to the authority"
    KEEP_NOTICES = "keep the ledger of penalty notices"
    READ_LETTERS = "read the letter book"
    KEEP_DESKS = "join or retire a desk"
    SPEAK_FOR_DESK = "write in the name of a desk"
    OWN_PIN = "choose a PIN"
    READ_BOARD = "see what waits today"
    READ_DESK = "read the books of the front desk"
    READ_CASES = "read attendance cases"
    READ_CONFIDENTIAL = "read confidential notes"
    READ_REGISTER = "read the register"
    READ_NAMES = "read pupils' names and marks"
    READ_PHONES = "read contacts' telephone numbers"
    READ_CONTACTS = "read contacts' addresses"
    READ_WITHHELD = "read an address that is withheld"
    READ_MEDICAL = "read the medical line"
    READ_FIGURES = "read figures"
    READ_STAFF = "read the staff list"


class Reach(enum.Enum):
    """How far a right goes, said so that it fits 'may not …'."""

    EVERYWHERE = ""
    ONE_CLASS_TODAY = "outside one class today"
    OWN_CLASS = "outside their own class"
    OWN_CLASS_TODAY = "outside their own class today"


class Care(enum.Flag):
    """What an act takes beyond being signed in."""

    NOTHING = 0
    PIN_AGAIN = enum.auto()  # the person types their PIN for this one act
    SECOND = enum.auto()  # a second member of staff types theirs


@dataclass(frozen=True, slots=True)
class Where:
    """What an act or a question is about, as far as a right depends on it.

    Attributes:
        one_class: Whether it is about one class.
        own_class: Whether that is the class of the person signed in.
        today: Whether it is about today only.
    """

    one_class: bool = False
    own_class: bool = False
    today: bool = False


ANYWHERE = Where()

_COVERS: dict[Reach, Callable[[Where], bool]] = {
    Reach.EVERYWHERE: lambda _: True,
    Reach.ONE_CLASS_TODAY: lambda where: where.one_class and where.today,
    Reach.OWN_CLASS: lambda where: where.own_class,
    Reach.OWN_CLASS_TODAY: lambda where: where.own_class and where.today,
}


def _everywhere(*roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, Reach.EVERYWHERE)


_OFFICE = (R.OFFICE, R.ATTENDANCE_OFFICER, R.HEAD)
_DESK = (R.RECEPTION, *_OFFICE)
_CASES = (*_OFFICE, R.SAFEGUARDING, R.PASTORAL)  # who works on an attendance case

MAY: dict[Right, dict[Role, Reach]] = {
    Right.TAKE_REGISTER: {**_everywhere(*_DESK), R.TEACHER: Reach.OWN_CLASS_TODAY},
    Right.AMEND_MARK: _everywhere(*_OFFICE),
    Right.MARK_WIDELY: {
        **_everywhere(R.ATTENDANCE_OFFICER, R.HEAD),
        R.OFFICE: Reach.ONE_CLASS_TODAY,
    },
    Right.CHANGE_CARD: _everywhere(R.OFFICE, R.HEAD),
    Right.CHANGE_WITHHELD: _everywhere(R.SAFEGUARDING),
    Right.KEEP_PATTERNS: _everywhere(*_OFFICE),
    Right.ADMIT: _everywhere(R.HEAD),
    Right.PROPOSE_ADMISSION: _everywhere(*_OFFICE),
    Right.PROPOSE_REMOVAL: _everywhere(*_OFFICE),
    Right.TURN_YEAR: _everywhere(R.OFFICE, R.HEAD),
    Right.MAKE_RETURN: _everywhere(*_OFFICE),
    Right.CHANGE_SCHOOL: _everywhere(R.OFFICE, R.HEAD),
    Right.CHANGE_CALENDAR: _everywhere(*_OFFICE),
    Right.CHANGE_STAFF: _everywhere(R.HEAD),
    Right.CHANGE_LOCKS: _everywhere(R.HEAD),
    Right.IMPORT_LISTS: _everywhere(*_OFFICE),
    Right.EXPORT: _everywhere(R.HEAD),
    Right.NOTE_EXPORT: _everywhere(R.TECHNICIAN),
    Right.RESTORE: _everywhere(R.HEAD, R.TECHNICIAN),
    Right.GIVE_OUT: _everywhere(*_OFFICE),
    Right.KEEP_DESK: _everywhere(*_DESK),
    Right.LET_GO: _everywhere(*_DESK),
    Right.LET_GO_BARRED: _everywhere(*_DESK),
    Right.AGREE_TO_LET_GO: _everywhere(*_OFFICE, R.SAFEGUARDING),
    Right.SETTLE_EARLIER: _everywhere(*_OFFICE),
    Right.CALL_ROLL: _everywhere(*_DESK, R.SAFEGUARDING, R.PASTORAL, R.TEACHER),
    Right.ASK_LEAVE: _everywhere(*_DESK),
    Right.DECIDE_LEAVE: _everywhere(R.HEAD),
    Right.FOLLOW_LEAVE: _everywhere(*_OFFICE),
    Right.READ_LEAVE: _everywhere(*_OFFICE),
    Right.WRITE_LETTER: _everywhere(R.RECEPTION, *_CASES),
    Right.WRITE_LETTERS: _everywhere(*_OFFICE),
    Right.CHANGE_WORDING: _everywhere(R.OFFICE, R.HEAD),
    Right.CERTIFY: _everywhere(R.HEAD),
    Right.REFER: _everywhere(R.ATTENDANCE_OFFICER, R.HEAD),
    Right.KEEP_NOTICES: _everywhere(*_OFFICE),
    Right.READ_LETTERS: _everywhere(*_CASES),
    Right.KEEP_DESKS: _everywhere(R.HEAD),
    Right.SPEAK_FOR_DESK: _everywhere(R.TECHNICIAN),
    Right.OWN_PIN: _everywhere(*Role),
    Right.READ_BOARD: _everywhere(*_DESK, R.SAFEGUARDING, R.PASTORAL),
    Right.READ_DESK: _everywhere(*_DESK, R.SAFEGUARDING, R.PASTORAL),
    Right.KEEP_CASES: _everywhere(*_CASES),
    Right.RAISE_CONCERN: _everywhere(*_DESK, R.SAFEGUARDING, R.PASTORAL, R.TEACHER),
    Right.READ_CASES: _everywhere(*_CASES),
    Right.READ_CONFIDENTIAL: _everywhere(R.HEAD, R.SAFEGUARDING),
    Right.READ_REGISTER: {
        **_everywhere(R.RECEPTION, *_CASES),
        R.TEACHER: Reach.OWN_CLASS,
    },
    Right.READ_NAMES: _everywhere(R.RECEPTION, *_CASES),
    Right.READ_PHONES: _everywhere(*_DESK, R.SAFEGUARDING),
    Right.READ_CONTACTS: _everywhere(*_OFFICE, R.SAFEGUARDING),
    Right.READ_WITHHELD: _everywhere(R.OFFICE, R.HEAD, R.SAFEGUARDING),
    Right.READ_MEDICAL: {**_everywhere(*_DESK, R.SAFEGUARDING), R.TEACHER: Reach.OWN_CLASS},
    Right.READ_FIGURES: _everywhere(*_CASES, R.GOVERNOR),
    Right.READ_STAFF: _everywhere(*_DESK, R.SAFEGUARDING, R.PASTORAL, R.TEACHER),
}

#: What the head may name somebody for, with dates; the naming is a card of its own.
NAMED_FOR = frozenset({Right.DECIDE_LEAVE, Right.READ_LEAVE, Right.CERTIFY})

_TWO_PEOPLE = Care.PIN_AGAIN | Care.SECOND
# One of the two must be able to agree to it; who can by themselves types their own PIN as well.
_HANDED_OVER = {R.RECEPTION: Care.SECOND, **dict.fromkeys(_OFFICE, _TWO_PEOPLE)}

#: What takes more care, and of whom. What is not listed takes none.
TAKES: dict[Right, dict[Role, Care]] = {
    Right.ADMIT: {R.HEAD: Care.PIN_AGAIN},
    Right.CHANGE_STAFF: {R.HEAD: Care.PIN_AGAIN},
    Right.GIVE_OUT: dict.fromkeys(_OFFICE, Care.PIN_AGAIN),
    Right.REFER: dict.fromkeys((R.ATTENDANCE_OFFICER, R.HEAD), Care.PIN_AGAIN),
    Right.EXPORT: {R.HEAD: _TWO_PEOPLE},
    Right.RESTORE: {R.HEAD: Care.PIN_AGAIN},
    Right.KEEP_DESKS: {R.HEAD: Care.PIN_AGAIN},
    Right.READ_WITHHELD: dict.fromkeys((R.OFFICE, R.HEAD, R.SAFEGUARDING), Care.PIN_AGAIN),
    Right.CHANGE_WITHHELD: {R.SAFEGUARDING: Care.PIN_AGAIN},
    Right.READ_CONFIDENTIAL: dict.fromkeys((R.HEAD, R.SAFEGUARDING), Care.PIN_AGAIN),
    Right.LET_GO: _HANDED_OVER,
    Right.LET_GO_BARRED: _HANDED_OVER,
}

#: What one of the two must be able to do, where two people stand by an act.
AGREES: dict[Right, Right] = dict.fromkeys(
    (Right.LET_GO, Right.LET_GO_BARRED), Right.AGREE_TO_LET_GO
)

#: Who may be the second person: anybody who works with pupils' names.
SECONDS = frozenset(Role) - {R.GOVERNOR, R.TECHNICIAN}


def care(role: Role, right: Right) -> Care:
    """Return what a role's act takes beyond being signed in."""
    return TAKES.get(right, {}).get(role, Care.NOTHING)


def reach(role: Role, right: Right) -> Reach | None:
    """Return how far a role's right goes; None where the role does not have it."""
    return MAY.get(right, {}).get(role)


def may(role: Role, right: Right, where: Where = ANYWHERE) -> bool:
    """Say whether a role has a right there; said of nowhere, it must hold everywhere."""
    found = reach(role, right)
    return found is not None and _COVERS[found](where)
