"""Whatever is written in whatever order, the lines say what the ink says, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from typing_extensions import override

from officeapp.books.check import check
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_roll import change_enrolment
from officeapp.procedures.mark_unable import mark_unable, plan_unable
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.take_register import hand_in, pencil_marks, present_mark
from tests.builders import a_class
from tests.conftest import MONDAY, StoppedClock

DAYS = [MONDAY + dt.timedelta(days=n) for n in range(5)]
YEAR = SchoolYear(2026)


class RegisterOfTwo(RuleBasedStateMachine):
    """Two pupils, five days, and every act that writes in the register.

    Planted, each seen red: the line not drawn for an amendment; a correction that is not named in
    `corrects`; an enrolment changed without drawing the lines anew.
    """

    amendments = Bundle("amendments")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        clock = StoppedClock(dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC))
        made = NewSchool("Moorside", "P. Lindqvist")
        self.office = new_school(path / "s.db", made, clock=clock, own_folder=path)
        self.oak, self.pupils = a_class(self.office, pupils=2)
        self.written: list[tuple[object, str]] = []

    @override
    def teardown(self) -> None:
        self.office.close()
        self.folder.cleanup()

    def stands(self, place, day, session):
        return self.office.register.standing(self.pupils[place].id, day, session)

    def on_roll(self, place, day):
        return self.office.roll.is_on_roll(self.pupils[place].id, day)

    @rule(
        day=st.sampled_from(DAYS),
        session=st.sampled_from(Session),
        typed=st.tuples(*[st.sampled_from(["P", "L", "I", "O", "N", "Y4", ""])] * 2),
    )
    def takes_a_register(self, day, session, typed):
        sheet = Sheet(self.oak.id, day, session)
        drafts = {
            pupil.id: Draft(present_mark(session) if code == "P" else code)
            for place, (pupil, code) in enumerate(zip(self.pupils, typed, strict=True))
            if code and self.on_roll(place, day) and self.stands(place, day, session) is None
        }
        pencil_marks(self.office, sheet, drafts)
        hand_in(self.office, sheet)
        self.remember(day, session)

    @rule(
        target=amendments,
        place=st.integers(0, 1),
        day=st.sampled_from(DAYS),
        session=st.sampled_from(Session),
        code=st.sampled_from(["M", "U", "R", "C2", ""]),
    )
    def corrects_a_mark(self, place, day, session, code):
        mark = self.stands(place, day, session)
        if mark is None or mark.code == code or not self.on_roll(place, day):
            return None
        before = self.office.register.line(mark.pupil, YEAR)
        amend_mark(self.office, mark, code, "a letter came")
        self.remember(day, session)
        return (mark, place, before) if code else None

    @rule(amendment=consumes(amendments))
    def takes_a_correction_back(self, amendment):
        if amendment is None:
            return
        mark, place, _ = amendment
        stands = self.stands(place, mark.day, mark.session)
        if stands and stands.code != mark.code and self.on_roll(place, mark.day):
            amend_mark(self.office, stands, mark.code, "taken back", minutes=mark.minutes)
            assert self.stands(place, mark.day, mark.session).code == mark.code

    @rule(day=st.sampled_from(DAYS), session=st.sampled_from(Session))
    def closes_the_site(self, day, session):
        sites = [site.id for site in self.office.school.sites()]
        plan = plan_unable(self.office, "Y4", day, [session], sites=sites)
        if plan.marks:
            mark_unable(self.office, plan)
        self.remember(day, session)

    @rule(last=st.sampled_from([None, DAYS[1], DAYS[3]]))
    def changes_when_the_second_leaves(self, last):
        from dataclasses import replace

        enrolment = self.office.roll.enrolments(self.pupils[1].id)[0]
        ground = "moved away" if last else ""
        change_enrolment(self.office, replace(enrolment, last=last, ground=ground))

    def remember(self, day, session):
        for pupil in self.pupils:
            for one in self.office.register.history(pupil.id, day, session):
                entry = (one.mark.line, one.mark.code)
                if entry not in self.written:
                    self.written.append(entry)

    @invariant()
    def the_lines_say_what_the_ink_says(self):
        assert self.office.register.rebuilt() == {
            key: line
            for key, line in self.office.register.kept().items()
            if key in self.office.register.rebuilt()
        }

    @invariant()
    def nothing_written_is_lost(self):
        found = {
            (one.mark.line, one.mark.code)
            for pupil in self.pupils
            for day in DAYS
            for session in Session
            for one in self.office.register.history(pupil.id, day, session)
        }
        assert set(self.written) <= found
        assert UNWRITTEN not in {line for line, _ in found}

    @invariant()
    def the_file_is_sound(self):
        assert check(self.office) == []


TestRegisterOfTwo = RegisterOfTwo.TestCase
TestRegisterOfTwo.settings = settings(
    max_examples=25,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
