"""First-day contact and roll call for the rights table."""

from __future__ import annotations

from functools import partial

from officeapp.books.chasing import chase
from officeapp.domain.first_day import Step
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures import call_roll, keep_roll, log_attempt, prepare_texts
from tests.builders import take
from tests.procedures.acts import AM, FRIDAY

#: The columns are those of `acts.TABLE`.
TABLE = """
log_attempt                         W W W W - - - - -
take_back_attempt                   W W W W - - - - -
prepare_texts                       W W W W - - - - -
call_roll                           W W W W W W W - -
tick_found                          W W W W W W W - -
untick_found                        W W W W W W W - -
end_roll_call                       W W W W W W W - -
"""


def _tried(world):
    _, [pupil, _] = world.a_class()
    return log_attempt.NewAttempt(pupil.id, Step.CALL, "no answer")


def _log(world):
    return partial(log_attempt.log_attempt, world.office, _tried(world))


def _take_back(world):
    [entry] = _log(world)()
    return partial(log_attempt.take_back_attempt, world.office, entry.id, reason="wrong child")


def _texts(world):
    office = world.office
    school_class, [pupil, _] = world.a_class()
    parent = Contact(ContactId(0), "Ms", "Berisha", "Dana", ("07700 900123",))
    keep_roll.add_contact(office, parent, Tie(0, pupil.id, ContactId(0), "mother", 1))
    take(office, school_class, FRIDAY, AM, "N/")
    lines = [line for line in chase(office) if line.pupil.id == pupil.id]
    plan = prepare_texts.plan_texts(office, lines, "Please ring.")
    path = office.path.parent / "texts.csv"
    return partial(prepare_texts.prepare_texts, office, plan, path)


def _call(world):
    return partial(call_roll.call_roll, world.office, "practice", again=True)


def _with_roll(world, do):
    _, [pupil, _] = world.a_class()
    drill = call_roll.roll_call_now(world.office) or call_roll.call_roll(world.office)
    if do is call_roll.untick_found:
        call_roll.tick_found(world.office, drill, [pupil.id])
    return partial(do, world.office, drill, [pupil.id])


def _end(world):
    drill = call_roll.roll_call_now(world.office) or call_roll.call_roll(world.office)
    return partial(call_roll.end_roll_call, world.office, drill)


ACTS = {
    "log_attempt": _log,
    "take_back_attempt": _take_back,
    "prepare_texts": _texts,
    "call_roll": _call,
    "tick_found": partial(_with_roll, do=call_roll.tick_found),
    "untick_found": partial(_with_roll, do=call_roll.untick_found),
    "end_roll_call": _end,
}
