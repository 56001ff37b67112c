"""The sample school: invented people and plausible marks, for practice, tests and pictures.

Everything is made from a seed: the same seed and options give the same school. What is made first
is a plan of domain records (`plan.py`, `marks.py`), pure and without a file; `write.py` then enters
it through the same procedures as a person at a desk, with a clock that stands at each act's own
time. Names, places and rates are data in ``resources/sample``.
"""

from __future__ import annotations
