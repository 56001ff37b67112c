"""Some desks of one school, each with a file and a view of the folder, and all that befalls them.

Files reach a desk's view of the folder when they are carried there, in any order, late, cut or
garbled, as a synchronised folder or a stick does it. Everything is the real program on real files,
held in memory; the clocks, the carrying and the failing alone are made up.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import functools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from officeapp.books import database
from officeapp.books.act import heads
from officeapp.books.backup import restore
from officeapp.books.office import Office, open_office
from officeapp.domain.desks import Standing
from officeapp.errors import OfficeError
from officeapp.procedures.card_clashes import CardClash, value_of
from officeapp.procedures.desk_standing import standing_of
from officeapp.procedures.exchange_desks import HeldError, carrier_of, exchange_desks
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side
from officeapp.procedures.sign_in import sign_in
from tests.conftest import StoppedClock
from tests.desks import NOW, joined_desks, share_all
from tests.proofs.desk_deeds import FIELDS, TIED, begin, change_contact_card
from tests.proofs.kills import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.exchange.bundle_folder import BundleFolder
    from officeapp.procedures.exchange_desks import Carrier

DESKS = 4
EVERY_FILE = (1 << 16) - 1
ROUNDS = 5
ROUNDS = 5


class Desk:
    """A desk: its file, its own folder, its view of the shared folder and its clock."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "school.db"
        self.view = folder / "shared"
        self.clock = StoppedClock(NOW)
        self.office = self._opened()

    def reopen(self) -> None:
        """Open the file anew, as after the program was closed."""
        self.office.close()
        self.office = self._opened()

    def put_back(self, backup: Path) -> None:
        """Put an older copy in the place of the file, as a person does."""
        self.office.close()
        restore(backup, self.path, clock=self.clock, own_folder=self.path.parent)
        self.office = self._opened()

    def carrier(self) -> BundleFolder:
        """Return the desk's view of the folder."""
        return carrier_of(self.office, self.view)

    def _opened(self) -> Office:
        office = open_office(self.path, clock=self.clock, own_folder=self.path.parent)
        sign_in(office, office.staff.first())
        return office


class World:
    """Some desks; every act of each is noted as it is acknowledged."""

    def __init__(self, number: int = DESKS) -> None:
        self.folder = _laid_out(number)
        self.desks = [Desk(self.folder / f"desk{n}") for n in range(number)]
        #: What was changed of cards, in the order in which it was done.
        self.edits: list[Edit] = []
        #: The digest of every act that was acknowledged anywhere.
        self.written: dict[int, bytes] = {}
        self.backups: list[Path] = []
        #: Files that were cut off or garbled on their way; a whole one may take their place.
        self.harmed: set[Path] = set()
        self.refused = 0
        for desk in self.desks:
            self.note(desk)

    def another(self) -> Desk:
        """Return a desk that was away all the time."""
        return Desk(self.folder / f"desk{len(self.desks)}")

    def close(self) -> None:
        """Close every file."""
        for desk in self.desks:
            desk.office.close()

    def at(self, number: int, act: Callable[[Office], object]) -> bool:
        """Let somebody do something at a desk; say whether it was not refused."""
        desk = self.desks[number % len(self.desks)]
        try:
            act(desk.office)
        except OfficeError:
            self.refused += 1
            return False
        finally:
            self.note(desk)
        return True

    def edit(self, number: int, which: int, field: int, value: int, *, tie: bool) -> None:
        """Let somebody change one field of a contact's card, or of what they are to a child."""
        fields = TIED if tie else FIELDS
        name, values = fields[field % len(fields)]
        self.edit_now(number, which, name, values[value % len(values)])

    def edit_now(self, number: int, which: int, name: str, value: Any) -> Edit:
        """Change one field of a contact's card or tie, and note it where it was another before."""
        office = self.desks[number].office
        shelf = office.contacts.tie_cards if name in dict(TIED) else office.contacts.cards
        cards: list[tuple[int, Any]] = sorted(shelf.standing().items())
        card, before = cards[which % len(cards)]
        done = getattr(before, name) != value and self.at(
            number, lambda office: change_contact_card(office, replace(before, **{name: value}))
        )
        edit = Edit(card, name, value, newest(office) if done else 0, gone=_is_gone(office, card))
        self.edits += [edit] if done else []
        return edit

    def settle(self, number: int, which: int, side: int) -> None:
        """Let somebody decide one of the clashes that a desk shows."""
        office = self.desks[number % len(self.desks)].office
        if found := office_clashes(office):
            clash = found[which % len(found)]
            kept = clash.sides[side % len(clash.sides)]
            done = self.at(number, lambda office: keep_side(office, clash, kept, "asked"))
            if done and isinstance(clash.source, CardClash):
                card = clash.source.dispute.thing.number
                gone = _is_gone(office, card)
                for name, value in value_of(clash.source, kept.value).items():
                    self.edits.append(Edit(card, name, value, newest(office), gone=gone))

    def note(self, desk: Desk) -> None:
        """Note every act at a desk; one that is known already must be as it was (P4)."""
        known = dict(map(tuple, desk.office.connection.execute("SELECT id, digest FROM act")))
        for act, digest in known.items():
            assert self.written.setdefault(act, digest) == digest

    def exchange(self, number: int, most: int | None = None) -> None:
        """Let a desk exchange with its view of the folder, cut off after so many files.

        A file that was put back is held first, and exchanges once somebody has confirmed.
        """
        desk = self.desks[number % len(self.desks)]
        carrier: Carrier = desk.carrier()
        if standing_of(desk.office) is Standing.PUT_BACK:
            with pytest.raises(HeldError):
                exchange_desks(desk.office, carrier)
        if most is not None:
            carrier = CutOff(carrier, most)
        with contextlib.suppress(OutOfReachError):
            exchange_desks(desk.office, carrier, confirmed=True)
        self.note(desk)

    def interrupted(self, number: int, after: int) -> None:
        """Let the file fail in mid-exchange, and open it anew (P9)."""
        desk = self.desks[number % len(self.desks)]
        carrier = desk.carrier()
        desk.office.connection.set_progress_handler(lambda: 1, after)
        with contextlib.suppress(OfficeError, database.driver.OperationalError):
            exchange_desks(desk.office, carrier, confirmed=True)
        desk.office.connection.set_progress_handler(None, 0)
        desk.reopen()
        self.note(desk)

    def carry(self, number: int, other: int, files: int, harm: int = 0) -> None:
        """Carry some files from one desk's view of the folder to another's.

        Args:
            number: Whose files.
            other: Where to.
            files: Which of them: a bit says of each whether it goes.
            harm: Where a file is cut off, counted from its end; each second one is garbled there.
        """
        source, to = self.desks[number % len(self.desks)], self.desks[other % len(self.desks)]
        for place, file in enumerate(sorted(source.view.iterdir())):
            if files >> place % 16 & 1:
                self._put(file, to.view / file.name, harm)

    def share_fully(self) -> None:
        """Carry everything everywhere, as often as it takes that all have everything."""
        for _ in range(ROUNDS):
            for number, desk in enumerate(self.desks):
                self.exchange(number)
                for other in self.desks:
                    for file in desk.view.iterdir():
                        self._put(file, other.view / file.name)
            if len({str(heads(desk.office.connection)) for desk in self.desks}) == 1:
                return
        raise AssertionError

    def _put(self, file: Path, to: Path, harm: int = 0) -> None:
        """Put a whole file under its name, or for a first time one that is cut off or garbled."""
        if file in self.harmed or (to.exists() and (harm or to.samefile(file))):
            return
        if harm:
            whole = file.read_bytes()
            at = harm % len(whole)
            garbled = whole[:at] + bytes([whole[at] ^ 1 + harm % 255]) + whole[at + 1 :]
            to.write_bytes(garbled if harm % 2 else whole[:at])
            self.harmed.add(to)
        else:
            to.unlink(missing_ok=True)
            to.hardlink_to(file)  # no file is ever changed
            self.harmed.discard(to)

    def back_up(self, number: int) -> None:
        """Put a copy of a desk's file aside."""
        backup = self.folder / f"backup{len(self.backups)}.db"
        office = self.desks[number % len(self.desks)].office
        office.connection.execute("VACUUM INTO ?", [str(backup)])
        self.backups.append(backup)

    def restore(self, number: int, which: int) -> None:
        """Put a backup of any desk in the place of one's file."""
        desk = self.desks[number % len(self.desks)]
        if self.backups:
            self.exchange(number)  # what was not left for others is gone with its file
            desk.put_back(self.backups[which % len(self.backups)])
            self.note(desk)

    def set_clock(self, number: int, minutes: int, offset: int) -> None:
        """Set a desk's clock, with so many minutes' offset from UTC."""
        zone = dt.timezone(dt.timedelta(minutes=offset))
        desk = self.desks[number % len(self.desks)]
        desk.clock.now = (NOW + dt.timedelta(minutes=minutes)).astimezone(zone)


class Edit(NamedTuple):
    """That a field of a card was changed.

    Attributes:
        card: The card.
        field: The field.
        value: What it said from then on.
        act: The act that wrote it.
        gone: Whether the thing was off its list then.
    """

    card: int
    field: str
    value: Any
    act: int
    gone: bool = False


def newest(office: Office) -> int:
    """Return a desk's newest act; 0 where it has written nothing."""
    head = heads(office.connection).get(office.desk)
    return head.act if head else 0


def _is_gone(office: Office, card: int) -> bool:
    tie = office.contacts.tie_cards.standing().get(card)
    return tie is not None and tie.gone


class CutOff:
    """A carrier that is out of reach after some files."""

    def __init__(self, carrier: Carrier, most: int) -> None:
        self._carrier, self._left = carrier, most

    def look(self) -> Any:
        """Return what there is."""
        return self._carrier.look()

    def fetch(self, name: str) -> Any:
        """Return a unit, while the carrier is in reach."""
        self._use()
        return self._carrier.fetch(name)

    def put(self, unit: Any) -> None:
        """Leave a unit, while the carrier is in reach."""
        self._use()
        self._carrier.put(unit)

    def use(self, keys: Any) -> bool:
        """Open and seal with these keys from now on, where they are more; say whether they are."""
        return self._carrier.use(keys)

    def _use(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OutOfReachError


class OutOfReachError(OfficeError):
    """The folder went out of reach."""

    def __init__(self) -> None:
        super().__init__("The folder is out of reach.")


def _laid_out(number: int) -> Path:
    """Lay the desks' folders out as they were when the desks had joined, at the same place."""
    place, made = _made(number)
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(made, place)
    return place


@functools.cache
def _made(number: int) -> tuple[Path, Path]:
    """Make the desks once; return where they are used and where they are kept."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = folder / "here"
    place.mkdir()
    with joined_desks(place, number + 1) as offices:
        begin(offices[0])
        share_all(offices)
    for n in range(number + 1):
        (place / f"desk{n}" / "shared").mkdir()
    shutil.copytree(place, folder / "made")
    return place, folder / "made"
