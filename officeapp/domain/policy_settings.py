"""The numbers of a policy one by one: what each is called, and what the school changed from when.

A number is named by its place in the profile: ``leave.notices.holiday.weeks`` is the ``weeks`` of
the entry of ``notices`` whose ``id`` is ``holiday``.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.policy_reading import filled
from officeapp.domain.policy_words import FIELD_WORDS, MOST, NOTICE_WORDS, PART_WORDS
from officeapp.domain.record import UNWRITTEN, LineId
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officeapp.domain.policy_law import Limit
    from officeapp.domain.policy_reading import Tree

_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})", re.ASCII)
#: The key under which a school changes to another profile from a day on.
PROFILE = "profile"
#: Numbers a policy may be without, each with one of its kind; a blank takes it away.
OPTIONAL: dict[str, Any] = {
    "target": 96,
    "registers.marks_by": dt.time(9, 15),
    "registers.lunch_orders": dt.time(9, 0),
    "first_day.from_time": dt.time(10, 30),
}
NUMBERS_OF_TEXT = frozenset({"said", "times", "assumed"})  # what a text says, and no number of ours


class BadNumberError(OfficeError):
    """A number of the policy was given as something that it cannot be."""

    def __init__(self, words: str, typed: str, wanted: str) -> None:
        super().__init__(f"{words}: '{typed}' cannot be used; write {wanted}.")


class WeakerThanLawError(OfficeError):
    """A number of the policy would be weaker than the law."""

    def __init__(self, words: str, limit: Limit) -> None:
        super().__init__(
            f"{words}: by law {limit.words} ({limit.source}); write a number that keeps to it."
        )


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A number of the policy as the school has it from a day on.

    Attributes:
        id: The number of the change.
        profile: The profile it belongs to.
        key: Which number; `PROFILE` where the school goes over to the profile itself.
        value: The number as it is written: '10', '10:30', '10 22 30'.
        first: The first day on which it holds.
        gone: Whether the change was taken back.
        line: The line that says so.
    """

    id: int
    profile: str
    key: str
    value: str
    first: dt.date
    gone: bool = False
    line: LineId = UNWRITTEN


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of a policy.

    Attributes:
        key: Its place in the profile.
        part: The part of the policy it belongs to.
        about: What it is a number of; empty where the part says it.
        words: What it says.
        value: The number, time or list of numbers; None where the policy is without.
    """

    key: str
    part: str
    about: str
    words: str
    value: Any

    @property
    def called(self) -> str:
        """Return what it is called in a sentence."""
        return ": ".join(one for one in (self.part, self.about, self.words) if one)


def settings(tree: Tree) -> list[Setting]:
    """Return the numbers of a profile by part, those it may have and has not with None."""
    found = [_setting(key, value_at(tree, key)) for key in OPTIONAL]
    for name, value in tree.items():
        if name in NUMBERS_OF_TEXT:
            continue
        part = PART_WORDS.get(name, name)
        found += [one for one in _settings_in(value, name, part, "") if one.key not in OPTIONAL]
    order = list(PART_WORDS.values())
    return sorted(found, key=lambda one: order.index(one.part))


def _setting(key: str, value: Any) -> Setting:
    part, _, name = key.rpartition(".")
    return Setting(key, PART_WORDS[part], "", FIELD_WORDS[name], value)


def _settings_in(value: Any, key: str, part: str, about: str) -> Iterator[Setting]:
    if isinstance(value, dict):
        for name, one in value.items():
            if _is_number(one):
                words = FIELD_WORDS.get(name, name.replace("_", " "))
                yield Setting(f"{key}.{name}", part, about, words, one)
            elif isinstance(one, list):
                yield from _settings_in(one, f"{key}.{name}", part, about)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                told = filled(one) or NOTICE_WORDS.get(one["id"], str(one["id"]))
                both = f"{about}, {told}" if about else told
                yield from _settings_in(one, f"{key}.{one['id']}", part, both)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, list):
        return bool(value) and all(type(one) is int for one in value)
    return isinstance(value, int | float | dt.time)


def overlaid(tree: Tree, values: dict[str, str]) -> Tree:
    """Return a profile with some numbers as the school has them; unknown places are passed by."""
    made = copy.deepcopy(tree)
    for key, text in values.items():
        if key in OPTIONAL:
            _put(made, key, read_number(text, OPTIONAL[key], key) if text else None)
            continue
        found = _place(made, key)
        if found is not None:
            holder, name = found
            holder[name] = read_number(text, holder[name], key)
    return made


def _put(tree: Tree, key: str, value: Any) -> None:
    """Set a number a policy may be without, or take it away."""
    part, _, name = key.rpartition(".")
    holder = tree.setdefault(part, {}) if part else tree
    if value is None:
        holder.pop(name, None)
    else:
        holder[name] = value


def held_by(changes: Iterable[PolicyChange], profile: str, day: dt.date) -> dict[str, str]:
    """Return the numbers of a profile that the school has changed by a day, the last counting.

    Args:
        changes: The changes in the order in which they were written.
        profile: The profile.
        day: The day.
    """
    mine = [one for one in changes if one.profile == profile and one.first <= day and not one.gone]
    ordered = sorted(mine, key=lambda one: one.first)
    return {one.key: one.value for one in ordered if one.key != PROFILE}


def profile_on(changes: Iterable[PolicyChange], first: str, day: dt.date) -> str:
    """Return the profile of a day, where the school began with one and may have gone over.

    Args:
        changes: The changes in the order in which they were written.
        first: The profile it began with.
        day: The day.
    """
    moves = [one for one in changes if one.key == PROFILE and one.first <= day and not one.gone]
    return max(reversed(moves), key=lambda one: one.first).profile if moves else first


def value_at(tree: Tree, key: str) -> Any:
    """Return the number at a place of a profile; None where there is none."""
    found = _place(tree, key)
    return found[0][found[1]] if found else None


def with_value(tree: Tree, key: str, value: Any) -> Tree:
    """Return a profile with another number at a place that it has, or may have."""
    made = copy.deepcopy(tree)
    found = _place(made, key)
    if key in OPTIONAL:
        _put(made, key, value)
    elif found is not None:
        found[0][found[1]] = value
    return made


def read_number(text: str, like: Any, words: str) -> Any:
    """Return a number as it is typed, of the kind of the one that stands there.

    Raises:
        BadNumberError: It is none of that kind.
    """
    typed = text.strip()
    try:
        if isinstance(like, dt.time):
            return _time(typed)
        if isinstance(like, list):
            return [_whole(one) for one in typed.replace(",", " ").split()] or _refuse()
        return _whole(typed) if isinstance(like, int) else _halves(typed)
    except ValueError:
        raise BadNumberError(words, typed, _wanted(like)) from None


def require_within(setting: Setting, value: Any) -> None:
    """Refuse a number that can be no policy's.

    Raises:
        BadNumberError: It is far too high.
    """
    most = MOST.get(setting.key.rpartition(".")[2])
    if most is not None and isinstance(value, int) and value > most:
        raise BadNumberError(setting.called, str(value), f"a whole number up to {most}")


def said(value: Any) -> str:
    """Return a number as it is written; empty for one that the policy is without."""
    if value is None:
        return ""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _time(text: str) -> dt.time:
    typed = _TIME.fullmatch(text)
    return dt.time(int(typed[1]), int(typed[2])) if typed else _refuse()


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else _refuse()


def _halves(text: str) -> float:
    value = float(text)
    return value if 0 <= value <= 400 else _refuse()


def _refuse() -> Any:
    raise ValueError


def _wanted(like: Any) -> str:
    if isinstance(like, dt.time):
        return "a time such as 10:30"
    if isinstance(like, list):
        return "whole numbers with blanks between them"
    return "a whole number" if isinstance(like, int) else "a number such as 7.5"


def _place(tree: Tree, key: str) -> tuple[dict[str, Any], str] | None:
    """Return the table that holds a number, and its name there."""
    *way, name = key.split(".")
    here: Any = tree
    for step in way:
        if isinstance(here, list):
            here = next((one for one in here if one.get("id") == step), None)
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return (here, name) if isinstance(here, dict) and name in here else None
