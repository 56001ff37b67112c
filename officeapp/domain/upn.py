"""Unique pupil numbers: their shape, their check letter, and the letter a wrong one should have.

A number is a check letter, an authority (3 digits), a school (4), the last two digits of the year
of issue, and a serial of three digits; a temporary number ends in a letter instead of the third.
The check letter is the sum of position times value over positions 2 to 13, modulo 23. Source: UK
Government Data Standards Catalogue, UniquePupilNumber 2.0; children in need census rules 1510-1550.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTH = 13

_SHAPE = re.compile(rf"[A-Z]\d{{11}}(\d|[{LETTERS}])", re.ASCII)
_AUTHORITIES = (
    (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384),
    (390, 394), (420, 420), (660, 681), (701, 708), (800, 803), (805, 808), (810, 813), (815, 816),
    (820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857), (860, 861),
    (865, 896), (908, 909), (916, 916), (919, 919), (921, 921), (925, 926), (928, 929), (931, 931),
    (933, 933), (935, 938), (940, 943),
)  # fmt: skip


def tidied(typed: str) -> str:
    """Return a number as it is kept: capitals, without blanks or marks nobody sees."""
    shown = (c for c in typed if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(shown).upper()


def is_shaped(upn: str) -> bool:
    """Say whether a text has the shape of a number, whatever its check letter."""
    return _SHAPE.fullmatch(upn) is not None


def is_temporary(upn: str) -> bool:
    """Say whether a number is a temporary one, which ends in a letter."""
    return is_shaped(upn) and upn[-1].isalpha()


def right_letter(upn: str) -> str:
    """Return the check letter that belongs to the other twelve characters."""
    values = (int(c) if c.isdigit() else LETTERS.index(c) for c in upn[1:])
    return LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def has_right_letter(upn: str) -> bool:
    """Say whether a number is shaped as one and begins with the letter it should have."""
    return is_shaped(upn) and upn[0] == right_letter(upn)


def knows_authority(upn: str) -> bool:
    """Say whether the authority in a number is one that issues them."""
    number = int(upn[1:4])
    return any(low <= number <= high for low, high in _AUTHORITIES)


def refusal(upn: str) -> str:
    """Return why a text cannot be kept as a number, as a sentence; empty when it can."""
    if is_shaped(upn):
        return ""
    return (
        "A UPN is a letter and 12 digits, or a letter, 11 digits and a letter while it is "
        "temporary; correct it or leave it blank."
    )


def warning(upn: str) -> str:
    """Return what looks wrong with a number that can be kept, as a sentence; empty if nothing.

    Services hand out numbers with a wrong letter, so that it is said and not refused.
    """
    letter = right_letter(upn)
    if upn[0] != letter:
        return f"The check letter of this UPN should be {letter}, as in {letter}{upn[1:]}."
    if not knows_authority(upn):
        return f"The authority {upn[1:4]} in this UPN is not one that issues them; compare it."
    return ""
