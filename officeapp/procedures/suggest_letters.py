"""Say which letters the policy asks for now, each with the reason; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.letters import NoSuchKindError
from officeapp.books.thresholds import Watch
from officeapp.domain.letter_book import What
from officeapp.domain.letters import Template
from officeapp.domain.policy_parts import Way
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import Span
from officeapp.procedures.draft_letters import A_YEAR
from officeapp.procedures.letter_doubts import EVIDENCE
from officeapp.procedures.pupil_case import ladders_of

if TYPE_CHECKING:
    from officeapp.books.office import Office

#: The letter of a step that names none, by what the office does at it.
BY_WAY = {Way.EVIDENCE: EVIDENCE}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A letter the policy asks for.

    Attributes:
        pupil: About whom.
        template: The kind, in our wording.
        step: The step of the policy.
        reason: What decides it, with its figure.
        in_the_way: What keeps the step from being ready, in words; empty for nothing.
    """

    pupil: Pupil
    template: Template
    step: str
    reason: str
    in_the_way: str = ""


def suggestions(office: Office, watch: Watch | None = None) -> list[Suggestion]:
    """Return the letters the ladders ask for today, in list order of pupils.

    A letter held back today is not suggested again that day.

    Raises:
        NotAllowedError: The person signed in may not write letters for many.
    """
    _require(office)
    asked = watch or Watch(office, office.today())
    met = {found.pupil.id for found in asked.met()}
    found = []
    for pupil in office.roll.on_roll(office.today()):
        if pupil.id in met:
            found += _of(office, pupil, asked)
    return sorted(found, key=lambda one: bool(one.in_the_way))


def _require(office: Office) -> None:
    office.require(Right.WRITE_LETTERS)


def _of(office: Office, pupil: Pupil, watch: Watch) -> list[Suggestion]:
    lines, blockers = ladders_of(office, pupil, watch.of(pupil))
    today = office.today()
    held = {
        one.kind
        for one in office.letters.notes.of(pupil.id, Span(today, today))
        if one.what is What.HELD
    }
    sent = {one.step_taken for one in office.letters.sent.of(pupil.id, Span(today - A_YEAR, today))}
    found: list[Suggestion] = []
    climbed: set[str] = set()
    for line in lines:
        if line.is_open and line.ladder in climbed:
            continue  # a step is asked for once those before it were taken
        if line.is_open:
            climbed.add(line.ladder)
        kind = line.step.letter or BY_WAY.get(line.step.way, "")
        if not line.is_open or not kind or line.step.id in sent:
            continue
        try:
            template = office.letters.template(kind)
        except NoSuchKindError:
            continue
        if template.kind not in held:
            way = "; ".join(one.words for one in blockers.get(line.step.id, ()))
            reason = f"{line.step.words}: {line.said}"
            found.append(Suggestion(pupil, template, line.step.id, reason, way))
    return found
