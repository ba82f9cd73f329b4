"""Figures, tables and listings that Quarto writes as divisions, whose last paragraph is a caption.

`::: {#fig-mill}`, pictures, the caption; `::: {#tbl-sizes}`, a table, the caption;
`::: {#lst-press}`, code, the caption. A caption may also be an attribute, as `fig-cap`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diglot.reader.pandoc.nodes import Node, plain_nodes

_SHOWN = ("Figure", "Table", "CodeBlock")
_PLAIN = {"Str", "Space", "SoftBreak", "Code"}


def captioned(nodes: Sequence[Node], raw: Any) -> Node | None:
    """Return a division as the figure, table or listing that it is, None for any other.

    nodes: the blocks in it. raw: its id, classes and pairs, as pandoc has them.
    """
    kind = raw[0].partition("-")[0]
    shown, words = _parted(nodes, raw, f"{kind}-cap")
    if not shown or not words:
        return None
    caption = [None, [{"t": "Plain", "c": words}]]
    match kind, shown:
        case "fig", [{"t": "Figure"} as figure] if len(figure["c"][2]) == 1:
            # Its own caption says again what the picture shows.
            return {"t": "Figure", "c": [raw, caption, figure["c"][2]]}
        case "fig", _ if all(map(_is_shown, shown)):
            return {"t": "Figure", "c": [raw, caption, shown]}
        case "tbl", [{"t": "Table"} as table] if not table["c"][1][1]:
            return {"t": "Table", "c": [raw, caption, *table["c"][2:]]}
        case "lst", [{"t": "CodeBlock"} as code] if {node["t"] for node in words} <= _PLAIN:
            own, text = code["c"]
            pairs = [*own[2], ["lst-cap", plain_nodes(words)]]
            return {"t": "CodeBlock", "c": [[raw[0], own[1], pairs], text]}
    return None


def _parted(nodes: Sequence[Node], raw: Any, key: str) -> tuple[Sequence[Node], Sequence[Node]]:
    """Return what a division shows, and the words of its caption. key: of a caption in `raw`."""
    if len(nodes) > 1 and nodes[-1]["t"] == "Para" and not _is_picture(nodes[-1]):
        return nodes[:-1], nodes[-1]["c"]
    given = dict(raw[2]).get(key, "")
    return nodes, [{"t": "Str", "c": given}] if given else []


def _is_shown(node: Node) -> bool:
    """Tell whether a block shows something, and is no text."""
    if node["t"] == "Div":
        return bool(node["c"][1]) and all(map(_is_shown, node["c"][1]))
    return node["t"] in _SHOWN or _is_picture(node)


def _is_picture(node: Node) -> bool:
    """Tell whether a paragraph has pictures and no words."""
    kinds = {inline["t"] for inline in node["c"]} if node["t"] in ("Para", "Plain") else set()
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}
