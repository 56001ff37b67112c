"""Speed, shown: one script that prints what each row of waiting costs."""

from __future__ import annotations
