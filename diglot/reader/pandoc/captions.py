"""Figures and tables that Quarto writes as divisions, whose last paragraph is their caption.

`::: {#fig-mill}`, a picture, the caption; `::: {#tbl-sizes}`, a table, the caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diglot.reader.pandoc.nodes import Node


def captioned(nodes: Sequence[Node], raw: Any) -> Node | None:
    """Return a division as the figure or the table that it is, None for any other.

    nodes: the blocks in it. raw: its id, classes and pairs, as pandoc has them.
    """
    if len(nodes) != 2 or nodes[1]["t"] != "Para" or _is_picture(nodes[1]):
        return None
    shown, words = nodes
    caption = [None, [{"t": "Plain", "c": words["c"]}]]
    if raw[0].startswith("fig-"):
        if shown["t"] == "Figure":  # its own caption says again what the picture shows
            (shown, *others) = shown["c"][2]
            return None if others else {"t": "Figure", "c": [raw, caption, [shown]]}
        is_shown = shown["t"] == "CodeBlock" or _is_picture(shown)
        return {"t": "Figure", "c": [raw, caption, [shown]]} if is_shown else None
    if raw[0].startswith("tbl-") and shown["t"] == "Table" and not shown["c"][1][1]:
        return {"t": "Table", "c": [raw, caption, *shown["c"][2:]]}
    return None


def _is_picture(node: Node) -> bool:
    """Tell whether a paragraph has pictures and no words."""
    kinds = {inline["t"] for inline in node["c"]} if node["t"] in ("Para", "Plain") else set()
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}
