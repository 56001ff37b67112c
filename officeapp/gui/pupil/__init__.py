"""The Pupils screen: who is on the roll, and one pupil's year, card, contacts and history."""

from __future__ import annotations
