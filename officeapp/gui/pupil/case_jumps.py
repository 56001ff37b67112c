"""What J does with a row of what is asked for: mend what is in its way, or begin what it asks for.

Nothing is written by a jump: it opens the place, the form or the letter, and a person does the
rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.known import MINDED
from officeapp.domain.pack_gaps import Jump, PackGap
from officeapp.domain.policies import Need
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.policy_parts import Way
from officeapp.domain.readiness import Mend
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session
from officeapp.gui.pupil.case_asks import CALLS, CONTRACTS, MEETING, NOTE, PLAN, REFERRAL
from officeapp.gui.screen import Place, Target

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.ladder import LadderLine
    from officeapp.gui.pupil.case_acts import CaseActs
    from officeapp.gui.pupil.case_asks import Form
    from officeapp.gui.pupil.case_rows import Asked
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.pupil_case import Blocker, PupilCase

#: The kind of note that minds something in the way.
NOTE_FOR = {need: kind for kind, need in MINDED.items()}
ANY_WARNING = "formal"
#: What a step of each way begins with, and of which kind; a letter comes before it.
BEGINS: dict[Way, tuple[Form, str]] = {
    Way.TEXT: (NOTE, "text"),
    Way.CALL: (CALLS, "call"),
    Way.EMAIL: (NOTE, "text"),
    Way.VISIT: (MEETING, "home visit"),
    Way.TALK: (NOTE, "talk"),
    Way.MEETING: (MEETING, "attendance meeting"),
    Way.PLAN: (PLAN, "attendance plan"),
    Way.CONTRACT: (CONTRACTS, "attendance contract"),
    Way.REVIEW: (MEETING, "review"),
    Way.EVIDENCE: (NOTE, "evidence"),
    Way.SUPPORT: (PLAN, "attendance plan"),
    Way.TELL_HEAD: (NOTE, "talk"),
    Way.REFERRAL: (REFERRAL, ""),
}
#: Ways whose letter is what is done; a plan or contract is agreed before it is printed.
BY_LETTER = frozenset({Way.LETTER, Way.MEETING, Way.REVIEW, Way.REFERRAL})

#: What of the pupil's page, and which place of the window, a gap of a pack is mended in.
PARTS = {Jump.REGISTER: "ATTENDANCE", Jump.CARD: "CARD", Jump.CONTACTS: "CONTACTS"}
PLACES = {
    Jump.LEAVE: (Place.LEAVE, None),
    Jump.SCHOOL: (Place.SCHOOL, "school.details"),
    Jump.AUTHORITY: (Place.SCHOOL, "school.authority"),
    Jump.CLASHES: (Place.CLASHES, None),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of the case.

    Attributes:
        part: Opens another section of the pupil's page, by its name.
        register: Opens a register at a session.
        step: Puts the cursor on a step of the list, by its name.
    """

    part: Callable[[str], None]
    register: Callable[[dt.date, Session | None], None]
    step: Callable[[str], None]


class CaseJumps:
    """Opens what a row of what is asked for needs next."""

    def __init__(
        self, office: Office, services: WindowServices, acts: CaseActs, ways: Ways
    ) -> None:
        self._office, self._services, self._acts, self._ways = office, services, acts, ways

    def jump(self, case: PupilCase, row: Asked) -> None:
        """Open an entry that comes up, what is in the way of a step, or what the step asks for."""
        if row.due is not None:
            self._acts.change(row.due.entry)
        elif row.blockers:
            mendable = (one for one in row.blockers if one.mend is not Mend.NOWHERE)
            self._mend(case, next(mendable, row.blockers[0]))
        elif row.line is not None and row.line.waits_for_another:
            first = _first_of(case, row.line)
            self._ways.step(first.step.id)
        elif row.line is not None:
            self._begin(row.line)

    def mend_gap(self, case: PupilCase, gap: PackGap) -> None:
        """Open what mends a gap of a referral pack, or where it is looked at."""
        pupil = case.pupil.id
        if gap.jump is Jump.REGISTER and gap.day is not None:
            self._ways.register(gap.day, gap.session)
        elif gap.jump is Jump.LETTERS:
            self._acts.open_letter(gap.letter)
        elif gap.jump is Jump.CASE:
            self._mend_case(case, gap)
        elif gap.jump in PARTS:
            self._ways.part(PARTS[gap.jump])
        elif gap.jump in PLACES:
            place, section = PLACES[gap.jump]
            self._services.go_to(place, Target(pupil=pupil, section=section))
        else:
            self._services.say(f"{gap.words[:1].upper()}{gap.words[1:]}: nothing mends that.")

    def _mend_case(self, case: PupilCase, gap: PackGap) -> None:
        if gap.need is Need.SUPPORTED:
            self._acts.open_form(PLAN)
        elif gap.need is Need.NOTICES:
            self._acts.buttons["notices"].click()
        elif gap.need in NOTE_FOR:
            self._mind(case, gap.need)
        else:
            self._acts.open_form(NOTE)

    def _mend(self, case: PupilCase, blocker: Blocker) -> None:
        if blocker.mend is Mend.CLASHES:
            self._services.go_to(Place.CLASHES, Target(pupil=case.pupil.id))
        elif blocker.day is not None:
            self._ways.register(blocker.day, blocker.session)
        elif blocker.need is Need.SUPPORTED:
            self._acts.open_form(PLAN)
        elif blocker.need is Need.WARNED:
            self._warn(case)
        elif blocker.need is Need.NOTICES:
            self._acts.buttons["notices"].click()
        elif blocker.need is Need.DETAILS and not self._has_parents(case):
            self._ways.part("CONTACTS")
        elif blocker.need in NOTE_FOR:
            self._mind(case, blocker.need)
        else:
            words = f"{blocker.words[:1].upper()}{blocker.words[1:]}"
            self._services.say(f"{words}: nothing mends that. A puts the step aside with why.")

    def _begin(self, line: LadderLine) -> None:
        step = line.step
        if step.id == PENALTY_NOTICE and self._office.may(Right.REFER):
            self._acts.buttons["pack"].click()
            return
        if step.letter and step.way in BY_LETTER and self._office.may(Right.WRITE_LETTER):
            self._acts.open_letter(step.letter)
            return
        form, kind = BEGINS[step.way]
        self._acts.open_form(form, {"kind": kind} if kind else {}, step.words)

    def _warn(self, case: PupilCase) -> None:
        """Open the policy's letter that warns, or the one that any school may send."""
        line = next((one for one in case.ladders if one.step.warns), None)
        first = _first_of(case, line) if line is not None else None
        if line is not None and first is not None and first is not line:
            self._ways.step(first.step.id)
        elif self._office.may(Right.WRITE_LETTER):
            self._acts.open_letter(line.step.letter if line is not None else ANY_WARNING)

    def _mind(self, case: PupilCase, need: Need) -> None:
        kind = NOTE_FOR[need]
        title = f"{kind[:1].upper()}{kind[1:]}"
        about = {
            Need.NO_SOCIAL_WORKER: self._office.cases.card(case.pupil.id).social_worker,
            Need.NOT_SENSITIVE: ", ".join(case.careful),
            Need.DETAILS: self._details(case),
        }.get(need, "")
        self._acts.open_form(NOTE, {"kind": kind}, f"{title}: {about}" if about else title)

    def _has_parents(self, case: PupilCase) -> bool:
        return bool(self._details(case))

    def _details(self, case: PupilCase) -> str:
        """Return the parents with their numbers, to be read to them."""
        ties = self._office.contacts.of(case.pupil.id)
        return "; ".join(
            " ".join((contact.called, *contact.phones[:1]))
            for tie, contact in ties
            if tie.parental_responsibility or tie.lives_with
        )


def _first_of(case: PupilCase, line: LadderLine) -> LadderLine:
    """Return the step of a ladder that is to be taken first."""
    asked = (one for one in case.ladders if one.ladder == line.ladder and one.taken is None)
    return next((one for one in asked if one.reached is not None and one.reached.met), line)
