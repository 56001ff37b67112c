"""Keep the attendance policy: change one of its numbers from a day on, or go over to a profile."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.policy import PROFILES, threshold_law
from officeapp.domain.policy_checks import Weight, doubts
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.policy_settings import (
    OPTIONAL,
    PROFILE,
    BadNumberError,
    PolicyChange,
    Setting,
    WeakerThanLawError,
    read_number,
    require_within,
    said,
    settings,
    with_value,
)
from officeapp.domain.rights import Right
from officeapp.errors import NotFoundError, OfficeError

if TYPE_CHECKING:
    from typing import Any

    from officeapp.books.office import Office


class UnknownNumberError(NotFoundError):
    """The policy has no such number."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The policy has no number '{key}'; choose one of its list.")


class UnknownProfileError(NotFoundError):
    """There is no such profile."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no policy '{name}'; choose one of {', '.join(PROFILES)}.")


class ContradictsError(OfficeError):
    """A number would make the policy contradict itself."""

    def __init__(self, called: str, why: str) -> None:
        super().__init__(f"{called} cannot be so: {why} Change the other number first.")


def change_number(office: Office, key: str, typed: str, first: dt.date) -> PolicyChange:
    """Write one number of the policy as it holds from a day on; nothing where it is so already.

    Args:
        office: The office.
        key: Its place in the profile, as `settings` gives it.
        typed: The number as it is typed; blank for one that a policy may be without.
        first: The first day on which it holds.

    Raises:
        UnknownNumberError: The policy of that day has no such number.
        BadNumberError: What is typed is no number of its kind.
        WeakerThanLawError: It would be weaker than the law of that day or later.
        ContradictsError: The policy would contradict itself.
        NotAllowedError: The person signed in may not change the school.
    """
    office.require(Right.CHANGE_SCHOOL)
    setting = setting_of(office, key, first)
    like = OPTIONAL.get(key, setting.value)
    blank = key in OPTIONAL and not typed.strip()
    value = None if blank else read_number(typed, like, setting.called)
    require_within(setting, value)
    _require_lawful(setting, value, first)
    _require_sound(office, setting, value, first)
    profile = office.policy.profile_on(first)
    stands = _standing(office, profile, key, first)
    wanted = PolicyChange(0, profile, key, said(value), first)
    if value == setting.value and (stands is None or stands.value == wanted.value):
        return stands or wanted
    return _write(office, wanted, stands)


def choose_profile(office: Office, name: str, first: dt.date) -> PolicyChange:
    """Write that the school follows a profile from a day on.

    Raises:
        UnknownProfileError: There is none of that name.
        NotAllowedError: The person signed in may not change the school.
    """
    office.require(Right.CHANGE_SCHOOL)
    if name not in PROFILES:
        raise UnknownProfileError(name)
    stands = next(
        (one for one in office.policy.changes() if (one.key, one.first) == (PROFILE, first)), None
    )
    wanted = PolicyChange(0, name, PROFILE, name, first)
    if office.policy.profile_on(first) == name:
        return stands or wanted
    return _write(office, wanted, stands)


def take_back_change(office: Office, change: PolicyChange) -> PolicyChange:
    """Write that a change counts no more; what held before it holds again.

    Raises:
        ContradictsError: The policy would contradict itself without it.
        NotAllowedError: The person signed in may not change the school.
        ChangedMeanwhileError: It was changed since it was read.
    """
    with office.writing("change-policy", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        return office.policy.cards.amend(act, replace(change, gone=True))


def setting_of(office: Office, key: str, day: dt.date) -> Setting:
    """Return a number of the policy of a day, as the school has it.

    Raises:
        UnknownNumberError: The policy has no such number.
    """
    for setting in settings(office.policy.tree(day)):
        if setting.key == key:
            return setting
    raise UnknownNumberError(key)


def _write(office: Office, wanted: PolicyChange, stands: PolicyChange | None) -> PolicyChange:
    with office.writing("change-policy", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        if stands is not None:
            return office.policy.cards.amend(
                act, replace(stands, profile=wanted.profile, value=wanted.value)
            )
        return office.policy.cards.enter(act, replace(wanted, id=office.new_number()))


def _standing(office: Office, profile: str, key: str, first: dt.date) -> PolicyChange | None:
    """Return what the school wrote of a number for exactly that day."""
    for one in office.policy.changes():
        if (one.profile, one.key, one.first) == (profile, key, first):
            return one
    return None


def _require_lawful(setting: Setting, value: Any, first: dt.date) -> None:
    for limit in threshold_law().limits:
        ends = limit.last or dt.date.max
        if limit.key != setting.key or ends < first or value is None:
            continue
        if limit.held(value) != value:
            raise WeakerThanLawError(setting.called, limit)


def _require_sound(office: Office, setting: Setting, value: Any, first: dt.date) -> None:
    """Refuse a number that brings a contradiction the policy did not have."""
    tree = office.policy.tree(first)
    law = threshold_law()
    before = {one.problem for one in doubts(policy_of(tree), law, first)}
    after = doubts(policy_of(with_value(tree, setting.key, value)), law, first)
    for one in after:
        if one.weight is Weight.CONTRADICTION and one.problem not in before:
            raise ContradictsError(setting.called, one.problem.reason)
    if isinstance(value, int) and value == 0 and setting.key.rsplit(".", 1)[-1] in _NOT_NOUGHT:
        raise BadNumberError(setting.called, "0", "a number above nought")


_NOT_NOUGHT = frozenset({"count", "times", "percent"})
