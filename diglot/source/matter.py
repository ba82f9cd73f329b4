"""Where the front matter of a chapter is: YAML between hyphens, TOML, or JSON.

Knows how each begins and ends; what its keys mean is the reader's to know.
"""

from __future__ import annotations

import json
import re
from typing import Literal

from msgspec import Struct

from diglot.core.yaml_source import YamlError, parse_yaml

MatterFormat = Literal["yaml", "toml", "json"]

_BLANK = r"(?:[ \t]*\n)*"


def _fenced(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(
        rf"({_BLANK}{opening}[ \t]*\n)(.*?)^{closing}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
    )


_FENCED: tuple[tuple[MatterFormat, re.Pattern[str]], ...] = (
    ("yaml", _fenced("---", r"(?:---|\.\.\.)")),
    ("toml", _fenced(r"\+\+\+", r"\+\+\+")),
)
_JSON = re.compile(rf"{_BLANK}(?=\{{\s*\")")
_JSON_END = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(r"^[\w-]+[ \t]*:(?:\s|$)", re.MULTILINE)
_OPEN = re.compile(rf"{_BLANK}(?:---[ \t]*\n[\w-]+:|\+\+\+[ \t]*\n\s*[\w-]+[ \t]*=)")


class Matter(Struct, frozen=True):
    """The front matter of a text.

    text: without what opens and closes it. first_line: the line of the file on which that
        begins, from 1. end: the offset in the file at which the chapter's text begins.
    """

    kind: MatterFormat
    text: str
    first_line: int
    end: int


def find_matter(text: str) -> Matter | None:
    """Return the front matter that a text begins with; None if there is none.

    text: with "\\n" at the ends of lines.
    """
    for kind, pattern in _FENCED:
        if match := pattern.match(text):
            first_line = match[1].count("\n") + 1
            if kind == "yaml" and not _is_yaml(match[2]):
                return None
            return Matter(kind, match[2], first_line, match.end())
    return _json(text)


def is_unclosed(text: str) -> bool:
    """Tell whether a text begins with front matter that has no end."""
    return bool(_OPEN.match(text))


def _is_yaml(inner: str) -> bool:
    """Tell whether what is between two lines of hyphens is settings, and no text.

    Text between two rules has no keys, or has an empty line after the first of them.
    """
    if inner[:1] not in "\n \t":
        return not inner.strip() or bool(_KEY_LINE.search(inner)) or inner.lstrip()[:1] in "#{"
    try:
        parse_yaml(inner, "")
    except YamlError:
        return False
    return True


def _json(text: str) -> Matter | None:
    match = _JSON.match(text)
    if not match:
        return None
    start = match.end()
    first_line = text.count("\n", 0, start) + 1
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except ValueError:
        closing = _JSON_END.search(text, start)
        if not closing:
            return None
        end = closing.end()
        return Matter("json", text[start:end], first_line, end)
    rest = re.compile(r"[ \t]*(?:\n|\Z)").match(text, end)
    return Matter("json", text[start:end], first_line, rest.end()) if rest else None
