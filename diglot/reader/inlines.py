"""pandoc's inline nodes → the model's inlines.

Knows pandoc's "t" and "c" for what is inside a line. What cannot be carried
into every edition (raw HTML, TeX) becomes a finding, never a silent loss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.findings import Finding, cut_short
from diglot.core.inside_links import as_id
from diglot.core.links import is_outside, outside_url
from diglot.core.model import (
    NO_ATTRIBUTES,
    Asset,
    Attributes,
    Block,
    Citation,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Paragraph,
    Position,
    Span,
    Style,
    Styled,
    Text,
)
from diglot.core.walk import NumberedKind
from diglot.reader.html.reports import about_raw
from diglot.reader.pandoc.cross_references import are_parts, doubt_about, id_of, is_part
from diglot.reader.pandoc.environments import is_apart
from diglot.reader.pandoc.formulas import has_own_number, name_in
from diglot.reader.pandoc.nodes import QUOTES, Node, plain_nodes, read_attributes
from diglot.reader.positions import Places
from diglot.reader.trials import NO_TRIALS, Trials

_STYLES: dict[str, Style] = {
    "Emph": "emphasis",
    "Strong": "strong",
    "Strikeout": "strikeout",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "smallcaps",
    "Underline": "underline",
    "Keyboard": "keyboard",
    "Mark": "mark",
    "Small": "small",
    "Quotation": "quotation",
}
_WORDS = {"Str", "Space", "SoftBreak"}
_ATTRIBUTES = re.compile(
    r"\{ ?(?:[#.][^\W\d_][\w:.-]*|(?:lang|dir|alt|width|height|title|typography|"
    r"class|id|style|cite)=(?:\"[^\"{}]*\"|[^\s{}]+))(?: [^{}]*)?\}"
)
_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")

BlockReader = Callable[[Sequence[Node]], tuple[Block, ...]]
AssetFinder = Callable[[str, Position], Asset | None]


class ChapterReading(Struct):
    """What the reading of one chapter carries along.

    mathml: from (TeX, display?) to a <math> element and "", or None and why there is none.
    trials: tell which formulas can be drawn.
    known_keys: citation keys that the references define.
    find_asset: looks a picture up and collects the findings about it.
    title: the words of the first heading, to which a link without a target leads.
    """

    places: Places
    mathml: Mapping[tuple[str, bool], tuple[str | None, str]]
    known_keys: frozenset[str]
    find_asset: AssetFinder
    findings: list[Finding] = field(default_factory=list)
    trials: Trials = NO_TRIALS
    notes: int = 0
    figures: int = 0
    tables: int = 0
    equations: int = 0
    terms: int = 0
    title: str = ""
    caption: str = ""  # of the figure that is being read
    generated: bool = False  # inside text that the citation processor wrote

    def number(self, kind: NumberedKind) -> int:
        """Return the number of the next one of a kind."""
        value: int = getattr(self, kind) + 1
        setattr(self, kind, value)
        return value

    def find(self, rule: str, position: Position, message: str, hint: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(rule, position, message, hint))


def _cited_in_note(inline: Inline, position: Position) -> Inline:
    """Return a note that the citation processor wrote with its words as those of a citation.

    Its works are cited where the mark is; so it has no key of its own.
    """
    if not isinstance(inline, Note):
        return inline
    blocks = tuple(
        replace(block, inlines=(Citation((), block.inlines, position),))
        if isinstance(block, Paragraph)
        else block
        for block in inline.blocks
    )
    return replace(inline, blocks=blocks)


class InlineReader:
    """Reads runs of inlines; notes call back to the reader of blocks."""

    def __init__(self, reading: ChapterReading, read_blocks: BlockReader) -> None:
        self.reading = reading
        self.read_blocks = read_blocks

    def read(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        """Return the inlines of a run, neighbouring words joined."""
        result: list[Inline] = []
        index = 0
        while index < len(nodes):
            kind = nodes[index]["t"]
            if kind in _WORDS:
                index, inlines = self._words(nodes, index)
            else:
                index, inlines = index + 1, self._one(nodes[index])
            result.extend(inlines)
        return _joined(result)

    def _one(self, node: Node) -> tuple[Inline, ...]:
        kind = node["t"]
        content: Any = node.get("c")
        if kind in _STYLES:
            return (Styled(_STYLES[kind], self.read(content)),)
        match kind:
            case "LineBreak":
                return (LineBreak(),)
            case "Quoted":
                opening, closing = QUOTES[content[0]["t"]]
                return (Text(opening), *self.read(content[1]), Text(closing))
            case "Code":
                self._pass(content[1])
                return (Code(content[1], read_attributes(content[0])),)
            case "Span" if len(content[1]) == 1 and is_apart(content[1][0]):
                return (self._math(content[1][0]["c"], read_attributes(content[0])),)
            case "Span":
                return (Span(self.read(content[1]), self._counted(content[0])),)
            case "Math":
                return (self._math(content),)
            case "Link":
                return (self._link(content, node.get("tag", "")),)
            case "Image":
                return (self._image(content, node.get("tag", "")),)
            case "Cite":
                return self._citation(content)
            case "Note":
                return (self._note(content),)
            case "RawInline":
                return self._raw(content)
        raise AssertionError(f"pandoc gave an unknown inline: {kind}")

    def _counted(self, raw: Any) -> Attributes:
        """Return attributes; a term for the index gets a number, by which its place is known."""
        attributes = read_attributes(raw)
        if "index" not in attributes.classes:
            return attributes
        self.reading.terms += 1
        return replace(attributes, pairs=(*attributes.pairs, ("entry", str(self.reading.terms))))

    def _pass(self, words: str) -> None:
        if not self.reading.generated:
            self.reading.places.skip(words)

    def _words(self, nodes: Sequence[Node], index: int) -> tuple[int, tuple[Inline, ...]]:
        """Return the index after a run of words and spaces, and the text that it is."""
        words: list[str] = []
        while index < len(nodes) and nodes[index]["t"] in _WORDS:
            words.append(nodes[index].get("c", " "))
            index += 1
        text = "".join(words)
        if "[^" in text:
            for word in text.split(" "):
                self._pass(word)
                self._find_undefined_notes(word)
        elif not self.reading.generated:
            self.reading.places.skip_run(text)
            if "{" in text:
                self._find_printed_attributes(text)
        return index, (Text(text),)

    def _find_printed_attributes(self, text: str) -> None:
        """Add a finding for braces that belong to nothing."""
        places = self.reading.places
        for match in _ATTRIBUTES.finditer(text):
            # A heading's braces are not among what is passed.
            offset = places.text.rfind(match[0], 0, places.here + len(match[0]) + 2)
            if offset < 0 or (offset and places.text[offset - 1] in "\\{"):
                continue
            self.reading.find(
                "foreign-markup",
                places.at(offset),
                f"{cut_short(match[0])} belongs to nothing, so it is printed as it is typed",
                "put it at the end of a heading or a table's caption, or right after an image, "
                "a link, code, or words in brackets; or write \\{ for a brace that is to be seen",
            )

    def _find_undefined_notes(self, words: str) -> None:
        for match in _UNDEFINED_NOTE.finditer(words):
            places = self.reading.places
            offset = places.text.rfind(match[0], 0, places.here + len(match[0]))
            if places.text[max(offset - 1, 0) : offset] == "\\":
                continue  # written so: a mark that is shown
            self.reading.find(
                "undefined-note",
                places.at(max(offset, 0)),
                f'the note mark "{match[0]}" has no note',
                f'write the note on a line of its own: "{match[0]}: …"',
            )

    def _math(self, content: Any, attributes: Attributes = NO_ATTRIBUTES) -> Inline:
        """Return a formula. attributes: of one that is set apart; it has a number by its id."""
        kind, tex = content
        position = self.reading.places.literal(tex)
        display = kind["t"] == "DisplayMath"
        mathml, reason = self.reading.mathml.get((tex, display), (None, ""))
        problem = reason and f"is not TeX that can be read: {reason}"
        if mathml and (reason := self.reading.trials.formula_problem(mathml)):
            problem = f"cannot be drawn in the PDF: {reason}"
        if mathml is None or problem:
            self.reading.find(
                "broken-math",
                position,
                f"the formula {cut_short(tex)!r} {problem or 'is not TeX that can be read'}",
                "correct the formula; unusual packages and own macros are not known here",
            )
            return Code(tex, attributes)
        if display and not attributes.id and (name := name_in(tex)):
            attributes = replace(attributes, id=as_id(name))
        is_numbered = attributes.id and display and not has_own_number(tex)
        number = self.reading.number("equations") if is_numbered else 0
        return Math(tex, display, mathml, attributes, number)

    def _link(self, content: Any, tag: str) -> Link:
        """Return a link. tag: the HTML that it was made of, which has its target before it."""
        attributes, children, (target, title) = content
        places = self.reading.places
        is_address = plain_nodes(children) in (target, target.removeprefix("mailto:"))
        if tag:
            position = places.literal(tag)
            inlines = self.read(children)
        elif is_address or self.reading.generated:
            position = places.at(places.here) if self.reading.generated else places.next()
            inlines = self.read(children)
        else:
            inlines = self.read(children)
            named = places.heading_target(plain_nodes(children), self.reading.title)
            position = places.literal("(#)" if target == "#" else target)
            target = named if target == "#" else target
        if is_outside(target) and outside_url(target) is None:
            self.reading.find(
                "bad-address",
                position,
                f'"{cut_short(target)}" is not an address that a reader could open',
                "correct it: https://, the name of the host, the path; "
                "a % that belongs to it is written %25",
            )
        return Link(target, inlines, position, title, read_attributes(attributes))

    def _image(self, content: Any, tag: str) -> Image:
        attributes_raw, children, (source, title) = content
        attributes = read_attributes(attributes_raw)
        caption = plain_nodes(children)
        position = self.reading.places.literal(tag or source)
        asset = self.reading.find_asset(source, position)
        alt = attributes.get("alt") or attributes.get("fig-alt") or caption
        if caption not in (alt, self.reading.caption):  # nowhere else would be its words
            alt = f"{caption}: {alt}" if caption else alt
        return Image(source, asset, alt, position, title, attributes)

    def _references(self, citations: Sequence[Mapping[str, Any]]) -> Iterator[Inline]:
        """Yield links to parts of the book, which are filled in by what these are called."""
        for number, citation in enumerate(citations):
            name = citation["citationId"]
            position = self.reading.places.literal(f"@{name}")
            if doubt := doubt_about(citation):
                self.reading.find("foreign-markup", position, *doubt)
            yield from (Text(", "),) * bool(number)
            yield Link(f"#{id_of(name)}", (), position)

    def _citation(self, content: Any) -> tuple[Inline, ...]:
        citations, children = content
        if are_parts(citations, self.reading.known_keys):
            return tuple(self._references(citations))
        keys = tuple(citation["citationId"] for citation in citations)
        places = self.reading.places
        position = places.at(places.here)
        for number, key in enumerate(keys):
            where = places.literal(f"@{key}") if f"@{key}" in places.text else position
            position = position if number else where
            if key not in self.reading.known_keys:
                self.reading.find(
                    "undefined-citation",
                    where,
                    f'no reference has the key "{key}"',
                    f"for what has this id, write [](#{id_of(key)}) without words in the brackets"
                    if is_part(key)
                    else "correct the key, add the work to content/references.bib, "
                    "or write \\@ for a name that is no citation",
                )
        outer, self.reading.generated = self.reading.generated, True
        inlines = self.read(children)
        self.reading.generated = outer
        for citation in citations:
            self._pass(plain_nodes(citation["citationSuffix"]))
        return (Citation(keys, tuple(_cited_in_note(i, position) for i in inlines), position),)

    def _note(self, content: list[Node]) -> Note:
        self.reading.notes += 1
        number = self.reading.notes
        places = self.reading.places
        position, definition = places.note_mark()
        if definition is None:
            return Note(number, self.read_blocks(content), position)
        with places.inside_note(definition):
            blocks = self.read_blocks(content)
        return Note(number, blocks, position)

    # Raw HTML -----------------------------------------------------------------

    def _raw(self, content: Any) -> tuple[Inline, ...]:
        """Return what raw markup becomes that means nothing in our model: its letters, at most."""
        markup_format, markup = content
        if markup_format == "literal":
            self.reading.places.literal(markup)
            return as_letters(markup)
        if markup.startswith(("<!--", "<?")):
            return ()
        return as_letters(markup) if self.report(markup_format, markup) else ()

    def report(self, markup_format: str, markup: str, *, is_block: bool = False) -> bool:
        """Add the finding about raw markup, and tell whether its letters are to be printed."""
        position = self.reading.places.literal(markup.partition("\n")[0], is_block=is_block)
        rule, words, hint, is_printed = about_raw(markup_format, markup)
        self.reading.find(rule, position, words, hint)
        return is_printed


def as_letters(markup: str) -> tuple[Inline, ...]:
    """Return markup as words that stay as they are typed."""
    return (Span((Text(markup),), Attributes(classes=("verbatim",))),)


def _joined(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbouring texts made one."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + inline.text)
        else:
            result.append(inline)
    return tuple(result)
