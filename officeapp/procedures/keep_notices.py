"""Keep the ledger of penalty notices: enter one, say what became of it, put an entry right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.figures import rests_on
from officeapp.books.known import FIRST_DAY, notices_for, places_of
from officeapp.books.policy import threshold_law
from officeapp.domain.notice_ledger import (
    LedgerLine,
    Outcome,
    PenaltyNotice,
    ledger_lines,
    moment_of,
    moment_text,
)
from officeapp.domain.pack import KIND as REFERRAL_PACK
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span, long_day
from officeapp.errors import NotFoundError, OfficeError
from officeapp.procedures.amend_mark import NoReasonError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.record import ContactId, PupilId
    from officeapp.domain.roll import Pupil


class NotAParentError(NotFoundError):
    """A notice was entered for somebody who is not on the child's card."""

    def __init__(self, child: str) -> None:
        super().__init__(
            f"That person is not among the contacts of {child}; choose a parent from the card."
        )


class NoticeDaysError(OfficeError):
    """The days of a notice cannot be so."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; look at the notice again and correct the day.")


class NoSessionsError(OfficeError):
    """A notice was to be entered without a session it rests on."""

    def __init__(self) -> None:
        super().__init__(
            "No unauthorised session lies in those days; say from when to when the absence was."
        )


class NoOutcomeError(OfficeError):
    """It was not said what became of a notice."""

    def __init__(self) -> None:
        super().__init__("Say whether the notice was paid, withdrawn or prosecuted.")


def enter_notice(office: Office, notice: PenaltyNotice) -> PenaltyNotice:
    """Write a notice that was issued into the ledger; its number is given here.

    A third notice is written like any other, since the ledger says what was issued; that the law
    allows no third is said where the ledger is shown, and keeps a referral from asking for one.

    Raises:
        NotAParentError: It is for nobody on the child's card.
        NoticeDaysError: It was issued in the future, before the absence, or settled before that.
        NotAllowedError: The person signed in may not keep the ledger.
        NotSavedError: The file could not be written; nothing was.
    """
    _check(office, notice)
    with office.writing("penalty-notice", Right.KEEP_NOTICES, Book.CASES) as act:
        return office.cases.notices.enter(act, replace(notice, id=office.new_number()))


def settle_notice(
    office: Office, notice: PenaltyNotice, outcome: Outcome, day: dt.date, words: str = ""
) -> PenaltyNotice:
    """Write what became of a notice: paid, withdrawn or prosecuted, and when.

    Raises:
        NoOutcomeError: It is not said what became of it.
        NoticeDaysError: The day lies before the issue, or in the future.
        ChangedMeanwhileError: Somebody changed the entry since it was read.
    """
    if outcome is Outcome.OPEN:
        raise NoOutcomeError
    said = "; ".join(part for part in (notice.words, words.strip()) if part)
    made = replace(notice, outcome=outcome, settled=day, words=said)
    return change_notice(office, made, f"{outcome.value} on {long_day(day)}")


def change_notice(office: Office, notice: PenaltyNotice, why: str) -> PenaltyNotice:
    """Write a new version of a notice, or take it back (`gone`), with the reason.

    Raises:
        NoReasonError: It is not said what changed.
        NoticeDaysError: Its days cannot be so.
        ChangedMeanwhileError: Somebody changed it since it was read.
    """
    if not why.strip():
        raise NoReasonError
    _check(office, notice)
    with office.writing("penalty-notice", Right.KEEP_NOTICES, Book.CASES) as act:
        return office.cases.notices.amend(act, replace(notice, correction=why.strip()))


def ledger_of(office: Office, pupil: PupilId) -> list[LedgerLine]:
    """Return the notices for a child, to any parent, by day of issue.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    if office.person is not None:  # a terminal that only reads has nobody signed in
        office.require(Right.READ_CASES)
    return ledger_lines(notices_for(office, pupil, office.today()), threshold_law())


def packs_to(office: Office, pupil: PupilId, parent: ContactId) -> list[Letter]:
    """Return the referral packs that were issued about a child and a parent, the latest first."""
    days = Span(FIRST_DAY, office.today())
    found = [
        one
        for one in office.letters.sent.of(pupil, days)
        if one.kind == REFERRAL_PACK and dict(one.facts).get("parent") == str(parent)
    ]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def notice_for(
    office: Office, pupil: Pupil, parent: ContactId, about: Letter | Span | None
) -> PenaltyNotice:
    """Return a notice of today as it is to be entered, with the sessions it rests on.

    Args:
        office: The office.
        pupil: For which child.
        parent: To whom.
        about: The referral pack it followed, or the days of the absence.

    Raises:
        NoSessionsError: There is no unauthorised session in them.
    """
    span = about if isinstance(about, Span) else None
    pack = None if about is None or isinstance(about, Span) else about
    sessions = sessions_between(office, pupil, span) if span else ()
    sessions = sessions_of_pack(office, pack) if pack else sessions
    if not sessions:
        raise NoSessionsError
    first, _ = moment_of(sessions[0])
    number = pack.number if pack else ""
    return PenaltyNotice(0, pupil.id, office.today(), parent, first, sessions, number)


def sessions_of_pack(office: Office, pack: Letter) -> tuple[str, ...]:
    """Return the sessions a referral pack relied on, as the ledger writes them."""
    return tuple(moment_text(*place) for place in places_of(office, pack.rests_on))


def sessions_between(office: Office, pupil: Pupil, span: Span) -> tuple[str, ...]:
    """Return the unauthorised sessions of some days, as the ledger writes them."""
    rules = (one for one in threshold_law().rules_on(span.last) if one.id == PENALTY_NOTICE)
    codes = next((one.codes for one in rules), ("O",))
    wanted = "".join(office.codes.symbol(code) for code in codes if code != "N")
    return tuple(moment_text(day, half) for day, half, _ in rests_on(office, pupil, span, wanted))


def _check(office: Office, notice: PenaltyNotice) -> None:
    child = office.roll.pupil(notice.pupil).called
    if notice.parent not in [contact.id for _, contact in office.contacts.of(notice.pupil)]:
        raise NotAParentError(child)
    days = (notice.absence, *(moment_of(one)[0] for one in notice.sessions))
    orders = (
        (max(days), notice.day, "issued before the absence it is for"),
        (notice.day, office.today(), "issued in the future"),
        (notice.day, notice.received or notice.day, "received before it was issued"),
        (notice.day, notice.settled or notice.day, f"{notice.outcome.value} before it was issued"),
        (notice.settled or notice.day, office.today(), f"{notice.outcome.value} in the future"),
    )
    for before, after, why in orders:
        if before > after:
            msg = f"The notice to be entered was {why}"
            raise NoticeDaysError(msg)
