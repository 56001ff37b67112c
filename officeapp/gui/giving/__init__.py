"""Giving out: books on paper, a pupil's record, marks for the record system."""

from __future__ import annotations
