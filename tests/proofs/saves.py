"""Every kind of save there is, each as one function on the same small school.

A save finds what it is about by itself, so that it can be made again after it was refused. A test
compares the names here with the acts that the program's procedures write.
"""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import importlib
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import officeapp.procedures
from officeapp.books.backup import back_up
from officeapp.books.law import return_rules
from officeapp.domain.idle import DeskPlace
from officeapp.domain.import_map import ImportMap
from officeapp.domain.leaving import Removal
from officeapp.domain.lists import CalendarEntry, ContactRow, MarkRow, Named, PupilRow, Reading
from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.pins import Strength
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.returns import Due, ReturnKind
from officeapp.domain.roll import Contact, Enrolment, Placement, Pupil, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure, Term
from officeapp.domain.school_year import Session, Span
from officeapp.domain.transfer import SchoolNamed, Transfer, TransferHeader, TransferredPupil
from officeapp.domain.turning import Goals, Part
from officeapp.procedures import keep_family, keep_patterns, keep_roll, keep_school
from officeapp.procedures.amend_mark import amend_marks
from officeapp.procedures.choose_pin import choose_pin
from officeapp.procedures.give_code import give_code
from officeapp.procedures.give_marks import marks_to_give, note_marks_given
from officeapp.procedures.import_calendar import import_calendar
from officeapp.procedures.import_contacts import import_contacts
from officeapp.procedures.import_marks import import_marks
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_maps import keep_map
from officeapp.procedures.keep_roll import Admission
from officeapp.procedures.mark_unable import mark_unable, plan_unable
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.plan_calendar import Aim
from officeapp.procedures.plan_contacts import plan_contacts
from officeapp.procedures.plan_days import plan_calendar
from officeapp.procedures.plan_marks import plan_marks
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.plan_transfer import plan_transfer
from officeapp.procedures.propose_pupil import decline_admission, propose_admission
from officeapp.procedures.pupil_record import note_record_given, pupil_record
from officeapp.procedures.register_book import Wanted, note_extract_given, register_book
from officeapp.procedures.remove_pupil import decline_removal, note_return, propose_removals, remove
from officeapp.procedures.settle_marks import compare_marks, settle, take_theirs
from officeapp.procedures.sign_in import WrongPinError, check_pin
from officeapp.procedures.take_register import hand_in, pencil_marks, rub_out
from officeapp.procedures.transfer_plan import Choice
from officeapp.procedures.turn_year import move_up, plan_turn
from tests.proofs.small_school import FIRST_DAY, clock, drafts_of, opened, sheets, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.domain.register import Sheet
    from officeapp.domain.roll import SchoolClass

    Save = Callable[[Office], object]

PUPILS = 8
QUICK = Strength(8, 1)
LAST = dt.date(2026, 7, 17)  # the day on which all this happens
LATER = dt.date(2026, 7, 10)  # a Friday after the registers that are taken
UPN = "Q816200126001"


def make(path: Path) -> None:
    """Make the file of a school that has one of everything."""
    school = NewSchool("Alder Green Primary School", "Maureen Achebe", sample=True)
    with new_school(path, school, clock=clock, own_folder=path.parent) as office:
        alder = keep_roll.add_class(office, "Alder", office.school.sites()[0].id)
        keep_roll.admit(office, [_admission(alder, number) for number in range(PUPILS)])
        first, second = _pupil(office), _pupil(office, 1)
        for name in ("Aneta", "Marek"):
            parent = Contact(ContactId(0), "", "Święcicka", name, ("020 7946 0000",))
            keep_roll.add_contact(office, parent, Tie(0, first.id, ContactId(0), "parent"))
        keep_family.join_family(office, first.id, second.id)
        keep_patterns.add_pattern(office, _pattern(first))
        choose_pin(office, office.staff.first(), "604213", "604213", strength=QUICK)
        keep_school.add_person(office, "Ben Okoro", "Clerk", Role.OFFICE, FIRST_DAY)
        change_dfe = replace(office.school.card(), dfe="816/2999")
        keep_school.change_school(office, change_dfe)
        propose_removals(office, [_removal(office, 4)])
        propose_admission(office, _admission(alder, 21))
    with opened(path) as office:
        *done, pencilled = itertools.islice(sheets(office), 4)
        for sheet in done:
            take(office, sheet)
        pencil_marks(office, pencilled, drafts_of(office, pencilled))


def _admission(school_class: SchoolClass, number: int) -> Admission:
    born = dt.date(2016, 9, 1 + number)
    card = Pupil(PupilId(0), "", (), str(number), f"Surname{number:02}", "Ada", born)
    return Admission(card, FIRST_DAY, school_class.id, "4")


def _pattern(pupil: Pupil) -> Pattern:
    kind, week = PatternKind.DUAL, "/-/-/-/-/-"
    return Pattern(0, pupil.id, kind, week, LATER, nature="Elm Primary School")


def _class(office: Office) -> SchoolClass:
    return office.roll.classes()[0]


def _pupil(office: Office, number: int = 0) -> Pupil:
    return next(
        one for one in office.roll.pupils().values() if one.surname == f"Surname{number:02}"
    )


def _sheet(office: Office, number: int) -> Sheet:
    return next(itertools.islice(sheets(office), number, None))


def _enrolment(office: Office) -> Enrolment:
    return office.roll.enrolments(_pupil(office).id)[0]


def _hand_in(office: Office) -> None:
    hand_in(office, _sheet(office, 3))


def _pencil(office: Office) -> None:
    sheet = _sheet(office, 4)
    pencil_marks(office, sheet, drafts_of(office, sheet))


def _rub_out(office: Office) -> None:
    sheet = _sheet(office, 3)
    rub_out(office, sheet, *list(drafts_of(office, sheet))[:2])


def _amend(office: Office) -> None:
    marks = office.register.marks_of_day(_sheet(office, 0).day)[:4]
    amend_marks(office, [(mark, replace(mark, code="U")) for mark in marks], "at ten")


def _unable(office: Office) -> None:
    sites = [office.school.sites()[0].id]
    mark_unable(office, plan_unable(office, "Y4", LATER, list(Session), sites=sites))


def _change_enrolment(office: Office) -> None:
    keep_roll.change_enrolment(office, replace(_enrolment(office), last=LATER, ground="moved away"))


def _enrol_again(office: Office) -> None:
    earlier = Span(dt.date(2021, 9, 1), dt.date(2022, 7, 20))
    again = Enrolment(0, _pupil(office).id, earlier.first, earlier.last)
    keep_roll.enrol_again(office, again)


def _place(office: Office) -> None:
    placement = Placement(0, _pupil(office).id, LATER, _class(office).id, "5")
    keep_roll.place(office, [placement])


def _change_placement(office: Office) -> None:
    placement = office.roll.placements(_pupil(office).id)[0]
    keep_roll.change_placement(office, replace(placement, year_group="5"))


def _add_contact(office: Office) -> None:
    aunt = Contact(ContactId(0), "Ms", "Święcicka", "Ewa", ("020 7946 0001",))
    keep_roll.add_contact(office, aunt, Tie(0, _pupil(office).id, ContactId(0), "aunt"))


def _change_contact(office: Office) -> None:
    tie, contact = office.contacts.of(_pupil(office).id)[0]
    keep_roll.change_contact(
        office, replace(contact, forename="Anna"), replace(tie, relationship="mother")
    )


def _order_contacts(office: Office) -> None:
    ties = [tie for tie, _ in office.contacts.of(_pupil(office).id)]
    keep_family.order_contacts(office, ties[::-1])


def _change_pattern(office: Office) -> None:
    pattern = office.patterns.of(_pupil(office).id)[0]
    keep_patterns.change_pattern(office, replace(pattern, last=LATER))


def _set_times(office: Office) -> None:
    bell = next(iter(office.school.bell_cards.standing().values()))
    keep_school.set_times(office, [replace(bell, begins=dt.time(8, 40))])


def _set_calendar(office: Office) -> None:
    closures = [Closure(0, LATER, LATER, "boiler")]
    keep_school.set_calendar(office, closures, [Term(0, FIRST_DAY, LATER, "the year")])


def _change_person(office: Office) -> None:
    clerk = office.staff.named("Ben Okoro", office.today())
    keep_school.change_person(office, replace(clerk, post="Receptionist"))


def _choose_pin(office: Office) -> None:
    head = office.staff.first()
    choose_pin(office, head, "815026", "815026", earlier="604213", strength=QUICK)


def _wrong_pin(office: Office) -> None:
    """Type a wrong PIN; that it is wrong is said once it was counted."""
    with contextlib.suppress(WrongPinError):
        check_pin(office, office.staff.first(), "604214")


def _import_pupils(office: Office) -> None:
    born, first = dt.date(2016, 3, 3), FIRST_DAY
    row = PupilRow(
        where=2,
        upn=UPN,
        legal_surname="Abbasi",
        legal_forename="Zara",
        dob=born,
        year_group="4",
        school_class="Beech",
        first=first,
    )
    import_pupils(office, plan_pupils(office, Reading([row])))


def _import_contacts(office: Office) -> None:
    row = ContactRow(where=2, pupil=Named(admission_no="0"), surname="Abbasi", forename="Noor")
    import_contacts(office, plan_contacts(office, Reading([row])))


def _import_marks(office: Office) -> None:
    rows = [
        MarkRow(2 + place, Named(admission_no=str(number)), LATER, session, "I")
        for place, (number, session) in enumerate(itertools.product(range(PUPILS), Session))
    ]
    import_marks(office, plan_marks(office, Reading(rows)))


def _import_calendar(office: Office) -> None:
    entry = CalendarEntry(2, "u1", "Training day", Span(LATER, LATER))
    import_calendar(office, plan_calendar(office, Reading([entry]), Aim()))


def _give_marks(office: Office) -> None:
    note_marks_given(office, marks_to_give(office, Span(FIRST_DAY, FIRST_DAY)))


def _settle_marks(office: Office) -> None:
    row = MarkRow(2, Named(admission_no="0"), FIRST_DAY, Session.AM, "N", None, "")
    (found, *_) = compare_marks(office, Reading([row])).open
    settle(office, [take_theirs(found)], "asked the parent")


def _move_up(office: Office) -> None:
    alder = _class(office).id
    goals = Goals({Part(alder, "4"): alder})
    plan = plan_turn(office, LAST, dt.date(2026, 9, 2), goals)
    stay = {one.pupil: alder for one in plan.turn.undecided}  # whom another save admitted
    move_up(office, plan_turn(office, LAST, dt.date(2026, 9, 2), replace(goals, pupils=stay)))


def _removal(office: Office, number: int) -> Removal:
    return Removal(0, _pupil(office, number).id, LAST, "moved-away")


def _decline_removal(office: Office) -> None:
    pupil, removals = _pupil(office, 4).id, office.roll.removal_cards.standing().values()
    waiting = next(one for one in removals if one.pupil == pupil)
    decline_removal(office, waiting, "they stay after all")


def _decline_admission(office: Office) -> None:
    decline_admission(office, office.roll.arrivals()[0], "the class is full")


def _note_return(office: Office) -> None:
    rule = return_rules()[ReturnKind.NEW_PUPIL]
    note_return(office, Due(rule, _pupil(office).id, FIRST_DAY, None, "joined"), LATER)


def _import_transfer(office: Office) -> None:
    row = PupilRow(1, UPN, None, None, "Abbasi", "Zara", dob=dt.date(2016, 3, 3), sex="F")
    header = TransferHeader("26.0", LATER, destination=SchoolNamed("816", "2999"))
    file = Transfer(header, [TransferredPupil(1, replace(row, year_group="4"), (), ())], 1)
    import_transfer(office, plan_transfer(office, file, Choice()))


def _give_record(office: Office) -> None:
    pupil = _pupil(office).id
    note_record_given(office, pupil, pupil_record(office, pupil, "A parent"), "d1g35t")


def _give_extract(office: Office) -> None:
    wanted = Wanted(Span(FIRST_DAY, FIRST_DAY))
    note_extract_given(office, wanted, register_book(office, wanted), "d1g35t")


def _backup(office: Office) -> None:
    back_up(office, office.path.with_name("copy.db"))


#: What a person may save, by the kind of the act; what is no act has a name of its own.
SAVES: dict[str, Save] = {
    "hand-in": _hand_in,
    "amend-mark": _amend,
    "unable-to-attend": _unable,
    "admit": lambda office: keep_roll.admit(office, [_admission(_class(office), 20)]),
    "change-pupil": lambda office: keep_roll.change_pupil(
        office, replace(_pupil(office), medical="asthma")
    ),
    "change-enrolment": _change_enrolment,
    "enrol-again": _enrol_again,
    "place": _place,
    "change-placement": _change_placement,
    "add-class": lambda office: keep_roll.add_class(office, "Beech", office.school.sites()[0].id),
    "change-class": lambda office: keep_roll.change_class(
        office, replace(_class(office), teacher="B. Okoro")
    ),
    "add-contact": _add_contact,
    "change-contact": _change_contact,
    "order-contacts": _order_contacts,
    "join-family": lambda office: keep_family.join_family(
        office, _pupil(office, 2).id, _pupil(office, 3).id
    ),
    "leave-family": lambda office: keep_family.leave_family(office, _pupil(office).id),
    "add-pattern": lambda office: keep_patterns.add_pattern(office, _pattern(_pupil(office, 1))),
    "change-pattern": _change_pattern,
    "change-school": lambda office: keep_school.change_school(
        office, replace(office.school.card(), urn="100001")
    ),
    "add-site": lambda office: keep_school.add_site(office, "Upper site"),
    "change-site": lambda office: keep_school.change_site(
        office, replace(office.school.sites()[0], name="Lower site")
    ),
    "set-times": _set_times,
    "set-calendar": _set_calendar,
    "add-person": lambda office: keep_school.add_person(
        office, "Ivy Chen", "Teacher", Role.TEACHER, FIRST_DAY
    ),
    "change-person": _change_person,
    "change-lock-rules": lambda office: keep_school.change_lock_rules(
        office, [replace(office.school.lock_rule(DeskPlace.OFFICE), hides=60)]
    ),
    "choose-pin": _choose_pin,
    "give-code": lambda office: give_code(
        office, office.staff.named("Ben Okoro", office.today()), strength=QUICK
    ),
    "import-pupils": _import_pupils,
    "import-contacts": _import_contacts,
    "import-marks": _import_marks,
    "import-calendar": _import_calendar,
    "import-transfer": _import_transfer,
    "give-marks": _give_marks,
    "settle-marks": _settle_marks,
    "move-up": _move_up,
    "keep-map": lambda office: keep_map(
        office, ImportMap(0, "Kitchen list", "pupils", "school", ("child",), ("surname",))
    ),
    "propose-admission": lambda office: propose_admission(office, _admission(_class(office), 22)),
    "decline-admission": _decline_admission,
    "propose-removal": lambda office: propose_removals(office, [_removal(office, 5)]),
    "remove-pupil": lambda office: remove(office, [_removal(office, 6)]),
    "decline-removal": _decline_removal,
    "note-return": _note_return,
    "give-record": _give_record,
    "give-extract": _give_extract,
    "pencil": _pencil,
    "rub-out": _rub_out,
    "wrong-pin": _wrong_pin,
    "backup": _backup,
}
#: Saves that are no act in the books.
NO_ACTS = frozenset({"pencil", "rub-out", "wrong-pin", "backup"})
#: Acts that begin a file; a file that is not begun whole is proved elsewhere.
BEGINNINGS = frozenset({"new-school"})


def acts_of_the_program() -> set[str]:
    """Return the kind of every act that a procedure writes, as its source says."""
    kinds: set[str] = set()
    for source in Path(str(officeapp.procedures.__file__)).parent.glob("*.py"):
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".writing"):
                kinds.add(_said(source, call.args[0]))
    return kinds


def _said(source: Path, kind: ast.expr) -> str:
    """Return the kind of an act, written out or by the name the module has for it."""
    if isinstance(kind, ast.Name):
        module = importlib.import_module(f"officeapp.procedures.{source.stem}")
        return str(getattr(module, kind.id))
    return str(ast.literal_eval(kind))
