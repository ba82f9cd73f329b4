"""A text without its code: what is left is words and the marks of Markdown.

Goes in: `Lines`. Comes out: a text of the same length, blank where code is, so that an
offset means the same place in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.source.scan.scanned import Lines

# Code in the line ends in its own paragraph; an escaped backtick begins none.
_IN_LINE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_SIGN = re.compile(r"[^\n]")


def without_code(lines: Lines) -> str:
    """Return the text with code blank: blocks of it, and what is in a line."""
    texts = list(lines.texts)
    for number, kind in enumerate(lines.kinds):
        if kind == "code":
            start = lines.starts[number] if number in lines.fences else 0
            texts[number] = texts[number][:start] + " " * (len(texts[number]) - start)
    for paragraph in lines.paragraphs():
        words = "\n".join(texts[paragraph.start : paragraph.stop])
        if "`" in words:
            blanked = _IN_LINE.sub(lambda match: _SIGN.sub(" ", match[0]), words)
            texts[paragraph.start : paragraph.stop] = blanked.split("\n")
    return "\n".join(texts)


def code_in_lines(lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield where code in a line begins, an offset in the text, and the code with its marks."""
    starts, end = [], 0
    for text in lines.texts:
        starts.append(end)
        end += len(text) + 1
    for paragraph in lines.paragraphs():
        words = "\n".join(lines.texts[paragraph.start : paragraph.stop])
        for match in _IN_LINE.finditer(words) if "`" in words else ():
            yield starts[paragraph.start] + match.start(), match[0]
