"""How one edition writes what languages write in more than one way: numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NumeralSystem = Literal["arabic", "hebrew"]
Calendar = Literal["gregorian", "hebrew", "both"]


@dataclass(frozen=True, slots=True)
class Numerals:
    """What is counted in figures, and what in Hebrew letters."""

    chapters: NumeralSystem = "arabic"
    pages: NumeralSystem = "arabic"
    notes: NumeralSystem = "arabic"
    lists: NumeralSystem = "arabic"


@dataclass(frozen=True, slots=True)
class Conventions:
    """An edition's choices. calendar: in which dates are written."""

    numerals: Numerals = Numerals()
    calendar: Calendar = "gregorian"
