"""English words that are written with a period at their end."""

from __future__ import annotations

CUT_SHORT = r"Inc|Ltd|Co|Corp|Jr|Sr|St|Dr|Mr|Mrs|vs|al|ed|eds|vol|etc|Ph\.D|e\.g|i\.e"
"""What finds one, without its period."""
AFTER_NAMES = "Inc|Ltd|Corp|Bros|Jr|Sr|Esq"
"""What follows a name, and keeps its period even where the sentence ends with it."""
