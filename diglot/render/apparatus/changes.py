"""What changed between two texts, as markup: what went is struck out, what came is underlined."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from diglot.render.markup import element, join, text

Run = tuple[Sequence[str], Sequence[str]]
"""Words that went, and those that came in their place; words that stayed are in both."""


def marked_changes(runs: Sequence[Run]) -> Markup:
    """Return runs of words as one line, with <del> and <ins>."""
    parts: list[Markup] = []
    for old, new in runs:
        if old == new:
            parts += [text(" ".join(new))] if new else []
            continue
        parts += [element("del", {}, " ".join(old))] if old else []
        parts += [element("ins", {}, " ".join(new))] if new else []
    return join(parts, " ")
