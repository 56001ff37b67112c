"""The request form for leave as plain values, blank or filled, between the file and the paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """One request form; every text is empty on a blank one.

    Attributes:
        school: The school's name.
        printed: When it was printed, and by whom.
        kinds: For what leave can be asked, each with whether it is ticked.
        notice: How early the policy asks for a request, in a sentence; empty where it does not.
        warning: What follows if leave is taken without permission.
        children: Of each child the name, the date of birth and the class.
        applicant: Who asks.
        relationship: What they are to the children.
        phone: Their telephone.
        email: Their e-mail address.
        lives_with: Whether the children live with them; None where that is not filled in.
        first: The first day, with the half of the day.
        last: The last day, with the half of the day.
        back: The day of return.
        sessions: How many sessions are asked for.
        purpose: For what.
        set_apart: The day a religious body sets apart.
        destination: Where the family will be.
        contact_there: How it can be reached there.
        evidence: What is enclosed, or was seen.
        signed: Whether it is signed.
        received: When the office had it.
        attendance: The attendance of the last twelve months, child by child.
        unauthorised: Unauthorised sessions in ten school weeks, child by child.
        earlier: Earlier requests.
        tests: Tests in or near the days.
        decision: What was decided, with code and sessions.
        reason: Why, and on what conditions.
        decided_by: By whom, and when.
    """

    school: str
    printed: str
    kinds: tuple[tuple[str, bool], ...]
    notice: str
    warning: str
    children: tuple[tuple[str, str, str], ...] = ()
    applicant: str = ""
    relationship: str = ""
    phone: str = ""
    email: str = ""
    lives_with: bool | None = None
    first: str = ""
    last: str = ""
    back: str = ""
    sessions: str = ""
    purpose: str = ""
    set_apart: str = ""
    destination: str = ""
    contact_there: str = ""
    evidence: str = ""
    signed: bool = False
    received: str = ""
    attendance: str = ""
    unauthorised: str = ""
    earlier: str = ""
    tests: str = ""
    decision: str = ""
    reason: str = ""
    decided_by: str = ""
