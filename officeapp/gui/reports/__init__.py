"""Reports: figures for any run of days, each of which opens the sum it is."""

from __future__ import annotations
