"""HTML on lines of its own → pandoc's block nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from diglot.lang.locales import direction_of
from diglot.reader.html.anchors import anchored
from diglot.reader.html.attributes import Around, attributes_of, divided, meant
from diglot.reader.html.inlines import InlineHtml, is_blank, literal_end, refused, trimmed
from diglot.reader.html.raw import raw_blocks
from diglot.reader.html.tables import table
from diglot.reader.html.tree import Element, gather, tag_of
from diglot.reader.pandoc.captions import captioned
from diglot.reader.pandoc.environments import named_formulas, tabs, theorem
from diglot.reader.pandoc.nodes import Node
from diglot.source.scan.tags import (
    BLOCKS,
    DIVISIONS,
    HEADINGS,
    LISTS,
    REFUSED,
    STYLES,
)

_NUMBERINGS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_CLASSES = {"center": "center", "aside": "note", "details": "details"}
_LINES = ("Para", "Plain")
_NO_ATTRIBUTES: list[Any] = ["", [], []]


def without_html(nodes: Sequence[Node], language: str) -> list[Node]:
    """Return the blocks of a chapter with HTML as what it means.

    A raw node is left where something is to be said: "html" for a tag that is reported,
    "literal" for one whose letters are printed. A node made of a tag has it as "tag".
    """
    return _BlockHtml().read(nodes, Around(language, direction_of(language)))


class _BlockHtml:
    """Rewrites blocks and, through `InlineHtml`, their lines."""

    def __init__(self) -> None:
        self.inlines = InlineHtml(self.read)

    def read(self, nodes: Sequence[Node], around: Around) -> list[Node]:
        """Return blocks in which elements of HTML are what they mean."""
        parts = gather([part for node in nodes for part in self._parts(node, around)])
        return anchored(self.parts(parts, around))

    def parts(self, parts: Sequence[Node | Element], around: Around) -> list[Node]:
        """Return what elements and nodes become; items without a list become one."""
        made: list[Node] = []
        for is_item, run in groupby(parts, lambda p: isinstance(p, Element) and p.tag.name == "li"):
            some = list(run)
            if is_item:
                made += [{"t": "BulletList", "c": self._items(some, around)}]
            else:
                made += [new for part in some for new in self._part(part, around)]
        return made

    # Before elements are gathered -------------------------------------------------

    def _parts(self, node: Node, around: Around) -> Iterator[Node]:
        """Yield a node with its own content rewritten, tags that are blocks by themselves."""
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                yield from self._paragraph(named_formulas(node), around)
            case "Header":
                level, raw, line = content
                yield {**node, "c": [level, _placed(raw), self.inlines.read(line, around)]}
            case "RawBlock":
                for raw in raw_blocks(node):
                    is_line = raw["t"] == "Plain"
                    yield from self._paragraph(raw, around) if is_line else [raw]
            case "Div":
                raw = meant(content[0], around)
                inside = self.read(content[1], around.inside(raw))
                if raw[0] == "refs" and not inside:
                    return  # nothing is cited
                found = captioned(inside, raw) or theorem(inside, raw)
                yield from [found] if found else divided(tabs(inside, raw) or inside, raw)
            case _:
                yield self._inside(node, around)

    def _inside(self, node: Node, around: Around) -> Node:
        content: Any = node.get("c")
        match node["t"]:
            case "BlockQuote":
                return {**node, "c": self.read(content, around)}
            case "BulletList":
                return {**node, "c": [self.read(item, around) for item in content]}
            case "OrderedList":
                return {**node, "c": [content[0], [self.read(i, around) for i in content[1]]]}
            case "DefinitionList":
                entries = [
                    [self.inlines.read(term, around), [self.read(m, around) for m in meanings]]
                    for term, meanings in content
                ]
                return {**node, "c": entries}
            case "LineBlock":
                return {**node, "c": [self.inlines.read(line, around) for line in content]}
            case "Figure":
                raw, (short, caption), blocks = content
                caption = self.read(caption, around)
                return {**node, "c": [raw, [short, caption], self.read(blocks, around)]}
            case "Table":
                return {**node, "c": self._table(content, around)}
        return node

    def _table(self, content: Any, around: Around) -> Any:
        raw, (short, caption), columns, head, bodies, foot = content
        return [
            raw,
            [short, self.read(caption, around)],
            columns,
            [head[0], self._rows(head[1], around)],
            [[b[0], b[1], self._rows(b[2], around), self._rows(b[3], around)] for b in bodies],
            [foot[0], self._rows(foot[1], around)],
        ]

    def _rows(self, rows: Any, around: Around) -> Any:
        return [[raw, [[*c[:4], self.read(c[4], around)] for c in cells]] for raw, cells in rows]

    def _paragraph(self, node: Node, around: Around) -> Iterator[Node]:
        """Yield a paragraph; where blocks begin in it, what is before and after them."""
        for kind, run in groupby(node["c"], _is_block_tag):
            some = list(run)
            if kind:
                yield from ({"t": "RawBlock", "c": tag["c"]} for tag in some)
            elif _is_open_tag_alone(some):
                yield from ({"t": "RawBlock", "c": tag["c"]} for tag in some if not is_blank(tag))
            else:
                line = trimmed(self.inlines.read(some, around))
                if line:  # breaks and nothing else make room on a screen
                    yield {**node, "c": line}

    # Elements ---------------------------------------------------------------------

    def _part(self, part: Node | Element, around: Around) -> list[Node]:
        if not isinstance(part, Element):
            return [part]
        name = part.tag.name
        if not part.tag.is_known:
            end = [] if part.tag.is_alone else [literal_end(part)]
            children = self.parts(part.children, around)
            return [part.node, *children, *end]
        if name in REFUSED:
            return refused(part, self.parts(part.children, around))
        raw = attributes_of(part.tag, around, *filter(None, [_CLASSES.get(name, "")]))
        return self._known(part, raw, around.inside(raw))

    def _known(self, part: Element, raw: Any, inner: Around) -> list[Node]:
        name = part.tag.name
        if name in HEADINGS:
            return self._heading(part, raw, inner)
        if name == "p":
            return self._block_of_lines(part, raw, inner)
        if name == "details":
            return divided(self._details(part, inner), raw)
        if name in DIVISIONS or name == "span":
            return divided(self.parts(part.children, inner), raw)
        if name in LISTS:
            return divided(self._list(part, inner), raw)
        match name:
            case "blockquote":
                content = self.parts(part.children, inner)
                return divided([{"t": "BlockQuote", "c": content}] if content else [], raw)
            case "dl":
                return divided(self._definitions(part, inner), raw)
            case "table":
                return table(part, raw, inner, self.parts)
            case "figure":
                return self._figure(part, raw, inner)
            case "hr":
                return [{"t": "HorizontalRule", "tag": part.tag.markup}]
        if name in BLOCKS:
            return [part.node, *self.parts(part.children, inner)]
        return self._lines(part, inner)

    def _heading(self, part: Element, raw: Any, around: Around) -> list[Node]:
        """Return a heading; without its end it is the line that follows it, and reported."""
        blocks = self.parts(part.children, around)
        lines = blocks if part.is_closed else blocks[:1]
        line = self._one_line(lines)
        classes = [name for name in raw[1] if name in part.tag.get("class").split()]
        content = [int(part.tag.name[1]), _placed([raw[0], classes, raw[2]]), line]
        heading = {"t": "Header", "c": content, "tag": part.tag.markup}
        return [
            *([] if part.is_closed else [part.node]),
            *([heading] if line else []),
            *(block for block in lines if block["t"] not in _LINES),
            *blocks[len(lines) :],
        ]

    def _one_line(self, blocks: Sequence[Node]) -> list[Node]:
        """Return the lines of blocks as one line."""
        line: list[Node] = []
        for block in blocks:
            if block["t"] in _LINES:
                line += [*([{"t": "Space"}] if line else []), *block["c"]]
        return line

    def _block_of_lines(self, part: Element, raw: Any, around: Around) -> list[Node]:
        """Return a <p>; without its end it holds the lines that follow it at once."""
        blocks = [
            {**block, "t": "Para"} if block["t"] == "Plain" else block
            for block in self.parts(part.children, around)
        ]
        if part.is_closed:
            return divided(blocks, raw)
        return divided(blocks[:1], raw) + blocks[1:]

    def _details(self, part: Element, around: Around) -> list[Node]:
        """Return what can be folded, its summary as a bold first line."""
        summaries = [p for p in part.children if isinstance(p, Element) and p.tag.name == "summary"]
        rest = self.parts([p for p in part.children if p not in summaries], around)
        line = self._one_line(
            [b for s in summaries for b in _as_lines(self.parts(s.children, around))]
        )
        is_bold = [node["t"] for node in line] == ["Strong"]
        bold = line if is_bold else [{"t": "Strong", "c": line}]
        return [*([{"t": "Para", "c": bold}] if line else []), *rest]

    def _list(self, part: Element, around: Around) -> list[Node]:
        items = self._items(part.children, around)
        if not items:
            return []
        if part.tag.name != "ol":
            return [{"t": "BulletList", "c": items}]
        start, style = part.tag.get("start"), _NUMBERINGS.get(part.tag.get("type"), "Decimal")
        first = int(start) if start.isdecimal() else 1
        return [{"t": "OrderedList", "c": [[first, {"t": style}, {"t": "DefaultDelim"}], items]}]

    def _items(self, parts: Sequence[Node | Element], around: Around) -> list[list[Node]]:
        """Return the items of a list; what is between items belongs to the one before."""
        items: list[list[Node]] = []
        for part in parts:
            is_item = isinstance(part, Element) and part.tag.name == "li"
            if isinstance(part, Element) and is_item:
                raw = attributes_of(part.tag, around)
                inner = around.inside(raw)
                items.append(divided(self.parts(part.children, inner), raw))
            elif content := self._part(part, around):
                items[-1:] = [[*items[-1], *content] if items else content]
        return items

    def _definitions(self, part: Element, around: Around) -> list[Node]:
        entries: list[tuple[list[Node], list[list[Node]]]] = []
        strays: list[Node] = []
        for child in _through_divisions(part.children):
            name = child.tag.name if isinstance(child, Element) else ""
            blocks = (
                self.parts(child.children, around)
                if isinstance(child, Element) and name in ("dt", "dd")
                else self._part(child, around)
            )
            if name == "dt":
                entries.append((self._one_line(_as_lines(blocks)), []))
            elif name == "dd" and entries:
                entries[-1][1].append(blocks)
            elif entries and entries[-1][1]:
                entries[-1][1][-1].extend(blocks)
            else:
                strays += blocks
        made = [[term, meanings] for term, meanings in entries]
        return strays + ([{"t": "DefinitionList", "c": made}] if made else [])

    def _figure(self, part: Element, raw: Any, around: Around) -> list[Node]:
        captions = [
            p for p in part.children if isinstance(p, Element) and p.tag.name == "figcaption"
        ]
        blocks = self.parts([p for p in part.children if p not in captions], around)
        line = self._one_line(
            [b for c in captions for b in _as_lines(self.parts(c.children, around))]
        )
        # A picture alone in a paragraph is a figure for pandoc; its description is no caption here.
        inside = [
            b for block in blocks for b in (block["c"][2] if block["t"] == "Figure" else [block])
        ]
        if not inside:
            return [{"t": "Para", "c": line}] if line else []
        caption = [{"t": "Plain", "c": line}] if line else []
        classes = [name for name in raw[1] if name in part.tag.get("class").split()]
        return [{"t": "Figure", "c": [[raw[0], classes, raw[2]], [None, caption], inside]}]

    def _lines(self, part: Element, around: Around) -> list[Node]:
        """Return the blocks in an element that belongs into a line, each line in it."""

        def apply(line: list[Node]) -> list[Node]:
            inner = Element(part.tag, part.node, list(line), is_closed=True)
            return self.inlines.part(inner, around)

        blocks = self.parts(part.children, around)
        if part.tag.name not in STYLES and not part.tag.get("href"):
            raw = attributes_of(part.tag, around)
            if not blocks and part.tag.name in ("a", "img", "br", "wbr"):
                line = trimmed(apply([]))
                return [{"t": "Para", "c": line}] if line else []
            return divided(blocks, [raw[0], [], raw[2]])
        return [_with_lines(block, apply) for block in blocks]


def _with_lines(block: Node, apply: Any) -> Node:
    """Return a block with each line in it changed."""
    content: Any = block.get("c")
    match block["t"]:
        case "Para" | "Plain":
            return {**block, "c": apply(content)}
        case "Header":
            return {**block, "c": [*content[:2], apply(content[2])]}
        case "BlockQuote":
            return {**block, "c": [_with_lines(b, apply) for b in content]}
        case "Div":
            return {**block, "c": [content[0], [_with_lines(b, apply) for b in content[1]]]}
        case "Figure":
            return {**block, "c": [*content[:2], [_with_lines(b, apply) for b in content[2]]]}
        case "BulletList":
            return {**block, "c": [[_with_lines(b, apply) for b in item] for item in content]}
        case "OrderedList":
            items = [[_with_lines(b, apply) for b in item] for item in content[1]]
            return {**block, "c": [content[0], items]}
    return block


def _is_block_tag(node: Node) -> bool:
    tag = tag_of(node)
    return tag is not None and tag.name in BLOCKS and tag.is_known


def _is_open_tag_alone(line: Sequence[Node]) -> bool:
    """Tell whether a line is nothing but tags of which some end, or begin, in another one."""
    tags = [node for node in line if not is_blank(node)]
    if not tags or not all(map(tag_of, tags)):
        return False
    return not all(isinstance(part, Element) for part in gather(tags))


def _placed(raw: Any) -> Any:
    """Return the attributes of a heading; how its line is aligned is the design's."""
    return [raw[0], raw[1], [pair for pair in raw[2] if pair[0] not in ("align", "style")]]


def _as_lines(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks with headings as lines: a summary or a term is one line."""
    return [{"t": "Plain", "c": b["c"][2]} if b["t"] == "Header" else b for b in blocks]


def _through_divisions(parts: Sequence[Node | Element]) -> Iterator[Node | Element]:
    """Yield parts, those of divisions in their place."""
    for part in parts:
        if isinstance(part, Element) and part.tag.name == "div":
            yield from _through_divisions(part.children)
        else:
            yield part
