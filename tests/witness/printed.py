"""What a PDF gives back of a chapter's passages, whatever stands between two lines of it.

A PDF is pages: a passage is cut where a page ends, and the note at its foot, the running
head and the folio come in between; words are divided; the cells of a row stand side by
side. So a passage is looked for in pieces as long as they get, by its letters alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from witness.markdown import Passage
from witness.matching import Fault

_WORDS_A_PIECE = 6
"""A passage may fall into two pieces, and one more for so many words."""


def bare(text: str) -> str:
    """Return the letters and digits of a text; points and presentation forms taken apart."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def lost_in_print(passages: Sequence[Passage], pages: Iterable[str]) -> list[Fault]:
    """Return the passages that cannot be put together from a PDF's text."""
    text = bare("".join(pages))
    result = []
    for passage in passages:
        words = [word for word in map(bare, passage.words) if word and not _is_mixed(word)]
        pieces, lost = _pieces(words, text)
        allowed = 2 + len(words) // _WORDS_A_PIECE + 2 * _turns(words)
        is_loose = not passage.ordered or "table" in passage.kinds or "code" in passage.kinds
        if lost:
            result.append(Fault("lost", passage.first, passage.last, tuple(lost)))
        elif pieces > allowed and not is_loose:
            result.append(Fault("order", passage.first, passage.last, passage.words))
    return result


def _pieces(words: Sequence[str], text: str) -> tuple[int, list[str]]:
    """Return in how many pieces some words stand in a text, and which do not at all."""
    start, pieces = 0, 0
    lost: list[str] = []
    while start < len(words):
        end = start + 1
        if words[start] not in text:
            lost.append(words[start])
        else:
            pieces += 1
            while end < len(words) and "".join(words[start : end + 1]) in text:
                end += 1
        start = end
    return pieces, lost


def _is_mixed(word: str) -> bool:
    """Tell whether a word has letters of both directions, which no reader of PDF puts right."""
    return len({_direction(letter) for letter in word if letter.isalpha()}) > 1


def _turns(words: Sequence[str]) -> int:
    """Return how often the direction turns: in between, readers of PDF choose the order."""
    directions = [_direction(word[0]) for word in words]
    return sum(a != b for a, b in pairwise(directions))


def _direction(letter: str) -> str:
    return "rtl" if unicodedata.bidirectional(letter) in {"R", "AL"} else "ltr"
