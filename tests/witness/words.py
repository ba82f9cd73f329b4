"""Words as they are compared: letters and digits, whatever marks typography sets around them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_POINTS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
# A sign that is said or seen as a word of its own (an emoji, an arrow, a check mark) counts too.
_SIGNS = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff₪€£"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_POINTS}])*|[{_SIGNS}]")
# What is seen by nobody: joiners, soft hyphens, controls of the direction.
_UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each in its composed form (NFC)."""
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    # Typography writes "fi" and "½" as they are typed; only Hebrew has forms for one letter.
    return tuple(_WORD.findall(plain))


def picture(source: str) -> str:
    """Return the one word that a picture counts as: its path as people write it."""
    return f"picture {unquote(source)}"
