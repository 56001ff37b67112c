"""The rows of the case's two lists: the timeline, and what the policy asks for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.ladder import LadderLine, Standing
from officeapp.domain.school_year import short_day
from officeapp.gui.tables import Column
from officeapp.procedures.case_due import DueEntry
from officeapp.procedures.pupil_case import Blocker

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.domain.timeline import TimelineLine
    from officeapp.procedures.pupil_case import PupilCase

TONES = {
    Standing.DONE: "good",
    Standing.READY: "authorised",
    Standing.BLOCKED: "late",
    Standing.ASIDE: "closed",
    Standing.NOT_YET: "closed",
}


#: The family of colours of each band's colour.
BAND_TONES = {"green": "good", "light green": "good", "red": "unauthorised"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of what is asked for: a step, or an entry that comes up.

    Attributes:
        badge: How far it is, in a word.
        tone: The family of colours of the word.
        words: What it is.
        said: What decides it, whole.
        line: The step; None for an entry.
        due: The entry; None for a step.
        blockers: What is in the way.
    """

    badge: str
    tone: str
    words: str
    said: str
    line: LadderLine | None = None
    due: DueEntry | None = None
    blockers: tuple[Blocker, ...] = ()

    @property
    def jump(self) -> str:
        """Return what J does with it, as its key says; empty for nothing."""
        if self.due is not None:
            return "Open"
        if self.line is None or not self.line.is_open:
            return ""
        return "Begin" if self.line.standing is Standing.READY else "Mend"


def asked_rows(case: PupilCase, today: dt.date) -> list[Asked]:
    """Return what comes up, then the steps: what is open before what was done or waits."""
    rows = [_due(one, today) for one in case.due]
    lines = sorted(case.asked_now, key=lambda line: _ORDER[line.standing])
    asked = [_step(case, line) for line in lines]
    opened = sum(line.is_open for line in lines)
    return [*rows, *asked[:opened], *_band(case), *asked[opened:]]


def _band(case: PupilCase) -> list[Asked]:
    """Return the band of the year's figure, and what the policy asks for in it."""
    band = case.band
    if band is None:
        return []
    words = "; ".join((band.words, *band.actions[:1]))
    said = f"{band.words}: {'; '.join(band.actions)}." if band.actions else f"{band.words}."
    return [Asked(band.colour, BAND_TONES.get(band.colour, "late"), words, said)]


_ORDER = {
    Standing.READY: 0,
    Standing.BLOCKED: 1,
    Standing.NOT_YET: 2,
    Standing.ASIDE: 3,
    Standing.DONE: 4,
}


def _due(one: DueEntry, today: dt.date) -> Asked:
    late = one.day < today
    words = one.what[:1].upper() + one.what[1:]
    said = f"{words}, {short_day(one.day)}{', overdue' if late else ''}. Enter opens it."
    tone = "unauthorised" if late else "late"
    return Asked(
        "overdue" if late else "due", tone, f"{words}, {short_day(one.day)}", said, due=one
    )


def _step(case: PupilCase, line: LadderLine) -> Asked:
    blockers = case.blockers.get(line.step.id, ()) if line.blocked else ()
    said = f"{line.step.words}. {line.said[:1].upper()}{line.said[1:]}."
    day = line.reached.day if line.reached is not None and line.is_open else None
    if day is not None:
        said += f" Reached on {short_day(day)}."
    stage = next((one for one in case.policy.stages if one.id == line.step.id), None)
    if stage is not None:  # its name is short and stands whole in the list
        said = f"{said.removeprefix(f'{line.step.words}. ')} It asks for: {'; '.join(stage.asks)}."
    if blockers:
        said += f" In the way: {'; '.join(one.words for one in blockers)}."
    kind = case.letter(line)
    if kind != line.step.letter:
        said += f" The letter is adapted: {', '.join(case.careful)}."
    evidence = case.evidence(line) if line.is_open else ""
    if evidence:
        said += f" May be shown by: {evidence}."
    words = line.step.words
    if line.standing in (Standing.NOT_YET, Standing.BLOCKED):
        words = f"{words}: {line.said}"
    badge, tone = str(line.standing), TONES[line.standing]
    return Asked(badge, tone, words, said, line=line, blockers=blockers)


def _when(line: TimelineLine) -> str:
    at = f" {line.at:%H:%M}" if line.at else ""
    return f"{short_day(line.day)}{at}"


def _by(line: TimelineLine) -> str:
    """Return who wrote a line, short enough to stand in a list: 'U. Okafor'."""
    first, _, last = line.who.split(",")[0].partition(" ")
    return f"{first[0]}. {last}" if last else first


def _whole(line: TimelineLine) -> str:
    by = f". {line.who}" if line.who else ""
    return f"{_when(line)} {line.day.year}, {line.kind.lower()}: {line.words}{by}"


TIMELINE: tuple[Column[TimelineLine], ...] = (
    Column("When", _when, width=148, tip=_whole),
    Column("What", lambda line: line.kind, width=84, tip=_whole),
    Column("Words", lambda line: line.words, tip=_whole),
    Column("Who", _by, width=104, tip=_whole),
)
ASKED: tuple[Column[Asked], ...] = (
    Column("How far", lambda row: row.badge, width=88, number=True, badge=lambda row: row.tone),
    Column("What", lambda row: row.words, tip=lambda row: row.said),
)
