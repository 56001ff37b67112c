"""The register as kept in the file: marks in ink, and what stands now as lines of symbols."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Act, signature
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.clashes import clashing
from officeapp.domain.codes import NOT_ON_ROLL, NOTHING, UNMARKED
from officeapp.domain.exchange import heads_seen
from officeapp.domain.record import LineId, PupilId, desk_of
from officeapp.domain.register import HandedIn, Mark, Sheet, Written, blank_line
from officeapp.domain.school_year import SchoolYear, Session, Span, short_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officeapp.books.database import Connection
    from officeapp.books.roll import RollBook
    from officeapp.domain.codes import CodeTable
    from officeapp.domain.exchange import Seen
    from officeapp.domain.record import ActId

Place = tuple[PupilId, dt.date, Session]

Drawn = tuple[str, str]
_COLUMNS = ("pupil", "day", "session", "code", "minutes", "note", "reason")


class AlreadyMarkedError(OfficeError):
    """A session that has a mark was to be marked as if it had none."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(
            f"{short_day(mark.day)} {mark.session.word} is already marked; "
            "correct the mark and say why."
        )


class AlreadyAmendedError(OfficeError):
    """Somebody corrected a mark first."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(
            f"Somebody corrected {short_day(mark.day)} {mark.session.word} meanwhile; "
            "look at it again before you change it."
        )


class TwoMarksError(AlreadyAmendedError):
    """Two desks wrote different marks while apart, and nobody has decided which is to stand."""

    def __init__(self, mark: Mark) -> None:
        OfficeError.__init__(
            self,
            f"Two desks wrote different marks for {short_day(mark.day)} {mark.session.word}; "
            "settle that clash first.",
        )


class RegisterBook:
    """Reads and writes the register; never changes a line once written."""

    def __init__(self, connection: Connection, roll: RollBook, codes: CodeTable) -> None:
        self._connection = connection
        self._roll = roll
        self._codes = codes
        self._touched: dict[tuple[int, PupilId], list[str]] = {}

    def line(self, pupil: PupilId, year: SchoolYear) -> str:
        """Return a pupil's standing line of a year."""
        row = self._connection.execute(
            "SELECT marks FROM standing_line WHERE year = ? AND pupil = ?", [year.begins, pupil]
        ).fetchone()
        return row[0] if row else blank_line(year, self._roll.spans(pupil))

    def lines(self, pupils: Iterable[PupilId], year: SchoolYear) -> dict[PupilId, str]:
        """Return the standing lines of some pupils in a year."""
        wanted = list(pupils)
        rows = self._connection.execute(
            "SELECT pupil, marks FROM standing_line "
            "WHERE year = ? AND pupil IN (SELECT value FROM json_each(?))",
            [year.begins, json.dumps(wanted)],
        )
        found = {PupilId(row[0]): str(row[1]) for row in rows}
        return {
            pupil: found.get(pupil) or blank_line(year, self._roll.spans(pupil)) for pupil in wanted
        }

    def all_lines(self, year: SchoolYear) -> dict[PupilId, str]:
        """Return every standing line of a year, of leavers too."""
        rows = self._connection.execute(
            "SELECT pupil, marks FROM standing_line WHERE year = ?", [year.begins]
        )
        return {PupilId(row[0]): row[1] for row in rows}

    def years(self) -> list[SchoolYear]:
        """Return the school years that have marks, oldest first."""
        rows = self._connection.execute("SELECT DISTINCT year FROM standing_line ORDER BY year")
        return [SchoolYear(row[0]) for row in rows]

    def standing(self, pupil: PupilId, day: dt.date, session: Session) -> Mark | None:
        """Return the mark that stands, or None; a clash shows the line of the highest clock."""
        year = SchoolYear.of(day)
        if self._now(pupil, year)[year.slot(day, session)] in (UNMARKED, NOT_ON_ROLL):
            return None
        marks = self._standing_marks(pupil, [day])
        found = [mark for mark in marks if mark.session is session]
        return found[-1] if found and found[-1].code else None

    def history(self, pupil: PupilId, day: dt.date, session: Session) -> list[Written]:
        """Return every line written for a session, oldest first, each with who wrote it."""
        rows = self._connection.execute(
            "SELECT r.*, a.id, a.name, a.post, a.role, a.at FROM register_day d "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "JOIN act a ON a.id = r.act "
            "WHERE d.day = :day AND r.day = :day AND r.pupil = :pupil AND r.session = :session "
            "ORDER BY a.clock, a.id, r.n",
            {"day": day.isoformat(), "pupil": pupil, "session": session.value},
        )
        return [Written(mark_of(row), signature(row)) for row in rows]

    def standing_of(self, pupil: PupilId, days: list[dt.date]) -> list[Mark]:
        """Return the marks of a pupil that stand on some days, in the order in which they count."""
        return self._standing_marks(pupil, days)

    def marks_of_day(self, day: dt.date) -> list[Mark]:
        """Return the marks that stand on a day, of all pupils, in the order in which they count."""
        rows = self._connection.execute(
            "SELECT r.* FROM register_day d "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "JOIN act a ON a.id = r.act WHERE d.day = :day AND r.day = :day "
            "AND NOT EXISTS (SELECT 1 FROM corrects c "
            "                WHERE c.earlier_act = r.act AND c.earlier_n = r.n) "
            "ORDER BY a.clock, a.id, r.n",
            {"day": day.isoformat()},
        )
        return [mark_of(row) for row in rows]

    def amended(
        self, span: Span, pupils: Iterable[PupilId] | None = None
    ) -> set[tuple[PupilId, dt.date, Session]]:
        """Return the sessions of a span whose mark was corrected."""
        rows = self._connection.execute(
            "SELECT DISTINCT pupil, day, session FROM register INDEXED BY register_amended "
            "WHERE reason <> '' AND day BETWEEN ? AND ?",
            [span.first.isoformat(), span.last.isoformat()],
        )
        chosen = None if pupils is None else set(pupils)
        return {
            (PupilId(row[0]), dt.date.fromisoformat(row[1]), Session(row[2]))
            for row in rows
            if chosen is None or row[0] in chosen
        }

    def handed_in(self, first: dt.date, last: dt.date) -> dict[Sheet, HandedIn]:
        """Return which registers of some days were handed in; the latest where one was twice."""
        rows = self._connection.execute(
            "SELECT h.* FROM handed_in h JOIN act a ON a.id = h.act "
            "WHERE h.day BETWEEN ? AND ? ORDER BY a.clock, a.id",
            [first.isoformat(), last.isoformat()],
        )
        found = [_handed_in(row) for row in rows]
        return {Sheet(one.school_class, one.day, one.session): one for one in found}

    def enter(self, act: Act, mark: Mark) -> LineId:
        """Write a mark where none stands, as the act's next line.

        Raises:
            AlreadyMarkedError: A mark stands there.
        """
        return self.enter_many(act, [mark])

    def enter_many(self, act: Act, marks: Sequence[Mark]) -> LineId:
        """Write marks where none stand, in order.

        Raises:
            AlreadyMarkedError: A mark stands at one of them; nothing of the act is kept.
        """
        for mark in marks:
            self._draw(mark, over=False)
        return act.write_many("register", _COLUMNS, [_row(mark) for mark in marks])

    def enter_drawn(
        self, act: Act, marks: Sequence[Mark], drawn: Mapping[tuple[int, PupilId], Drawn]
    ) -> LineId:
        """Write many marks whose lines were drawn already, as an import does, in order.

        Args:
            act: The act being written.
            marks: The marks, where none stand.
            drawn: By year and pupil the standing line before them, and with them.

        Raises:
            ChangedMeanwhileError: A line is not as it was before; nothing of the act is kept.
        """
        for (year, pupil), (before, with_marks) in drawn.items():
            if self.line(pupil, SchoolYear(year)) != before:
                raise ChangedMeanwhileError
            self._touched[year, pupil] = list(with_marks)
        days = {day: day.isoformat() for day in {mark.day for mark in marks}}
        halves = {half: half.value for half in Session}
        rows = [
            (m.pupil, days[m.day], halves[m.session], m.code, m.minutes, m.note, m.reason)
            for m in marks
        ]
        return act.write_many("register", _COLUMNS, rows)

    def amend(self, act: Act, earlier: Mark, later: Mark) -> LineId:
        """Write a correction of a standing mark as the act's next line.

        Args:
            act: The act being written.
            earlier: The mark that stands now, with its line.
            later: What should stand instead, with the reason; code '' where nothing should.

        Raises:
            AlreadyAmendedError: Somebody corrected this mark first.
        """
        return self.amend_many(act, [(earlier, later)])

    def amend_many(self, act: Act, pairs: Sequence[tuple[Mark, Mark]]) -> LineId:
        """Write corrections of standing marks in order.

        Raises:
            AlreadyAmendedError: Somebody corrected one of them first; nothing of the act is kept.
        """
        stand = self._marks_that_stand([earlier for earlier, _ in pairs])
        corrected: list[list[LineId]] = []
        for earlier, later in pairs:
            found = stand.get(_place(earlier), [])
            if not found or found[-1].line != earlier.line:
                raise AlreadyAmendedError(earlier)
            if clashing(found, self.seen_by):
                raise TwoMarksError(earlier)
            corrected.append([one.line for one in found])
            self._draw(later, over=True)
        return act.write_many("register", _COLUMNS, [_row(later) for _, later in pairs], corrected)

    def settle(self, act: Act, standing: Sequence[Mark], later: Mark) -> LineId:
        """Write what is to stand where several lines do, correcting all of them.

        Raises:
            AlreadyAmendedError: Other lines stand there by now.
        """
        found = self._marks_that_stand([later]).get(_place(later), [])
        if [one.line for one in found] != [one.line for one in standing]:
            raise AlreadyAmendedError(later)
        self._draw(later, over=True)
        self._connection.execute(
            "DELETE FROM contested WHERE day = ? AND pupil = ? AND session = ?",
            [later.day.isoformat(), later.pupil, later.session.value],
        )
        corrected = [[one.line for one in found]]
        return act.write_many("register", _COLUMNS, [_row(later)], corrected)

    def seen_by(self, act: ActId) -> dict[int, Seen]:
        """Return the newest act of each other desk that an act's desk had seen."""
        row = self._connection.execute("SELECT heads FROM act WHERE id = ?", [act]).fetchone()
        return heads_seen(row[0])

    def contested(self) -> list[Place]:
        """Return the sessions for which lines of several desks stood after a merge, by day."""
        rows = self._connection.execute(
            "SELECT pupil, day, session FROM contested ORDER BY day, session, pupil"
        )
        return [
            (PupilId(pupil), dt.date.fromisoformat(day), Session(session))
            for pupil, day, session in rows
        ]

    def redraw_at(self, places: Iterable[Place]) -> set[Place]:
        """Draw some sessions anew from the ink; return those where lines of several desks stand."""
        by_day: dict[dt.date, list[Place]] = {}
        for place in places:
            by_day.setdefault(place[1], []).append(place)
        shared: set[Place] = set()
        for day, there in by_day.items():
            year = SchoolYear.of(day)
            slots = {half: year.slot(day, half) for half in Session}
            stand = self._codes_that_stand(day)
            for place in there:
                desks, code = stand.get((place[0], place[2].value), (set(), NOTHING))
                self._redraw_one(year, place[0], slots[place[2]], code)
                if len(desks) > 1:
                    shared.add(place)
        return shared

    def _codes_that_stand(self, day: dt.date) -> dict[tuple[int, str], tuple[set[int], str]]:
        """Return by pupil and half what stands on a day, and the desks whose lines do."""
        rows = self._connection.execute(
            "SELECT r.pupil, r.session, r.act, r.code FROM register_day d "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "JOIN act a ON a.id = r.act WHERE d.day = :day AND r.day = :day "
            "AND NOT EXISTS (SELECT 1 FROM corrects c "
            "                WHERE c.earlier_act = r.act AND c.earlier_n = r.n) "
            "ORDER BY a.clock, a.id, r.n",
            {"day": day.isoformat()},
        )
        found: dict[tuple[int, str], tuple[set[int], str]] = {}
        for pupil, session, act, code in rows:
            desks, _ = found.get((pupil, session), (set[int](), NOTHING))
            desks.add(desk_of(act))
            found[pupil, session] = desks, code
        return found

    def _redraw_one(self, year: SchoolYear, pupil: PupilId, slot: int, code: str) -> None:
        line = self._touched.get((year.begins, pupil))
        if line is None:
            line = self._touched[year.begins, pupil] = list(self.line(pupil, year))
        if line[slot] != NOT_ON_ROLL:
            line[slot] = self._codes.symbol(code)

    def hand_in(self, act: Act, sheet: Sheet, blanks: int) -> None:
        """Write that a register was handed in, and with how many blanks."""
        row = {
            "school_class": sheet.school_class,
            "day": sheet.day.isoformat(),
            "session": sheet.session.value,
            "blanks": blanks,
        }
        act.write("handed_in", row)

    def redraw(self, pupil: PupilId) -> None:
        """Draw a pupil's standing lines anew after a change of the roll.

        What is on roll as it was keeps its symbol; for days that came on roll the ink is asked.
        """
        spans = self._roll.spans(pupil)
        for year in self._years_of(pupil):
            kept = self._now(pupil, year)
            line = list(blank_line(year, spans))
            came = [
                slot
                for slot, stood in enumerate(kept)
                if stood == NOT_ON_ROLL and line[slot] != NOT_ON_ROLL
            ]
            for slot, stood in enumerate(kept):
                if stood != NOT_ON_ROLL and line[slot] != NOT_ON_ROLL:
                    line[slot] = stood
            for mark in self._standing_marks(pupil, sorted({year.session(s)[0] for s in came})):
                slot = year.slot(mark.day, mark.session)
                if line[slot] != NOT_ON_ROLL:
                    line[slot] = self._codes.symbol(mark.code)
            self._touched[year.begins, pupil] = line

    def drawn(self) -> set[PupilId]:
        """Return the pupils whose lines the act being written has drawn anew."""
        return {pupil for _, pupil in self._touched}

    def flush(self) -> None:
        """Write the lines that were drawn; the office calls it before an act is sealed."""
        self._connection.executemany(
            "INSERT INTO standing_line VALUES (?, ?, ?) "
            "ON CONFLICT (year, pupil) DO UPDATE SET marks = excluded.marks",
            [(year, pupil, "".join(line)) for (year, pupil), line in self._touched.items()],
        )
        self._touched.clear()

    def forget(self) -> None:
        """Drop what was drawn and not written."""
        self._touched.clear()

    def rebuilt(self) -> dict[tuple[int, PupilId], str]:
        """Return every standing line as the ink has it, by year and pupil."""
        rows = self._connection.execute(
            "SELECT r.pupil, r.day, r.session, r.code FROM register r JOIN act a ON a.id = r.act "
            "WHERE NOT EXISTS (SELECT 1 FROM corrects c "
            "                  WHERE c.earlier_act = r.act AND c.earlier_n = r.n) "
            "ORDER BY a.clock, a.id, r.n"
        )
        lines: dict[tuple[int, PupilId], list[str]] = {}
        slots: dict[tuple[str, str], tuple[int, int]] = {}
        for pupil, day, session, code in rows:
            year, slot = slots.get((day, session)) or _slot(slots, day, session)
            line = lines.get((year, pupil))
            if line is None:
                line = list(blank_line(SchoolYear(year), self._roll.spans(pupil)))
                lines[year, pupil] = line
            if line[slot] != NOT_ON_ROLL:
                line[slot] = self._codes.symbol(code)
        return {key: "".join(line) for key, line in lines.items()}

    def kept(self) -> dict[tuple[int, PupilId], str]:
        """Return every standing line as the file keeps it, by year and pupil."""
        rows = self._connection.execute("SELECT year, pupil, marks FROM standing_line")
        return {(row[0], PupilId(row[1])): row[2] for row in rows}

    def replace_lines(self, lines: Mapping[tuple[int, PupilId], str]) -> None:
        """Throw the standing lines away and write these."""
        self._connection.execute("DELETE FROM standing_line")
        self._connection.executemany(
            "INSERT INTO standing_line VALUES (?, ?, ?)",
            [(year, pupil, line) for (year, pupil), line in lines.items()],
        )

    def _now(self, pupil: PupilId, year: SchoolYear) -> Sequence[str]:
        """Return a pupil's line as the act being written has drawn it, else as it stands."""
        return self._touched.get((year.begins, pupil)) or self.line(pupil, year)

    def _draw(self, mark: Mark, *, over: bool) -> None:
        year = SchoolYear.of(mark.day)
        key = (year.begins, mark.pupil)
        if key not in self._touched:
            self._touched[key] = list(self.line(mark.pupil, year))
        line = self._touched[key]
        slot = year.slot(mark.day, mark.session)
        if line[slot] == NOT_ON_ROLL:
            return
        if not over and line[slot] != UNMARKED:
            raise AlreadyMarkedError(mark)
        line[slot] = self._codes.symbol(mark.code)

    def _marks_that_stand(self, marks: Sequence[Mark]) -> dict[Place, list[Mark]]:
        """Return the lines that stand at the places of some marks; each day is read once.

        Where a mark was taken out and another entered later, both lines stand, the first of them
        saying that nothing does; a correction names both.
        """
        found: dict[Place, list[Mark]] = {}
        for day in {mark.day for mark in marks}:
            for mark in self.marks_of_day(day):
                found.setdefault(_place(mark), []).append(mark)
        return found

    def _standing_marks(self, pupil: PupilId, days: list[dt.date]) -> list[Mark]:
        rows = self._connection.execute(
            "SELECT r.* FROM json_each(?) j JOIN register_day d ON d.day = j.value "
            "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last "
            "AND r.day = d.day AND r.pupil = ? "
            "JOIN act a ON a.id = r.act "
            "WHERE NOT EXISTS (SELECT 1 FROM corrects c "
            "                  WHERE c.earlier_act = r.act AND c.earlier_n = r.n) "
            "ORDER BY a.clock, a.id, r.n",
            [json.dumps([day.isoformat() for day in days]), pupil],
        )
        return [mark_of(row) for row in rows]

    def _years_of(self, pupil: PupilId) -> list[SchoolYear]:
        return [
            year
            for year in self.years()
            if self._connection.execute(
                "SELECT 1 FROM standing_line WHERE year = ? AND pupil = ?", [year.begins, pupil]
            ).fetchone()
        ]


def _slot(slots: dict[tuple[str, str], tuple[int, int]], day: str, session: str) -> tuple[int, int]:
    when = dt.date.fromisoformat(day)
    year = SchoolYear.of(when)
    slots[day, session] = year.begins, year.slot(when, Session(session))
    return slots[day, session]


def _place(mark: Mark) -> Place:
    return mark.pupil, mark.day, mark.session


def _row(mark: Mark) -> list[Any]:
    return [
        mark.pupil,
        mark.day.isoformat(),
        mark.session.value,
        mark.code,
        mark.minutes,
        mark.note,
        mark.reason,
    ]


def mark_of(row: Mapping[str, Any]) -> Mark:
    """Return a mark from a row of the register."""
    return Mark(
        pupil=PupilId(row["pupil"]),
        day=dt.date.fromisoformat(row["day"]),
        session=Session(row["session"]),
        code=row["code"],
        minutes=row["minutes"],
        note=row["note"],
        reason=row["reason"],
        line=LineId(row["act"], row["n"]),
    )


def _handed_in(row: Mapping[str, Any]) -> HandedIn:
    return HandedIn(
        school_class=row["school_class"],
        day=dt.date.fromisoformat(row["day"]),
        session=Session(row["session"]),
        blanks=row["blanks"],
        line=LineId(row["act"], row["n"]),
    )
