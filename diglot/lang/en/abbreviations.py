"""English words that are written with a period at their end."""

from __future__ import annotations

CUT_SHORT = r"Inc|Ltd|Co|Corp|Jr|Sr|St|Dr|Mr|Mrs|vs|al|ed|eds|vol|etc|Ph\.D|e\.g|i\.e"
"""What finds one, without its period."""
AFTER_NAMES = "Inc|Ltd|Corp|Bros|Jr|Sr|Esq"
"""What follows a name, and keeps its period even where the sentence ends with it."""
UNITS = (
    r"(?:[kcdmµμn]?m|[kmµμ]?g|[mcd]?[lL]|ha|[kMG]?Hz|[kMG]W|kWh|kV|m[AVW]|kJ|kcal|[kh]Pa|[kKMGT]B|"
    r"dpi|p[xt]|ft|yd|lbs?|oz|[mk]ph|km/h|[ap]m|[ap]\.m\.|B?CE|BC)"
)
"""What numbers count, half days, and before or after what years are counted."""
