"""Places that links lead to, `<a id="x"></a>`: each is made the beginning of what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diglot.reader.html.inlines import is_blank, trimmed
from diglot.reader.pandoc.nodes import Node


def anchored(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks in which no anchor is in a paragraph by itself.

    A heading without an id takes that of the anchor before it, or inside it.
    """
    made: list[Node] = []
    waiting: list[Node] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain") and _is_only_anchors(block["c"]):
            waiting += [node for node in block["c"] if not is_blank(node)]
            continue
        made.append(_named(_with_anchors(block, waiting)))
        waiting = []
    if not waiting:
        return made
    if made and made[-1]["t"] in ("Para", "Plain"):
        return [*made[:-1], {**made[-1], "c": [*made[-1]["c"], *waiting]}]
    return [*made, {"t": "Plain", "c": waiting}]


def _is_only_anchors(line: Sequence[Node]) -> bool:
    return any(map(_is_anchor, line)) and all(_is_anchor(n) or is_blank(n) for n in line)


def _is_anchor(node: Node) -> bool:
    return node["t"] == "Span" and "tag" in node


def _with_anchors(block: Node, anchors: Sequence[Node]) -> Node:
    """Return a block that begins with anchors."""
    content: Any = block.get("c")
    if not anchors:
        return block
    match block["t"]:
        case "Para" | "Plain":
            return {**block, "c": [*anchors, *content]}
        case "Header":
            return {**block, "c": [content[0], content[1], [*anchors, *content[2]]]}
    for anchor in reversed(anchors):
        block = {"t": "Div", "c": [[anchor["c"][0][0], [], []], [block]]}
    return block


def _named(block: Node) -> Node:
    """Return a heading with the first of its anchors as its id, if it has none."""
    if block["t"] != "Header" or block["c"][1][0]:
        return block
    level, (_, classes, pairs), line = block["c"]
    first = next((node for node in line if _is_anchor(node)), None)
    if first is None:
        return block
    rest = trimmed([node for node in line if node is not first])
    return {**block, "c": [level, [first["c"][0][0], classes, pairs], rest]}
