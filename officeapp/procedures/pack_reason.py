"""The fields of a referral that say what is asked for, why, and within which times of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.letter_facts import days_words, sessions_words
from officeapp.domain.notice_ledger import AS_FAR
from officeapp.domain.penalties import counted, may_have_another
from officeapp.domain.referral import Purpose
from officeapp.domain.school_year import long_day, session_at
from officeapp.procedures.leave_outcome import answer_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.pack import ReliedSession
    from officeapp.domain.record import ContactId
    from officeapp.procedures.pack_found import Referral

    Row = tuple[str, str, str]

GRADES = {"G": "unauthorised leave (holiday)", "U": "lateness after the register closed"}
ABSENCE, DELAYED = "unauthorised absence", "delayed return from leave"
CHECK = "please check your own record"


def asked_for(found: Referral, parent: ContactId) -> str:
    """Return what is asked of the authority about a parent.

    Of a parent who has had as many notices as there may be, legal intervention is asked for.
    """
    given = (found.known.notices, parent, found.pupil.id, found.until, found.asking.law)
    third = found.purpose is Purpose.NOTICE and not may_have_another(*given)
    return (Purpose.PROSECUTION if third else found.purpose).words


def reason_rows(
    office: Office, found: Referral, parent: ContactId, relied: Sequence[ReliedSession]
) -> list[Row]:
    """Return what is asked for and why: one reason, the days, and each session relied on."""
    days = sorted({one.day for one in relied})
    number = len(relied)
    said = "met" if found.met else "not met"
    threshold = f"{found.threshold} in {found.weeks} weeks: {said}" if found.weeks else ""
    return [
        ("asked_for", "What is asked for", asked_for(found, parent)),
        ("reason", "Reason", _why_away(office, found, relied)),
        ("from", "First day", long_day(days[0]) if days else ""),
        ("to", "Last day", long_day(days[-1]) if days else ""),
        ("sessions", "Unauthorised sessions relied on", str(number)),
        ("days", "As days", days_words(number)),
        (
            "sessions_listed",
            "Each session",
            sessions_words((one.day, one.session) for one in relied),
        ),
        ("threshold", "The law's number", threshold),
        ("earlier_referrals", "Earlier referrals by this school", str(found.earlier)),
    ]


def _why_away(office: Office, found: Referral, relied: Sequence[ReliedSession]) -> str:
    """Return the one reason a form asks for; empty where no session is relied on."""
    codes = {one.code for one in relied}
    if not codes:
        return ""
    if _late_return(office, found, relied[0].day):
        return DELAYED
    return GRADES.get(next(iter(codes)), ABSENCE) if len(codes) == 1 else ABSENCE


def _late_return(office: Office, found: Referral, first: dt.date) -> bool:
    """Say whether the first session relied on is that on which a child was due back from leave."""
    for request in office.leave.of_pupil(found.pupil.id):
        decision = office.leave.decisions(request.id).get(found.pupil.id)
        back = answer_of(office, decision).back if decision else None
        if back is not None and back[0] == first:
            return True
    return False


def law_rows(found: Referral, parent: ContactId) -> list[Row]:
    """Return earlier notices to this parent, what another would cost, and the times to keep to."""
    mine = [one for one in found.ledger if one.notice.parent == parent]
    law, times = found.asking.law, found.times
    given = (found.known.notices, parent, found.pupil.id, found.until, law)
    place = ("first", "second", "third")[min(len(counted(*given)), 2)]
    listed = "; ".join(f"{long_day(one.notice.day)}, {one.notice.outcome_said}" for one in mine)
    known = listed or "none"
    return [
        ("offence", "First or later offence", f"{place}, {AS_FAR}"),
        ("notices", "Earlier notices to this parent", f"{known}, {AS_FAR}; {CHECK}"),
        ("notice_amount", "What another would ask for", _amount(found, parent)),
        ("prosecute_by", "Prosecution to begin by", day_or_blank(times.begin_by)),
        ("refer_by", "Referral to be in by", day_or_blank(times.refer_by)),
    ]


def _amount(found: Referral, parent: ContactId) -> str:
    """Return what a notice would ask for by the law of the date of the absence."""
    law = found.asking.law
    given = (found.known.notices, parent, found.pupil.id, found.until, law)
    day = session_at(found.relied[0])[0] if found.relied else found.until
    amounts = law.amounts_on(day)
    if amounts is None or not may_have_another(*given):
        return "none: no other may be issued" if amounts else ""
    if counted(*given) and amounts.limit:
        return f"£{amounts.second} within {amounts.late_days} days, no reduction"
    return (
        f"£{amounts.early} within {amounts.early_days} days, "
        f"£{amounts.late} within {amounts.late_days}"
    )


def day_or_blank(day: dt.date | None) -> str:
    """Return a day in words; nothing for none."""
    return long_day(day) if day else ""
