"""A pupil list and the roll.

Seen red: a blank cell that erased, the second of two twins taken for the first, a leaver moved to
another class, a class made for a row that is refused, a former UPN put back.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.act import Book
from officeapp.books.figures import totals
from officeapp.books.office import MayNotError
from officeapp.domain.leaving import UnknownGroundError
from officeapp.domain.lists import PupilRow, Reading
from officeapp.domain.record import ContactId
from officeapp.domain.roll import FOR_EVER, Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.errors import Problem
from officeapp.procedures.import_plan import EVERYTHING, NOTHING
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.keep_roll import add_contact, change_placement
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.propose_pupil import confirm_admissions
from officeapp.procedures.remove_pupil import confirm_removals
from tests.builders import a_class, take
from tests.conftest import MONDAY

BORN = dt.date(2018, 3, 3)
ZARA = PupilRow(
    where=2,
    upn="Q816200126001",
    legal_surname="Abbasi",
    legal_forename="Zara",
    dob=BORN,
    year_group="3",
    school_class="3 Oak",
    first=dt.date(2025, 9, 1),
)


def plan(office, *rows):
    return plan_pupils(office, Reading(list(rows)))


def bring_in(office, *rows):
    made = plan(office, *rows)
    import_pupils(office, made)
    return made.preview


def counts(preview):
    return preview.added, preview.changed, preview.unchanged, len(preview.refused)


def only(office):
    (pupil,) = office.roll.pupils().values()
    return pupil


def test_a_new_pupil_is_admitted_to_a_class_that_is_made_with_a_warning(office):
    preview = bring_in(office, ZARA)
    pupil, (oak,) = only(office), office.roll.classes()
    assert counts(preview) == (1, 0, 0, 0)
    assert [p.reason for p in preview.warnings] == ["The class 3 Oak is not known and is made."]
    assert office.roll.members(oak.id, dt.date(2025, 9, 1)) == [pupil]
    assert office.roll.placed(pupil.id, office.today()).year_group == "3"


def test_the_same_list_again_changes_nothing_and_writes_no_act(office):
    bring_in(office, ZARA)
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    assert counts(bring_in(office, ZARA)) == (0, 0, 1, 0)
    assert heard == []


def test_a_list_is_one_act(office):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    bring_in(office, ZARA, replace(ZARA, where=3, upn="B801200005001", legal_forename="Ali"))
    assert heard == [frozenset({Book.ROLL, Book.SCHOOL, Book.REGISTER})]


def test_only_those_who_may_import_do(office):
    office.sign_in(replace(office.person, role=Role.TEACHER))
    with pytest.raises(MayNotError):
        import_pupils(office, plan(office, ZARA))
    assert office.roll.pupils() == {}


def test_a_blank_cell_never_erases(office):
    bring_in(office, replace(ZARA, medical="Nuts", sen="K", eal=True, sex="F", address="1 High St"))
    bring_in(office, PupilRow(where=2, upn=ZARA.upn, middle_names="Noor"))
    pupil = only(office)
    assert (pupil.medical, pupil.sen, pupil.eal, pupil.sex) == ("Nuts", "K", True, "F")
    assert (pupil.legal_surname, pupil.middle_names) == ("Abbasi", "Noor")


def test_a_pupil_missing_from_a_list_never_leaves(office):
    bring_in(office, ZARA)
    bring_in(office, replace(ZARA, upn="B801200005001", legal_forename="Ali"))
    assert all(
        office.roll.enrolments(pupil)[0].span.last == FOR_EVER for pupil in office.roll.pupils()
    )


def test_old_and_new_are_shown_before_anything_is_written(office):
    bring_in(office, ZARA)
    changed = plan(
        office, replace(ZARA, legal_surname="Abbasi-Hill", fsm=True, school_class="3 Ash")
    )
    shown = [(c.where, c.field, c.old, c.new) for c in changed.preview.changes]
    assert shown == [
        ("2", "fsm", "no", "yes"),
        ("2", "legal surname", "Abbasi", "Abbasi-Hill"),
        ("2", "class", "3 Oak", "3 Ash"),
    ]
    assert only(office).legal_surname == "Abbasi"


def test_a_pupil_moves_class_from_today_and_stays_there_before(office):
    bring_in(office, ZARA)
    bring_in(office, replace(ZARA, school_class="4 Elm", year_group="4"))
    pupil, today = only(office), office.today()
    was = office.roll.placed(pupil.id, today - dt.timedelta(days=1))
    assert office.roll.school_class(was.school_class).name == "3 Oak"
    assert office.roll.placed(pupil.id, today).year_group == "4"


@pytest.mark.parametrize(
    "row",
    [
        PupilRow(2, upn="Q816200126001"),
        PupilRow(2, upn="P81620012601A"),
        PupilRow(2, admission_no="a 17"),
        PupilRow(2, upn="B801200005001", legal_surname="ABBASI", legal_forename="Zara", dob=BORN),
        PupilRow(2, legal_surname="O’Neill", legal_forename="Zara", dob=BORN),
    ],
    ids=["upn", "former upn", "admission number", "name and birth", "preferred surname"],
)
def test_a_pupil_is_known_by(office, row):
    bring_in(office, replace(ZARA, former_upn="P81620012601A", admission_no="A 17"))
    bring_in(office, PupilRow(2, upn=ZARA.upn, preferred_surname="O'Neill"))
    assert plan(office, replace(row, sex="F")).preview.changed == 1


def test_two_pupils_who_fit_are_both_named_and_the_row_refused(office):
    a_class(office, pupils=1)
    bring_in(
        office,
        replace(ZARA, preferred_forename="Zed"),
        replace(ZARA, where=3, upn="B801200005001", legal_forename="Zoe", preferred_forename="Zed"),
    )
    preview = bring_in(office, PupilRow(2, legal_surname="Abbasi", legal_forename="Zed", dob=BORN))
    (problem,) = preview.refused
    assert problem.where == "2"
    assert "Q816200126001" in problem.reason
    assert "B801200005001" in problem.reason


def test_an_admission_number_of_somebody_else_is_refused(office):
    bring_in(office, replace(ZARA, admission_no="17"))
    other = PupilRow(2, None, None, "17", "Abbasi", "Omar", dob=dt.date(2015, 1, 1))
    assert "belongs to Zara Abbasi" in bring_in(office, other).refused[0].reason


def test_a_temporary_upn_gives_way_and_is_kept_as_former(office):
    bring_in(office, replace(ZARA, upn="P81620012601A"))
    assert bring_in(office, ZARA).warnings == []
    assert (only(office).upn, only(office).former_upns) == ("Q816200126001", ("P81620012601A",))
    again = bring_in(office, replace(ZARA, upn="P81620012601A"))
    assert only(office).upn == "Q816200126001"
    assert "is kept as the present one" in again.warnings[0].reason


def test_the_second_row_with_a_upn_is_refused_by_its_line(office):
    preview = bring_in(office, ZARA, replace(ZARA, where=3, legal_forename="Ali"))
    assert counts(preview) == (1, 0, 0, 1)
    assert (preview.refused[0].where, preview.refused[0].field) == ("3", "UPN")
    assert "stands on line 2" in preview.refused[0].reason


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dob": None}, "DOB"),
        ({"legal_surname": None, "legal_forename": None}, "Surname"),
        ({"dob": dt.date(2025, 10, 1)}, "DOB"),
        ({"last": dt.date(2025, 8, 1)}, "Date of leaving"),
        ({"dob": dt.date(2009, 1, 1), "year_group": None}, "Year group"),
    ],
)
def test_what_cannot_be_is_refused_and_makes_no_class(office, changes, field):
    preview = bring_in(office, replace(ZARA, **changes))
    assert counts(preview) == (0, 0, 0, 1)
    assert preview.refused[0].field == field
    assert office.roll.classes() == []


def test_a_missing_date_of_admission_is_the_first_day_of_the_school_year(office):
    preview = bring_in(office, replace(ZARA, first=None))
    assert office.roll.enrolments(only(office).id)[0].first == dt.date(2026, 8, 1)
    assert "Date of admission" in [problem.field for problem in preview.warnings]


def test_a_year_group_that_is_not_said_is_that_of_the_age(office):
    bring_in(office, replace(ZARA, year_group=None, school_class=None, dob=dt.date(2021, 9, 1)))
    (made,) = office.roll.classes()
    assert made.name == "Nursery 2"


def test_a_date_of_leaving_ends_the_time_on_the_roll_with_its_ground(office):
    bring_in(office, ZARA)
    bring_in(
        office, replace(ZARA, last=dt.date(2026, 7, 20), ground="moved", destination="Elsewhere")
    )
    (enrolment,) = office.roll.enrolments(only(office).id)
    assert (enrolment.last, enrolment.ground) == (dt.date(2026, 7, 20), "moved")


def test_a_pupil_who_comes_back_has_two_times_on_the_roll(office):
    left, back = dt.date(2026, 3, 31), dt.date(2026, 9, 2)
    bring_in(office, replace(ZARA, last=left, ground="moved"))
    bring_in(office, replace(ZARA, first=back))
    spans = office.roll.spans(only(office).id)
    assert [(span.first, span.last) for span in spans] == [(ZARA.first, left), (back, FOR_EVER)]


def test_a_person_of_one_name_is_admitted_by_it(office):
    bring_in(office, replace(ZARA, legal_surname=None, legal_forename="Sukarno"))
    assert only(office).called == "Sukarno"


def test_a_site_that_is_not_known_is_made_with_the_times_of_the_first(office):
    preview = bring_in(office, replace(ZARA, site="Annexe"))
    first, annexe = office.school.sites()
    assert annexe.name == "Annexe"
    bells = office.school.bell_cards.standing().values()
    assert sum(bell.site == annexe.id for bell in bells) == sum(b.site == first.id for b in bells)
    assert "Site" in [problem.field for problem in preview.warnings]


def test_what_the_reader_refused_and_warned_of_is_reported_too(office):
    bad, odd = Problem("4", "DOB", "x", "No date."), Problem("3", "UPN", "y", "Wrong letter.")
    preview = plan_pupils(office, Reading([ZARA], [bad], [odd])).preview
    assert (preview.read, preview.refused) == (2, [bad])
    assert odd in preview.warnings


def test_marks_outlive_a_change_of_the_date_of_admission(office):
    oak, (pupil, *_) = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "/")
    row = PupilRow(2, legal_surname=pupil.legal_surname, legal_forename="Zara", dob=BORN)
    bring_in(office, replace(row, first=dt.date(2026, 11, 2)))
    year = SchoolYear.of(MONDAY)
    line = office.register.line(pupil.id, year)
    assert line[year.slot(MONDAY, Session.AM)] == "/"
    assert line[: year.slot(dt.date(2026, 11, 2), Session.AM)].strip("-") == ""


def test_a_upn_whose_name_and_birth_are_quite_different_is_warned_of(office):
    bring_in(office, ZARA)
    other = replace(ZARA, legal_surname="Dale", legal_forename="Kim", dob=dt.date(2017, 1, 1))
    assert "belongs to Zara Abbasi" in bring_in(office, other).warnings[0].reason


def test_a_number_alone_with_a_surname_is_enough(office):
    bring_in(office, replace(ZARA, admission_no="17"))
    row = PupilRow(2, admission_no="17", legal_surname="Abbasi", legal_forename="Zaz")
    assert plan(office, row).preview.changed == 1


def test_a_leaver_stays_in_the_last_class(office):
    bring_in(office, replace(ZARA, last=dt.date(2026, 3, 31)))
    assert counts(bring_in(office, PupilRow(2, upn=ZARA.upn, school_class="4 Elm"))) == (0, 0, 1, 0)


def test_a_time_on_the_roll_that_meets_another_is_refused(office):
    left, back = dt.date(2026, 3, 31), dt.date(2026, 9, 2)
    bring_in(office, replace(ZARA, last=left))
    bring_in(office, replace(ZARA, first=back))
    preview = bring_in(office, replace(ZARA, first=dt.date(2026, 3, 1), last=None))
    assert "at that time already" in preview.refused[0].reason


def test_a_year_group_alone_keeps_the_class_and_corrects_a_placement_of_today(office):
    bring_in(office, replace(ZARA, first=office.today()))
    bring_in(office, PupilRow(2, upn=ZARA.upn, year_group="4"))
    (placement,) = office.roll.placements(only(office).id)
    assert (placement.year_group, placement.first) == ("4", office.today())
    assert office.roll.school_class(placement.school_class).name == "3 Oak"


def test_a_preferred_name_that_is_the_legal_one_is_not_kept_twice(office):
    bring_in(office, replace(ZARA, preferred_surname="Abbasi", preferred_forename="Zara"))
    assert (only(office).preferred_surname, only(office).preferred_forename) == ("", "")


def test_a_class_stays_at_its_site_and_the_difference_is_said(office):
    bring_in(office, ZARA)
    preview = bring_in(office, replace(ZARA, site="Annexe"))
    assert [p.reason for p in preview.warnings] == [
        "The class 3 Oak is at Main site, and stays there."
    ]
    new = replace(ZARA, where=3, upn="B801200005001", legal_forename="Ali", school_class="3 Ash")
    bring_in(office, replace(new, site="main SITE"))
    assert len(office.school.sites()) == 1


def test_a_new_site_has_no_more_times_than_the_first(office):
    bring_in(office, replace(ZARA, site="Annexe"))
    bring_in(office, replace(ZARA, upn="B801200005001", site="Shed", school_class="3 Ash"))
    sites = [bell.site for bell in office.school.bell_cards.standing().values()]
    assert sorted(sites.count(site.id) for site in office.school.sites()) == [2, 2, 2]


def test_a_pupil_who_lost_the_class_gets_one_by_age(office):
    bring_in(office, replace(ZARA, first=office.today()))
    (placement,) = office.roll.placements(only(office).id)
    change_placement(office, replace(placement, gone=True))
    bring_in(office, PupilRow(2, upn=ZARA.upn, school_class="4 Elm"))
    assert [one.year_group for one in office.roll.placements(only(office).id)] == ["4"]


def test_an_odd_age_is_warned_of(office):
    preview = bring_in(office, replace(ZARA, dob=dt.date(2009, 1, 1)))
    assert "would be 16 on the day of admission" in preview.warnings[0].reason


def fields(changes):
    return {change.field for change in changes}


def test_gaps_are_filled_and_each_field_that_differs_waits_for_a_tick(office):
    bring_in(office, replace(ZARA, eal=True))
    row = replace(ZARA, legal_surname="Hill", sex="F", school_class="4 Elm", year_group="4")
    made = plan_pupils(office, Reading([replace(row, eal=False)]), overwrite=NOTHING)
    assert fields(made.preview.changes) == {"sex"}
    assert fields(made.differences) == {"legal surname", "class", "year group", "eal"}
    made.take(lambda one: one.field == "class")
    import_pupils(office, made)
    pupil, placed = only(office), office.roll.placed(only(office).id, office.today())
    assert (pupil.legal_surname, pupil.sex, pupil.eal) == ("Abbasi", "F", True)
    assert (office.roll.school_class(placed.school_class).name, placed.year_group) == ("4 Elm", "3")


def test_a_class_is_made_only_where_it_is_used(office):
    bring_in(office, ZARA)
    row = replace(ZARA, school_class="4 Elm", site="Annexe", sex="F")
    import_pupils(office, plan_pupils(office, Reading([row]), overwrite=NOTHING))
    assert [one.name for one in office.roll.classes()] == ["3 Oak"]
    assert len(office.school.sites()) == 1


NUMBERS = itertools.count(1)
FIELDS: dict[str, Any] = {
    "sex": "F",
    "legal_surname": "Hill",
    "fsm": True,
    "school_class": "4 Elm",
    "sen": "E",
}


@given(st.sets(st.sampled_from(sorted(FIELDS))), st.sets(st.sampled_from(sorted(FIELDS))))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_is_what_is_written(office, given_fields, ticked):
    number = str(next(NUMBERS))  # each example has a pupil of its own
    known = replace(ZARA, upn="", admission_no=number, legal_forename=f"Zara {number}", sen="K")
    bring_in(office, known)
    said: dict[str, Any] = {name: FIELDS[name] for name in given_fields}
    row = replace(known, **{"sen": None, **said})
    made = plan_pupils(office, Reading([row]), overwrite=NOTHING)
    made.take(lambda one: one.field.replace(" ", "_").replace("class", "school_class") in ticked)
    shown = {change.field: change.new for change in made.preview.changes}
    import_pupils(office, made)
    left = plan(office, row).preview.changes
    assert shown.keys().isdisjoint(fields(left))
    assert len(shown) + len(left) == len(given_fields)


def hidden_pupil(office):
    """Admit a pupil who lives with a mother whose address is withheld."""
    bring_in(office, replace(ZARA, address="1 Refuge Lane"))
    card = Contact(ContactId(0), "Ms", "Abbasi", "Noor", address="1 Refuge Lane")
    card = replace(card, address_withheld=True)
    add_contact(office, card, Tie(0, only(office).id, ContactId(0), "Mother", lives_with=True))


@pytest.mark.parametrize("overwrite", [NOTHING, EVERYTHING], ids=["gaps", "everything"])
def test_the_address_of_a_pupil_who_lives_hidden_is_neither_changed_nor_shown(office, overwrite):
    """Seen red with the pupil's address compared like any other field."""
    hidden_pupil(office)
    made = plan_pupils(office, Reading([replace(ZARA, address="2 Low Lane", sex="F")]), overwrite)
    import_pupils(office, made)
    assert "Lane" not in str((made.preview, made.differences, made.refused, made.warnings))
    assert [(one.field, one.found) for one in made.refused] == [("address", "Zara Abbasi")]
    assert (only(office).address, only(office).sex) == ("1 Refuge Lane", "F")


def test_a_brother_brought_to_a_withheld_address_gives_it_away_to_nobody(office):
    hidden_pupil(office)
    omar = replace(ZARA, where=3, upn="B801200005001", legal_forename="Omar", address="2 Low St")
    bring_in(office, omar)
    made = plan(office, replace(omar, address="1 refuge lane"))
    assert [(c.old, c.new) for c in made.preview.changes] == [("2 Low St", "withheld")]


def removals(office):
    return [(one.last, one.ground, one.told) for one in office.roll.removals()]


def test_a_day_of_leaving_since_the_school_began_is_a_proposal_and_ends_nothing(office):
    """Seen red with the day written on the roll: a name removed on no ground."""
    bring_in(office, ZARA)
    leaves = office.today() + dt.timedelta(days=9)
    preview = bring_in(office, replace(ZARA, last=leaves))
    assert office.roll.enrolments(only(office).id)[0].last is None
    assert removals(office) == [(leaves, "", "")]
    assert fields(preview.changes) == {"to leave, for the head to confirm"}
    again = bring_in(office, replace(ZARA, last=leaves))
    assert (counts(again), len(removals(office))) == ((0, 0, 1, 0), 1)


@pytest.mark.parametrize(
    ("said", "ground", "told"),
    [
        ("Moved beyond a reasonable distance", "moved-away", ""),
        ("(g)", "moved-away", ""),
        ("gone to Leeds", "", "gone to Leeds"),
    ],
)
def test_a_proposal_has_the_ground_where_the_list_names_one(office, said, ground, told):
    last = office.today()
    bring_in(office, replace(ZARA, last=last, ground=said))
    assert removals(office) == [(last, ground, told)]
    assert office.roll.enrolments(only(office).id)[0].last is None


def test_the_head_gives_the_ground_and_confirms(office):
    bring_in(office, ZARA)
    bring_in(office, replace(ZARA, last=office.today(), ground="gone to Leeds"))
    (waits,) = office.roll.removals()
    with pytest.raises(UnknownGroundError):
        confirm_removals(office, [waits])
    confirm_removals(office, [replace(waits, ground="died")])
    (ended,) = office.roll.enrolments(only(office).id)
    assert (ended.last, ended.ground) == (office.today(), "the pupil has died")


def test_who_left_before_the_school_began_is_history_and_says_so(office):
    left = dt.date(2026, 3, 31)
    preview = bring_in(office, replace(ZARA, last=left))
    (time,) = office.roll.enrolments(only(office).id)
    assert (time.last, time.ground, removals(office)) == (left, "not known from the list", [])
    assert counts(preview) == (1, 0, 0, 0)
    bring_in(office, replace(ZARA, last=left, ground="moved away"))
    assert office.roll.enrolments(only(office).id)[0].ground == "moved away"


def as_office(office):
    office.sign_in(replace(office.person, role=Role.OFFICE))


def test_the_office_proposes_who_is_new_and_the_head_confirms_all_together(office):
    """Seen red with the gate of the first list only: the office admitted by a list."""
    a_class(office, pupils=1)
    as_office(office)
    rows = [ZARA, replace(ZARA, where=3, upn="B801200005001", legal_forename="Omar", sen="K")]
    preview = bring_in(office, *[replace(row, fsm=True, medical="Nuts") for row in rows])
    assert (counts(preview), len(office.roll.pupils())) == ((2, 0, 0, 0), 1)
    assert counts(bring_in(office, *rows)) == (0, 0, 2, 0)
    office.sign_in(replace(office.person, role=Role.HEAD))
    pupils = confirm_admissions(office, office.roll.arrivals())
    assert [one.called for one in pupils] == ["Zara Abbasi", "Omar Abbasi"]
    assert [(one.fsm, one.sen, one.medical) for one in pupils] == [
        (True, "", "Nuts"), (True, "K", "Nuts"),
    ]  # fmt: skip
    assert office.roll.arrivals() == []


def test_the_office_changes_no_day_on_the_roll_by_a_list(office):
    """Seen red with the right left out of the plan of days."""
    a_class(office, pupils=1)
    bring_in(office, ZARA)
    as_office(office)
    made = plan(office, replace(ZARA, first=dt.date(2025, 9, 3), sex="F"))
    import_pupils(office, made)
    assert [one.field for one in made.refused] == ["first"]
    assert only_zara(office).sex == "F"
    with pytest.raises(MayNotError):
        office.sign_in(replace(office.person, role=Role.HEAD))
        whole = plan(office, replace(ZARA, first=dt.date(2025, 9, 3)))
        as_office(office)
        import_pupils(office, whole)


def only_zara(office):
    return office.roll.by_upn(ZARA.upn)


INTAKE = dt.date(2027, 9, 2)
YOUNG = replace(
    ZARA, upn="", legal_surname="Young", dob=dt.date(2023, 1, 5), year_group="R",
    school_class="R Ash", first=INTAKE,
)  # fmt: skip


def test_an_intake_list_admits_pupils_who_are_nowhere_before_their_day(office):
    bring_in(office, ZARA)
    before = totals(office, Span(BORN, INTAKE))
    bring_in(office, YOUNG)
    pupil = next(one for one in office.roll.pupils().values() if one.surname == "Young")
    eve = INTAKE - dt.timedelta(1)
    assert [office.roll.is_on_roll(pupil.id, day) for day in (eve, INTAKE)] == [False, True]
    assert not office.roll.members(office.roll.class_named("R Ash").id, eve)
    assert set(office.register.line(pupil.id, SchoolYear(2026))) == {"-"}
    assert totals(office, Span(BORN, eve)).by_pupil.keys() == before.by_pupil.keys()


def test_a_nursery_pupil_on_the_intake_list_stays_on_roll_since_the_first_day(office):
    child = replace(YOUNG, year_group="N2", school_class="Acorn", first=dt.date(2025, 9, 1))
    bring_in(office, child)
    preview = bring_in(office, YOUNG)
    pupil = only(office)
    assert preview.warnings[0].reason.startswith("On the roll since Monday 1 September 2025")
    assert [one.first for one in office.roll.enrolments(pupil.id)] == [dt.date(2025, 9, 1)]
    eve = INTAKE - dt.timedelta(1)
    placed = [office.roll.placed(pupil.id, day) for day in (eve, INTAKE)]
    assert [one.year_group for one in placed if one] == ["N2", "R"]
    assert counts(bring_in(office, YOUNG)) == (0, 0, 1, 0)


def test_the_intake_list_again_in_the_new_year_moves_no_first_day(office, clock):
    child = replace(YOUNG, year_group="N2", school_class="Acorn", first=dt.date(2025, 9, 1))
    bring_in(office, child)
    bring_in(office, YOUNG)
    clock.now = dt.datetime(2027, 10, 1, 9, tzinfo=dt.UTC)
    assert counts(bring_in(office, YOUNG)) == (0, 0, 1, 0)
    assert office.roll.enrolments(only(office).id)[0].first == dt.date(2025, 9, 1)
