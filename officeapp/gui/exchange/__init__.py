"""Sharing beside the window: when, through which folder, and what is said of it."""

from __future__ import annotations
