"""Decide an open clash of any kind: keep what one desk says, or write something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.clash_book import LeaveDispute, SettingDispute, Twice
from officeapp.domain.clashes import Clash
from officeapp.errors import OfficeError
from officeapp.procedures.card_clashes import CardClash, settle_card_clash, typed_value, value_of
from officeapp.procedures.leave_clashes import settle_leave_clash
from officeapp.procedures.setting_clashes import settle_setting_clash
from officeapp.procedures.settle_clash import settle_clash
from officeapp.procedures.twice_admitted import join_pupils, keep_two_pupils

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.open_clashes import OpenClash, Side


class NoOtherValueError(OfficeError):
    """Something else was to be written where only what a desk says can stand."""

    def __init__(self) -> None:
        super().__init__("Keep what one of the desks says; nothing else can be typed here.")


def keep_side(office: Office, clash: OpenClash, side: Side, reason: str = "") -> None:
    """Write that what one desk says is to stand, correcting every side.

    Args:
        office: The office.
        clash: The clash as it was listed.
        side: The side that is kept.
        reason: Why, in the clerk's own words; a mark needs one.

    Raises:
        NoReasonError: The reason is blank where one is needed.
        ChangedMeanwhileError: Something else stands there by now; look at the clash again.
        NotAllowedError: The person signed in may not decide it.
    """
    if isinstance(clash.source, Clash):
        mark = side.value
        settle_clash(office, clash.source, mark.code, reason, minutes=mark.minutes, note=mark.note)
    elif isinstance(clash.source, CardClash):
        settle_card_clash(office, clash.source, value_of(clash.source, side.value), reason)
    elif isinstance(clash.source, LeaveDispute):
        settle_leave_clash(office, clash.source, side.value, reason)
    elif isinstance(clash.source, SettingDispute):
        settle_setting_clash(office, clash.source, side.value, reason)
    elif isinstance(clash.source, Twice):
        join_pupils(office, clash.source, side.value, reason)


def settle_with(office: Office, clash: OpenClash, said: str, reason: str = "") -> None:
    """Write something else that is to stand, correcting every side.

    Args:
        office: The office.
        clash: The clash as it was listed.
        said: What is to stand, as it is typed: a code, a text, 'yes' or 'no', a date.
        reason: Why, in the clerk's own words; a mark needs one.

    Raises:
        NoReasonError: The reason is blank where one is needed.
        NoOtherValueError: Only what one of the desks says can stand.
        ChangedMeanwhileError: Something else stands there by now; look at the clash again.
        OfficeError: It may not stand there; nothing was changed.
        NotAllowedError: The person signed in may not decide it.
    """
    if not clash.takes_other:
        raise NoOtherValueError
    if isinstance(clash.source, Clash):
        settle_clash(office, clash.source, said.strip(), reason)
    elif isinstance(clash.source, CardClash):
        values = typed_value(clash.source, said)
        settle_card_clash(office, clash.source, values, reason)
    elif isinstance(clash.source, Twice):
        keep_two_pupils(office, clash.source, said)
