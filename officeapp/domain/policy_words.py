"""What the numbers of a policy are called, and the most each may be."""

from __future__ import annotations

#: The most a number may be, by its name in its table; each is far beyond any policy.
MOST = {
    **dict.fromkeys(("target", "low", "high", "percent", "under"), 100),
    **dict.fromkeys(("count", "after_days", "review_days", "refer_after_days"), 400),
    **dict.fromkeys(("within_minutes", "after_minutes"), 600),
    **dict.fromkeys(("keep_years", "weeks", "times", "enquire_after_days"), 99),
    "religious_days": 10,
}
PART_WORDS = {
    "": "Aim",
    "registers": "Registers",
    "first_day": "First-day contact",
    "leave": "Leave",
    "bands": "Bands",
    "rules": "Thresholds",
    "ladders": "Ladders",
    "stages": "Stages",
    "reviews": "Reviews",
}
FIELD_WORDS = {
    "target": "attendance aimed at, %",
    "marks_by": "marks at the office by",
    "lunch_orders": "lunch orders close",
    "keep_years": "years entries are kept",
    "from_time": "the list begins at",
    "within_minutes": "first contact, minutes",
    "after_minutes": "minutes into the list",
    "religious_days": "days for each festival",
    "enquire_after_days": "school days after it, then ask",
    "refer_after_days": "school days after it, then refer",
    "weeks": "school weeks",
    "low": "from, %",
    "high": "to, %",
    "days_low": "days off, from",
    "days_high": "days off, to",
    "count": "met at",
    "times": "so many such weeks",
    "percent": "attendance, %",
    "steps": "sessions missed, by half term",
    "after_days": "school days to wait",
    "review_days": "school days until the review",
    "under": "attendance under, %",
}
NOTICE_WORDS = {
    "leave": "notice of leave",
    "holiday": "notice of a holiday",
    "religious": "notice of a religious day",
}
