"""Need to know: two schools that differ in one confidential note alone, and nobody can tell.

For every role without the right, every text of every place, of every section of the child's page,
of every search, of the pupil's record and of the commands must be the same in both (R17).

Seen red: the number of notes on the button that opens them; a note among the lines of the timeline;
an opening that is not written down; notes left on the screen for the next child.
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import ExitStack

import pytest
from PySide6.QtCore import QAbstractTableModel, QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QWidget

from officeapp.books.office import open_office
from officeapp.domain.cases import CaseNote
from officeapp.domain.rights import Right, may
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.pupil.page import Part
from officeapp.gui.pupil.screen import PupilsScreen
from officeapp.gui.screen import Place, Target
from officeapp.procedures.confidential import raise_concern, who_opened
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.pupil_record import pupil_record
from officeapp.terminal.commands import run
from tests.gui.conftest import SINCE, TODAY, pupil_of, take

WORDS = "Bruise on the left arm"
OTHERS = [role for role in Role if not may(role, Right.READ_CONFIDENTIAL)]
TEXTS = (
    "text", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription",
    "placeholderText", "windowTitle", "title", "currentText",
)  # fmt: skip
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


@pytest.fixture
def twins(office, tmp_path, clock):
    """Return two schools, the second with a confidential note on Kai and no other difference."""
    for role in Role:
        add_person(office, f"A {role}", str(role).title(), role, SINCE)
    for back in (1, 2):
        take(office, "3 Oak", TODAY - dt.timedelta(days=back), Session.AM, "//O///")
    enter(office, CaseNote(0, pupil_of(office, "Johnson").id, TODAY, "talk", "With the mother."))
    office.close()
    with ExitStack() as opened:
        found = []
        for name in ("without", "with"):
            path = tmp_path / name / "school.db"
            path.parent.mkdir()
            shutil.copy(office.path, path)
            found.append(
                opened.enter_context(open_office(path, clock=clock, own_folder=path.parent))
            )
        as_a(found[1], Role.TEACHER)
        raise_concern(found[1], pupil_of(found[1], "Johnson").id, WORDS)
        yield found


def as_a(office, role):
    office.sign_in(office.staff.named(f"A {role}", TODAY))


def said_by(view):
    model = view.model()
    if model is None:
        return
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in ROLES:
                yield str(model.data(model.index(row, column), role))


def texts(window):
    """Return every text of a window, shown, hinted at or read out, in view or not."""
    found = []
    for part in [window, *window.findChildren(QWidget)]:
        for name in TEXTS:
            told = getattr(part, name, None)
            if callable(told) and not (name == "text" and isinstance(part, QAbstractItemView)):
                found.append(f"{part.objectName()} {name} {told()} {part.isHidden()}")
        if isinstance(part, QAbstractItemView):
            found += said_by(part)
    return found


def walk(qtbot, office, theme, role):
    """Yield what stands in every place that is open to a role, each with where it is."""
    settings = QSettings(str(office.path.parent / "own.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    as_a(office, role)
    window.let_in()
    for entry in PLACES:
        if entry.is_open_to(role):
            window.go_to(entry.place)
            yield entry.word, texts(window)
    screen = window.screen_in_view()
    if may(role, Right.READ_NAMES):
        window.go_to(Place.PUPILS, Target(pupil=pupil_of(office, "Johnson").id))
        screen = window.screen_in_view()
        assert isinstance(screen, PupilsScreen)
        for part in Part:
            screen.page.show_part(part)
            yield part.value, texts(window)
        for typed in ("bruise", "johnson", "concern"):
            qtbot.keyClicks(screen.list.search, typed)
            yield typed, texts(window)
            screen.list.search.clear()
    window.close()


@pytest.mark.parametrize("role", OTHERS)
def test_no_place_and_no_search_tells_a_role_without_the_right(qtbot, twins, theme, role):
    without, with_note = (dict(walk(qtbot, one, theme, role)) for one in twins)
    assert list(without) == list(with_note)
    told = {name: set(without[name]) ^ set(with_note[name]) for name in without}
    assert {name: lines for name, lines in told.items() if lines} == {}
    assert without == with_note


@pytest.mark.parametrize("role", [one for one in OTHERS if may(one, Right.GIVE_OUT)])
def test_a_pupils_record_has_no_trace_of_it(twins, role):
    found = []
    for office in twins:
        as_a(office, role)
        found.append(repr(pupil_record(office, pupil_of(office, "Johnson").id, "Ms Berisha")))
    assert found[0] == found[1]
    assert WORDS not in found[1]


@pytest.mark.parametrize(
    "words", [["pupils"], ["thresholds"], ["attendance"], ["leave"], ["rollcall"], ["returns"]]
)
def test_no_command_tells(twins, capsys, words):
    said = []
    for office in twins:
        name, *rest = words
        code = run([name, str(office.path), *rest])
        out, err = capsys.readouterr()
        said.append((code, out.replace(str(office.path), ""), err.replace(str(office.path), "")))
    assert said[0] == said[1]


def test_the_lead_opens_them_by_a_key_and_it_is_an_entry(qtbot, twins, services):
    office = twins[1]
    as_a(office, Role.SAFEGUARDING)
    screen = _case_of(qtbot, office, services, "Johnson")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_O)
    assert WORDS in " ".join(texts(screen))
    assert "go sealed" in " ".join(texts(screen))
    span = Span(TODAY, TODAY)
    kai = pupil_of(office, "Johnson").id
    assert [by.role for _, by, _ in who_opened(office, kai, span)] == [str(Role.SAFEGUARDING)]


def test_the_head_says_why_and_the_notes_go_with_the_child(qtbot, twins, services):
    office = twins[1]
    as_a(office, Role.HEAD)
    screen = _case_of(qtbot, office, services, "Johnson")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_O)
    assert WORDS not in " ".join(texts(screen))
    qtbot.keyClicks(screen.findChild(QLineEdit, "pupils.case.field.why"), "the lead is away")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert WORDS in " ".join(texts(screen))
    screen.show_pupil(pupil_of(office, "Abbasi").id)
    assert WORDS not in " ".join(texts(screen))


def test_anybody_who_keeps_cases_raises_a_concern_and_keeps_no_copy(qtbot, twins, services):
    office = twins[0]
    as_a(office, Role.PASTORAL)
    screen = _case_of(qtbot, office, services, "Johnson")
    button = screen.findChild(QAbstractButton, "pupils.case.new.confidential")
    assert button is not None
    assert button.isHidden()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_S)
    qtbot.keyClicks(screen.focusWidget(), "She said she is afraid.")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert "afraid" not in " ".join(texts(screen))
    assert len(office.cases.confidential.on(TODAY)) == 1


def _case_of(qtbot, office, services, surname):
    screen = PupilsScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1166, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(pupil=pupil_of(office, surname).id, section="case"))
    return screen
