"""What is on lines of its own → markup.

Knows the elements of HTML for paragraphs, lists, figures, quotations, verse and
divisions; tables and code are next door in tables.py and code.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import TypeVar, assert_never

from lxml import etree
from markupsafe import Markup
from msgspec.structs import replace

from diglot.core.markup_names import FORMULA_ALONE, REFERENCES
from diglot.core.model import (
    DONE,
    OPEN,
    Attributes,
    Block,
    Chapter,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    LineBreak,
    ListBlock,
    Math,
    Paragraph,
    Quote,
    Rule,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)
from diglot.core.walk import inline_lines, plain_text, walk_blocks
from diglot.lang.locales import Locale, text_direction
from diglot.render.apparatus.index import Index, Inlines, for_label, item_id
from diglot.render.apparatus.numbering import css_marker, list_class
from diglot.render.code import code_block
from diglot.render.inlines import InlineRenderer
from diglot.render.markup import NOTHING, Attrs, element, join, void
from diglot.render.remarks import remark_head
from diglot.render.scope import Scope, common_attributes, with_class
from diglot.render.tables import TableRenderer
from diglot.render.target import Target
from diglot.text.direction.citations import entry_in_reading_order
from diglot.text.isolates import in_own_direction

FOLDED = "details"  # the class of a division that a screen may fold up
_SHORT_LINE = 60  # characters
Titled = TypeVar("Titled", Chapter, Section)
_COUNTED = ("decimal", "lower-alpha", "upper-alpha")
_HEBREW = ("hebrew", "hebrew-pointed")
_LIST_TYPES = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
# Elements that may not be inside a paragraph, as a note at the foot of a page is.
_BLOCK_ELEMENTS = (
    "p", "div", "section", "aside", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre",
    "figure", "figcaption", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot",
    "tr", "th", "td", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip


class BlockRenderer:
    """Renders blocks and sections for one edition and target."""

    def __init__(self, index: Index, locale: Locale, target: Target) -> None:
        self.index = index
        self.locale = locale
        self.target = target
        self.inlines = InlineRenderer(index, locale, target, self.inside_line)
        self.tables = TableRenderer(self)

    def chapter_body(self, chapter: Chapter, scope: Scope) -> Markup:
        """Return what is under a chapter's title, without the notes."""
        chapter, cited = split_references(chapter)
        sections = [self.section(chapter, section, scope) for section in chapter.sections]
        if cited:
            sections.append(self.references(cited, scope, has_heading=True))
        return join((self.blocks(chapter.blocks, scope), *sections))

    def section(self, chapter: Chapter, section: Section, outer: Scope) -> Markup:
        """Return a section with those inside it; its heading carries the id."""
        attributes = section.attributes
        scope = outer.inside(attributes).below()
        attrs = common_attributes(attributes, outer, scope, self.target)
        heading = self.heading(chapter, section, scope)
        inner = (self.section(chapter, inner, scope) for inner in section.sections)
        attrs = with_class({**attrs, "id": None}, f"level{scope.rank}")
        return element("section", attrs, heading, self.blocks(section.blocks, scope), *inner)

    def heading(self, chapter: Chapter, section: Section, scope: Scope) -> Markup:
        """Return the heading of a section, with what is beside it. scope: the section's."""
        title = self.inlines.run(section.title, scope)
        words = (
            plain_text(for_label(section.title)).strip() if self.target.able.has_bookmarks else None
        )
        heading = element(f"h{scope.rank}", {"id": section.id, "data-bookmark": words}, title)
        if tools := self.target.heading_tools(chapter, section):
            heading = element("div", {"class": "heading"}, heading, tools)
        return heading

    def blocks(self, blocks: Sequence[Block], scope: Scope) -> Markup:
        """Return blocks one after the other."""
        pairs = zip_longest(blocks, blocks[1:])
        return join((self.block(block, scope, following) for block, following in pairs), "\n")

    def contents(self, blocks: Sequence[Block], scope: Scope) -> Markup:
        """Return the blocks of a list item or cell; a tight paragraph alone has no <p>."""
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        if len(paragraphs) == 1 and paragraphs[0].tight:
            rest = (b for b in blocks if b is not paragraphs[0])
            if blocks[0] is paragraphs[0]:
                words = self.inlines.run(paragraphs[0].inlines, scope)
                return join((words, *(self.block(block, scope) for block in rest)))
        return self.blocks(blocks, scope)

    def block(self, block: Block, scope: Scope, following: Block | None = None) -> Markup:
        """Return one block. following: the one after it, with which it may belong together."""
        match block:
            case Paragraph(inlines=inlines):
                is_lead_in = self.target.able.keeps_lead_ins and _leads_in(inlines, following)
                attrs: Attrs = {"class": "lead-in"} if is_lead_in else {}
                if _is_told_lines(inlines):
                    attrs = with_class(attrs, "told-lines")
                if self.target.able.keeps_lead_ins and _is_formula(inlines):
                    attrs = with_class(attrs, FORMULA_ALONE)
                return element("p", attrs, self.inlines.run(inlines, scope))
            case Heading():
                return self._heading(block, scope)
            case ListBlock():
                return self._list(block, scope)
            case DefinitionList():
                return self._definitions(block, scope)
            case Table():
                return self.tables.table(block, scope)
            case Figure():
                return self._figure(block, scope)
            case Quote(blocks=blocks):
                return element("blockquote", {}, self.blocks(blocks, scope))
            case CodeBlock():
                return code_block(block, self.inlines, scope)
            case Verse():
                return self._verse(block, scope)
            case Division():
                return self._division(block, scope)
            case Rule():
                return void("hr", {})
        assert_never(block)

    def caption(self, block: Table | Figure, scope: Scope) -> Markup:
        """Return a caption with its label, "Figure 2.1."; nothing where there is none."""
        if not block.caption:
            return NOTHING
        inlines: Inlines = block.caption
        if label := self.index.label(block, scope.chapter):
            span = Span((Text(f"{label}."),), Attributes(classes=("label",)))
            # Beside a label the caption is a line of its own: in the other script, turned alone.
            inlines = (span, Text(" "), *in_own_direction(inlines, scope.direction))
        return self.inlines.run(inlines, scope)

    def inside_line(self, blocks: tuple[Block, ...], scope: Scope) -> Markup:
        """Return blocks as spans, for a note that is at the place of its mark."""
        content = element("span", {}, self.contents(blocks, scope))
        if not any(f"<{name}" in content for name in _BLOCK_ELEMENTS):
            return element("span", {"class": "para"}, content)
        root = etree.fromstring(content)
        for node in root.iter(*_BLOCK_ELEMENTS):
            kind = "para" if node.tag == "p" else f"as-{node.tag}"
            node.set("class", f"{kind} {node.get('class', '')}".strip())
            node.tag = "span"
            if not (node.tail or "").strip():
                node.tail = None  # between spans that are blocks WeasyPrint has a line for a space
        return Markup(etree.tostring(root, encoding="unicode"))

    # One method a kind of block -----------------------------------------------

    def _heading(self, heading: Heading, scope: Scope) -> Markup:
        inner = scope.inside(heading.attributes).below()
        attrs = common_attributes(heading.attributes, scope, inner, self.target)
        return element(f"h{inner.rank}", attrs, self.inlines.run(heading.inlines, inner))

    def _list(self, block: ListBlock, scope: Scope) -> Markup:
        is_lettered = block.numbering in _HEBREW
        if is_lettered or (
            block.numbering in _COUNTED and self.index.numbering.has_lettered_lists(scope.language)
        ):
            return self._counted_list(block, scope, in_letters=is_lettered)
        if not block.numbering:
            return element("ul", {}, *(self._item(item, scope) for item in block.items))
        items = (element("li", {}, self.contents(item, scope)) for item in block.items)
        attrs = {
            # WeasyPrint would heed it more than a style that puts letters in brackets.
            "type": _LIST_TYPES.get(block.numbering) if block.delimiter == "." else None,
            "class": list_class(block.numbering, _last(block), block.delimiter),
            "start": block.start if block.start != 1 else None,
        }
        return element("ol", attrs, *items)

    def _item(self, item: tuple[Block, ...], scope: Scope) -> Markup:
        """Return an item with a bullet, or with the box of a task in its place."""
        boxed = _boxed(item)
        attrs: Attrs = {} if boxed is item else {"class": "task"}
        return element("li", attrs, self.contents(boxed, scope))

    def _counted_list(self, block: ListBlock, scope: Scope, *, in_letters: bool) -> Markup:
        """Return a list in Hebrew letters, and one right inside it in figures: א, 1, 2, ב.

        in_letters: whether the author counted it in letters.
        """
        in_letters = in_letters or not scope.is_in_letters
        is_pointed = block.numbering == "hebrew-pointed"
        inner = replace(scope, is_in_letters=in_letters)
        items = (
            element(
                "li",
                {"style": css_marker(number, block.delimiter, is_pointed=is_pointed)}
                if in_letters
                else {},
                self.contents(item, inner),
            )
            for number, item in enumerate(block.items, block.start)
        )
        start = block.start if block.start != 1 else None
        kind = list_class("hebrew" if in_letters else "decimal", _last(block), block.delimiter)
        return element("ol", {"class": kind, "start": start}, *items)

    def _definitions(self, block: DefinitionList, scope: Scope) -> Markup:
        parts = []
        for entry in block.entries:
            parts.append(element("dt", {}, self.inlines.run(entry.term, scope)))
            parts += [element("dd", {}, self.contents(m, scope)) for m in entry.meanings]
        return element("dl", {}, *parts)

    def _figure(self, block: Figure, scope: Scope) -> Markup:
        inner = scope.inside(block.attributes)
        attrs = common_attributes(block.attributes, scope, inner, self.target)
        if self.target.able.numbers_pages:
            attrs["id"] = item_id(block)
        content = join(self._pictures(inside, inner) for inside in block.blocks)
        caption = self.caption(block, inner)
        return element(
            "figure", attrs, content, element("figcaption", {}, caption) if caption else NOTHING
        )

    def _pictures(self, block: Block, scope: Scope) -> Markup:
        if isinstance(block, Paragraph) and all(isinstance(i, Image) for i in block.inlines):
            return self.inlines.run(block.inlines, scope)
        return self.block(block, scope)

    def _verse(self, block: Verse, scope: Scope) -> Markup:
        stanzas: list[list[Markup]] = [[]]
        for line in block.lines:
            if plain_text(line).strip():
                words = self.inlines.run(line, scope)
                stanzas[-1].append(element("span", {"class": "line"}, words))
            elif stanzas[-1]:
                stanzas.append([])
        paragraphs = (element("p", {}, *stanza) for stanza in stanzas if stanza)
        return element("div", {"class": "verse"}, *paragraphs)

    def _division(self, block: Division, scope: Scope) -> Markup:
        if block.attributes.id == "refs":
            return self.references(block, scope, has_heading=False)
        inner = scope.inside(block.attributes, _words(block.blocks))
        attrs = common_attributes(block.attributes, scope, inner, self.target)
        content = self.blocks(block.blocks, inner)
        if "note" in block.attributes.classes:
            head = remark_head(block.attributes.classes, self.locale)
            return element("aside", {**attrs, "role": "note"}, head, content)
        if FOLDED in block.attributes.classes and self.target.able.folds:
            return self._folded(block, attrs, inner)
        return element("div", attrs, content)

    def _folded(self, block: Division, attrs: Attrs, scope: Scope) -> Markup:
        """Return what a reader of the website unfolds by its first line."""
        match block.blocks:
            case (Paragraph(inlines=(Styled(style="strong", children=line),)), *rest):
                summary = element("summary", {}, self.inlines.run(line, scope))
                return element("details", attrs, summary, self.blocks(rest, scope))
        return element("div", attrs, self.blocks(block.blocks, scope))

    def references(self, block: Division, scope: Scope, *, has_heading: bool) -> Markup:
        """Return the list of works cited, each set in its own direction."""
        entries = []
        for entry in block.blocks:
            words = _words((entry,))
            attributes = entry.attributes if isinstance(entry, Division) else Attributes()
            pairs = (*attributes.pairs, ("dir", text_direction(words, scope.direction)))
            inner = scope.inside(Attributes(pairs=pairs))
            attrs = common_attributes(attributes, scope, inner, self.target)
            blocks = entry.blocks if isinstance(entry, Division) else (entry,)
            blocks = entry_in_reading_order(blocks, inner.direction)
            entries.append(element("li", attrs, self.contents(blocks, inner)))
        title = self.locale.gettext("Works cited")
        heading = element(f"h{scope.below().rank}", {}, title) if has_heading else NOTHING
        attrs = {"id": "refs", "class": REFERENCES, "role": "doc-bibliography"}
        content = element("ul", {}, *entries)
        return element("section", {**attrs, "aria-label": title}, heading, content)


def _boxed(item: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return an item, that of a task with its box set apart from its words."""
    match item:
        case (Paragraph(inlines=(Text(text=text), *rest)) as words, *more) if text.startswith(
            (OPEN, DONE)
        ):
            box = Span((Text(text[0]),), Attributes(classes=("box",)))
            inlines = (box, Text(text[1:].lstrip()), *rest)
            return (replace(words, inlines=inlines), *more)
    return item


def _last(block: ListBlock) -> int:
    """Return the number of a list's last item."""
    return block.start + len(block.items) - 1


def split_references(part: Titled) -> tuple[Titled, Division | None]:
    """Return a chapter without the works cited that close it, and these.

    The citation processor puts them at the end of whatever is last. A list that
    has a section to itself was put there by the author, and stays.
    """
    if part.sections:
        last, cited = split_references(part.sections[-1])
        return replace(part, sections=(*part.sections[:-1], last)), cited
    match part.blocks:
        case (_, *_, Division(attributes=Attributes(id="refs")) as cited):
            return replace(part, blocks=part.blocks[:-1]), cited
    return part, None


def _words(blocks: tuple[Block, ...]) -> str:
    """Return the words of blocks, to tell their direction."""
    lines = (line for block in walk_blocks(blocks) for line in inline_lines(block))
    return " ".join(map(plain_text, lines))


def _is_told_lines(inlines: Inlines) -> bool:
    """Tell whether a paragraph is short lines that end where they are told, as of an address."""
    if not any(isinstance(inline, LineBreak) for inline in inlines):
        return False
    runs = groupby(inlines, lambda inline: isinstance(inline, LineBreak))
    return all(len(plain_text(tuple(run))) <= _SHORT_LINE for is_end, run in runs if not is_end)


def _leads_in(inlines: Inlines, following: Block | None) -> bool:
    """Tell whether a paragraph announces what comes after it, and may not be parted from it."""
    if isinstance(following, Paragraph) and _is_formula(following.inlines):
        return True
    is_prose = isinstance(following, Paragraph | Heading | Rule | None)
    return not is_prose and plain_text(inlines).rstrip().endswith((":", "\u2014"))


def _is_formula(inlines: Inlines) -> bool:
    """Tell whether a paragraph is a formula by itself, which goes on with a sentence."""
    return len(inlines) == 1 and isinstance(inlines[0], Math) and inlines[0].display
