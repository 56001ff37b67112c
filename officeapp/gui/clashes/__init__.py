"""The tray of clashes: what two desks wrote differently while apart, for a person to decide."""

from __future__ import annotations
