"""What is shown of a field that protects a child or the books, while two desks disagree on it.

Until a person decides, the value that does less harm where it is wrong is shown. Which that is
stands here as data, by book and field. All other fields show the later one by the logical clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def later_one(values: Sequence[Any]) -> Any:
    """Return the last of some values."""
    return values[-1]


def the_latest_day(values: Sequence[Any]) -> Any:
    """Return the latest day of some; None is no day."""
    return max((one for one in values if one is not None), default=None)


def all_said(values: Sequence[Any]) -> Any:
    """Return all texts that say something, each once, so that none is left out."""
    return " / ".join(dict.fromkeys(one for one in values if one))


#: Which value is shown, by book and field: `any` shows yes where one says so, `all` shows no.
SAFER: Mapping[str, Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    "contact": {"do_not_contact": any, "address_withheld": any},
    "tie": {"not_released": any, "may_collect": all, "parental_responsibility": all},
    "pupil": {"medical": all_said, "looked_after": any},
    "case_card": {
        "medical_plan": all_said,
        "social_worker": all_said,
        "bereaved_until": the_latest_day,
    },
    "desk": {"retired": the_latest_day},
}
