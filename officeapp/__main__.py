"""Run the program with ``python -m officeapp``."""

from __future__ import annotations

from officeapp.cli import main

main()
