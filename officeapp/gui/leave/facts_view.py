"""The request and the facts, as the head reads them: figures first, then sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from officeapp.domain.school_year import short_day
from officeapp.gui.leave.lines import days_said, joined, many
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.domain.leave_facts import ChildFacts, LeaveFacts

NONE_NEAR = "No tests in or near these dates"
TABLE = ("Child", "Sessions", "Attendance, 12 months", "Unauthorised, 10 school weeks", "Earlier")


class FactsView(QWidget):
    """What is weighed of one request; made anew for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "inner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._inside: QWidget | None = None

    def clear(self) -> None:
        """Take everything away."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.setParent(None)
            self._inside.deleteLater()
            self._inside = None

    def show_facts(self, facts: LeaveFacts, said: Iterable[tuple[str, str]]) -> None:
        """Show the facts, and under them what is said of the request, each with its kind.

        Args:
            facts: What is weighed.
            said: Sentences, each with the kind of label: 'doubt', 'note' or ''.
        """
        self.clear()
        self._inside = inside = QWidget(self)
        inside.setProperty("class", "inner")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for number, (text, kind) in enumerate(_head(facts)):
            column.addWidget(_line(text, kind, f"leave.facts.head.{number + 1}", inside))
        column.addWidget(_figures(facts, inside))
        if facts.overlaps:
            column.addWidget(_clash(facts, inside))
        for number, (text, kind) in enumerate([*_sentences(facts), *said]):
            column.addWidget(_line(text, kind, f"leave.facts.{number + 1}", inside))
        column.addStretch(1)
        self._column.addWidget(inside)
        inside.show()


def _head(facts: LeaveFacts) -> list[tuple[str, str]]:
    request = facts.request
    back = facts.children[0].back
    returns = f" Back on {short_day(back[0])} {back[1].word}." if back else ""
    asked = f"{many(facts.sessions, 'session')}, asked by {facts.applicant}. {facts.notice.said}"
    more = [
        f"{facts.kind.capitalize()}: {request.purpose.strip().rstrip('.')}.",
        f"Evidence: {request.evidence.rstrip('.')}." if request.evidence else "No evidence seen.",
    ]
    if request.destination or request.contact_there:
        there = ", ".join(filter(None, (request.destination, request.contact_there)))
        more.append(f"There: {there.rstrip('.')}.")
    return [(asked + returns, "faded"), (" ".join(more), "")]


def _figures(facts: LeaveFacts, parent: QWidget) -> QWidget:
    if len(facts.children) == 1:
        return _tiles(facts.children[0], parent)
    return _table(facts.children, parent)


def _tiles(child: ChildFacts, parent: QWidget) -> QWidget:
    row = QWidget(parent)
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    threshold = child.threshold
    met = bool(threshold.met_on and threshold.applies)
    earlier = child.earlier[0].said if child.earlier else "none on record"
    for name, figure, counts, note, kind in (
        ("attendance", child.percent, "attendance, last 12 months", "", "note"),
        (
            "unauthorised",
            f"{threshold.now} of {threshold.limit}",
            "unauthorised, last 10 school weeks",
            threshold.said,
            "refused" if met else "note",
        ),
        (
            "earlier",
            str(len(child.earlier)),
            "earlier request" if len(child.earlier) == 1 else "earlier requests",
            earlier,
            "note",
        ),
    ):
        across.addWidget(_tile(f"leave.facts.{name}", (figure, counts, note), kind, row), 1)
    return row


def _tile(name: str, words: tuple[str, str, str], note: str, parent: QWidget) -> QFrame:
    tile = QFrame(parent)
    tile.setObjectName(name)
    tile.setProperty("class", "card")
    tile.setAccessibleName(" ".join(filter(None, words)))
    column = QVBoxLayout(tile)
    column.setContentsMargins(14, 8, 14, 8)
    column.setSpacing(1)
    for text, kind in zip(words, ("figure", "tile-text", note), strict=True):
        part = label(text, kind, tile)
        part.setWordWrap(kind != "figure")
        column.addWidget(part)
    column.addStretch(1)
    return tile


def _table(children: Iterable[ChildFacts], parent: QWidget) -> QWidget:
    frame = QFrame(parent)
    frame.setObjectName("leave.facts.children")
    frame.setProperty("class", "card")
    grid = QGridLayout(frame)
    grid.setContentsMargins(14, 8, 14, 8)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    for column, title in enumerate(TABLE):
        grid.addWidget(_line(title, "note", "", frame), 0, column)
    for row, child in enumerate(children, start=1):
        threshold = child.threshold
        met = bool(threshold.met_on and threshold.applies)
        earlier = f"{len(child.earlier)}: {child.earlier[0].said}" if child.earlier else "none"
        limited = f"{threshold.now} of {threshold.limit}, {threshold.said}"
        texts = (child.pupil.called, str(child.sessions), child.percent, limited, earlier)
        for column, text in enumerate(texts):
            part = _line(text, "strong" if column in (0, 2) or (met and column == 3) else "", "",
                         frame)  # fmt: skip
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
    for column, stretch in enumerate((2, 1, 1, 3, 3)):
        grid.setColumnStretch(column, stretch)
    return frame


def _clash(facts: LeaveFacts, parent: QWidget) -> QWidget:
    """Show the requests that share sessions beside each other."""
    row = QWidget(parent)
    row.setObjectName("leave.facts.clash")
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    request = facts.request
    mine = (
        "This request", days_said(request), facts.kind, many(facts.sessions, "session"),
        f"asked {short_day(request.received)}", request.purpose,
    )  # fmt: skip
    columns = [mine]
    for one in facts.overlaps:
        other = one.request
        state = {"part": "granted in part"}.get(one.state.value, one.state.value)
        columns.append(
            ("The other request", days_said(other), one.kind, state,
             f"asked {short_day(other.received)}", other.purpose)
        )  # fmt: skip
    for number, words in enumerate(columns):
        frame = QFrame(row)
        frame.setObjectName(f"leave.facts.clash.{number + 1}")
        frame.setProperty("class", "card")
        frame.setAccessibleName(", ".join(words))
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.setSpacing(1)
        for place, text in enumerate(words):
            inside.addWidget(_line(text, "strong" if place == 0 else "", "", frame))
        inside.addStretch(1)
        across.addWidget(frame, 1)
    return row


def _sentences(facts: LeaveFacts) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = [(f"⚠ {words}", "doubt") for words in facts.doubts]
    several = len(facts.children) > 1
    for child in facts.children:
        said = list(child.said)
        if child.stage:
            said.append(f"The case: {child.stage}.")
        said += [f"Support: {words}." for words in child.support]
        name = f"{child.pupil.called}: " if several else ""
        found += [(f"•  {name}{words}", "") for words in said]
        rest = child.earlier if several else child.earlier[1:]
        found += [(f"•  {name}Earlier, {words.said}.", "") for words in rest]
    if not any(child.tests for child in facts.children):
        found.append((f"•  {NONE_NEAR}.", ""))
    found += [(f"•  {one.said}.", "") for one in facts.siblings]
    found += [(f"•  A partner school: {words}", "") for words in facts.partners]
    if facts.likes:
        like = joined([one.said for one in facts.likes[:4]])
        found.append((f"•  Like requests before, without names: {like}.", "faded"))
    return found


def _line(text: str, kind: str, name: str, parent: QWidget) -> QLabel:
    part = label(text, kind, parent)
    part.setObjectName(name)
    part.setWordWrap(True)
    return part
