"""First-day contact and roll call among the saves of the proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.first_day import Step
from officeapp.procedures.call_roll import (
    call_roll,
    end_roll_call,
    roll_call_now,
    tick_found,
    untick_found,
)
from officeapp.procedures.log_attempt import NewAttempt, log_attempt, take_back_attempt
from tests.proofs.saves import LAST, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll_call import Drill
    from tests.proofs.saves import Save


def make_ready(office: Office) -> None:
    """Write down an attempt, and call the roll."""
    _log(office)
    tick_found(office, call_roll(office, "practice"), [_pupil(office, 1).id])


def _log(office: Office) -> None:
    log_attempt(office, NewAttempt(_pupil(office, 5).id, Step.CALL, "no answer"))


def _take_back(office: Office) -> None:
    take_back_attempt(office, office.front_desk.attempts.on(LAST)[0].id, reason="wrong child")


def _going(office: Office) -> Drill:
    drill = roll_call_now(office)
    assert drill is not None
    return drill


SAVES: dict[str, Save] = {
    "log-attempt": _log,
    "take-back-attempt": _take_back,
    "tick-found": lambda office: tick_found(office, _going(office), [_pupil(office, 2).id]),
    "untick-found": lambda office: untick_found(office, _going(office), [_pupil(office, 1).id]),
    "end-roll-call": lambda office: end_roll_call(office, _going(office)),
    "call-roll": lambda office: call_roll(office, "fire alarm", again=True),
}
