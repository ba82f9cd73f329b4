"""HTML inside a line → pandoc's inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from diglot.core.model import DECORATIVE
from diglot.reader.html.attributes import Around, anchor, attributes_of, spanned
from diglot.reader.html.raw import raw_line
from diglot.reader.html.tree import Element, gather
from diglot.reader.pandoc.nodes import STYLED, Node, plain_nodes
from diglot.source.scan.tags import BLOCKS, CODES, COMMENT, PLAIN, REFUSED, STYLES

Blocks = Callable[[Sequence[Node], Around], list[Node]]
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)", re.IGNORECASE)
_SPACES = {"Space", "SoftBreak", "LineBreak"}


class InlineHtml:
    """Rewrites the inlines of a chapter. read_blocks: rewrites what is in a note."""

    def __init__(self, read_blocks: Blocks) -> None:
        self.read_blocks = read_blocks

    def read(self, nodes: Sequence[Node], around: Around) -> list[Node]:
        """Return inlines in which elements of HTML are what they mean."""
        said = [part for node in nodes for part in raw_line(node) if not _is_comment(part)]
        parts = gather([self._inside(node, around) for node in said])
        return list(_collapsed([new for part in parts for new in self.part(part, around)]))

    def part(self, part: Node | Element, around: Around) -> list[Node]:
        """Return what an element, or a node, becomes."""
        return self._element(part, around) if isinstance(part, Element) else [part]

    def _inside(self, node: Node, around: Around) -> Node:
        """Return a node with its own content rewritten."""
        content: Any = node.get("c")
        match node["t"]:
            case kind if kind in STYLED:
                return {**node, "c": self.read(content, around)}
            case "Quoted" | "Cite":
                return {**node, "c": [content[0], self.read(content[1], around)]}
            case "Link":
                return {**node, "c": [content[0], self.read(content[1], around), content[2]]}
            case "Span":
                inner = around.inside(content[0])
                return {**node, "c": [_styled(content[0]), self.read(content[1], inner)]}
            case "Note":
                return {**node, "c": self.read_blocks(content, around)}
        return node

    def _children(self, element: Element, around: Around) -> list[Node]:
        return [new for part in element.children for new in self.part(part, around)]

    def _element(self, element: Element, around: Around) -> list[Node]:
        tag = element.tag
        if not tag.is_known:
            return self._unknown(element, around)
        if tag.name == "a":
            return self._anchor(element, around)
        if tag.name == "img":
            return [image(element)]
        if tag.name in REFUSED:
            return refused(element, self._children(element, around))
        raw = _own(element, around)
        children = self._children(element, around.inside(raw))
        if tag.name in STYLES and children:
            return spanned([{"t": STYLES[tag.name], "c": children}], raw)
        if tag.name in CODES:
            return [{"t": "Code", "c": [raw, plain_nodes(children)]}]
        if tag.name in PLAIN or tag.name in STYLES:
            return spanned(children, raw)
        return self._other(element, children)

    def _other(self, element: Element, children: list[Node]) -> list[Node]:
        """Return what an element becomes that has no attributes to carry inside a line."""
        match element.tag.name:
            case "br":
                return [{"t": "LineBreak"}]
            case "wbr":
                return [{"t": "Str", "c": "\u200b"}]
            case name if name in BLOCKS and name in _DISSOLVED:
                return children
            case name if name in BLOCKS:
                return [element.node, *children]
        return children

    def _unknown(self, element: Element, around: Around) -> list[Node]:
        """Return an element that HTML does not know with its tags as letters."""
        children = self._children(element, around)
        end = [] if element.tag.is_alone else [literal_end(element)]
        return [element.node, *children, *end]

    def _anchor(self, element: Element, around: Around) -> list[Node]:
        tag = element.tag
        raw = attributes_of(tag, around)
        children = self._children(element, around.inside(raw))
        if not children:  # a place that links lead to
            return anchor(raw[0], tag.markup)
        if not tag.get("href"):
            return spanned(children, raw)
        target = [tag.get("href").strip(), tag.get("title")]
        content = [raw, trimmed(list(_without_links(children))), target]
        return [{"t": "Link", "c": content, "tag": tag.markup}]


_DISSOLVED = frozenset({"div", "p", "center", "section", "article", "main", "address", "li"})


def image(element: Element) -> Node:
    """Return the picture that an <img> shows."""
    tag = element.tag
    sizes = dict(_SIZE.findall(tag.get("style"))) | {
        key: tag.get(key) for key in ("width", "height") if tag.get(key)
    }
    says_nothing = any(key == "alt" for key, _ in tag.pairs) and not tag.get("alt").strip()
    classes = [*tag.get("class").split(), *([DECORATIVE] if says_nothing else [])]
    pairs = [[key.lower(), value.strip()] for key, value in sizes.items()]
    words = [{"t": "Str", "c": tag.get("alt").strip()}] if tag.get("alt").strip() else []
    target = [tag.get("src").strip(), tag.get("title")]
    return {"t": "Image", "c": [[tag.get("id"), classes, pairs], words, target], "tag": tag.markup}


def literal_end(element: Element) -> Node:
    """Return the letters of the tag that ends an element, as they are printed."""
    written = element.tag.markup.lstrip("<")[: len(element.tag.name)]
    kind = "RawBlock" if element.node["t"] == "RawBlock" else "RawInline"
    return {"t": kind, "c": ["literal", f"</{written}>"]}


def refused(element: Element, children: Sequence[Node]) -> list[Node]:
    """Return an element that no book can show: its tag, to be reported, and its words."""
    is_text = element.tag.name not in ("script", "style")
    return [element.node, *(silenced(children) if is_text else [])]


def silenced(value: Any) -> Any:
    """Return nodes without the tags in them of which something would be said."""
    if isinstance(value, dict):
        return {key: silenced(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [silenced(inner) for inner in value if not _is_raw(inner)]
    return value


def _is_comment(node: Node) -> bool:
    return node["t"] == "RawInline" and COMMENT.fullmatch(node["c"][1]) is not None


def _is_raw(value: Any) -> bool:
    return isinstance(value, dict) and value.get("t") in ("RawBlock", "RawInline")


def trimmed(line: list[Node]) -> list[Node]:
    """Return a line without the space at its ends."""
    while line and is_blank(line[0]):
        line = line[1:]
    while line and is_blank(line[-1]):
        line = line[:-1]
    return line


def _collapsed(line: Sequence[Node]) -> Iterator[Node]:
    """Yield a line with one space for several in a row, as tags that are gone have left them."""
    was_space = False
    for node in line:
        is_space = node["t"] in ("Space", "SoftBreak")
        if not (is_space and was_space):
            yield node
        was_space = is_space


def is_blank(node: Node) -> bool:
    """Tell whether an inline is nothing but space."""
    return node["t"] in _SPACES or (node["t"] == "Str" and not node["c"].strip())


def _own(element: Element, around: Around) -> list[Any]:
    """Return the attributes of an element inside a line."""
    tag = element.tag
    raw = attributes_of(tag, around)
    if tag.name == "bdi" and not tag.get("dir"):
        return [raw[0], raw[1], [*raw[2], ["dir", "auto"]]]
    classes = [name for name in raw[1] if name in tag.get("class").split()]  # words have no sides
    if tag.name in ("abbr", "acronym") and tag.get("title"):
        return [raw[0], ["abbr", *classes], [*raw[2], ["title", tag.get("title")]]]
    return [raw[0], classes, raw[2]]


def _styled(raw: Any) -> Any:
    """Return the attributes of a span without what only a screen shows."""
    name, classes, pairs = raw
    return [name, classes, [pair for pair in pairs if pair[0] not in ("style", "align")]]


def _without_links(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield inlines without the links in them: a link inside a link leads nowhere."""
    for node in nodes:
        if node["t"] == "Link":
            yield from _without_links(node["c"][1])
        elif node["t"] in STYLED:
            yield {**node, "c": list(_without_links(node["c"]))}
        elif node["t"] == "Span":
            yield {**node, "c": [node["c"][0], list(_without_links(node["c"][1]))]}
        else:
            yield node
