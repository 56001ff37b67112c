"""The window: screens read from books and write through procedures."""

from __future__ import annotations
