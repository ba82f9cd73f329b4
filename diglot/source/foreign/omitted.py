"""Rule M520: marks of other programs that nobody means to be printed; they are left out and named.

Comments, imports, places for contents, and what only says how pages look. Goes in: a text, and the
same without its code. Comes out: findings, and what is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler
from diglot.source.edits import Edit
from diglot.source.foreign.habit import Habit
from diglot.source.foreign.layout import LAYOUT, RAW_LAYOUT, says_nothing
from diglot.source.foreign.targets import ESCAPE, without_targets

_COMMENT_HINT = "write <!-- … --> around what no edition is to show"
_CONTENTS_HINT = "take it out, with its heading; every edition has its contents"

_OMITTED = (
    *LAYOUT,
    Habit(
        "{:toc",
        r"^[ \t]*(?P<at>(?:[-*+]|\d[.)])[ \t]+[^\n]*\n[ \t]*\{:toc\})",
        "a mark of kramdown for a table of contents",
        _CONTENTS_HINT,
    ),
    Habit(
        "{:toc",
        r"^[ \t]*(?P<at>\{:toc\})[ \t]*$",
        "a mark of kramdown for a table of contents",
        _CONTENTS_HINT,
    ),
    *(
        Habit(
            sign,
            r"^[ \t]*(?P<at>\[(?:TOC|toc|Toc)\]|\[\[_?(?:TOC|toc)_?\]\])[ \t]*$",
            "a mark for a table of contents",
            _CONTENTS_HINT,
        )
        for sign in ("[TOC", "[_TOC", "[toc", "[_toc", "[Toc")
    ),
    *(
        Habit(
            sign,
            r"^[ \t]*(?P<at>\{\{[<%][ ]*toc[ ]*[%>]\}\}|\$\{toc\}|\{%[ ]*toc[ ]*%\}|@\[toc\]"
            r"|\{\{TOC\}\})[ \t]*$",
            "a mark for a table of contents",
            _CONTENTS_HINT,
        )
        for sign in ("toc", "{TOC}")
    ),
    Habit(
        "\n^",
        r"^(?P<at>\^)[ \t]*$",
        "an end of a block in kramdown",
        "write <!-- --> between two lists, or take it out",
    ),
    *(
        Habit(
            sign,
            r"(?P<at>\^(?<=[\s>]\^)(?=[\d-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]{2,})[ \t]*"
            r"(?=\n[ \t>]*(?:\n|$|[-*+][ \t]|\d+[.)][ \t])|\Z)",
            "the name of a block in Obsidian",
            "take it out; put {#id} after the heading above, and link to that",
        )
        for sign in (" ^", "\n^")
    ),
    Habit(
        "%%",
        r"(?<![%\w\\])(?P<at>%%(?=[^\s%]|[ \n])(?:[^%\n]|\n(?![ \t]*\n))+%%)(?![%\w])",
        "a comment of Obsidian",
        _COMMENT_HINT,
    ),
    Habit("%%", r"^(?P<at>%%[ \t]+[^%\n]*[^%\s])[ \t]*$", "a comment of Leanpub", _COMMENT_HINT),
    Habit("{/*", r"(?P<at>\{/\*[\s\S]{0,2000}?\*/\})", "a comment of MDX", _COMMENT_HINT),
    Habit("{>>", r"(?P<at>\{>>[^{}]{1,800}?<<\})", "a comment of CriticMarkup", _COMMENT_HINT),
    Habit(
        "comment",
        r"(?P<at>\{%-?[ ]*comment[ ]*-?%\}[\s\S]{0,4000}?\{%-?[ ]*endcomment[ ]*-?%\})",
        "a comment of Liquid",
        _COMMENT_HINT,
    ),
    Habit(
        "/*",
        r"(?P<at>\{\{-?[ ]*/\*[\s\S]{0,2000}?\*/[ ]*-?\}\})",
        "a comment of Hugo",
        _COMMENT_HINT,
    ),
    Habit(
        "*[",
        # Emphasis may begin with brackets, too.
        r"^ {0,3}(?P<at>\*\[[^\]\n]+\]:[ \t]+[^\s*][^\n*]*)(?=\n[ \t]*(?:\n|\*\[)|\n?\Z)",
        "an abbreviation of PHP Markdown Extra",
        "say in the text what the letters mean, and take the line out",
    ),
    Habit(
        "import",
        r"""^(?P<at>import[ \t]+(?:[\w{}*,\s]+[ \t]from[ \t]+)?["'][^"'\n]+["'];?)[ \t]*$""",
        "an import of MDX",
        "take it out; the editions run nothing",
    ),
    Habit(
        "+++",
        r"^(?P<at>\+{3}[ \t]+\{[^\n]*\})[ \t]*$",
        "a break between the blocks of MyST",
        "take it out",
    ),
    Habit(
        "raw",
        r"(?P<at>\{%-?[ ]*(?:end)?raw[ ]*-?%\})",
        "a tag of Liquid or Jinja around what is shown as typed",
        "take it out",
    ),
)


class Omission(Struct, frozen=True):
    """What is left out of a text, and as what."""

    start: int
    end: int
    habit: Habit


def omissions(text: str, prose: str) -> list[Omission]:
    """Return what is left out of a text, in its order. prose: the same without its code."""
    known = [kind for kind in _OMITTED if kind.sign in prose and kind.pattern.search(prose)]
    bare = without_targets(ESCAPE.sub("  ", prose)) if known else ""
    found = [
        Omission(*match.span("at"), kind) for kind in known for match in kind.pattern.finditer(bare)
    ]
    for match in RAW_LAYOUT.pattern.finditer(text) if RAW_LAYOUT.sign in text else ():
        is_code = prose[match.start()] == " " and prose[match.end() - 1] == "}"
        if is_code and says_nothing(match["said"], match["format"]):
            found.append(Omission(*match.span(), RAW_LAYOUT))
    outer: list[Omission] = []
    for omission in sorted(found, key=lambda omission: (omission.start, -omission.end)):
        if not outer or omission.start >= outer[-1].end:
            outer.append(omission)
    return outer


def without_omitted(prose: str, omitted: Iterable[Omission]) -> str:
    """Return prose with nothing in the place of what is left out."""
    parts, end = [], 0
    for omission in omitted:
        gone = re.sub(r"[^\n]", " ", prose[omission.start : omission.end])
        parts += [prose[end : omission.start], gone]
        end = omission.end
    return "".join([*parts, prose[end:]])


def omitted_marks(omitted: Iterable[Omission], text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield a finding for each mark that is left out."""
    for omission in omitted:
        words = cut_short(text[omission.start : omission.end].strip(), 40)
        yield Finding(
            "foreign-markup",
            ruler.at(omission.start),
            f'"{words}" is {omission.habit.name}, and is left out',
            omission.habit.hint,
        )


def omission_edits(omitted: list[Omission], text: str, others: Iterable[Edit]) -> Iterator[Edit]:
    """Yield what takes marks out, and of other edits those that are not inside of them."""
    for edit in others:
        if not any(omission.start <= edit.start < omission.end for omission in omitted):
            yield edit
    for omission in omitted:
        start = omission.start
        for line in text[omission.start : omission.end].split("\n"):
            if line:
                yield Edit(start, start + len(line), "")
            start += len(line) + 1
