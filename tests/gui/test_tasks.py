from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget

from officeapp.errors import OfficeError
from officeapp.gui.messages import MessageBar
from officeapp.gui.tasks import TaskRunner, TaskRunningError


@pytest.fixture
def runner(qapp):
    runner = TaskRunner()
    yield runner
    runner.close()


@pytest.fixture
def owner(qtbot, theme):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return owner


@pytest.fixture
def bar(owner, theme):
    return MessageBar(theme, owner)


def test_work_runs_on_another_thread_and_its_answer_comes_back_to_this_one(qtbot, runner, owner):
    answers = []

    def answer(worked_on):
        answers.append((worked_on, threading.current_thread()))

    with qtbot.waitSignal(runner.ended):
        runner.run(owner, "Reading", lambda _: threading.current_thread(), answer)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] is not threading.main_thread()
    assert answers[0][1] is threading.main_thread()


def test_progress_is_heard(qtbot, runner, owner):
    heard = []
    runner.progressed.connect(lambda *said: heard.append(said))
    with qtbot.waitSignal(runner.ended):
        runner.run(owner, "Reading", lambda report: report(3, 10), lambda _: None)
    qtbot.waitUntil(lambda: heard == [(3, 10)])


def test_cancelled_work_stops_at_its_next_report_and_says_so(qtbot, runner, owner, bar):
    begun, go_on = threading.Event(), threading.Event()

    def work(report):
        begun.set()
        go_on.wait(10)
        report(1, 2)

    runner.run(owner, "Reading the list", work, lambda _: pytest.fail("it was cancelled"))
    assert begun.wait(10)
    runner.cancel()
    with qtbot.waitSignal(runner.ended):
        go_on.set()
    qtbot.waitUntil(lambda: bar.text().startswith("Reading the list: stopped"))


def test_a_refusal_of_the_work_becomes_a_message(qtbot, runner, owner, bar):
    def work(_report):
        raise OfficeError("The file is empty; choose another.")

    with qtbot.waitSignal(runner.ended):
        runner.run(owner, "Reading", work, lambda _: pytest.fail("it was refused"))
    qtbot.waitUntil(lambda: bar.text() == "The file is empty; choose another.")


def test_a_second_piece_of_work_is_refused_while_one_runs(qtbot, runner, owner):
    go_on = threading.Event()
    runner.run(owner, "Reading", lambda _: go_on.wait(10), lambda _: None)
    with pytest.raises(TaskRunningError, match="Reading is still running"):
        runner.run(owner, "Writing", lambda _: None, lambda _: None)
    with qtbot.waitSignal(runner.ended):
        go_on.set()


def test_nobody_is_called_when_the_owner_is_gone(qtbot, runner):
    import shiboken6

    gone, go_on = QWidget(), threading.Event()
    runner.run(gone, "Reading", lambda _: go_on.wait(10), lambda _: pytest.fail("it is gone"))
    shiboken6.delete(gone)
    with qtbot.waitSignal(runner.ended):
        go_on.set()


def test_work_that_is_done_at_once_still_answers_after_it_was_begun(qtbot, runner, owner):
    for _ in range(300):
        answers: list[int] = []
        with qtbot.waitSignal(runner.ended):
            runner.run(owner, "Reading", lambda _: 1, answers.append)
            assert answers == []
        assert answers == [1]
