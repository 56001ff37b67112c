from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QScrollBar, QToolButton

from officeapp.books.act import Book
from officeapp.books.office import open_office
from officeapp.domain.register import Draft, Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.domain.roll import Placement
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import Session
from officeapp.gui.printing.preview import PrintPreview
from officeapp.gui.register.grid_model import AMENDED, PENCIL
from officeapp.gui.register.page import Scope, View, read_page
from officeapp.gui.register.screen import RegisterScreen
from officeapp.gui.screen import Target
from officeapp.procedures.keep_roll import place
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.take_register import pencil_marks
from tests.gui.conftest import TODAY, class_of, pupil_of, take

AM, PM = Session.AM, Session.PM
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE, Z, SLASH = Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Z, Qt.Key.Key_Slash
LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
BACKSPACE, ENTER = Qt.Key.Key_Backspace, Qt.Key.Key_Return
MOVES = [(key, NONE) for key in (LEFT, RIGHT, UP, DOWN)] + [(LEFT, SHIFT), (DOWN, SHIFT)]
COMMANDS = [(BACKSPACE, NONE), (Z, CTRL), (Z, CTRL), (SLASH, CTRL), (ENTER, CTRL)]
MONDAY = dt.date(2026, 11, 16)
WEDNESDAY_AM = 4  # its column


@pytest.fixture
def screen(qtbot, office, services):
    """Return the register of 3 Oak in a window, the cursor on Wednesday morning."""
    screen = RegisterScreen(office, services)
    office.on_change(screen.books_changed)
    qtbot.addWidget(screen)
    screen.resize(1150, 740)
    with qtbot.waitActive(screen):
        screen.show()
    screen.open_on(Target(school_class=class_of(office, "3 Oak").id, day=TODAY, session=AM))
    screen.sheet.view.setFocus()
    return screen


@pytest.fixture
def typing(screen, qtbot):
    """Return what types into whatever has the focus: letters, or a key with modifiers."""

    def type_in(keys, modifier=Qt.KeyboardModifier.NoModifier):
        widget = screen.focusWidget() or screen.sheet.view
        if isinstance(keys, str):
            qtbot.keyClicks(widget, keys)
        else:
            qtbot.keyClick(widget, keys, modifier)

    return type_in


def sheet_of(office, session=AM, name="3 Oak", day=TODAY):
    return Sheet(class_of(office, name).id, day, session)


def column(screen, at=WEDNESDAY_AM):
    """Return a session of the page from top to bottom, as its symbols."""
    return "".join(row.marks[at] for row in screen.sheet.grid.rows)


def label(screen, name):
    return screen.findChild(QLabel, name).text()


def test_codes_run_down_the_class_in_pencil(screen, office, typing):
    typing("/l ic1y7")
    assert column(screen) == "/L/Ic7"
    assert {row.signs[WEDNESDAY_AM] for row in screen.sheet.grid.rows} == {PENCIL}
    codes = [draft.code for draft in office.pencil.read(sheet_of(office)).drafts.values()]
    assert codes == ["/", "L", "/", "I", "C1", "Y7"]
    assert label(screen, "register.state") == "Wednesday morning: all marked, in pencil"


def test_pencil_is_on_disk_at_every_key(screen, office, typing):
    for typed in range(1, 4):
        typing("/")
        with open_office(office.path, read_only=True) as elsewhere:
            (pencil,) = elsewhere.pencil.open_sheets()
        assert (pencil.sheet, len(pencil.drafts)) == (sheet_of(office), typed)


def test_a_window_that_was_killed_shows_its_pencil_again(screen, office, typing):
    typing("/u")
    with open_office(office.path, read_only=True) as elsewhere:
        page = read_page(elsewhere, View(class_of(office, "3 Oak").id, TODAY))
    assert [row.marks[WEDNESDAY_AM] for row in page.rows] == ["/", "U", ".", ".", ".", "."]


def test_a_register_with_blanks_is_handed_in_and_says_so(screen, office, typing, said):
    typing("//")
    typing(Qt.Key.Key_Return, CTRL)
    assert said[-1] == (
        "3 Oak, Wednesday morning: handed in, 2 marks; 4 without a mark, so it stays incomplete."
    )
    assert label(screen, "register.state") == "Wednesday morning: handed in, 4 without a mark"
    assert office.register.line(pupil_of(office, "Abbasi").id, _year())[_slot()] == "/"


def test_an_empty_register_is_not_handed_in(screen, office, typing):
    typing(Qt.Key.Key_Return, CTRL)
    assert "Nobody is marked" in label(screen, "register.refusal")
    assert not office.register.handed_in(TODAY, TODAY)


def test_leaving_the_session_hands_it_in(screen, office, typing):
    typing("//////")
    typing(Qt.Key.Key_Left)
    assert sheet_of(office) in office.register.handed_in(TODAY, TODAY)
    assert office.pencil.read(sheet_of(office)) is None


def test_choosing_a_block_over_two_sessions_does_not_hand_in(screen, office, typing):
    typing("/")
    typing(Qt.Key.Key_Left, SHIFT)
    assert not office.register.handed_in(TODAY, TODAY)


def test_the_next_class_is_one_key_away(screen, office, typing):
    typing("//////")
    typing(Qt.Key.Key_PageDown, CTRL)
    assert screen.page_view.school_class == class_of(office, "R Ash").id
    assert screen.sheet.view.cursor_cell() == (0, WEDNESDAY_AM)
    typing("/")
    typing(Qt.Key.Key_PageUp, CTRL)
    assert len(office.register.handed_in(TODAY, TODAY)) == 2


def test_the_rest_are_filled_present_and_taken_back(screen, typing):
    typing("l")
    typing(Qt.Key.Key_Slash, CTRL)
    assert column(screen) == "L/////"
    typing(Qt.Key.Key_Z, CTRL)
    assert column(screen) == "L....."
    typing(Qt.Key.Key_Z, CTRL)
    assert column(screen) == "......"


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("h", "H (family holiday) ended on Sunday 18 August 2024"),
        ("x", "X (not due) is only for pupils below compulsory school age"),
        ("\\", "\\ does not belong to the morning; write /."),
        ("3", "'3' is not an attendance code"),
    ],
)
def test_a_code_that_may_not_stand_is_refused_in_place(screen, typing, key, why):
    typing(key)
    assert why in label(screen, "register.refusal")
    assert screen.sheet.view.cursor_cell() == (0, WEDNESDAY_AM)
    assert column(screen) == "......"


def test_a_letter_that_waits_is_written_by_a_move_and_dropped_by_backspace(screen, typing):
    typing("c")
    assert column(screen) == "......"
    typing(Qt.Key.Key_Down)
    assert column(screen) == "C....."
    typing("j")
    typing(Qt.Key.Key_Backspace)
    typing(Qt.Key.Key_Down)
    assert column(screen) == "C....."


def test_backspace_rubs_out_pencil_and_leaves_ink(screen, office, typing):
    typing("l")
    typing(Qt.Key.Key_Up)
    typing(Qt.Key.Key_Backspace)
    assert column(screen) == "......"
    take(office, "3 Oak", TODAY, AM, "//////")
    typing(Qt.Key.Key_Backspace)
    assert column(screen) == "//////"
    assert "in ink" in label(screen, "register.refusal")


def test_a_change_after_handing_in_asks_why_and_keeps_the_original(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    typing("u")
    assert column(screen) == "//////"
    typing("2")
    typing(Qt.Key.Key_Return)
    assert column(screen) == "U/////"
    assert screen.sheet.grid.sign((0, WEDNESDAY_AM)) == AMENDED
    history = office.register.history(pupil_of(office, "Abbasi").id, TODAY, AM)
    assert [(one.mark.code, one.mark.reason) for one in history] == [
        ("/", ""),
        ("U", "a parent gave the reason later"),
    ]


def test_a_change_without_a_reason_is_refused_and_keeps_what_was_typed(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    typing("m")
    typing(Qt.Key.Key_Return)
    assert "needs a reason" in label(screen, "register.mark.refusal")
    assert screen.panels.isVisible()
    assert screen.step_back()
    assert column(screen) == "//////"


def test_while_the_register_is_open_that_is_the_reason_offered_first(screen, office, typing, clock):
    clock.now = dt.datetime(2026, 11, 18, 9, 10, tzinfo=dt.UTC)
    take(office, "3 Oak", TODAY, AM, "//////")
    typing("l")
    typing(Qt.Key.Key_Return)
    written = office.register.history(pupil_of(office, "Abbasi").id, TODAY, AM)
    assert written[-1].mark.reason == "corrected while open"


def test_a_code_that_may_not_stand_is_refused_before_the_reason_is_asked(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    typing("h")
    assert "H (family holiday) ended" in label(screen, "register.refusal")
    assert not screen.panels.isVisible()


def test_a_block_in_ink_is_corrected_for_one_reason_as_one_act(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    typing(Qt.Key.Key_Down, SHIFT)
    typing("m")
    assert "2 marks that are in ink" in [part.text() for part in screen.panels.findChildren(QLabel)]
    typing("1")
    typing(Qt.Key.Key_Return)
    assert column(screen) == "MM////"
    pupils = [pupil_of(office, name).id for name in ("Abbasi", "Dąbrowski")]
    assert len({office.register.history(one, TODAY, AM)[-1].mark.line.act for one in pupils}) == 1


def test_enter_opens_the_mark_for_minutes_and_a_note(screen, office, typing):
    typing("l")
    typing(Qt.Key.Key_Up)
    typing(Qt.Key.Key_Return)
    typing("12")
    typing(Qt.Key.Key_Return)
    draft = office.pencil.read(sheet_of(office)).drafts[pupil_of(office, "Abbasi").id]
    assert draft == Draft("L", 12, "")


def test_f6_shows_who_wrote_what_when_and_why(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "I/////")
    typing(Qt.Key.Key_F6)
    assert screen.panels.list.texts() == [
        "I  ill\nPetra Lindqvist, Office manager\nWed 18 Nov 2026, 09:31"
    ]


def test_a_figure_opens_the_sessions_it_rests_on(screen, office, typing):
    take(office, "3 Oak", MONDAY, AM, "O/////")
    screen.sheet.view.put_cursor((0, 9))
    typing(Qt.Key.Key_Right)
    typing(Qt.Key.Key_Right)
    typing(Qt.Key.Key_Return)
    assert screen.panels.list.texts() == ["Mon 16 Nov morning   O  unauthorised"]
    typing(Qt.Key.Key_Return)
    assert screen.sheet.view.cursor_cell() == (0, 0)


def test_typing_fills_a_chosen_block(screen, typing):
    screen.sheet.view.put_cursor((1, 2))
    typing(Qt.Key.Key_Down, SHIFT)
    typing(Qt.Key.Key_Right, SHIFT)
    typing("/")
    assert [column(screen, at) for at in (2, 3)] == [".//...", ".\\\\..."]


def test_a_block_is_pasted_and_what_is_refused_is_listed(screen, office, typing):
    QGuiApplication.clipboard().setText("/\t/\r\nL\tH\r\n\tI\r\n")
    screen.sheet.view.put_cursor((0, 2))
    typing(Qt.Key.Key_V, CTRL)
    assert [column(screen, at) for at in (2, 3)] == ["/L....", "\\.I..."]
    (refused,) = screen.panels.list.texts()
    assert refused.startswith("Dąbrowski, Jan, Tuesday afternoon, not marked: H (family holiday)")


def test_cells_outside_the_page_are_counted_and_nothing_is_lost(screen, typing):
    QGuiApplication.clipboard().setText("/\n" * 8)
    typing(Qt.Key.Key_V, CTRL)
    assert column(screen) == "//////"
    texts = [part.text() for part in screen.panels.findChildren(QLabel)]
    assert any("2 cells lay outside the page." in text for text in texts)


def test_what_a_paste_would_change_in_ink_waits_for_a_reason(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "/I////")
    QGuiApplication.clipboard().setText("/\nM\nH\n")
    typing(Qt.Key.Key_V, CTRL)
    assert screen.panels.list.texts()[0] == "1 marks in ink would change: press Enter to say why"
    assert "H (family holiday) ended" in screen.panels.list.texts()[1]
    typing(Qt.Key.Key_Return)
    typing("1")
    typing(Qt.Key.Key_Return)
    assert column(screen) == "/M////"


def test_a_block_is_copied_as_a_spreadsheet_takes_it(screen, office, typing):
    take(office, "3 Oak", MONDAY, AM, "/LI///")
    screen.sheet.view.put_cursor((0, 0))
    typing(Qt.Key.Key_Down, SHIFT)
    typing(Qt.Key.Key_Right, SHIFT)
    typing(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "/\t\nL\t\n"


def test_a_closed_day_is_hatched_says_why_and_takes_no_mark(screen, office, typing):
    inset = Closure(0, TODAY, TODAY, "INSET", ClosureKind.INSET)
    set_calendar(office, [inset])
    assert column(screen) == "~~~~~~"
    assert label(screen, "register.state") == "Wednesday morning: closed (INSET)"
    typing("/")
    assert "is not a school day (INSET)" in label(screen, "register.refusal")


def test_a_day_to_come_takes_no_mark(screen, typing):
    screen.sheet.view.put_cursor((0, 6))
    typing("/")
    assert "has not come yet" in label(screen, "register.refusal")


def test_anothers_open_pencil_is_in_progress_until_taken_over(screen, office, typing):
    _pencil_of_another(office)
    screen.refresh()
    assert "Sam Osei is taking it" in label(screen, "register.state")
    screen.sheet.view.put_cursor((1, WEDNESDAY_AM))
    typing("/")
    assert "Sam Osei is taking this register" in label(screen, "register.refusal")
    typing(Qt.Key.Key_T, CTRL)
    typing("/")
    assert column(screen) == "L/...."


def test_what_another_book_wrote_meanwhile_stands_and_the_difference_is_shown(
    screen, office, typing
):
    typing("n/")
    zara = pupil_of(office, "Abbasi").id
    with office.writing("late", Right.TAKE_REGISTER) as act:
        office.register.enter(act, Mark(zara, TODAY, AM, "L", 4))
    typing(Qt.Key.Key_Return, CTRL)
    assert column(screen) == "L/...."
    assert screen.panels.list.texts() == [
        "Abbasi, Zara: L stands; N was in pencil and is not written"
    ]


def test_taking_back_a_mark_shows_what_another_book_wrote_under_it(screen, office, typing):
    typing("n")
    zara = pupil_of(office, "Abbasi").id
    with office.writing("late", Right.TAKE_REGISTER, Book.REGISTER) as act:
        office.register.enter(act, Mark(zara, TODAY, AM, "L", 4))
    assert column(screen) == "L....."
    typing(Qt.Key.Key_Z, CTRL)
    assert column(screen) == "L....."
    assert not office.pencil.read(sheet_of(office)).drafts


def test_a_closed_school_is_marked_in_one_act(screen, office, typing, said):
    take(office, "3 Oak", TODAY, AM, "/.....")
    typing(Qt.Key.Key_F9)
    plan = label(screen, "register.unable.plan")
    assert plan == (
        "13 marks for 7 pupils will be written in one act. 1 marks that stand stay as they are."
    )
    screen.panels.unable._write.click()
    assert column(screen) == "/44444"
    assert said[-1] == "13 marks written: Y4."


def test_registers_to_come_are_listed_with_their_deadlines(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    typing(Qt.Key.Key_F7)
    assert screen.panels.list.texts() == [
        "R Ash, morning: not handed in, due 09:15",
        "R Ash, afternoon: not handed in, due 13:30",
        "3 Oak, afternoon: not handed in, due 13:30",
    ]
    typing(Qt.Key.Key_Return)
    assert screen.page_view.school_class == class_of(office, "R Ash").id


@pytest.mark.parametrize(
    ("key", "scope", "title", "columns"),
    [
        (Qt.Key.Key_F2, Scope.DAY, "Wednesday 18 November 2026", 2),
        (Qt.Key.Key_F3, Scope.WEEK, "Week of Monday 16 November 2026", 10),
        (Qt.Key.Key_F4, Scope.HALF_TERM, "Half term, 2 November to 18 December 2026", 70),
        (Qt.Key.Key_F5, Scope.YEAR, "School year 2026/27", 490),
    ],
)
def test_a_day_a_week_a_half_term_and_a_year_are_one_key_each(
    screen, office, typing, key, scope, title, columns
):
    autumn = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    winter = Closure(0, dt.date(2026, 12, 21), dt.date(2027, 1, 1), "Christmas")
    set_calendar(office, [autumn, winter])
    typing(key)
    assert (screen.page_view.scope, label(screen, "register.title")) == (scope, title)
    assert len(screen.sheet.grid.columns) == columns
    assert screen.sheet.grid.columns[screen.sheet.view.cursor_cell()[1]].day == TODAY


def test_weeks_follow_each_other_and_today_is_one_key(screen, typing):
    typing(Qt.Key.Key_Left, CTRL)
    assert label(screen, "register.title") == "Week of Monday 9 November 2026"
    typing(Qt.Key.Key_Right, CTRL)
    typing(Qt.Key.Key_Right, CTRL)
    assert label(screen, "register.title") == "Week of Monday 23 November 2026"
    typing(Qt.Key.Key_Home, CTRL)
    assert screen.sheet.view.cursor_cell() == (0, WEDNESDAY_AM)


def test_the_register_is_shown_before_it_is_printed(screen, typing, qtbot):
    typing(Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(PrintPreview) is not None)
    preview = screen.findChild(PrintPreview)
    assert preview.pages == 1
    assert "3 Oak register 2026-11-16" in [part.text() for part in preview.findChildren(QLabel)]
    preview.close()


def test_a_click_on_a_code_at_the_foot_writes_it(screen, qtbot):
    button = screen.findChild(QPushButton, "register.code.I")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert column(screen) == "I....."
    assert screen.focusWidget() is screen.sheet.view


def test_on_the_whole_schools_page_each_mark_goes_to_its_own_class(screen, office, typing):
    screen.findChild(QPushButton, "register.class.Whole school").click()
    typing("/l")
    (pencil,) = office.pencil.open_sheets()
    assert pencil.sheet == sheet_of(office)
    assert sheet_of(office, name="R Ash") in office.register.handed_in(TODAY, TODAY)


def test_a_pupil_who_changed_class_is_on_each_page_for_its_own_days(screen, office):
    kai, ash = pupil_of(office, "Johnson"), class_of(office, "R Ash")
    place(office, [Placement(0, kai.id, TODAY, ash.id, "R")])
    assert screen.sheet.grid.rows[2].marks == "....------"
    screen.open_on(Target(school_class=ash.id))
    assert screen.sheet.grid.rows[0].marks == "----......"


def test_it_can_be_opened_on_a_pupil_before_it_is_seen(qtbot, office, services):
    screen = RegisterScreen(office, services)
    qtbot.addWidget(screen)
    screen.left()
    screen.open_on(Target(pupil=pupil_of(office, "Kaur").id, day=MONDAY, session=PM))
    assert screen.sheet.view.cursor_cell() == (3, 1)


def test_a_weekend_is_stepped_over(screen, office, typing, clock):
    clock.now = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
    typing(Qt.Key.Key_F2)
    typing(Qt.Key.Key_Home, CTRL)
    assert screen.sheet.grid.columns == []
    typing("/")
    typing(Qt.Key.Key_Return, CTRL)
    typing(Qt.Key.Key_Left, CTRL)
    assert label(screen, "register.title") == "Friday 20 November 2026"


def test_a_school_without_classes_has_a_register_that_says_so(qtbot, tmp_path, services):
    empty = NewSchool("Empty", "Petra Lindqvist", sample=True)
    with new_school(tmp_path / "empty.db", empty, own_folder=tmp_path) as office:
        screen = RegisterScreen(office, services)
        qtbot.addWidget(screen)
        with qtbot.waitActive(screen):
            screen.show()
        for key in (Qt.Key.Key_F5, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_L):
            qtbot.keyClick(screen.sheet.view, key)
        assert label(screen, "register.state") == "Nobody is in this class then."


@pytest.fixture
def untouched_days():
    """Return school days nobody has marked yet, one after another."""
    return (TODAY - dt.timedelta(days=n) for n in range(78) if (TODAY.weekday() - n) % 7 < 5)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["/", "l", "c1", "y", "h", *MOVES, *COMMANDS]), max_size=12))
def test_the_page_always_shows_what_the_file_has(screen, office, qtbot, untouched_days, keys):
    view = screen.sheet.view
    screen.open_on(Target(day=next(untouched_days), session=AM))
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(view, key)
        else:
            qtbot.keyClick(view, *key)
        screen.panels.close_panel()
    screen.entering.forget_waiting()
    read = read_page(office, screen.page_view)
    shown = [(row.name, row.marks, row.signs) for row in screen.sheet.grid.rows]
    assert [(row.name, row.marks, row.signs) for row in read.rows] == shown
    kept = {sheet: one.drafts for sheet, one in read.pencils.items() if one.drafts}
    held = screen.entering.taking.page.pencils
    assert {sheet: one.drafts for sheet, one in held.items() if one.drafts} == kept


def test_esc_goes_back_one_step_at_a_time(screen, typing):
    typing(Qt.Key.Key_F7)
    screen.entering.refused.emit((0, 0), "No.")
    assert screen.step_back()
    assert screen.panels.isVisible()
    assert screen.step_back()
    assert not screen.panels.isVisible()
    assert not screen.step_back()


def test_everything_a_person_acts_on_has_a_name(screen):
    acted_on = [*screen.findChildren(QPushButton), *screen.findChildren(QLineEdit)]
    acted_on += [*screen.findChildren(QToolButton), *screen.findChildren(QCheckBox)]
    own = [part for part in acted_on if not part.objectName().startswith("qt_")]
    assert len(own) > 20
    assert [part for part in own if not part.objectName().startswith("register.")] == []


def test_tab_goes_through_the_screen_as_it_is_read(screen):
    names, part = [], screen.nextInFocusChain()
    while part is not screen:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and part.isEnabled():
            names.append(part.objectName().removeprefix("register."))
        part = part.nextInFocusChain()
    head = ["class.3 Oak", "scope", "earlier", "later", "fill", "hand-in", "grid", "figures"]
    assert names[:8] == head
    assert [names[8], *names[-2:]] == ["code./", "codes", "more"]


def test_who_may_not_amend_is_told_so_in_place(screen, office, typing):
    take(office, "3 Oak", TODAY, AM, "//////")
    office.sign_in(add_person(office, "Sam Osei", "Teacher", Role.TEACHER, dt.date(2026, 9, 1)))
    typing("l")
    assert "Sam Osei (Teacher) may not amend a mark" in label(screen, "register.refusal")
    assert not screen.panels.isVisible()


def _year():
    from officeapp.domain.school_year import SchoolYear

    return SchoolYear.of(TODAY)


def _slot():
    return _year().slot(TODAY, AM)


def _pencil_of_another(office):
    """Let Sam Osei begin the register of Wednesday morning."""
    me = office.person
    oak = class_of(office, "3 Oak").id
    since = dt.date(2026, 9, 1)
    sam = add_person(office, "Sam Osei", "Teacher", Role.TEACHER, since, school_class=oak)
    office.sign_in(sam)
    pencil_marks(office, sheet_of(office), {pupil_of(office, "Abbasi").id: Draft("L")})
    office.sign_in(me)


def test_a_page_that_fits_has_no_scroll_bars(qtbot, office, services):
    """Planted: bars left to the first change of range, which a page that fits never sends: red."""
    screen = RegisterScreen(office, services)
    qtbot.addWidget(screen)
    own = [bar for bar in screen.findChildren(QScrollBar) if bar.parent() is screen.sheet]
    assert [bar.isHidden() for bar in own] == [True, True]
