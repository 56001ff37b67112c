"""The terminal: the same acts and questions as the window, for scripts and IT support.

The names and fields of its answers are a promise; more may be added, none may change.
"""

from __future__ import annotations
