"""Ids made of words: what a heading is called where nobody has given it a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNNAMED = "section"
# Letters that have no decomposition in Unicode.
_FOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
# Marks that are inside a word without parting it, gershayim among them.
_INSIDE_WORDS = re.compile("['’‘ʼ\"”“„׳״`´]")
# Letters that may begin an XML name. Source: XML 1.0, production 4, without ":" and "_".
_NAME_LETTERS = re.compile(
    "[a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)


@lru_cache(maxsize=4096)
def slug(heading: str) -> str:
    """Return an id made of a heading's words: "Café & Bar" becomes "cafe-bar".

    Latin letters become ASCII; Hebrew and others stay, without niqqud. The result
    is a valid XML name, without ":" and "_".
    """
    folded = heading.casefold().translate(_FOLDED)
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", folded)
        if not unicodedata.category(character).startswith("M")
    )
    plain = unicodedata.normalize("NFC", plain).casefold()
    words = re.findall(r"[^\W_]+", _INSIDE_WORDS.sub("", plain))
    kept = (
        "".join(c for c in word if c in "0123456789" or _NAME_LETTERS.match(c)) for word in words
    )
    name = "-".join(word for word in kept if word)
    if not name:
        return _UNNAMED
    return name if _NAME_LETTERS.match(name) else f"s-{name}"
