"""The attributes of HTML → those that mean something in a book: id, classes, language, direction.

How lines are aligned becomes a class. What only a screen shows (colors, sizes, margins) is
dropped without a word.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from diglot.core.model import Direction
from diglot.lang.locales import direction_of
from diglot.reader.html.tree import refuse_nesting
from diglot.reader.pandoc.nodes import Node
from diglot.source.scan.tags import Tag, alignment

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_ON_SCREEN = frozenset({"align", "style", "markdown"})
_TELLING = frozenset({"lang", "dir", "typography"})


class Around(Struct, frozen=True):
    """What holds around a node: its language, its direction, and how deep it is nested."""

    language: str
    direction: Direction
    depth: int = 0

    def inside(self, raw: Any) -> Around:
        """Return what holds inside a node with these attributes.

        Raises RecursionError where it is nested deeper than any book.
        """
        refuse_nesting(self.depth)
        pairs = dict(raw[2])
        direction = direction_of(pairs["lang"]) if "lang" in pairs else self.direction
        if pairs.get("dir") in ("ltr", "rtl"):
            direction = pairs["dir"]
        return Around(pairs.get("lang", self.language), direction, self.depth + 1)


def attributes_of(tag: Tag, around: Around, *classes: str) -> list[Any]:
    """Return the attributes of a tag as pandoc writes them; `classes` come first."""
    name = tag.get("id") or (tag.get("name") if tag.name == "a" else "")
    written = ["lang" if key == "xml:lang" else key for key, _ in tag.pairs]
    values = [value for _, value in tag.pairs]
    pairs = [pair for pair in zip(written, values, strict=True) if pair[0] in _TELLING | _ON_SCREEN]
    return meant([name, [*classes, *tag.get("class").split()], pairs], around)


def meant(raw: Any, around: Around) -> list[Any]:
    """Return attributes without those that say nothing, or nothing new."""
    name, classes, pairs = raw
    side = alignment(tuple((key, value) for key, value in pairs), around.direction)
    classes = [*classes, *([side] if side in ("center", "end") else [])]
    kept = [list(pair) for pair in map(_cleaned, pairs) if pair and pair[0] not in _ON_SCREEN]
    news = around
    if ("lang", around.language) in map(tuple, kept):
        kept = [pair for pair in kept if pair[0] != "lang"]
    else:
        news = around.inside([name, classes, [pair for pair in kept if pair[0] == "lang"]])
    kept = [pair for pair in kept if tuple(pair) != ("dir", news.direction)]
    return [name, list(dict.fromkeys(classes)), kept]


def _cleaned(pair: Any) -> tuple[str, str] | None:
    """Return a pair, or None for a language or direction that is none."""
    key, value = pair
    if key == "lang":
        return (key, value) if _LANGUAGE.fullmatch(value) else None
    if key == "dir":
        return (key, value.lower()) if value.lower() in ("ltr", "rtl", "auto") else None
    return key, value


def says_something(raw: Any) -> bool:
    """Tell whether attributes change anything in any edition."""
    name, classes, pairs = raw
    return bool(name or classes or any(key in _TELLING for key, _ in pairs))


def divided(nodes: list[Node], raw: Any) -> list[Node]:
    """Return blocks in a division with these attributes, or as they are where it says nothing.

    A division of nothing is a place that links lead to, if it has an id.
    """
    if not nodes:
        return [{"t": "Plain", "c": anchor(raw[0])}] if raw[0] else []
    return [{"t": "Div", "c": [raw, nodes]}] if says_something(raw) else nodes


def anchor(name: str, markup: str = "") -> list[Node]:
    """Return a span of nothing, to which links lead; none without a name."""
    return [{"t": "Span", "c": [[name, [], []], []], "tag": markup}] if name else []


def spanned(nodes: list[Node], raw: Any) -> list[Node]:
    """Return inlines in a span with these attributes, or as they are where it says nothing."""
    return [{"t": "Span", "c": [raw, nodes]}] if says_something(raw) else nodes
