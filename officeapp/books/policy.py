"""The attendance policy as kept in the file: a profile of the program, and the school's changes."""

from __future__ import annotations

import functools
import tomllib
from typing import TYPE_CHECKING, Any

from officeapp import paths
from officeapp.books.shelf import Shelf
from officeapp.domain.authority import Authority, authority_on, of_profile
from officeapp.domain.policies import Policy, Rule
from officeapp.domain.policy_law import Amounts, Limit, Prosecution, ThresholdLaw
from officeapp.domain.policy_reading import policy_of, read_records
from officeapp.domain.policy_settings import (
    PolicyChange,
    held_by,
    overlaid,
    profile_on,
    value_at,
    with_value,
)

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.database import Connection
    from officeapp.books.school import SchoolBook
    from officeapp.domain.policy_reading import Tree

FIRST_PROFILE = "national"
AUTHORITY = "authority"
PROFILES = ("national", "dunkirk", "st-stephens", "kildwick", "expect-monitor", "upton-partnership")


def profile(name: str) -> Tree:
    """Return a profile as it ships with the program; that of guidance alone for a name unknown."""
    return _shipped(name if name in PROFILES else FIRST_PROFILE)[0]


@functools.cache
def _shipped(name: str) -> tuple[Tree, Authority]:
    """Return a profile, and what it says of the authority: no number of the school's own policy."""
    text = paths.resource(f"policies/{name}.toml").read_text(encoding="utf-8")
    tree = tomllib.loads(text)
    return tree, of_profile(tree.pop(AUTHORITY, {}))


@functools.cache
def threshold_law() -> ThresholdLaw:
    """Return what the law counts, limits and charges, with the dates it holds."""
    table = tomllib.loads(paths.seed("thresholds.toml").read_text(encoding="utf-8"))
    return ThresholdLaw(
        read_records(Rule, table["rules"], "rules"),
        read_records(Limit, table["limits"], "limits"),
        read_records(Amounts, table["amounts"], "amounts"),
        read_records(Prosecution, table["prosecution"], "prosecution"),
    )


class PolicyBook:
    """Reads the policy of a day; writing goes through its shelf."""

    def __init__(self, connection: Connection, school: SchoolBook) -> None:
        #: What the school changed.
        self.cards = Shelf(connection, "policy_change", PolicyChange)
        self._school = school
        self._known: dict[tuple[Any, ...], Policy] = {}

    def on(self, day: dt.date) -> Policy:
        """Return the policy of a day, nowhere weaker than the law of that day."""
        name = self.profile_on(day)
        limits = threshold_law().limits_on(day)
        values = held_by(self.cards.in_order(), name, day)
        key = (name, *values.items(), *(limit.first for limit in limits))
        if key not in self._known:
            tree = self.tree(day)
            for limit in limits:
                value = value_at(tree, limit.key)
                if isinstance(value, int) and not limit.key.startswith("said."):
                    tree = with_value(tree, limit.key, limit.held(value))
            self._known[key] = policy_of(tree)
        return self._known[key]

    def profile_on(self, day: dt.date) -> str:
        """Return the short name of the profile of a day."""
        return profile_on(self.cards.in_order(), self._school.card().policy, day)

    def tree(self, day: dt.date) -> Tree:
        """Return the profile of a day with the school's own numbers, before the law is asked."""
        name = self.profile_on(day)
        values = held_by(self.cards.in_order(), name, day)
        return overlaid(profile(name), values)

    def authority(self, day: dt.date) -> Authority:
        """Return what the authority asks for on a day: the school's entry, else the profile's."""
        name = self.profile_on(day)
        named = _shipped(name if name in PROFILES else FIRST_PROFILE)[1]
        return authority_on(self._school.authorities(), day, named)

    def changes(self) -> list[PolicyChange]:
        """Return what the school changed and did not take back, by day."""
        standing = (one for one in self.cards.standing().values() if not one.gone)
        return sorted(standing, key=lambda one: (one.first, one.profile, one.key))

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
