"""What messages share: quoted headings, Hebrew that does not make a line jump, next steps."""

from __future__ import annotations

import unicodedata

from diglot.core.model import Inline
from diglot.core.walk import plain_text

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
_LONGEST = 70  # characters of a heading that a message quotes
_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def quoted(words: str | tuple[Inline, ...]) -> str:
    """Return words in quotation marks, on one line; Hebrew isolated from what is around it."""
    text = words if isinstance(words, str) else plain_text(words)
    text = " ".join("".join(filter(_is_shown, " ".join(text.split()))).split())
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rstrip() + "…"
    return f'"{isolated(text)}"'


def isolated(text: str) -> str:
    """Return text that runs from right to left between isolates, other text as it is."""
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
    return text


def without_isolates(text: str) -> str:
    """Return text without the marks that `isolated` adds: a key copied from a message."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_DIRECTIONAL_ISOLATE, "")


def allow_hint(key: str) -> str:
    """Return the way out for what may be on one side only.

    The key is not isolated: it is there to be copied.
    """
    return f'list "{key}" under parity.allow in content/book.yaml'


def _is_shown(character: str) -> bool:
    return character not in _BIDI_CONTROLS and unicodedata.category(character) != "Cc"
