"""The attendance office of a primary school."""

from __future__ import annotations

__version__ = "0.1.0"
