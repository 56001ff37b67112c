"""Paper: everything that is printed."""

from __future__ import annotations
