"""One way to do every act there is, and who may: the rights table as a school reads it.

An act is arranged by the head and returns what is then to be done by whoever is signed in. Its
name is that of the procedure, with how it differs after a colon.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

from officeapp.books.law import return_rules
from officeapp.domain.idle import DeskPlace
from officeapp.domain.import_map import ImportMap
from officeapp.domain.leaving import Removal
from officeapp.domain.lists import CalendarEntry, ContactRow, MarkRow, Named, PupilRow, Reading
from officeapp.domain.patterns import Pattern, PatternKind
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Mark, Sheet
from officeapp.domain.returns import Due, ReturnKind
from officeapp.domain.roll import Contact, Enrolment, Placement, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import Session, Span
from officeapp.domain.transfer import Transfer, TransferHeader, TransferredPupil
from officeapp.domain.turning import Goals
from officeapp.procedures import (
    amend_mark,
    choose_pin,
    give_code,
    give_marks,
    import_calendar,
    import_contacts,
    import_marks,
    import_pupils,
    import_transfer,
    keep_family,
    keep_maps,
    keep_patterns,
    keep_roll,
    keep_school,
    mark_unable,
    propose_pupil,
    pupil_record,
    register_book,
    remove_pupil,
    settle_marks,
    take_register,
    turn_year,
)
from officeapp.procedures.plan_calendar import Aim
from officeapp.procedures.plan_contacts import plan_contacts
from officeapp.procedures.plan_days import plan_calendar
from officeapp.procedures.plan_marks import plan_marks
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.plan_transfer import plan_transfer
from tests.builders import LIGHT, SINCE, a_class, a_pupil, take

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)
AM, PM = Session.AM, Session.PM
_numbers = count(1)

#: Who may do each act: W for may, S with the PIN once more, - for is refused.
#: The columns are reception, office, attendance officer, head, safeguarding lead, pastoral lead,
#: class teacher, governor, technician.
TABLE = """
pencil_marks                        W W W W - - - - -
pencil_marks: own class today       W W W W - - W - -
pencil_marks: own class yesterday   W W W W - - - - -
pencil_marks: own sheet, others     W W W W - - - - -
rub_out                             W W W W - - - - -
rub_out: own class today            W W W W - - W - -
hand_in                             W W W W - - - - -
hand_in: own class today            W W W W - - W - -
hand_in: own class yesterday        W W W W - - - - -
amend_marks                         - W W W - - - - -
amend_marks: earlier                - W W W - - - - -
amend_marks: a class today          - W W W - - - - -
amend_marks: a class earlier        - - W W - - - - -
amend_marks: two classes today      - - W W - - - - -
mark_unable                         - - W W - - - - -
settle                              - W W W - - - - -
add_pattern                         - W W W - - - - -
change_pattern                      - W W W - - - - -
change_pupil                        - W - W - - - - -
place                               - W - W - - - - -
change_placement                    - W - W - - - - -
add_contact                         - W - W - - - - -
add_tie                             - W - W - - - - -
change_contact                      - W - W - - - - -
change_contact: withheld            - - - - S - - - -
join_family                         - W - W - - - - -
leave_family                        - W - W - - - - -
order_contacts                      - W - W - - - - -
admit                               - - - S - - - - -
change_enrolment                    - - - S - - - - -
enrol_again                         - - - S - - - - -
propose_admission                   - W W W - - - - -
decline_admission                   - - - S - - - - -
propose_removals                    - W W W - - - - -
remove                              - - - S - - - - -
confirm_removals                    - - - S - - - - -
decline_removal                     - - - S - - - - -
note_return                         - W W W - - - - -
take_back_return                    - W W W - - - - -
move_up                             - W - W - - - - -
add_class                           - W - W - - - - -
change_class                        - W - W - - - - -
change_school                       - W - W - - - - -
add_site                            - W - W - - - - -
change_site                         - W - W - - - - -
set_times                           - W - W - - - - -
set_calendar                        - W W W - - - - -
import_calendar                     - W W W - - - - -
import_contacts                     - W W W - - - - -
import_marks                        - W W W - - - - -
import_marks: others stand          - W W W - - - - -
import_pupils                       - W W W - - - - -
import_pupils: with new ones        - - - S - - - - -
import_transfer                     - W W W - - - - -
import_transfer: with new ones      - - - S - - - - -
keep_map                            - W W W - - - - -
note_marks_given                    - S S S - - - - -
note_extract_given                  - S S S - - - - -
note_record_given                   - S S S - - - - -
add_person                          - - - S - - - - -
change_person                       - - - S - - - - -
change_lock_rules                   - - - W - - - - -
give_code                           - - - S - - - - -
choose_pin                          W W W W W W W W W
"""


class World:
    """A school in which every act can be arranged again and again."""

    def __init__(self, office) -> None:
        self.office = office
        self.own, _ = self.a_class()

    def a_class(self, pupils=2):
        """Return a new class and its pupils."""
        made, cards = a_class(self.office, f"Class {next(_numbers)}", pupils)
        return made, [self.office.roll.pupil(card.id) for card in cards]

    def a_contact(self, pupil, **changes):
        """Return the tie and the card of a new contact of a pupil."""
        card = Contact(ContactId(0), "Ms", f"Surname{next(_numbers)}", "Aneta", **changes)
        made = keep_roll.add_contact(self.office, card, Tie(0, pupil.id, ContactId(0), "mother"))
        found = {one.id: tie for tie, one in self.office.contacts.of(pupil.id)}
        return found[made.id], made

    def fresh(self, day, *, own=False, codes=""):
        """Return a sheet nobody has marked and its pupils; handed in where codes are given."""
        school_class, pupils = self.a_class()
        if own:
            self.own = school_class
        if codes:
            take(self.office, school_class, day, AM, codes)
        return Sheet(school_class.id, day, AM), pupils

    def standing(self, pupils, day):
        """Return the marks of some pupils on a morning."""
        return [self.office.register.standing(pupil.id, day, AM) for pupil in pupils]


def _pencil(world, day=FRIDAY, *, own=False, others=False):
    sheet, pupils = world.fresh(day, own=own)
    marked = world.fresh(day)[1] if others else pupils
    drafts = {marked[0].id: Draft("L")}
    return partial(take_register.pencil_marks, world.office, sheet, drafts)


def _rub_out(world, *, own=False):
    sheet, pupils = world.fresh(FRIDAY, own=own)
    take_register.pencil_marks(world.office, sheet, {pupils[0].id: Draft("L")})
    return partial(take_register.rub_out, world.office, sheet, pupils[0].id)


def _hand_in(world, day=FRIDAY, *, own=False):
    sheet, pupils = world.fresh(day, own=own)
    take_register.pencil_marks(world.office, sheet, {pupils[0].id: Draft("L")})
    return partial(take_register.hand_in, world.office, sheet)


def _amend(world, day=FRIDAY, classes=1, pupils=1):
    marks = []
    for _ in range(classes):
        marks += world.standing(world.fresh(day, codes="//")[1][:pupils], day)
    pairs = [(mark, replace(mark, code="L")) for mark in marks]
    return partial(amend_mark.amend_marks, world.office, pairs, "came late")


def _unable(world):
    office = world.office
    _, pupils = world.fresh(FRIDAY)
    plan = mark_unable.Unable((Mark(pupils[0].id, FRIDAY, PM, "Y4"),), ())
    return partial(mark_unable.mark_unable, office, plan)


def _settle(world):
    _, pupils = world.fresh(FRIDAY, codes="//")
    row = MarkRow(2, Named(admission_no=str(pupils[0].id)), FRIDAY, AM, "L", None, "")
    found = settle_marks.compare_marks(world.office, Reading([row])).open[0]
    decisions = [settle_marks.take_theirs(found)]
    return partial(settle_marks.settle, world.office, decisions, "asked")


def _pattern(world):
    pupil = a_class(world.office, f"Class {next(_numbers)}", 1, born=dt.date(2022, 5, 2))[1][0]
    return Pattern(0, pupil.id, PatternKind.NURSERY, "/-/-/-/-/-", FRIDAY)


def _change_pattern(world):
    made = keep_patterns.add_pattern(world.office, _pattern(world))
    return partial(keep_patterns.change_pattern, world.office, replace(made, gone=True))


def _change_pupil(world):
    pupil = world.a_class()[1][0]
    return partial(keep_roll.change_pupil, world.office, replace(pupil, eal=True))


def _placement(world):
    pupil, other = world.a_class()[1][0], world.a_class()[0]
    return Placement(0, pupil.id, FRIDAY, other.id, "3")


def _change_placement(world):
    placed = world.office.roll.placed(world.a_class()[1][0].id, FRIDAY)
    return partial(keep_roll.change_placement, world.office, replace(placed, year_group="4"))


def _add_contact(world):
    tie = Tie(0, world.a_class()[1][0].id, ContactId(0), "mother")
    return partial(keep_roll.add_contact, world.office, Contact(ContactId(0), "Ms", "A", "B"), tie)


def _add_tie(world):
    (one, other) = world.a_class()[1]
    _, contact = world.a_contact(one)
    return partial(keep_roll.add_tie, world.office, Tie(0, other.id, contact.id, "aunt"))


def _change_contact(world):
    tie, contact = world.a_contact(world.a_class()[1][0])
    return partial(keep_roll.change_contact, world.office, replace(contact, email="a@b.org"), tie)


def _change_withheld(world):
    pupil = world.a_class()[1][0]
    tie, contact = world.a_contact(pupil, address="1 High St", address_withheld=True)
    elsewhere = replace(contact, address="2 Low Rd")
    return partial(keep_roll.change_contact, world.office, elsewhere, tie)


def _join_family(world):
    return partial(keep_family.join_family, world.office, *(p.id for p in world.a_class()[1]))


def _leave_family(world):
    one, other = (pupil.id for pupil in world.a_class()[1])
    keep_family.join_family(world.office, one, other)
    return partial(keep_family.leave_family, world.office, one)


def _order_contacts(world):
    pupil = world.a_class()[1][0]
    ties = [world.a_contact(pupil)[0] for _ in range(2)]
    return partial(keep_family.order_contacts, world.office, ties[::-1])


def _admit(world):
    admission = keep_roll.Admission(a_pupil(), SINCE, world.a_class()[0].id, "3")
    return partial(keep_roll.admit, world.office, [admission])


def _enrolment(world, last=None):
    pupil = world.a_class()[1][0]
    time = world.office.roll.enrolments(pupil.id)[0]
    found = replace(time, last=last, ground="moved away" if last else "")
    return pupil, found


def _enrol_again(world):
    pupil, ended = _enrolment(world, last=THURSDAY)
    keep_roll.change_enrolment(world.office, ended)
    return partial(keep_roll.enrol_again, world.office, Enrolment(0, pupil.id, FRIDAY))


def _admission(world):
    return keep_roll.Admission(a_pupil(), SINCE, world.a_class()[0].id, "3")


def _proposed_one(world):
    return propose_pupil.propose_admission(world.office, _admission(world))


def _removal(world):
    return Removal(0, world.a_class()[1][0].id, FRIDAY, "moved-away")


def _proposed(world):
    return remove_pupil.propose_removals(world.office, [_removal(world)])


def _note_return(world):
    rule = return_rules()[ReturnKind.DELETION]
    due = Due(rule, world.a_class()[1][0].id, FRIDAY, FRIDAY, "moved")
    return partial(remove_pupil.note_return, world.office, due, FRIDAY)


def _move_up(world):
    world.a_class()
    last, first = dt.date(2027, 7, 21), dt.date(2027, 9, 1)
    stay = {seat.part: seat.school_class for seat in turn_year.seats_on(world.office, last)}
    plan = turn_year.plan_turn(world.office, last, first, Goals(stay))
    return partial(turn_year.move_up, world.office, plan)


def _add_class(world):
    site = world.office.school.sites()[0].id
    return partial(keep_roll.add_class, world.office, f"Class {next(_numbers)}", site)


def _change_class(world):
    return partial(keep_roll.change_class, world.office, replace(world.a_class()[0], teacher="Mx"))


def _change_school(world):
    card = replace(world.office.school.card(), phone=f"020 {next(_numbers)}")
    return partial(keep_school.change_school, world.office, card)


def _change_site(world):
    site = replace(world.office.school.sites()[0], name=f"Site {next(_numbers)}")
    return partial(keep_school.change_site, world.office, site)


def _set_times(world):
    bell = next(iter(world.office.school.bell_cards.standing().values()))
    return partial(keep_school.set_times, world.office, [bell])


def _set_calendar(world):
    day = dt.date(2027, 1, 1) + dt.timedelta(days=next(_numbers))
    closure = Closure(0, day, day, "INSET day", ClosureKind.INSET)
    return partial(keep_school.set_calendar, world.office, [closure])


def _import_calendar(world):
    day = dt.date(2027, 1, 1) + dt.timedelta(days=next(_numbers))
    entry = CalendarEntry(2, f"u{next(_numbers)}", "Half term", Span(day, day))
    plan = plan_calendar(world.office, Reading([entry]), Aim())
    return partial(import_calendar.import_calendar, world.office, plan)


def _import_contacts(world):
    who = Named(admission_no=str(world.a_class()[1][0].id))
    row = ContactRow(2, who, surname="Abbasi", forename="Noor", relationship="Mother")
    return partial(
        import_contacts.import_contacts, world.office, plan_contacts(world.office, Reading([row]))
    )


def _import_marks(world, codes=""):
    _, pupils = world.fresh(THURSDAY, codes=codes)
    row = MarkRow(2, Named(admission_no=str(pupils[0].id)), THURSDAY, AM, "L", None, "")
    plan = plan_marks(world.office, Reading([row]), "from the other system" if codes else None)
    return partial(import_marks.import_marks, world.office, plan)


def _import_pupils(world, *, new=False):
    school_class, (pupil, _) = world.a_class()
    surname = f"New{next(_numbers)}" if new else pupil.legal_surname
    row = PupilRow(
        where=2,
        admission_no=f"N{next(_numbers)}" if new else str(pupil.id),
        legal_surname=surname,
        legal_forename="Zara",
        dob=pupil.dob,
        year_group="3",
        school_class=school_class.name,
        first=SINCE,
        medical="asthma",
    )
    plan = plan_pupils(world.office, Reading([row]))
    return partial(import_pupils.import_pupils, world.office, plan)


def _note_marks(world):
    world.fresh(FRIDAY, codes="//")
    out = give_marks.marks_to_give(world.office, Span(FRIDAY, FRIDAY))
    return partial(give_marks.note_marks_given, world.office, out)


def _import_transfer(world, *, new=False):
    pupil = world.a_class()[1][0]
    name = f"New{next(_numbers)}" if new else pupil.legal_surname
    row = PupilRow(1, None, None, None, name, "Zara", dob=pupil.dob, sex="F", year_group="3")
    if not new:
        upn = f"B{8012000000000 + next(_numbers)}"
        keep_roll.change_pupil(world.office, replace(pupil, upn=upn))
        row = replace(row, upn=upn, medical="asthma")
    header = TransferHeader("26.0", FRIDAY)
    transfer = Transfer(header, [TransferredPupil(1, row)], 1)
    plan = plan_transfer(world.office, transfer)
    assert not plan.is_empty
    return partial(import_transfer.import_transfer, world.office, plan)


def _note_extract(world):
    sheet, _ = world.fresh(FRIDAY, codes="//")
    wanted = register_book.Wanted(Span(FRIDAY, FRIDAY), (sheet.school_class,), extract=True)
    book = register_book.register_book(world.office, wanted)
    return partial(register_book.note_extract_given, world.office, wanted, book, "")


def _note_record(world):
    pupil = world.fresh(FRIDAY, codes="//")[1][0]
    record = pupil_record.pupil_record(world.office, pupil.id, "Ms Surname")
    return partial(pupil_record.note_record_given, world.office, pupil.id, record, "")


def _keep_map(world):
    card = ImportMap(0, f"List {next(_numbers)}", "pupils", "any", ("kid",), ("legal_forename",))
    return partial(keep_maps.keep_map, world.office, card)


def _add_person(world):
    name = f"Person {next(_numbers)}"
    return partial(keep_school.add_person, world.office, name, "Clerk", Role.RECEPTION, SINCE)


def _change_person(world):
    person = _add_person(world)()
    return partial(keep_school.change_person, world.office, replace(person, post="Caller"))


def _change_lock_rules(world):
    rule = world.office.school.lock_rule(DeskPlace.OFFICE)
    limits = [replace(rule, locks=200 + next(_numbers) % 100)]
    return partial(keep_school.change_lock_rules, world.office, limits)


def _give_code(world):
    return partial(give_code.give_code, world.office, _add_person(world)(), strength=LIGHT)


def _choose_pin(world):
    """Choose a PIN for whoever is signed in when it is done."""

    def choose():
        person, office = world.office.person, world.office
        if person is None:
            return _choose_for_nobody(office)
        office.sign_in(office.staff.first())
        code = give_code.give_code(office, person, strength=LIGHT)
        return choose_pin.choose_pin(office, person, "274915", "274915", code=code, strength=LIGHT)

    return choose


def _choose_for_nobody(office):
    from officeapp.books.office import NobodySignedInError

    raise NobodySignedInError  # a PIN is chosen by whom it is for, who is signed in by it


ACTS: dict[str, Any] = {
    "pencil_marks": _pencil,
    "pencil_marks: own class today": partial(_pencil, own=True),
    "pencil_marks: own class yesterday": partial(_pencil, day=THURSDAY, own=True),
    "pencil_marks: own sheet, others": partial(_pencil, own=True, others=True),
    "rub_out": _rub_out,
    "rub_out: own class today": partial(_rub_out, own=True),
    "hand_in": _hand_in,
    "hand_in: own class today": partial(_hand_in, own=True),
    "hand_in: own class yesterday": partial(_hand_in, day=THURSDAY, own=True),
    "amend_marks": _amend,
    "amend_marks: earlier": partial(_amend, day=THURSDAY),
    "amend_marks: a class today": partial(_amend, pupils=2),
    "amend_marks: a class earlier": partial(_amend, day=THURSDAY, pupils=2),
    "amend_marks: two classes today": partial(_amend, classes=2),
    "mark_unable": _unable,
    "settle": _settle,
    "add_pattern": lambda w: partial(keep_patterns.add_pattern, w.office, _pattern(w)),
    "change_pattern": _change_pattern,
    "change_pupil": _change_pupil,
    "place": lambda w: partial(keep_roll.place, w.office, [_placement(w)]),
    "change_placement": _change_placement,
    "add_contact": _add_contact,
    "add_tie": _add_tie,
    "change_contact": _change_contact,
    "change_contact: withheld": _change_withheld,
    "join_family": _join_family,
    "leave_family": _leave_family,
    "order_contacts": _order_contacts,
    "admit": _admit,
    "change_enrolment": lambda w: partial(
        keep_roll.change_enrolment, w.office, _enrolment(w, last=FRIDAY)[1]
    ),
    "enrol_again": _enrol_again,
    "propose_admission": lambda w: partial(
        propose_pupil.propose_admission, w.office, _admission(w)
    ),
    "decline_admission": lambda w: partial(
        propose_pupil.decline_admission, w.office, _proposed_one(w), "Full."
    ),
    "propose_removals": lambda w: partial(remove_pupil.propose_removals, w.office, [_removal(w)]),
    "remove": lambda w: partial(remove_pupil.remove, w.office, [_removal(w)]),
    "confirm_removals": lambda w: partial(remove_pupil.confirm_removals, w.office, _proposed(w)),
    "decline_removal": lambda w: partial(
        remove_pupil.decline_removal, w.office, _proposed(w)[0], "They stay."
    ),
    "note_return": _note_return,
    "take_back_return": lambda w: partial(
        remove_pupil.take_back_return, w.office, _note_return(w)()
    ),
    "move_up": _move_up,
    "add_class": _add_class,
    "change_class": _change_class,
    "change_school": _change_school,
    "add_site": lambda w: partial(keep_school.add_site, w.office, f"Site {next(_numbers)}"),
    "change_site": _change_site,
    "set_times": _set_times,
    "set_calendar": _set_calendar,
    "import_calendar": _import_calendar,
    "import_contacts": _import_contacts,
    "import_marks": _import_marks,
    "import_marks: others stand": partial(_import_marks, codes="//"),
    "import_pupils": _import_pupils,
    "import_pupils: with new ones": partial(_import_pupils, new=True),
    "import_transfer": _import_transfer,
    "import_transfer: with new ones": partial(_import_transfer, new=True),
    "note_marks_given": _note_marks,
    "note_extract_given": _note_extract,
    "note_record_given": _note_record,
    "keep_map": _keep_map,
    "add_person": _add_person,
    "change_person": _change_person,
    "change_lock_rules": _change_lock_rules,
    "give_code": _give_code,
    "choose_pin": _choose_pin,
}
