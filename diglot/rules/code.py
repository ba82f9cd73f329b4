"""Code and its translation: what may differ in it, and the first line where more does.

Comments and strings may be translated, and lines with Hebrew words in them; the rest
is what a computer reads.
"""

from __future__ import annotations

import re
from itertools import zip_longest

_COMMENT = re.compile(
    r"<!--.*?(?:-->|$)|/\*.*?(?:\*/|$)|^\s*(?:#|//|--(?=\s)|;|%|\*\s|REM\b).*$"
    r"|(?<=\s)(?:#(?=\s|$)|//|--(?=\s)|;;|%(?=\s)).*$"
)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|„[^”]*”|״[^״]*״")
_HEBREW = re.compile("[\u0590-\u05ff]")
_LANGUAGE = re.compile(r"\b(?:en|he|iw)\b|\b(?:ltr|rtl)\b")
# A file of one language names its folder: content/en/ and content/he/ are the same.


def changed_line(source: str, translation: str) -> tuple[int, str, str] | None:
    """Return the first line that was changed: its number in the translation from 0, and both.

    An empty line stands for none. None where nothing but comments and words differs.
    """
    ours, theirs = _lines(source), _lines(translation)
    for one, other in zip_longest(ours, theirs):
        if one is None:
            return other[0], "", other[1].strip()
        if other is None:
            return (theirs[-1][0] if theirs else 0), one[1].strip(), ""
        if not _same(one[1], other[1]):
            return other[0], one[1].strip(), other[1].strip()
    return None


def lost_comment(source: str, translation: str) -> str:
    """Return the first comment of some code if its translation has none at all, else ""."""
    ours, theirs = (_comments(code) for code in (source, translation))
    return ours[0] if ours and not theirs else ""


def _comments(code: str) -> list[str]:
    found = (_COMMENT.search(line) for line in code.split("\n"))
    return [match[0].strip() for match in found if match and match[0].strip(" #/*%;-")]


def _lines(code: str) -> list[tuple[int, str]]:
    """Return the lines that are more than a comment, numbered from 0."""
    return [
        (number, line)
        for number, line in enumerate(code.split("\n"))
        if _COMMENT.sub("", line).strip()
    ]


def _same(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return True
    one, other = (" ".join(_COMMENT.sub("", line).split()) for line in (ours, theirs))
    if one == other:
        return True
    if _has_hebrew(ours) != _has_hebrew(theirs):
        bare = [_STRING.sub('""', line) for line in (one, other)]
        return bare[0] == bare[1] or any(map(_has_hebrew, bare))
    return same_names(one) == same_names(other)


def same_names(code: str) -> str:
    """Return code in which the names of languages and directions are all alike."""
    return _LANGUAGE.sub("xx", code)


def _has_hebrew(text: str) -> bool:
    return _HEBREW.search(text) is not None


def has_hebrew(text: str) -> bool:
    """Tell whether there are Hebrew letters in a text."""
    return _has_hebrew(text)
