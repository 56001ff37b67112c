"""The letter book: letters as they were sent, what they rest on, and what was done with them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.domain.letters import Block, BlockKind, Template, Text, read_back
from officeapp.domain.record import UNWRITTEN, ContactId, LineId, PupilId
from officeapp.domain.school_year import Session, first_session_from, session_at
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter that is read as a digit
DESK_DIGITS = 7  # 31 bits

Copy = tuple[tuple[int, int, int], ...]
Page = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it was sent, with a copy for each recipient.

    Attributes:
        id: The entry's number in the file.
        pupil: Whom it is about; the first of several.
        day: The date on it.
        kind: The kind of letter.
        number: Its number as it is printed, given once.
        prefix: With what the numbers of its kind begin.
        school_year: The calendar year in which its school year begins.
        counter: The count of its desk in that series and year.
        subject: The line above the text.
        body: The text as sent, its parts with a blank line between.
        shape: What each part is, as `letters.Text.shape` has it.
        signed_by: Name and post under it.
        children: All pupils it is about.
        series: The series of letters it belongs to; empty for none.
        step: Its place in the series.
        copies: For each copy its contacts, each with the line of the card it was addressed by.
        stopped: Who had none, each a name and why.
        reply: The lines of the slip to tear off.
        figures: The sum of the attendance figure: words and value of each part.
        facts: The facts in it: name and value.
        rests_on: The lines of the register it rests on.
        pages: For each pupil the first day and the symbols of the register as it stood.
        looked: What a person had to look at before it was sent.
        why: Why it was sent all the same, or adapted.
        large: Whether it is set in large print.
        paper: The SHA-256 of its paper, where that is kept.
        mends: The letter it puts right; 0 for none.
        step_taken: The step of the policy it was sent for; empty for none.
        language: The language of its wording; empty for English.
        greeting: How it began, before the name; empty where it began as English ones do.
        closing: How it ended; empty as before.
        gone: Whether the entry was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    kind: str
    number: str
    prefix: str
    school_year: int
    counter: int
    subject: str
    body: str
    shape: str
    signed_by: str
    children: tuple[int, ...]
    series: str = ""
    step: int = 0
    copies: tuple[Copy, ...] = ()
    stopped: tuple[tuple[str, str], ...] = ()
    reply: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[tuple[int, int], ...] = ()
    pages: tuple[Page, ...] = ()
    looked: tuple[str, ...] = ()
    why: str = ""
    large: bool = False
    paper: str = ""
    mends: int = 0
    step_taken: str = ""
    language: str = ""
    greeting: str = ""
    closing: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN

    @property
    def text(self) -> Text:
        """Return its text as it was sent."""
        return read_back(self.subject, self.body, self.shape, self.reply)

    def only_of(self, pupil: PupilId, called: str) -> Letter:
        """Return the letter with nothing in it of the other children it is about.

        Args:
            pupil: The child who stays in it.
            called: The child's name as speech has it, in the place of all their names.
        """
        if len(self.children) < 2:
            return self
        place, names = self.children.index(pupil), dict(self.facts).get("children", "")

        def alone(text: str) -> str:
            return text.replace(names, called) if names else text

        blocks = []
        for block in self.text.blocks:
            of_each = block.kind is BlockKind.POINTS and len(block.lines) == len(self.children)
            lines = block.lines[place : place + 1] if of_each else block.lines
            blocks.append(Block(block.kind, tuple(map(alone, lines))))
        text = Text(alone(self.subject), tuple(blocks), tuple(map(alone, self.reply)))
        mine = tuple(page for page in self.pages if page[0] == pupil)
        return replace(
            self,
            pupil=pupil,
            children=(pupil,),
            subject=text.subject,
            body=text.body,
            reply=text.reply,
            pages=mine,
            facts=tuple((name, alone(said)) for name, said in self.facts if ": " not in name),
        )

    @property
    def contacts(self) -> list[ContactId]:
        """Return everybody who had a copy."""
        return [ContactId(one[0]) for copy in self.copies for one in copy]


class What(enum.StrEnum):
    """What was done with a letter."""

    PRINTED = "printed"
    COPIED = "copy"
    POSTED = "posted"
    HANDED = "handed"
    EMAILED = "emailed"
    HELD = "held"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return _WHAT[self]


_WHAT = {
    What.PRINTED: "printed",
    What.COPIED: "copy printed",
    What.POSTED: "posted",
    What.HANDED: "handed over",
    What.EMAILED: "sent by e-mail",
    What.HELD: "held back",
}


@dataclass(frozen=True, slots=True)
class LetterNote:
    """Something that was done with a letter, or that one was held back.

    Attributes:
        id: The note's number.
        pupil: Whom the letter is about.
        day: The day.
        what: What was done.
        letter: The letter; 0 for one that was held back.
        kind: The kind that was held back.
        words: Why, or by whom.
        gone: Whether the note was taken back.
        correction: Why an earlier version was corrected.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    day: dt.date
    what: What
    letter: int = 0
    kind: str = ""
    words: str = ""
    gone: bool = False
    correction: str = ""
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class LetterWording:
    """The school's own wording of a kind of letter.

    Attributes:
        id: The card's number.
        kind: The kind.
        subject: The line above the text.
        body: The text.
        reply: The lines of the slip.
        language: The language it is in; empty for English.
        greeting: How a letter in it begins, before the name; empty for English.
        closing: How it ends, above the name of who signs; empty for English.
        gone: Whether the program's wording holds again.
        line: The line that says so.
    """

    id: int
    kind: str
    subject: str
    body: str
    reply: tuple[str, ...] = ()
    language: str = ""
    greeting: str = ""
    closing: str = ""
    gone: bool = False
    line: LineId = UNWRITTEN


class SeriesAtEndError(OfficeError):
    """The last letter of a series was sent already this school year."""

    def __init__(self, template: Template, sent: Letter) -> None:
        super().__init__(
            f"'{template.name}' was sent as {sent.number} on {sent.day:%d.%m.%Y} and is never "
            "sent again in the same school year; no letter of its series is left. Write another "
            "kind, or print a copy."
        )


def number_of(prefix: str, school_year: int, counter: int, desk: int, first_desk: int) -> str:
    """Return a letter's number as it is printed: 'A26-0017', or 'A26-03F7KQ2-0017'.

    Desks count apart, perhaps for days. The desk that made the school writes no mark of its own;
    every other desk writes its whole number, so that no two desks ever give the same.
    """
    where = "" if desk == first_desk else f"{_digits(desk)}-"
    return f"{prefix}{school_year % 100:02}-{where}{counter:04}"


def next_in_series(
    wanted: Template, known: Iterable[Template], sent: Iterable[Letter], school_year: int
) -> Template:
    """Return the letter of a series that is to be sent now: never one that was sent already.

    Args:
        wanted: The letter asked for; one that is in no series is returned as it is.
        known: All kinds there are.
        sent: The letters the family had.
        school_year: The calendar year in which the school year begins.

    Raises:
        SeriesAtEndError: The last of the series was sent in this school year.
    """
    if not wanted.series:
        return wanted
    had = [
        one
        for one in sent
        if one.series == wanted.series and one.school_year == school_year and not one.gone
    ]
    reached = max([one.step for one in had], default=0)
    if wanted.step > reached:
        return wanted
    following = sorted(
        (one for one in known if one.series == wanted.series and one.step > reached),
        key=lambda one: one.step,
    )
    if not following:
        raise SeriesAtEndError(wanted, max(had, key=lambda one: (one.day, one.step)))
    return following[0]


@dataclass(frozen=True, slots=True)
class ChangedMark:
    """A mark under a letter that is not what it was when the letter was sent.

    Attributes:
        pupil: The pupil.
        day: The day.
        session: The half of the day.
        was: The symbol the letter rests on.
        now: The symbol that stands.
    """

    pupil: PupilId
    day: dt.date
    session: Session
    was: str
    now: str


def changed_under(
    letter: Letter, stands: Callable[[PupilId, dt.date, int], str]
) -> list[ChangedMark]:
    """Return the marks under a letter that were corrected or entered since.

    Args:
        letter: The letter.
        stands: Returns the symbols that stand now for a pupil from a day, so many of them.
    """
    found = []
    for number, first, was in letter.pages:
        pupil, day = PupilId(number), dt.date.fromisoformat(first)
        now = stands(pupil, day, len(was))
        begins = first_session_from(day)
        found += [
            ChangedMark(pupil, *session_at(begins + place), before, after)
            for place, (before, after) in enumerate(zip(was, now, strict=True))
            if before != after
        ]
    return found


def copies_of(people: Iterable[Sequence[tuple[ContactId, LineId]]]) -> tuple[Copy, ...]:
    """Return the copies of a letter as the book keeps them."""
    return tuple(tuple((who, line.act, line.n) for who, line in copy) for copy in people)


def _digits(number: int) -> str:
    found = ""
    for _ in range(DESK_DIGITS):
        number, rest = divmod(number, len(DIGITS))
        found = DIGITS[rest] + found
    return found
