"""Today: what waits this morning, each line one key from its place."""

from __future__ import annotations
