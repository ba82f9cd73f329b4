"""What more than one kind of settings has: people, dates, switches, lengths."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from diglot.core.imprint import Person
from diglot.lang.locales import first_day
from diglot.settings.strict import Strict

MM_PER_INCH = 25.4
MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, "pt": MM_PER_INCH / 72}
# Of pages as of covers: what a printer asks for is between 3 mm and, around boards, 20 mm.
LARGEST_BLEED_MM = 25.0
# A time may follow the day: "2026-11-23T10:00:00Z", "2026-11-23 10:00 +0200".
_DATE = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2})(?:(?:[Tt]|\s+)[0-9]{1,2}:[0-9]{2}.*)?)?)?"
)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", re.IGNORECASE)


def _as_people(value: object) -> object:
    """Accept a name, or a list of names and {name, role} mappings."""
    if isinstance(value, str):
        value = [value] if value else []
    if isinstance(value, list):
        return [{"name": item} if isinstance(item, str) else item for item in value]
    return value


class PersonEntry(Strict):
    """A person in a settings file or in front matter."""

    name: str = Field(min_length=1)
    role: str = Field("aut", pattern=r"^[a-z]{3}$")

    def person(self) -> Person:
        """Return the person whom this entry names."""
        return Person(self.name, self.role)


People = Annotated[tuple[PersonEntry, ...], BeforeValidator(_as_people)]


def check_date(value: object) -> str:
    """Return a date, month or year as ISO 8601 has it; raise ValueError for anything else.

    A time of the day is left out, and slashes are as good as hyphens.
    """
    text = str(value).strip()
    match = _DATE.fullmatch(text)
    iso = "-".join(part.zfill(2) for part in match.group(1, 3, 4) if part) if match else text
    if iso:
        try:
            first_day(iso)
        except ValueError:
            words = (
                f'"{value}" is not a date such as 2026-11-23, a month (2026-11) or a year (2026)'
            )
            raise ValueError(words) from None
    return iso


_SWITCHES = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


def _as_switch(value: object) -> object:
    """Accept `on` and `off`, and what else YAML has for them; our reader leaves all as text."""
    is_on = value if isinstance(value, bool) else _SWITCHES.get(str(value).lower())
    if is_on is None:
        raise ValueError(f'"{value}": give on or off')
    return is_on


Switch = Annotated[bool, BeforeValidator(_as_switch)]


def parse_length(value: str) -> float:
    """Return a length such as "20mm", "2cm", "0.75in" or "12pt" in millimetres.

    Raises ValueError for anything else.
    """
    match = _LENGTH.fullmatch(value.strip())
    if not match:
        raise ValueError(f'"{value}" is not a length; give one like 20mm, 2cm, 0.75in or 12pt')
    return float(match[1]) * MM_PER_UNIT[match[2].lower()]


LengthMm = Annotated[float, BeforeValidator(parse_length)]


def no_more_than(largest_mm: float) -> AfterValidator:
    """Return what refuses lengths over a measure."""

    def check(value: float) -> float:
        if value > largest_mm:
            raise ValueError(f"{value:g} mm is too much; give no more than {largest_mm:g} mm")
        return value

    return AfterValidator(check)


def whole(least: int, most: int) -> BeforeValidator:
    """Return what refuses all but whole numbers between two."""

    def check(value: object) -> object:
        text = str(value)
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ValueError(f'"{value}": give a whole number from {least} to {most}')
        return int(text)

    return BeforeValidator(check)
