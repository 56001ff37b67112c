"""The referral pack: what an authority asks for before it considers a penalty notice for a parent.

The same evidence goes with a referral for legal intervention, for a parenting contract or for an
education supervision order.

There is one pack for each parent of a child. What authorities ask for differs in form and order,
not in substance, so every field is kept by a name of its own: it stands on the form and can be
copied one by one into a form online. The sessions it relies on are not relied on again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from officeapp.domain.certificate import Certificate
from officeapp.domain.leave_form import LeaveForm
from officeapp.domain.letter_paper import Letterhead, LetterPaper
from officeapp.domain.pack_gaps import PackGap
from officeapp.domain.record import ContactId
from officeapp.domain.school_year import Session, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND, PREFIX = "referral-pack", "R"
#: A pack that rests on no offence; what it shows may be relied on in a referral for one.
EVIDENCE_KIND = "evidence-pack"
LEFT_OUT = "(address withheld)"
LEAST_LETTERS = 5  # a shorter line of an address, such as 'York', says nothing by itself

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PackField:
    """One thing an authority asks for.

    Attributes:
        name: What names it, the same for every pack: 'parent_surname'.
        label: What the form calls it.
        value: What is known; empty for nothing.
    """

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The fields that stand under one heading.

    Attributes:
        heading: The heading.
        fields: Its fields, in the order of the form.
    """

    heading: str
    fields: tuple[PackField, ...]


@dataclass(frozen=True, slots=True)
class ReliedSession:
    """One session the referral relies on.

    Attributes:
        day: The day.
        session: The half of the day.
        code: The code that stands.
        meaning: What the code means.
        comment: What the register says beside it.
        entered: Who wrote the mark, and when.
    """

    day: dt.date
    session: Session
    code: str
    meaning: str
    comment: str
    entered: str


@dataclass(frozen=True, slots=True)
class PackWeek:
    """One week of the register, with what the referral relies on marked.

    Attributes:
        monday: Its Monday.
        days: For Monday to Friday the codes of both halves, those relied on in brackets.
    """

    monday: dt.date
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackLetter:
    """One letter as this parent had it, and what was done with it.

    Attributes:
        number: Its number.
        day: The date on it.
        subject: What it is about.
        sent: How and when it was sent; empty where that is not noted.
        is_notice: Whether it is the notice to improve.
        paper: The letter as it was sent.
        kind: The kind of letter.
        period: The days a notice to improve gave, as it says itself; None for none.
    """

    number: str
    day: dt.date
    subject: str
    sent: str
    is_notice: bool
    paper: LetterPaper
    kind: str = ""
    period: Span | None = None


@dataclass(frozen=True, slots=True)
class PackEvent:
    """One line of the chronology.

    Attributes:
        day: The day.
        kind: What it was, in a word.
        words: What is said of it.
        who: Who wrote it.
    """

    day: dt.date
    kind: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class PackPlan:
    """A plan or contract on paper.

    Attributes:
        title: What it is, and since when.
        lines: What it says, each a label and words.
        targets: What it asks for: words, who, until when, whether it was met.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that is referred of one child and one parent.

    Attributes:
        parent: The parent.
        parent_name: The parent's name.
        child: The child's name in law.
        school: The school's name.
        head: Who signs: name and post.
        printed: When it was made, and by whom.
        until: The last day its figures count.
        asked_for: What is asked of the authority.
        authority: To whom it goes.
        letterhead: What stands at the head of the school's letters.
        groups: The fields of the form, by heading.
        certificates: Attendance of the current year and of the previous one.
        relied: The sessions relied on.
        weeks: The weeks of the register around them.
        leave: Requests for leave as they were made and answered.
        letters: The letters to this parent.
        chronology: What happened, the earliest first.
        plans: Plans and contracts.
        notices: Penalty notices to this parent for this child that the school knows of, each a
            row: issued, for absence, what it asks for, what became of it.
        gaps: What keeps this pack from being sent.
    """

    parent: ContactId
    parent_name: str
    child: str
    school: str
    head: str
    printed: str
    until: dt.date
    asked_for: str
    authority: str
    letterhead: Letterhead
    groups: tuple[FieldGroup, ...]
    certificates: tuple[Certificate, ...]
    relied: tuple[ReliedSession, ...]
    weeks: tuple[PackWeek, ...]
    leave: tuple[LeaveForm, ...]
    letters: tuple[PackLetter, ...]
    chronology: tuple[PackEvent, ...]
    plans: tuple[PackPlan, ...]
    notices: tuple[tuple[str, str, str, str], ...] = ()
    gaps: tuple[PackGap, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """Return every field by its name, to be copied one by one."""
        return {one.name: one.value for group in self.groups for one in group.fields}


def hidden_lines(addresses: Iterable[str], school: str) -> re.Pattern[str] | None:
    """Return what finds the lines of withheld addresses in a text; None where there are none.

    Args:
        addresses: The addresses that are withheld.
        school: The school's own address, whose lines say nothing of where a family lives.
    """
    own = {_plain(line) for line in school.splitlines()}
    lines = {line.strip() for address in addresses for line in re.split(r"[\n,]", address)}
    wanted = [line for line in lines if len(line) >= LEAST_LETTERS and _plain(line) not in own]
    if not wanted:
        return None
    spelled = {way for line in wanted for way in (line, line.casefold(), line.upper())}
    longest = sorted(spelled, key=len, reverse=True)
    patterns = (r"\s+".join(map(re.escape, line.split())) for line in longest)
    return re.compile("|".join(patterns), re.IGNORECASE)


def without(value: T, hidden: re.Pattern[str] | None) -> T:
    """Return a record with the lines of withheld addresses taken out of every text in it."""
    return value if hidden is None else _without(value, hidden)


def _without(value: Any, hidden: re.Pattern[str]) -> Any:
    if type(value) is str:
        return hidden.sub(LEFT_OUT, value)
    if type(value) is tuple:
        return tuple(_without(one, hidden) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{
                field.name: _without(getattr(value, field.name), hidden)
                for field in dataclasses.fields(value)
            },
        )
    return value


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()
