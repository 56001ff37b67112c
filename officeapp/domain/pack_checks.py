"""Ask everything a referral pack may lack: of the register, the case, the calendar, each parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.improve_period import KIND as IMPROVE_KIND
from officeapp.domain.pack_gaps import Jump, PackCheck, PackGap, PackParent
from officeapp.domain.policies import Need
from officeapp.domain.readiness import NEED_WORDS
from officeapp.domain.referral import Purpose
from officeapp.domain.school_year import Session, long_day, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

IMPROVE = "the notice to improve"
#: The kinds of letter that warn: of absence, and of leave that was taken.
FORMAL, LEAVE_TAKEN = "formal", "unauthorised-leave"

#: Needs that are looked at, and where the others are mended.
LOOK = {
    Need.NOT_LOOKED_AFTER: Jump.CASE,
    Need.NO_SOCIAL_WORKER: Jump.CASE,
    Need.NOT_SENSITIVE: Jump.CASE,
}
MEND = {
    Need.SETTLED: Jump.CLASHES,
    Need.OF_AGE: Jump.NOWHERE,
    Need.UNUSED: Jump.LETTERS,
    Need.SUPPORTED: Jump.CASE,
    Need.DETAILS: Jump.CONTACTS,
}


def gaps(check: PackCheck) -> list[PackGap]:
    """Return everything a pack lacks: of the register, the case, the papers and each parent."""
    return [
        *_of_register(check),
        *_of_case(check),
        *_of_times(check),
        *(PackGap(f"{what} is not known", jump) for what, jump in check.lacking),
        *(PackGap(f"two desks disagree on {what}", Jump.CLASHES) for what in check.disputed),
        *_of_parents(check),
    ]


def _of_register(check: PackCheck) -> Iterator[PackGap]:
    for one in check.open_sessions:
        what = "is still N" if one.symbol == check.unexplained else "has no mark"
        words = f"{short_day(one.day)} {one.day.year} {one.session.word} {what}"
        yield PackGap(words, Jump.REGISTER, day=one.day, session=one.session)
    for one in check.clashing:
        words = f"on {short_day(one.day)} {one.day.year} {one.session.word} two desks disagree"
        yield PackGap(words, Jump.CLASHES, day=one.day, session=one.session)
    if check.earlier_missing:
        words = "last year's register is not in this file; enclose it from where it was kept"
        yield PackGap(words, Jump.REGISTER, look=True)
    if not check.relied:
        look = not check.purpose.is_offence
        yield PackGap("there is no session to rely on", Jump.REGISTER, look=look)
    elif not check.met and check.purpose is Purpose.NOTICE:
        words = f"the law's number is not met: {check.relied} of {check.threshold} sessions"
        yield PackGap(words, Jump.REGISTER, look=True)


def _of_case(check: PackCheck) -> Iterator[PackGap]:
    for need in check.needs:
        if need in LOOK:
            yield PackGap(NEED_WORDS[need], LOOK[need], look=True, need=need)
        elif need in MEND:
            yield PackGap(NEED_WORDS[need], MEND[need], need=need)
    if check.leave_alone and not check.leave_answered:
        words = "neither a refusal of the leave nor a letter about leave taken is on record"
        yield PackGap(words, Jump.LEAVE, letter=LEAVE_TAKEN)


def _of_times(check: PackCheck) -> Iterator[PackGap]:
    """Yield what the calendar is in the way of: a deadline, or the time to prosecute.

    Prosecution begins within six months of the offence (Magistrates' Courts Act 1980, section
    127), and a notice is given 28 days to be paid before one can follow it.
    """
    times = check.times
    if times.refer_by is not None and check.day > times.refer_by:
        words = f"the authority takes referrals {times.refer_said}: until {_said(times.refer_by)}"
        yield PackGap(words, Jump.AUTHORITY, look=True)
    if not check.purpose.is_offence:
        return
    if times.too_late:
        many = f"{len(times.too_late)} day{'s' if len(times.too_late) > 1 else ''} relied on"
        words = f"prosecution can begin no more for {many}, up to {_said(times.too_late[-1])}"
        yield PackGap(words, Jump.REGISTER, look=True, day=times.too_late[0], session=Session.AM)
    if times.begin_by is not None and times.pay_by is not None and times.begin_by < times.pay_by:
        words = (
            f"prosecution has to begin by {_said(times.begin_by)}, and a notice that comes today "
            f"may be paid until {_said(times.pay_by)}"
        )
        yield PackGap(words, Jump.NOWHERE, look=True)


def _of_parents(check: PackCheck) -> Iterator[PackGap]:
    if not check.parents:
        yield PackGap("no parent with responsibility is on the card", Jump.CONTACTS)
    for one in check.parents:
        found: list[tuple[bool, str, Jump, bool]] = [
            (one.barred, "the card says that nothing may be sent", Jump.CONTACTS, True),
            (one.withheld, "the address is withheld and is not printed", Jump.CONTACTS, True),
            (not one.withheld and not one.address, "no address is known", Jump.CONTACTS, False),
        ]
        for holds, words, jump, look in found:
            if holds:
                yield PackGap(words, jump, look=look, parent=one.name)
        yield from _of_letters(check, one)
        if check.purpose is Purpose.NOTICE and not one.notices:
            words = (
                f"{one.earlier} notices in three years, as far as this school knows: no other may "
                "be issued, and this pack asks for legal intervention"
            )
            yield PackGap(words, Jump.CASE, look=True, parent=one.name, need=Need.NOTICES)


def _of_letters(check: PackCheck, one: PackParent) -> Iterator[PackGap]:
    """Yield what a parent has not been sent, and what is not noted of what was."""
    only_looked_at = not check.purpose.is_offence
    if not one.warned:
        words = "no letter that warns went to this parent"
        kind = LEAVE_TAKEN if check.leave_alone else FORMAL
        yield PackGap(words, Jump.LETTERS, look=only_looked_at, parent=one.name, letter=kind)
    yield from _of_improvement(check, one)
    for number in one.unsent:
        words = f"it is not noted how {number} was sent"
        yield PackGap(words, Jump.LETTERS, look=True, parent=one.name, letter=number)


def _of_improvement(check: PackCheck, one: PackParent) -> Iterator[PackGap]:
    """Yield what is in the way of the notice to improve, which leave alone does without."""
    if check.leave_alone:
        return
    kind, name = IMPROVE_KIND, one.name
    if not one.notice and check.improve_by:
        words = f"{IMPROVE} is sent by {check.improve_by}: make sure that it was"
        yield PackGap(words, Jump.CASE, look=True, parent=name)
    elif not one.notice:
        look = check.purpose is not Purpose.NOTICE
        words = f"{IMPROVE} was not sent"
        yield PackGap(words, Jump.LETTERS, look=look, parent=name, letter=kind)
    elif one.improve_last is None:
        words = f"the period of {IMPROVE} {one.improve} cannot be read from it"
        yield PackGap(words, Jump.LETTERS, look=True, parent=name, letter=one.improve)
    elif check.day <= one.improve_last:
        words = f"{IMPROVE} {one.improve} runs until {long_day(one.improve_last)}"
        yield PackGap(words, Jump.LETTERS, look=True, parent=name, letter=one.improve)


def _said(day: dt.date) -> str:
    return f"{short_day(day)} {day.year}"
