"""The installed program is whole, and opens its window about as fast as from source."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.proofs.size import size
from tests.proofs.small_school import make

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(size(0, 1) == 0, reason="building takes a minute; `make proof` does it"),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """Build the one-folder program; return its terminal twin."""
    pytest.importorskip("PyInstaller")
    folder = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "PyInstaller", "build_installer.spec", "--noconfirm"]
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build")]
    subprocess.run([*command, *places], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    (built,) = (folder / "dist").iterdir()
    return built / ("officeapp.exe" if os.name == "nt" else "officeapp")


def test_its_selftest_passes(program):
    done = subprocess.run([program, "selftest"], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr.strip()) == (0, "The program is whole.")


def test_its_window_starts_within_1_3_times_of_the_source(program, tmp_path):
    school = tmp_path / "school.db"
    make(school)
    words = [str(school), "--until-painted"]
    source = [sys.executable, "-m", "officeapp", *words]
    pairs = [(_seconds([str(program), *words]), _seconds(source)) for _ in range(7)]
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    assert ratio < 1.3, pairs


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)  # noqa: S603
    return time.perf_counter() - begun
