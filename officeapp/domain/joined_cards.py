"""One card from versions of it that were written at desks apart, field by field.

Every version says all fields of its card, yet it changes only some: it *says* a field where it
differs from what its desk showed. What one desk said counts over what another left as it was; so
a flag that protects a child, set at one desk, is not lost to a telephone number changed at
another. Where two said one field differently, neither knowing of the other, both wait until a
person decides: a change of another field does not decide it, whoever makes it. Until then the
later by the logical clock is shown, or what protects a child where the field is one of those.

Taking a thing off a list is no more than what its desk had seen: what another desk changed of it
meanwhile keeps it on the list until a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from officeapp.domain.record import LineId
from officeapp.domain.safer import later_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    #: Returns which of several values is shown until a person decides; the last is the latest.
    Shown = Callable[[Sequence[Any]], Any]

TAKEN_OFF = "gone"


@dataclass(frozen=True, slots=True)
class Version:
    """A card as one line says it.

    Attributes:
        line: The line.
        fields: What it says, by the field's name.
        corrects: The lines of the card it corrects: all that stood at its desk.
        decides: The fields of which it decides a clash, whatever it says of them.
    """

    line: LineId
    fields: Mapping[str, Any]
    corrects: tuple[LineId, ...] = ()
    decides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field that desks said differently while apart.

    Attributes:
        said: The lines that say it, in the order in which the last counts.
        before: The line that said it before all of them; None where none did.
    """

    said: tuple[LineId, ...]
    before: LineId | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """What several versions of a card come to.

    Attributes:
        fields: What is shown of every field.
        disputed: The fields that wait for a person, by name.
        stands: How many versions nobody corrected.
    """

    fields: dict[str, Any]
    disputed: dict[str, Disputed] = field(default_factory=dict)
    stands: int = 1


def joined(
    versions: Sequence[Version],
    blank: Mapping[str, Any] | None = None,
    shown: Mapping[str, Shown] | None = None,
) -> Joined:
    """Return one card from all its versions.

    Args:
        versions: All versions there are, in the order in which the last counts; at least one.
        blank: What a field holds where nobody said it; a field that is not in it is always said.
        shown: What is shown of a disputed field, where that is not the latest.
    """
    corrected = {line for one in versions for line in one.corrects}
    stand = [one.line for one in versions if one.line not in corrected]
    fields: dict[str, Any] = {}
    disputed: dict[str, Disputed] = {}
    for name, last in versions[-1].fields.items():
        saying = _Field(name, (blank or {}), (shown or {}).get(name, _shown_of(name)))
        for one in versions:
            saying.read(one)
        heads = saying.heads_of(stand)
        fields[name] = saying.value_of(heads) if heads else (blank or {}).get(name, last)
        if saying.is_disputed(heads):
            disputed[name] = Disputed(heads, saying.before(heads))
    return Joined(fields, disputed, len(stand))


def _shown_of(name: str) -> Shown:
    return all if name == TAKEN_OFF else later_one


class _Field:
    """Reads through the versions who says one field, and who knew of whom."""

    def __init__(self, name: str, blank: Mapping[str, Any], shown: Shown) -> None:
        self._name = name
        self._blank = blank
        self._shown = shown
        self._values: dict[LineId, Any] = {}  # of the lines that say the field, in order
        self._behind: dict[LineId, frozenset[LineId]] = {}  # what each of them replaced
        self._known: dict[LineId, tuple[LineId, ...]] = {}  # what said it, as each version left it

    def read(self, version: Version) -> None:
        """Take the next version."""
        known = self.heads_of(version.corrects)
        if not self._says(version, known):
            self._known[version.line] = known
            return
        behind = frozenset(known).union(*(self._behind[one] for one in known))
        self._values[version.line] = version.fields[self._name]
        self._behind[version.line] = behind
        self._known[version.line] = (version.line,)

    def heads_of(self, lines: Iterable[LineId]) -> tuple[LineId, ...]:
        """Return what says the field after some lines, none of which knew of the other."""
        found = {head for line in lines for head in self._known.get(line, ())}
        replaced = frozenset[LineId]().union(*(self._behind[one] for one in found))
        return tuple(one for one in self._values if one in found - replaced) if found else ()

    def value_of(self, heads: Sequence[LineId]) -> Any:
        """Return what is shown."""
        values = [self._values[one] for one in heads]
        return values[-1] if len(values) == 1 else self._shown(values)

    def is_disputed(self, heads: Sequence[LineId]) -> bool:
        """Say whether some lines say different things."""
        return any(self._values[one] != self._values[heads[-1]] for one in heads)

    def before(self, heads: Sequence[LineId]) -> LineId | None:
        """Return the latest line that all of some lines replaced."""
        shared = frozenset.intersection(*(self._behind[one] for one in heads))
        return next((one for one in reversed(self._values) if one in shared), None)

    def _says(self, version: Version, known: tuple[LineId, ...]) -> bool:
        """Say whether a version says the field, or leaves it as its desk showed it."""
        value = version.fields[self._name]
        if self._name in version.decides:
            return True
        if self._name == TAKEN_OFF and not self.is_disputed(known):
            return True
        if not known:
            return self._name not in self._blank or value != self._blank[self._name]
        return bool(value != self.value_of(known))
