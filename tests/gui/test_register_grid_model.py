from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from officeapp import paths
from officeapp.domain.codes import Age, Category, Code, CodeTable
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session
from officeapp.gui.register import grid_model as g

WEDNESDAY = dt.date(2026, 11, 18)


@pytest.fixture(scope="module")
def codes():
    read = tomllib.loads(paths.seed("codes.toml").read_text(encoding="utf-8"))["code"]
    return CodeTable(
        Code(
            **{
                "last": None,
                **row,
                "category": Category(row["category"]),
                "age": Age(row.get("age", "any")),
            }
        )
        for row in read
    )


@pytest.fixture
def grid(codes):
    grid = g.RegisterGrid(codes)
    columns = [g.Column(WEDNESDAY, session) for session in Session]
    grid.show_page(
        columns,
        [
            g.Row(PupilId(1), "Abbasi, Zara", "PP", "L~", "a ", {1: "boiler"}, ("91.7%", "4", "1")),
            g.Row(PupilId(2), "Kaur, Simran", "", "..", "  "),
            g.Row(PupilId(3), "Nowak, Zofia", "", "-c", " p", {1: "boiler"}),
        ],
    )
    return grid


def test_the_grid_is_a_sound_model(grid, qtmodeltester):
    qtmodeltester.check(grid)


def test_the_figures_are_a_sound_model(grid, qtmodeltester):
    figures = g.FigureColumns((("Year", "attendance this year"),))
    figures.show_rows(grid.rows)
    qtmodeltester.check(figures)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((0, 0), "Abbasi, Zara, Wednesday morning, L, late, amended"),
        ((0, 1), "Abbasi, Zara, Wednesday afternoon, closed: boiler"),
        ((1, 0), "Kaur, Simran, Wednesday morning, not marked"),
        ((2, 0), "Nowak, Zofia, Wednesday morning, not on roll"),
        (
            (2, 1),
            "Nowak, Zofia, Wednesday afternoon, C1, performance, in pencil, though closed: boiler",
        ),
    ],
)
def test_a_cell_says_whose_session_it_is_and_what_stands(grid, cell, said):
    assert grid.spoken(cell) == said


def test_writing_a_cell_announces_that_cell_alone(grid, qtbot):
    with qtbot.waitSignal(grid.dataChanged) as changed:
        grid.write((1, 0), "j", g.PENCIL)
    assert changed.args[0] == changed.args[1] == grid.index(1, 0)
    assert grid.code((1, 0)) == "J1"
    assert (grid.rows[1].marks, grid.rows[1].signs) == ("j.", "p ")


def test_a_closed_or_absent_place_on_the_roll_is_not_still_to_mark(grid):
    assert grid.unmarked(0) == [1]
    assert grid.unmarked(1) == [1]
