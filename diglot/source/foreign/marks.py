"""Rule M520: marks of other programs, which pandoc would print as they are typed.

Goes in: prose without code and formulas. Comes out: findings, one for each habit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler
from diglot.source.edits import Edit
from diglot.source.foreign.markdown import BROKEN, MARKDOWN
from diglot.source.foreign.others import OTHERS
from diglot.source.foreign.targets import ESCAPE, without_targets
from diglot.source.scan.tags import strange_attributes

_INCLUDE = re.compile(r"<!--[ \t]*@include:[^\n]*?-->")
_ATTRIBUTE = re.compile(r"[@:#_A-Za-z][\w:.@-]*(?=\s*=|$)")
# A Hebrew prefix may be joined to what is marked; letters of a program may not.
_MARKED = re.compile(
    r"(?<![=A-Za-z0-9_])==(?=[^\s=])"
    r"(?P<words>(?:[^=\n]|=(?!=)|\n(?![ \t>]*\n))*[^\s=])"
    r"==(?![=A-Za-z0-9_])"
)


def foreign_marks(prose: str, text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the marks of other programs in a text. text: the same with its code."""
    prose = ESCAPE.sub("  ", prose)
    bare = without_targets(prose)
    taken: list[tuple[int, int]] = []
    for habit in (*MARKDOWN, *OTHERS):
        where = prose if habit.in_targets else bare
        for match in habit.pattern.finditer(where) if habit.sign in where else ():
            start, end = match.span("at")
            if habit.before_code and not _is_code(text, prose, end):
                continue
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            yield Finding(
                "foreign-markup",
                ruler.at(start),
                f'"{cut_short(text[start:end], 40)}" is {habit.name}, and would be printed',
                habit.hint,
            )


def includes(text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the comments in which VitePress names a file whose text is put there.

    text: without its code.
    """
    for match in _INCLUDE.finditer(text) if "@include" in text else ():
        yield Finding(
            "foreign-markup",
            ruler.at(match.start()),
            f'"{cut_short(match[0], 40)}" is a command of VitePress that puts a file there; here '
            "it is a comment",
            "put the text itself there",
        )


def strange_pairs(text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield what is in tags as attributes and is none, in HTML or in Vue."""
    for start, end in strange_attributes(text):
        words = text[start:end].strip()
        if not _ATTRIBUTE.match(words):
            yield Finding(
                "foreign-markup",
                ruler.at(end - len(words)),
                f'"{cut_short(words, 40)}" is not an attribute of HTML, and is left out',
                'write name="value" in the tag, or take it out',
            )


def _is_code(text: str, prose: str, offset: int) -> bool:
    return text[offset : offset + 1] == "`" and prose[offset : offset + 1] == " "


def mark_edits(prose: str) -> Iterator[Edit]:
    """Yield what makes pandoc read ==words== as marked, and broken tags as they are typed."""
    for match in BROKEN.finditer(prose) if "<" in prose else ():
        yield Edit(match.start(), match.start() + 1, r"\<")
    if "==" not in prose:
        return
    for match in _MARKED.finditer(ESCAPE.sub("  ", without_targets(prose))):
        yield Edit(match.start(), match.start("words"), "<mark>")
        yield Edit(match.end("words"), match.end(), "</mark>")
