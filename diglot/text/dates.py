"""Dates as an edition writes them: by the Gregorian calendar, the Hebrew one, or both.

A date known to the month or the year only covers parts of two Hebrew months or
years, and both are named. Days are those of daylight: the Hebrew day has begun on
the evening before.
"""

from __future__ import annotations

import datetime

from msgspec import Struct

from diglot.core.conventions import Calendar
from diglot.lang.he.numerals import hebrew, hebrew_year
from diglot.lang.locales import Locale, first_day, uses_hebrew_letters

BETWEEN = " · "


class HebrewDay(Struct, frozen=True):
    """A day of the Hebrew calendar. month: from 1, Nisan; a leap year has 13."""

    year: int
    month: int
    day: int
    is_leap: bool


def written_date(iso: str, locale: Locale, calendar: Calendar) -> str:
    """Return "2026-11-23", "2026-11" or "2026" as an edition writes it; "" stays "".

    Raises ValueError for anything else.
    """
    gregorian = locale.date(iso)
    if not iso or calendar == "gregorian":
        return gregorian
    if calendar == "hebrew":
        return hebrew_date(iso, locale, is_full=True)
    return gregorian + BETWEEN + hebrew_date(iso, locale, is_full=False)


def hebrew_date(iso: str, locale: Locale, *, is_full: bool) -> str:
    """Return a date by the Hebrew calendar: י״ג בכסלו ה׳תשפ״ז, 13 Kislev 5787.

    is_full: whether the year is written with its thousands, where letters write it.
    """
    start = hebrew_day(first_day(iso))
    if len(iso) == 10:
        return _day(start, locale, is_full=is_full)
    end = hebrew_day(_last_day(iso))
    if len(iso) == 4:
        return f"{_year(start, locale, is_full=is_full)}–{_year(end, locale, is_full=False)}"
    return _months(start, end, locale, is_full=is_full)


def hebrew_day(day: datetime.date) -> HebrewDay:
    """Return the day of the Hebrew calendar on whose daylight a day falls."""
    from pyluach.dates import GregorianDate
    from pyluach.hebrewcal import Year

    found = GregorianDate.from_pydate(day).to_heb()
    return HebrewDay(found.year, found.month, found.day, Year(found.year).leap)


def month_name(day: HebrewDay, locale: Locale) -> str:
    """Return the name of a day's month."""
    if day.month == 12 and day.is_leap:
        return locale.gettext("Adar I")
    names = (
        locale.gettext("Nisan"),
        locale.gettext("Iyar"),
        locale.gettext("Sivan"),
        locale.gettext("Tammuz"),
        locale.gettext("Av"),
        locale.gettext("Elul"),
        locale.gettext("Tishrei"),
        locale.gettext("Cheshvan"),
        locale.gettext("Kislev"),
        locale.gettext("Tevet"),
        locale.gettext("Shevat"),
        locale.gettext("Adar"),
        locale.gettext("Adar II"),
    )
    return names[day.month - 1]


def _day(day: HebrewDay, locale: Locale, *, is_full: bool) -> str:
    return locale.gettext(
        "%(day)s %(month)s %(year)s",
        day=hebrew(day.day) if uses_hebrew_letters(locale.tag) else day.day,
        month=month_name(day, locale),
        year=_year(day, locale, is_full=is_full),
    )


def _months(start: HebrewDay, end: HebrewDay, locale: Locale, *, is_full: bool) -> str:
    """Return "Cheshvan–Kislev 5787"; around the new year "Elul 5786 – Tishrei 5787"."""
    first, last = month_name(start, locale), month_name(end, locale)
    year = _year(end, locale, is_full=is_full)
    if start.year != end.year:
        return f"{first} {_year(start, locale, is_full=is_full)} – {last} {year}"
    return f"{first} {year}" if first == last else f"{_range(first, last)} {year}"


def _range(first: str, last: str) -> str:
    """Return two names with a dash; with spaces around it where a name has two words."""
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def _year(day: HebrewDay, locale: Locale, *, is_full: bool) -> str:
    if uses_hebrew_letters(locale.tag):
        return hebrew_year(day.year, is_full=is_full)
    return str(day.year)


def _last_day(iso: str) -> datetime.date:
    """Return the last day of a year or month."""
    start = first_day(iso)
    if len(iso) == 4:
        return start.replace(month=12, day=31)
    next_month = start.replace(day=28) + datetime.timedelta(days=4)
    return next_month - datetime.timedelta(days=next_month.day)
