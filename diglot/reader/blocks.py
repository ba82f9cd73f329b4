"""pandoc's block nodes → the model's blocks.

Knows pandoc's "t" and "c" for what stands on lines of its own. A heading at the
top of a chapter comes out as a `Heading`; sections.py builds the tree of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from diglot.model import (
    Alignment,
    Block,
    Cell,
    CodeBlock,
    Column,
    Definition,
    DefinitionList,
    Delimiter,
    Division,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Position,
    Quote,
    Row,
    Rule,
    Table,
    Verse,
)
from diglot.reader.code_captions import with_caption
from diglot.reader.inlines import InlineReader, Reading, first_words, read_attributes
from diglot.reader.pandoc import Node
from diglot.source.markers import read_lettering

_NUMBERINGS = {
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
_DELIMITERS: dict[str, Delimiter] = {"OneParen": ")", "TwoParens": "()"}
_ALIGNMENTS: dict[str, Alignment] = {
    "AlignLeft": "start",
    "AlignCenter": "center",
    "AlignRight": "end",
    "AlignDefault": "",
}
_OPENING_TAG = re.compile(r"<\s*([A-Za-z][\w-]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_RUNNING = {"script", "style", "iframe", "object", "embed"}


class BlockReader:
    """Reads the blocks of one chapter, in order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.inlines = InlineReader(reading, self.read)
        self._refused = ""  # the HTML element that was reported and has not ended yet

    def read(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return the blocks that nodes become."""
        return tuple(block for node in nodes for block in self._one(node))

    def _one(self, node: Node) -> tuple[Block, ...]:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                position = self._place(content)
                inlines = self.inlines.read(content)
                tight = node["t"] == "Plain"
                return (Paragraph(inlines, position, tight),) if inlines else ()
            case "Header":
                level, attributes, inlines = content
                position = self._heading_place(inlines)
                read = self.inlines.read(inlines)
                return (Heading(level, read, position, read_attributes(attributes)),)
            case "BulletList":
                return (self._list(content),)
            case "OrderedList":
                return (self._counted_list(content),)
            case "DefinitionList":
                return (self._definitions(content),)
            case "BlockQuote":
                here = self._next_place(content)
                return (Quote(self.read(content), here),)
            case "CodeBlock":
                attributes, text = content
                position = self._place_words(text)
                self.reading.places.skip(text)
                read_code = CodeBlock(text, position, read_attributes(attributes))
                return (with_caption(read_code),)
            case "LineBlock":
                here = self._place(content[0])
                return (Verse(tuple(self.inlines.read(line) for line in content), here),)
            case "Div":
                return (self._division(content),)
            case "Figure":
                return (self._figure(content),)
            case "Table":
                return (self._table(content),)
            case "HorizontalRule":
                return (Rule(self.reading.places.rule()),)
            case "RawBlock":
                self._raw(content)
                return ()
        raise AssertionError(f"pandoc gave an unknown block: {node['t']}")

    # Places -------------------------------------------------------------------

    def _place(self, inlines: Sequence[Node]) -> Position:
        return self._place_words(first_words(inlines))

    def _heading_place(self, inlines: Sequence[Node]) -> Position:
        if self.reading.generated:
            return self._place(inlines)
        return self.reading.places.heading(first_words(inlines))

    def _place_words(self, words: str) -> Position:
        if self.reading.generated:
            return self.reading.places.at(self.reading.places.here)
        return self.reading.places.block(words)

    def _next_place(self, nodes: Sequence[Node]) -> Position:
        """Return where the first words inside some blocks stand."""
        return self._place_words(_block_words(nodes))

    # Lists --------------------------------------------------------------------

    def _list(self, items: Sequence[Sequence[Node]]) -> ListBlock:
        here = self._next_place(items[0] if items else ())
        return ListBlock(tuple(self.read(item) for item in items), here)

    def _counted_list(self, content: Any) -> ListBlock:
        (start, style, delimiter), items = content
        plain = self._list(items)
        shown = _DELIMITERS.get(delimiter["t"], ".")
        if letters := read_lettering(start):
            numbering = "hebrew-pointed" if letters.is_pointed else "hebrew"
            shown = shown if letters.has_delimiter else ""
            return replace(plain, numbering=numbering, start=letters.start, delimiter=shown)
        numbering = _NUMBERINGS.get(style["t"], "decimal")
        return replace(plain, numbering=numbering, start=start, delimiter=shown)

    def _definitions(self, content: Any) -> DefinitionList:
        here = self._place(content[0][0])
        entries = []
        for term, meanings in content:
            self._place(term)
            read = self.inlines.read(term)
            entries.append(Definition(read, tuple(self.read(meaning) for meaning in meanings)))
        return DefinitionList(tuple(entries), here)

    # Divisions ----------------------------------------------------------------

    def _division(self, content: Any) -> Division:
        raw_attributes, nodes = content
        attributes = read_attributes(raw_attributes)
        is_generated = attributes.id == "refs" and bool(nodes)
        outer = self.reading.generated
        self.reading.generated = outer or is_generated
        here = self._next_place(nodes)
        blocks = self.read(nodes)
        self.reading.generated = outer
        return Division(blocks, here, attributes)

    def _figure(self, content: Any) -> Figure:
        raw_attributes, (_short, caption), nodes = content
        words = "".join(first_words(node["c"]) for node in caption[:1])
        here = self._place_words(words or _block_words(nodes))
        inlines = self._caption(caption)  # before the picture: in the source it comes first
        blocks = self.read(nodes)
        number = self._number("figures") if inlines else 0
        return Figure(blocks, inlines, here, read_attributes(raw_attributes), number)

    def _caption(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        read = [inline for node in nodes for inline in self.inlines.read(node["c"])]
        return tuple(read)

    def _number(self, kind: str) -> int:
        value: int = getattr(self.reading, kind) + 1
        setattr(self.reading, kind, value)
        return value

    # Tables -------------------------------------------------------------------

    def _table(self, content: Any) -> Table:
        raw_attributes, (_short, caption), columns, head, bodies, foot = content
        words = "".join(first_words(node["c"]) for node in caption[:1])
        is_above = self.reading.places.comes_next(words, after="Table")
        inlines = self._caption(caption) if is_above else ()
        here = self._next_place(_table_nodes(head, bodies))
        with self.reading.places.inside_drawn_table():
            head_rows = self._rows(head[1])
            body = tuple(r for part in bodies for r in self._rows(part[2]) + self._rows(part[3]))
            foot_rows = self._rows(foot[1])
        inlines = inlines or self._caption(caption)
        return Table(
            columns=tuple(Column(_ALIGNMENTS[a["t"]], _width(width)) for a, width in columns),
            head=tuple(row for row in head_rows if any(cell.blocks for cell in row)),
            body=body,
            foot=foot_rows,
            caption=inlines,
            position=here,
            attributes=read_attributes(raw_attributes),
            number=self._number("tables") if inlines else 0,
            row_headers=bodies[0][1] if bodies else 0,
        )

    def _rows(self, rows: Sequence[Any]) -> tuple[Row, ...]:
        return tuple(self._row(cells) for _attributes, cells in rows)

    def _row(self, cells: Sequence[Any]) -> Row:
        # In a grid table the lines of neighbouring cells alternate, so each cell is looked for
        # from where its row begins.
        places = self.reading.places
        self._next_place([node for cell in cells for node in cell[4]])
        start = end = places.here
        read = []
        for cell in cells:
            places.move_to(start)
            read.append(self._cell(cell))
            end = max(end, places.here)
        places.move_to(end)
        return tuple(read)

    def _cell(self, raw: Any) -> Cell:
        _attributes, align, rowspan, colspan, blocks = raw
        return Cell(self.read(blocks), _ALIGNMENTS[align["t"]], rowspan, colspan)

    # Raw HTML -----------------------------------------------------------------

    def _raw(self, content: Any) -> None:
        markup_format, markup = content
        if markup_format == "html" and markup.lstrip().startswith("<!--"):
            return
        match = _OPENING_TAG.search(markup)
        if self._refused:
            if f"</{self._refused}" in markup.lower():
                self._refused = ""
            return
        if markup_format == "html" and not match:
            return  # a closing tag: its opening one has been reported
        name = match[1].lower() if match else markup_format
        if name in _RUNNING:
            self.inlines.refuse_script(name, markup)
            return
        if match and f"</{name}" not in markup.lower() and name not in _VOID:
            self._refused = name
        self.reading.find(
            "raw-html",
            self.reading.places.literal(markup.strip().partition("\n")[0], is_block=True),
            f"raw {'HTML' if markup_format == 'html' else markup_format} (<{name}>) "
            "is not carried into the editions",
            "say it in Markdown: a division :::, a table, a list",
        )


def _width(width: Any) -> float | None:
    return float(width["c"]) if width["t"] == "ColWidth" else None


def _table_nodes(head: Any, bodies: Any) -> list[Node]:
    rows = list(head[1]) + [row for part in bodies for row in part[2] + part[3]]
    return [node for _attributes, cells in rows for cell in cells for node in cell[4]]


def _block_words(nodes: Sequence[Node]) -> str:
    """Return the first words inside blocks, as they stand in the source."""
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
                words = _block_words(content[0] if content else ())
            case "OrderedList":
                words = _block_words(content[1][0] if content[1] else ())
            case "DefinitionList":
                words = first_words(content[0][0])
            case "BlockQuote":
                words = _block_words(content)
            case "Div":
                words = _block_words(content[1])
            case "Figure":
                words = _block_words(content[2])
            case "Table":
                words = _block_words(_table_nodes(content[3], content[4]))
        if words:
            return words
    return ""
