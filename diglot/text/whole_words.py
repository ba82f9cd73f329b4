"""Words that the book's usual fonts have in part, told apart so that one font sets them whole.

Font fallback goes letter by letter, and a word in two fonts looks broken. No text font has
cantillation marks: so a whole passage that is sung gets a class, and the style sheet gives
the class its font. The font of headings and tables has no meteg and no Yiddish letters:
so a word with one of these gets another class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from diglot.core.model import Attributes, Inline, Span, Text
from diglot.lang.he.script import POINTS

CANTILLATED, WHOLE = "cantillated", "whole"
# Accents, the Masoretic circle and the dots of the Masoretes: all that only such text has.
_ACCENT = re.compile("[\u0591-\u05af\u05c4-\u05c6]")
_LETTERS = "\u05d0-\u05ea\ufb1d-\ufb4f"
_POINTS = f"{POINTS}\u05c6\u034f\u200d"
_WORD = f"[{_LETTERS}](?:[{_LETTERS}{_POINTS}\u05be]*[{_LETTERS}{_POINTS}])?"
_BETWEEN = "[ \u00a0\u05be\u05c0\u05c3\u05c6]+"
# Words side by side, with what a verse has between them and at its end.
_PASSAGE = re.compile(f"{_WORD}(?:{_BETWEEN}{_WORD})*[\u05be\u05c0\u05c3\u05c6]*")
# Meteg, Yiddish letters, and forms of letters that fonts may lack.
_RARE = re.compile("[\u05bd\u05ef-\u05f2\ufb1d-\ufb29\ufb4c-\ufb4f]")
_PARTED = re.compile(f"{_ACCENT.pattern[:-1]}{_RARE.pattern[1:]}")  # without these it is whole
_RARE_WORD = re.compile(f"[{_LETTERS}\u05ef-\u05f2{_POINTS}]+")
_POINTED = re.compile(f"[{_POINTS}]")
_JOINER = "\u034f"


def in_one_font(text: str) -> tuple[Inline, ...]:
    """Return a text with what one font must set whole in spans of its class.

    That is each passage that carries cantillation marks, and each other word with rare signs.
    """
    if not _PARTED.search(text):
        return (Text(text),)
    if not _ACCENT.search(text):
        return _rare_words(text)
    return _in_spans(text, _passages(text), CANTILLATED, _rare_words)


def _rare_words(text: str) -> tuple[Inline, ...]:
    if not _RARE.search(text):
        return (Text(text),)
    words = (word.span() for word in _RARE_WORD.finditer(text) if _RARE.search(word[0]))
    return _in_spans(text, words, WHOLE, lambda rest: (Text(rest),))


def _in_spans(
    text: str,
    places: Iterable[tuple[int, int]],
    kind: str,
    others: Callable[[str], tuple[Inline, ...]],
) -> tuple[Inline, ...]:
    """Return a text with some places of it in spans of a class. others: gives what is between."""
    pieces: list[Inline] = []
    done = 0
    for start, end in places:
        pieces += others(text[done:start]) if start > done else ()
        pieces.append(Span((Text(text[start:end]),), Attributes(classes=(kind,))))
        done = end
    pieces += others(text[done:]) if done < len(text) or not pieces else ()
    return tuple(pieces)


def without_joiner(text: str) -> str:
    """Return a text for WeasyPrint: without U+034F, which has no shape and which fonts lack.

    It keeps apart two vowels under one letter, as in Jerusalem's old spelling, where
    texts are normalized. Nobody does that after us, and Pango would take another
    font for it in the middle of the word.
    """
    return text.replace(_JOINER, "")


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where pointed words run that have an accent among them."""
    for match in _PASSAGE.finditer(text):
        start = end = -1
        for word in re.finditer(f"{_WORD}[\u05be\u05c0\u05c3\u05c6]*", match[0]):
            if _POINTED.search(word[0]):
                start = word.start() if start < 0 else start
                end = word.end()
            elif start >= 0:
                yield from _if_accented(text, match.start() + start, match.start() + end)
                start = -1
        if start >= 0:
            yield from _if_accented(text, match.start() + start, match.start() + end)


def _if_accented(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _ACCENT.search(text, start, end):
        yield start, end
