"""The signs of the Hebrew script, for a class of characters in the notation of `re`.

Source: Unicode, blocks "Hebrew" and "Alphabetic Presentation Forms".
"""

from __future__ import annotations

import re

_WITH_POINTS = "\ufb1d-\ufb4f"  # letters and points in one character, and wide letters
SIGNS = f"\u0590-\u05ff{_WITH_POINTS}"
"""All signs: letters, points, accents and marks."""
LETTERS = f"\u05d0-\u05f2{_WITH_POINTS}"
"""Letters, those of Yiddish as well; no geresh and no gershayim."""
POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
"""Niqqud, and what is read with it."""
IN_WORDS = "\u0591-\u05bd\u05bf-\u05c7"
"""Points, and the marks of a verse: all that may be at a letter, but no maqaf."""
FINALS = {"כ": "ך", "מ": "ם", "נ": "ן", "פ": "ף", "צ": "ץ"}
"""Letters with the form that they take at the end of a word."""
WITHOUT_FINALS = str.maketrans({final: letter for letter, final in FINALS.items()})

SIGN = re.compile(f"[{SIGNS}]")
LETTER = re.compile(f"[{LETTERS}]")
