"""How dates, times of day and spans of time are written in English."""

from __future__ import annotations

from diglot.lang.language import TimeWords

_MONTH = "[A-Z][a-z]{2,8}+"
TIMES = TimeWords(
    month=_MONTH,
    month_first=rf"\b{_MONTH}",
    month_last=_MONTH,
    after_day="(?:st|nd|rd|th)?(?: of)?",
    units={
        name: f"{name}?"
        for name in ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
    },
    morning=r"a\.?m\b",
    evening=r"p\.?m\b",
    twelves="noon|midnight",
)
