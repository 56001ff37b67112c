"""What bringing in other desks' entries does to the books, said before it and after it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge does, or did.

    Attributes:
        added: Entries that are new.
        changed: Entries that change an earlier one.
        to_decide: Clashes that come with them, of those that may be shown.
    """

    added: int = 0
    changed: int = 0
    to_decide: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether nothing comes in."""
        return not (self.added or self.changed or self.to_decide)

    @property
    def words(self) -> str:
        """Return it in a line: 'added 14, changed 3, to decide 1'."""
        if self.is_empty:
            return "nothing new"
        return f"added {self.added}, changed {self.changed}, to decide {self.to_decide}"

    def __add__(self, other: MergeReport) -> MergeReport:
        """Return two merges as one, as where units come in one after the other."""
        return MergeReport(
            self.added + other.added,
            self.changed + other.changed,
            self.to_decide + other.to_decide,
        )
