"""Make the paper of the attendance policy: its numbers as they hold on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.policy import threshold_law
from officeapp.domain.policy_appendix import Appendix, Sources, appendix_of
from officeapp.domain.policy_checks import PolicyDoubt, doubts
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.policy_settings import PROFILE

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office


def policy_doubts(office: Office, day: dt.date) -> list[PolicyDoubt]:
    """Return what is doubtful in the school's policy of a day, before the law raises anything."""
    return doubts(policy_of(office.policy.tree(day)), threshold_law(), day)


def policy_appendix(office: Office, day: dt.date) -> Appendix:
    """Return the policy's numbers as they hold on a day, with what the school changed by then."""
    name = office.policy.profile_on(day)
    return appendix_of(
        Sources(
            day=day,
            policy=office.policy.on(day),
            tree=office.policy.tree(day),
            law=threshold_law(),
            doubts=tuple(policy_doubts(office, day)),
            changes=tuple(
                one
                for one in office.policy.changes()
                if one.profile == name and one.key != PROFILE and one.first <= day
            ),
        )
    )
