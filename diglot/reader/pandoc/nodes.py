"""What pandoc's nodes say: attributes, and words as they are read and as they begin in the source.

Knows pandoc's "t" and "c"; makes nothing of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diglot.core.inside_links import as_id
from diglot.core.markup_names import FOOTNOTE
from diglot.core.model import NO_ATTRIBUTES, Attributes

Node = dict[str, Any]

# Nodes that hold a line and nothing else; the last four are ours, for elements of HTML.
STYLED = frozenset(
    {"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline",
     "Keyboard", "Mark", "Small", "Quotation"}
)  # fmt: skip
QUOTES = {"DoubleQuote": ("\u201c", "\u201d"), "SingleQuote": ("\u2018", "\u2019")}


def read_attributes(raw: Any) -> Attributes:
    """Return what is between braces: pandoc gives [id, [classes], [[key, value]]]."""
    name, classes, pairs = raw
    if not (name or classes or pairs):
        return NO_ATTRIBUTES
    if FOOTNOTE in classes:  # an author's own class would send the passage to the foot of the page
        classes = [name for name in classes if name != FOOTNOTE]
    return Attributes(as_id(str(name)), tuple(classes), tuple((key, value) for key, value in pairs))


def plain_nodes(nodes: Sequence[Node]) -> str:
    """Return the words inside inline nodes."""
    return "".join(map(_plain_node, nodes))


def _plain_node(node: Node) -> str:
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Code" | "Math":
            return str(node["c"][1])
        case "Quoted":
            opening, closing = QUOTES[node["c"][0]["t"]]
            return opening + plain_nodes(node["c"][1]) + closing
        case "Span" | "Link" | "Cite" | "Image":
            return plain_nodes(node["c"][1])
        case "Note" | "RawInline":
            return ""
        case _:
            return plain_nodes(node["c"])


def first_words(nodes: Sequence[Node]) -> str:
    """Return the text with which inlines begin, as it is in the source."""
    words: list[str] = []
    for node in nodes:
        match node["t"]:
            case "Str":
                words.append(node["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                words.append(" ")
            case kind if kind in STYLED:
                return "".join(words) + first_words(node["c"])
            case "Quoted" | "Span" if not words:
                if inner := first_words(node["c"][1]):
                    return inner
            case "Link" if not words:
                return first_words(node["c"][1]) or str(node["c"][2][0])
            case "Image" if not words:
                return str(node["c"][2][0])
            case "Code" | "Math" if not words:
                return str(node["c"][1])
            case _ if words:
                break
            case _:
                continue
    return "".join(words)


def first_tag(nodes: Sequence[Node]) -> str:
    """Return the tag of HTML of which inlines, or blocks, begin; "" if they begin with words."""
    for node in nodes:
        content: Any = node.get("c")
        match node["t"]:
            case "Space" | "SoftBreak" | "LineBreak":
                continue
            case "Span" if node.get("tag"):
                continue
            case "Image":
                return str(node.get("tag", ""))
            case "Link":
                return first_tag(content[1])
            case "Para" | "Plain" | "BlockQuote":
                return first_tag(content)
            case "Div":
                return first_tag(content[1])
            case "Figure":
                return first_tag(content[2])
            case "BulletList":
                return first_tag(content[0]) if content else ""
            case "OrderedList":
                return first_tag(content[1][0]) if content[1] else ""
        return ""
    return ""


def block_words(nodes: Sequence[Node]) -> str:
    """Return the first words inside blocks, as they are in the source."""
    for node in nodes:
        content: Any = node.get("c")
        words = ""
        match node["t"]:
            case "Para" | "Plain":
                words = first_words(content)
            case "Header":
                words = first_words(content[2])
            case "CodeBlock":
                words = content[1]
            case "LineBlock":
                words = first_words(content[0])
            case "BulletList":
                words = block_words(content[0] if content else ())
            case "OrderedList":
                words = block_words(content[1][0] if content[1] else ())
            case "DefinitionList":
                words = first_words(content[0][0])
            case "BlockQuote":
                words = block_words(content)
            case "Div":
                words = block_words(content[1])
            case "Figure":  # in Markdown the caption comes before the picture
                words = block_words(content[1][1]) or block_words(content[2])
            case "Table":
                words = block_words(table_nodes(content[3], content[4]))
        if words:
            return words
    return ""


def table_nodes(head: Any, bodies: Any) -> list[Node]:
    """Return the blocks in a table's cells, row by row."""
    rows = list(head[1]) + [row for part in bodies for row in part[2] + part[3]]
    return [node for _attributes, cells in rows for cell in cells for node in cell[4]]


def count_notes(content: Any) -> int:
    """Return how many notes are in nodes; words that stand for a picture have none."""
    if isinstance(content, list):
        return sum(map(count_notes, content))
    if not isinstance(content, dict) or content.get("t") in (None, "Image"):
        return 0
    return 1 if content["t"] == "Note" else count_notes(content.get("c"))
