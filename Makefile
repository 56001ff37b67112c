# Two commands do everything on a fresh machine: `make run` and `make test`.
# Both begin with `make install`: the environment, and the system libraries that Qt needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OFFSCREEN := QT_QPA_PLATFORM=offscreen
LIBRARIES := libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
	libxcb-render-util0 libxcb-shape0 libxkbcommon-x11-0

.PHONY: install run test check coverage proof bench pictures libraries

install: libraries $(VENV)/installed

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

libraries:
	@sh .ci/libraries $(LIBRARIES)

run: install
	$(BIN)/officeapp --demo

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: check
	$(OFFSCREEN) $(BIN)/python -m pytest -q -n 2 --dist worksteal --ignore tests/proofs
	$(OFFSCREEN) $(BIN)/python -m pytest -q -n 2 --dist worksteal tests/proofs

# Which lines no test goes through; apart from `test`, because it takes twice as long.
coverage: install
	$(BIN)/coverage erase
	$(OFFSCREEN) $(BIN)/coverage run -m pytest -q -n 2 --dist worksteal --ignore tests/proofs
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --precision 1 --sort cover | tail -n 40

proof: install
	$(OFFSCREEN) OFFICEAPP_PROOF=full $(BIN)/python -m pytest -m proof -n 2 --dist worksteal

bench: install
	$(OFFSCREEN) $(BIN)/python benchmarks/bench.py

pictures: install
	$(OFFSCREEN) $(BIN)/python -m officeapp.gui.pictures docs
