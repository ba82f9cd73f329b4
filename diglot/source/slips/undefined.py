"""Rule R317: links by reference whose reference is nowhere in the file.

Goes in: prose without code and formulas. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler

_KEY = r"(?:\\.|[^\[\]\\\n@^]|\n(?![ \t>]*\n))"
_WORDS = r"(?:\\.|[^\[\]\\\n]|\n(?![ \t>]*\n)|!?\[[^\[\]\n]*\](?:\([^()\n]*\))?)"
# A Hebrew prefix may be joined to a link; after other letters brackets are an index of a program.
_REFERENCE = re.compile(
    rf"(?<![^\W\u05d0-\u05ea])(?<![\]\\])(?P<image>!?)\[(?P<words>{_WORDS}+)\]\[(?P<key>{_KEY}*)\](?![(\[{{:])"
)
_DEFINITION = re.compile(
    r"^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*\[(?P<key>[^\]\n^]+)\]:", re.MULTILINE
)
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"[*_`~\\]")


def undefined_links(prose: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield `[words][key]` and `![words][key]` where no line defines the key.

    What is short on both sides may be mathematics, an index or a siglum, and is left alone.
    """
    if "][" not in prose:
        return
    known = {_key(match["key"]) for match in _DEFINITION.finditer(prose)}
    known |= {_key(match["words"]) for match in _HEADING.finditer(prose)}
    for match in _REFERENCE.finditer(prose):
        key = match["key"].strip() or match["words"]
        if _key(key) in known or _key(match["words"]) in known:
            continue
        if not (match["image"] or _is_worded(match["words"], match["key"])):
            continue
        name = cut_short(" ".join(key.split()), 40)
        yield Finding(
            "undefined-link",
            ruler.at(match.start()),
            f'{"the picture" if match["image"] else "the link"} names the reference "{name}", '
            "which is nowhere defined",
            f"write it on a line of its own, [{name}]: …, or put the target into parentheses; "
            r"brackets that are to be seen are written \[ and \]",
        )


def _is_worded(words: str, key: str) -> bool:
    """Tell whether brackets hold the words of a link; code in them is blank."""
    if words.startswith(("^", "@", "-@")):
        return False
    return bool(_WORD.search(words) or (not words.strip() and _WORD.search(key)))


def _key(words: str) -> str:
    """Return a key as references are compared: letters of one size, spaces as one."""
    return " ".join(_MARKS.sub("", words).casefold().split())
