"""What the citation processor writes in Hebrew, as Hebrew spells it.

The processor sets "and" as a word of its own and a number before what it counts. In Hebrew
"and" is a prefix, and the number comes after: ולוי, ו־Ross, מהד׳ 2.
"""

from __future__ import annotations

import re
from typing import Any

from diglot.core.locales import MAQAF, takes_a_prefix
from diglot.reader.pandoc.nodes import Node, plain_nodes

_AND: Node = {"t": "Str", "c": "ו"}
_SPACE: Node = {"t": "Space"}
_EDITION = re.compile(r"(מהד׳|מהדורה)([.,;:]?)")


def hebrew_spelled(content: Any) -> Any:
    """Return pandoc nodes with "and" joined to the name after it, and editions by number."""
    if isinstance(content, dict):
        return {**content, "c": hebrew_spelled(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in content:
        result.append(hebrew_spelled(item))
        if result[-3:-1] == [_AND, _SPACE]:
            result[-3:] = _with_and(result[-1])
        elif number := _counted(result):
            word, sign = number
            result[-3:] = [_string(word), _SPACE, _string(result[-3]["c"] + sign)]
    return result


def _with_and(name: Node) -> list[Node]:
    """Return what follows "and", and the "and" before it."""
    prefix = "ו" if takes_a_prefix(plain_nodes([name])) else f"ו{MAQAF}"
    if name["t"] == "Str":
        return [_string(prefix + name["c"])]
    return [_string(prefix), name]


def _counted(nodes: list[Any]) -> tuple[str, str] | None:
    """Return the last word and its mark, where it says what the number before it counts."""
    match nodes[-3:]:
        case [{"t": "Str", "c": str(number)}, {"t": "Space"}, {"t": "Str", "c": str(words)}] if (
            number.isdigit() and (match := _EDITION.fullmatch(words))
        ):
            return match[1], match[2]
    return None


def _string(words: str) -> Node:
    return {"t": "Str", "c": words}
