"""Attributes in braces with a colon, of kramdown (Jekyll) and Python-Markdown.

Knows `[words](a.md){: #oil width="50%"}`, behind links, pictures and emphasis and at the ends of
headings. Ids, languages and sizes are read; what only says how something looks is left out; what
would be lost is left for rule M520. Goes in: prose without code. Comes out: what makes pandoc read
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct, field

from diglot.source.edits import Edit

_INSIDE = (
    r"(?:[ ]*(?:[#.][^\W\d][\w:-]*"
    r"|[A-Za-z][\w:-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+(?=[ }]))))+[ ]*"
)
ATTRIBUTE_LIST = re.compile(rf"(?P<base>[ \t]*)(?P<lists>(?:\{{:{_INSIDE}\}})+)[ \t]*")
_LISTS = re.compile(rf"(?:\{{:{_INSIDE}\}})+")
_PART = re.compile(
    r"#(?P<id>[\w:-]+)|\.(?P<class>[\w:-]+)"
    r"|(?P<key>[A-Za-z][\w:-]*)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'{}]+))"
)
_LOOKS = re.compile(
    r"style|target|rel|loading|align|valign|border|role|tabindex|markdown|width|height|[wh]|lqip|"
    r"(?:data|aria)-.*|on[a-z]+"
)
_LINK_END = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)\Z")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_FARTHEST = 2000  # as long as the target of a link may be


class Given(Struct):
    """What is between the braces."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)

    def braces(self, *keys: str) -> str:
        """Return the id and those of the pairs as pandoc is told of them; "" for none."""
        parts = [f"#{self.id}" if self.id else ""]
        parts += [f'{key}="{escape(self.pairs[key])}"' for key in keys if self.pairs.get(key)]
        inside = " ".join(filter(None, parts))
        return f"{{{inside}}}" if inside else ""

    def has_more_than(self, *keys: str) -> bool:
        """Tell whether a pair says more than how something looks, and is none of some keys."""
        return any(key not in keys and not _LOOKS.fullmatch(key) for key in self.pairs)


def read_attributes(lists: str) -> Given:
    """Return what is between the braces of one or more lists."""
    given = Given()
    for match in _PART.finditer(lists):
        if match["id"]:
            given.id = match["id"]
        elif match["class"]:
            given.classes.append(match["class"])
        else:
            value = next(filter(None, match.group("double", "single", "bare")), "")
            key = {"w": "width", "h": "height"}.get(match["key"], match["key"])
            given.pairs[key] = value
    return given


def attribute_edits(prose: str, text: str) -> Iterator[Edit]:
    """Yield what is read in the place of attributes in a line. text: prose with its code."""
    for match in _LISTS.finditer(prose) if "{:" in prose else ():
        given = read_attributes(match[0])
        before = text[max(match.start() - _FARTHEST, 0) : match.start()]
        line = before[before.rfind("\n") + 1 :]
        at_end = bool(_LINE_END.match(prose, match.end()))
        if _LINK_END.search(line):
            if not given.has_more_than("title", "alt", "lang", "dir"):
                braces = given.braces("width", "height", "alt", "title", "lang", "dir")
                yield Edit(match.start(), match.end(), braces)
        elif at_end and line.startswith("#") and not line.rstrip().endswith("}"):
            if not given.has_more_than("lang", "dir", "data-toc-label"):
                yield Edit(match.start(), match.end(), given.braces("lang", "dir"))
        elif not (given.id or given.has_more_than()) and (
            line[-1:] in tuple("*_>`)]") or (at_end and line.strip() and line[-1:] == " ")
        ):
            yield Edit(match.start(), match.end(), "")


def without_attributes(prose: str, text: str) -> str:
    """Return prose with nothing in the place of the attributes that are read."""
    for edit in attribute_edits(prose, text):
        prose = prose[: edit.start] + " " * (edit.end - edit.start) + prose[edit.end :]
    return prose
