"""What the front desk chooses with one digit, as it ships with the program."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass

from officeapp import paths
from officeapp.domain.appointments import AppointmentKind
from officeapp.domain.first_day import Step
from officeapp.domain.late import LateReason
from officeapp.domain.messages import MessageKind
from officeapp.domain.sign_out import LeavingReason


@dataclass(frozen=True, slots=True)
class Reasons:
    """The lists of the front desk, each in the order of its digits.

    Attributes:
        late: Why a child came late.
        leaving: Why a child leaves the site.
        messages: Why a parent says a child is away.
        appointments: What a child has an appointment for.
        outcomes: What came of an attempt to reach a parent, by how it was made.
    """

    late: tuple[LateReason, ...]
    leaving: tuple[LeavingReason, ...]
    messages: tuple[MessageKind, ...]
    appointments: tuple[AppointmentKind, ...]
    outcomes: dict[Step, tuple[str, ...]]


@functools.cache
def reasons() -> Reasons:
    """Return the lists of the front desk."""
    table = tomllib.loads(paths.seed("reasons.toml").read_text(encoding="utf-8"))
    return Reasons(
        late=tuple(LateReason(**entry) for entry in table["late"]),
        leaving=tuple(LeavingReason(**entry) for entry in table["leaving"]),
        messages=tuple(MessageKind(**entry) for entry in table["message"]),
        appointments=tuple(AppointmentKind(**entry) for entry in table["appointment"]),
        outcomes={step: tuple(table[step.value]) for step in Step},
    )
