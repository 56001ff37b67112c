"""Some fields of one record: each is kept when the person leaves it, or says why it is not."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.parking import Typed, parking_of
from officeapp.gui.pupil.field_row import FieldRow, Tone
from officeapp.gui.pupil.fields import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from officeapp.gui.parking import Parking
    from officeapp.gui.pupil.fields import Field

R = TypeVar("R")

STILL_HERE = "You typed this before the window locked; it is kept when you leave the field."
CHANGED_SINCE = (
    "You typed this before the window locked, and the card was changed since. It is kept when you "
    "leave the field."
)


class FieldSet(Generic[R]):
    """The rows of a record's fields, which stand on one card or on several.

    Attributes:
        rows: The row of each field, by the field's name.
        record: The record as the books have it; None for none.
    """

    def __init__(
        self,
        fields: Iterable[Field],
        prefix: str,
        parent: QWidget,
        *,
        keep: Callable[[Field, R], None],
        now: Callable[[], dt.datetime],
    ) -> None:
        """Make the rows.

        Args:
            fields: The fields.
            prefix: What the rows' object names begin with: 'pupils.card'.
            parent: The widget they stand on.
            keep: Writes the record with one field changed; may refuse.
            now: Says what time it is.
        """
        self.rows = {
            field.name: FieldRow(field, f"{prefix}.{field.name.replace('_', '-')}", parent)
            for field in fields
        }
        self.record: R | None = None
        self._prefix, self._parent = prefix, parent
        self._parking: Parking | None = None
        self._keep, self._now = keep, now
        self._key: Any = None
        self._refused: dict[tuple[Any, str], tuple[str, str]] = {}
        for row in self.rows.values():
            row.done.connect(self._on_done)

    def show_record(self, key: object, record: R) -> None:
        """Show a record; of the same one, what is being typed stays.

        Args:
            key: Which thing it is, the same through all its versions.
            record: The version that stands.
        """
        same, self._key, self.record = key == self._key, key, record
        for name, row in self.rows.items():
            value = getattr(record, name)
            if same:
                row.keep_typed(value)
                self._unpark(name, row)
                continue
            row.show_value(value)
            row.show_saved(None)
            if (key, name) in self._refused:
                typed, why = self._refused[key, name]
                row.put_typed(typed)
                row.refuse(why)
            self._unpark(name, row)

    def settle(self) -> None:
        """Keep whatever is typed and not kept yet, as on leaving the screen."""
        for name in self.rows:
            self._on_done(name)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody type, or let them again."""
        for row in self.rows.values():
            row.set_read_only(read_only=read_only)

    def _unpark(self, name: str, row: FieldRow) -> None:
        """Bring back what the same person typed here before the window was locked."""
        parking = self._parking or parking_of(self._parent)
        if parking is None:
            return
        if self._parking is None:
            self._parking = parking
            parking.closing.connect(self._park)
        if row.is_read_only:
            return
        parked = parking.take(self._prefix, (self._key, name))
        if parked is not None:
            typed, stood = parked
            row.put_state(typed)
            row.say(STILL_HERE if row.shown_state() == stood else CHANGED_SINCE, Tone.DOUBT)

    def _park(self) -> None:
        """Keep what is typed and not written for whoever typed it; the window is being locked."""
        title = getattr(self.record, "called", "")
        typed = {
            (self._key, name): (row.state(), row.shown_state())
            for name, row in self.rows.items()
            if self.record is not None and row.is_typed_in()
        }
        for (key, name), (text, _) in self._refused.items():
            if key != self._key and text:
                typed[key, name] = (text, None)
        for place, values in typed.items():
            if self._parking is not None:
                self._parking.keep(self._prefix, place, Typed(title, values))

    def _on_done(self, name: str) -> None:
        row = self.rows[name]
        if self.record is None:
            return
        if not row.is_typed_in():
            if self._refused.pop((self._key, name), None):
                row.show_value(getattr(self.record, name))
            return
        try:
            self._keep_field(row, name)
        except OfficeError as refusal:
            ask_first(row, refusal, partial(self._on_done, name))
            self._refused[self._key, name] = (row.typed(), str(refusal))
            if row.field.kind in (Kind.CHOICE, Kind.FLAG):
                row.put_back()
            row.refuse(str(refusal))

    def _keep_field(self, row: FieldRow, name: str) -> None:
        value = row.value()
        record: Any = self.record
        if value == getattr(record, name):
            row.show_value(value)
            return
        key = self._key
        self._keep(row.field, dataclasses.replace(record, **{name: value}))
        self._refused.pop((key, name), None)
        if key == self._key:
            row.show_value(getattr(self.record, name))
            row.show_saved(self._now())
