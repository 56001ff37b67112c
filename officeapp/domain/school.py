"""The school itself, its sites and its staff."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, ClassId, LineId, SiteId, StaffId

THE_SCHOOL = 1


@dataclass(frozen=True, slots=True)
class School:
    """The school's details and settings, which every desk sees.

    Attributes:
        id: Always `THE_SCHOOL`: there is one.
        name: The school's name.
        dfe: Authority and establishment number, '816/2999'; empty if not given.
        urn: Unique reference number; empty if not given.
        address: Address, lines joined by newlines.
        phone: Telephone.
        policy: The short name of the policy profile.
        sample: Whether this is a sample school, where people act without a PIN.
        keying_order: In which order the record system lists pupils, as `KeyingOrder` has it.
        asked_for_reception: Whether the authority asks for the return of Reception children who
            begin with the school year; None where nobody has said.
        line: The line that says so.
    """

    id: int
    name: str
    dfe: str = ""
    urn: str = ""
    address: str = ""
    phone: str = ""
    policy: str = "national"
    sample: bool = False
    keying_order: str = ""
    asked_for_reception: bool | None = None
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Site:
    """A place where the school meets.

    Attributes:
        id: The site's number.
        name: What the school calls it.
        gone: Whether it is no longer used.
        line: The line that says so.
    """

    id: SiteId
    name: str
    gone: bool = False
    line: LineId = UNWRITTEN


class Role(enum.StrEnum):
    """A set of rights; a person's post is their own words, their role is one of these."""

    RECEPTION = "reception"
    OFFICE = "office"
    ATTENDANCE_OFFICER = "attendance officer"
    HEAD = "head"
    SAFEGUARDING = "safeguarding lead"
    PASTORAL = "pastoral lead"
    TEACHER = "class teacher"
    GOVERNOR = "governor"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who writes in the books.

    Attributes:
        id: The person's number.
        name: Full name.
        post: The post in the school's words; printed and recorded.
        role: The role that gives the rights.
        first: The first day the person may sign in.
        last: The last day; None while in post.
        school_class: The class a teacher takes; None for anybody else.
        line: The line that says so.
    """

    id: StaffId
    name: str
    post: str
    role: Role
    first: dt.date
    last: dt.date | None = None
    school_class: ClassId | None = None
    line: LineId = UNWRITTEN

    def in_post(self, day: dt.date) -> bool:
        """Say whether the person may sign in on a day."""
        return self.first <= day and (self.last is None or day <= self.last)
