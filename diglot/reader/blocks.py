"""pandoc's block nodes → the model's blocks.

Knows pandoc's "t" and "c" for what is on lines of its own. A heading at the
top of a chapter comes out as a `Heading`; sections.py builds the tree of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from diglot.core.model import (
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
from diglot.reader.inlines import ChapterReading, InlineReader, as_letters
from diglot.reader.pandoc.nodes import (
    Node,
    block_words,
    count_notes,
    first_tag,
    first_words,
    plain_nodes,
    read_attributes,
    table_nodes,
)
from diglot.source.scan.markers import read_lettering
from diglot.source.table_widths import has_meant_widths

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


class BlockReader:
    """Reads the blocks of one chapter, in order."""

    def __init__(self, reading: ChapterReading) -> None:
        self.reading = reading
        self.inlines = InlineReader(reading, self.read)

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
                position = self._heading_place(inlines, node.get("tag", ""))
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
                places, tag = self.reading.places, node.get("tag", "")
                return (Rule(places.literal(tag, is_block=True) if tag else places.rule()),)
            case "RawBlock":
                return self._raw(content)
        raise AssertionError(f"pandoc gave an unknown block: {node['t']}")

    # Places -------------------------------------------------------------------

    def _place(self, inlines: Sequence[Node]) -> Position:
        if tag := first_tag(inlines):
            return self.reading.places.ahead(tag)
        return self._place_words(first_words(inlines))

    def _heading_place(self, inlines: Sequence[Node], tag: str) -> Position:
        """Return where a heading begins. tag: the HTML that it was made of."""
        if tag:
            return self.reading.places.literal(tag, is_block=True)
        if self.reading.generated:
            return self._place(inlines)
        return self.reading.places.heading(first_words(inlines))

    def _place_words(self, words: str) -> Position:
        if self.reading.generated:
            return self.reading.places.at(self.reading.places.here)
        return self.reading.places.block(words)

    def _next_place(self, nodes: Sequence[Node]) -> Position:
        """Return where the first words, or the first picture, inside some blocks are."""
        if tag := first_tag(nodes):
            return self.reading.places.ahead(tag)
        return self._place_words(block_words(nodes))

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
        places = self.reading.places
        start = places.here
        here = (
            self._next_place(nodes) if first_tag(nodes) or not words else self._place_words(words)
        )
        # It is printed below what it is of, so its notes are counted last.
        before = self.reading.notes
        self.reading.notes += count_notes(nodes)
        inlines = self._caption(caption)
        last, self.reading.notes = self.reading.notes, before
        end = places.here
        places.move_to(start)  # in Markdown the caption comes before the picture, in HTML after it
        outer = self.reading.caption
        self.reading.caption = "".join(plain_nodes(node["c"]) for node in caption)
        blocks = self.read(nodes)
        self.reading.caption, self.reading.notes = outer, last
        places.move_to(max(end, places.here))
        # One that is a part of another is counted with it.
        number = self.reading.number("figures") if inlines and not outer else 0
        return Figure(blocks, inlines, here, read_attributes(raw_attributes), number)

    def _caption(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        read = [inline for node in nodes for inline in self.inlines.read(node["c"])]
        return tuple(read)

    # Tables -------------------------------------------------------------------

    def _table(self, content: Any) -> Table:
        raw_attributes, (_short, caption), columns, head, bodies, foot = content
        words = "".join(first_words(node["c"]) for node in caption[:1])
        is_above = self.reading.places.comes_next(words, after="Table")
        inlines = self._caption(caption) if is_above else ()
        # It is printed above the cells wherever it is written, so its notes are counted first.
        before = self.reading.notes
        self.reading.notes += 0 if is_above else count_notes(caption)
        here = self._next_place(table_nodes(head, bodies))
        is_meant = has_meant_widths(*map(self.reading.places.line, (here.line, here.line + 1)))
        with self.reading.places.inside_drawn_table():
            head_rows = self._rows(head[1])
            body = tuple(r for part in bodies for r in self._rows(part[2]) + self._rows(part[3]))
            foot_rows = self._rows(foot[1])
        if not is_above:
            last, self.reading.notes = self.reading.notes, before
            inlines = self._caption(caption)
            self.reading.notes = last
        return Table(
            columns=tuple(
                Column(_ALIGNMENTS[align["t"]], _width(width) if is_meant else None)
                for align, width in columns
            ),
            head=tuple(row for row in head_rows if any(cell.blocks for cell in row)),
            body=body,
            foot=foot_rows,
            caption=inlines,
            position=here,
            attributes=read_attributes(raw_attributes),
            number=self.reading.number("tables") if inlines else 0,
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

    # Raw markup ---------------------------------------------------------------

    def _raw(self, content: Any) -> tuple[Block, ...]:
        """Return what raw markup becomes that means nothing in our model: its letters, at most."""
        markup_format, markup = content
        if markup.lstrip().startswith(("<!--", "<?")):
            return ()
        if markup_format == "literal":
            return (Paragraph(as_letters(markup), self.reading.places.literal(markup)),)
        here = self.reading.places.ahead(markup)
        is_printed = self.inlines.report(markup_format, markup.strip(), is_block=True)
        return (Paragraph(as_letters(markup), here),) if is_printed else ()


def _width(width: Any) -> float | None:
    return float(width["c"]) if width["t"] == "ColWidth" else None
