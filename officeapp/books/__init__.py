"""The school's file: every book of the office, kept in one SQLite file."""

from __future__ import annotations
