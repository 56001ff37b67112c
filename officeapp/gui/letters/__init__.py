"""The Letters screen: what the policy asks for, what is being written, to print, and issued."""

from __future__ import annotations
