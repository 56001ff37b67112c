"""Text messages that the policy's ladders ask for, ready for the school's own service.

The program sends nothing. A message goes to a parent with responsibility and to nobody else, and a
family whose letters are looked at first is called, not texted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.thresholds import Watch
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.policy_parts import Way
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.errors import OfficeError, Problem
from officeapp.procedures.prepare_texts import planned, write_plan
from officeapp.procedures.pupil_case import ladders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseCard
    from officeapp.exchange.text_messages import TextHeadings
    from officeapp.procedures.prepare_texts import TextPlan

LADDER_WORDS = (
    "{school}: we would like to talk with you about {names}, attendance and being on time, and to "
    "help."
)
CALL = " Please call {phone}."


class NoLadderTextError(OfficeError):
    """A file of messages was to be made with nobody in it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is left to text: no parent with responsibility whom the policy asks us to text "
            "has a mobile number and may be contacted. Call or write instead."
        )


@dataclass(frozen=True, slots=True)
class LadderText:
    """A text message that a step of the policy asks for.

    Attributes:
        pupil: About whom.
        step: The step.
        reason: What decides it, with its figure.
        in_the_way: Why the family is called instead, or what is to be mended first; empty for none.
    """

    pupil: Pupil
    step: str
    reason: str
    in_the_way: str = ""


def usual_ladder_words(office: Office) -> str:
    """Return the message that is offered first."""
    return LADDER_WORDS + (CALL if office.school.card().phone else "")


def ladder_texts(office: Office, watch: Watch | None = None) -> list[LadderText]:
    """Return the texts the ladders ask for today, in list order of pupils.

    Raises:
        NotAllowedError: The person signed in may not write letters for many.
    """
    office.require(Right.WRITE_LETTERS)
    asked = watch or Watch(office, office.today())
    met = {found.pupil.id for found in asked.met()}
    pupils = [one for one in office.roll.on_roll(office.today()) if one.id in met]
    return [text for pupil in pupils for text in _of(office, pupil, asked)]


def plan_ladder_texts(office: Office, texts: Iterable[LadderText], words: str) -> TextPlan:
    """Return the messages of some steps, and who gets none and why; nothing is written."""
    asked = list(texts)
    pupils = {one.pupil.id: one.pupil for one in asked if not one.in_the_way}
    adults = office.contacts.by_pupil(pupils)
    parents = {
        pupil: [pair for pair in found if pair[0].parental_responsibility and not pair[0].gone]
        for pupil, found in adults.items()
    }
    plan = planned(office, pupils.values(), parents, words)
    held = [
        Problem(one.pupil.listed, one.step, one.reason, one.in_the_way)
        for one in asked
        if one.in_the_way
    ]
    return replace(plan, left_out=(*plan.left_out, *held))


def prepare_ladder_texts(
    office: Office,
    texts: Iterable[LadderText],
    plan: TextPlan,
    path: Path,
    headings: TextHeadings | None = None,
) -> list[StepTaken]:
    """Write the file, then note each step as taken, all in one act.

    Raises:
        NoLadderTextError: Nobody is left to write to.
        NoWordsError: The message is empty.
        CannotWriteError: The file cannot be written; nothing was noted.
        NotAllowedError: The person signed in may not write letters for many.
        NotSavedError: The school could not be written; the file is there and nothing was noted.
    """
    office.require(Right.WRITE_LETTERS)
    steps = [one for one in texts if one.pupil.id in plan.pupils and not one.in_the_way]
    if not steps:
        raise NoLadderTextError
    write_plan(plan, path, headings)
    with office.writing("ladder-texts", Right.WRITE_LETTERS, Book.CASES) as act:
        return [office.cases.steps.enter(act, _taken(office, one, path)) for one in steps]


def _taken(office: Office, text: LadderText, path: Path) -> StepTaken:
    return StepTaken(
        office.new_number(),
        text.pupil.id,
        office.today(),
        text.step,
        StepState.DONE,
        evidence=f"text in the file {path.name}",
    )


def _of(office: Office, pupil: Pupil, watch: Watch) -> list[LadderText]:
    lines, blockers = ladders_of(office, pupil, watch.of(pupil))
    found: list[LadderText] = []
    climbed: set[str] = set()
    for line in lines:
        if not line.is_open or line.ladder in climbed:
            continue  # a step is asked for once those before it were taken
        climbed.add(line.ladder)
        if line.step.way is Way.TEXT:
            ways = [one.words for one in blockers.get(line.step.id, ())]
            care = _care(office.cases.card(pupil.id), office)
            reason = f"{line.step.words}: {line.said}"
            way = "; ".join(dict.fromkeys([*ways, *care]))
            found.append(LadderText(pupil, line.step.id, reason, way))
    return found


def _care(card: CaseCard, office: Office) -> Sequence[str]:
    """Return why a family is called rather than texted."""
    bereaved = card.bereaved_until is not None and office.today() <= card.bereaved_until
    holds = (
        (bool(card.medical_plan), "there is a medical plan: call instead"),
        (bereaved, "the family is bereaved: call instead"),
        (bool(card.social_worker), "there is a social worker: call instead"),
    )
    return [words for is_so, words in holds if is_so]
