"""One card from versions of it that were written at desks apart, field by field.

What one desk changed counts over what another left as it was; so a flag that protects a child,
set at one desk, is not lost to a telephone number changed at another. Where two changed one field
differently the later by the logical clock is shown, and the field is named until a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def joined_fields(
    base: Mapping[str, Any], versions: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a card that stands in several versions, and those that clash.

    Args:
        base: The version that all of them go back to.
        versions: The versions nobody corrected, in the order in which the last one counts.
    """
    fields = dict(base)
    clashing: list[str] = []
    for name, before in base.items():
        changed = [one[name] for one in versions if one[name] != before]
        if changed:
            fields[name] = changed[-1]
        if any(one != changed[-1] for one in changed):
            clashing.append(name)
    return fields, tuple(clashing)
