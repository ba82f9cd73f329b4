"""pandoc's inline nodes → the model's inlines.

Knows pandoc's "t" and "c" for what stands inside a line. What cannot be carried
into every edition (raw HTML, TeX) becomes a finding, never a silent loss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diglot.findings import Finding, cut_short
from diglot.model import (
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
    Position,
    Span,
    Style,
    Styled,
    Text,
)
from diglot.reader.pandoc import Node
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
}
_HTML_STYLES: dict[str, Style] = {
    "kbd": "keyboard",
    "mark": "mark",
    "sub": "subscript",
    "sup": "superscript",
    "small": "small",
    "u": "underline",
    "q": "quotation",
}
_WORDS = {"Str", "Space", "SoftBreak"}
_QUOTES = {"DoubleQuote": ("\u201c", "\u201d"), "SingleQuote": ("\u2018", "\u2019")}
_TAG = re.compile(r"<\s*(?P<close>/?)\s*(?P<name>[A-Za-z][\w-]*)(?P<rest>[^>]*)>")
_HTML_ATTRIBUTE = re.compile(r"""(?P<key>lang|dir|id)\s*=\s*["']?(?P<value>[^"'\s>]+)""")
_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")

BlockReader = Callable[[Sequence[Node]], tuple[Block, ...]]
AssetFinder = Callable[[str, Position], Asset | None]


@dataclass
class Reading:
    """What the reading of one chapter carries along.

    mathml: from (TeX, display?) to a <math> element and "", or None and why there is none.
    trials: tell which formulas can be drawn.
    known_keys: citation keys that the references define.
    find_asset: looks a picture up and collects the findings about it.
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
    terms: int = 0
    generated: bool = False  # inside text that the citation processor wrote

    def find(self, rule: str, position: Position, message: str, hint: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(rule, position, message, hint))


def read_attributes(raw: Any) -> Attributes:
    """Return what stands between braces: pandoc gives [id, [classes], [[key, value]]]."""
    name, classes, pairs = raw
    if not (name or classes or pairs):
        return NO_ATTRIBUTES
    return Attributes(str(name), tuple(classes), tuple((key, value) for key, value in pairs))


def first_words(nodes: Sequence[Node]) -> str:
    """Return the text with which inlines begin, as it stands in the source."""
    words: list[str] = []
    for node in nodes:
        match node["t"]:
            case "Str":
                words.append(node["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                words.append(" ")
            case "Emph" | "Strong" | "Strikeout" | "SmallCaps" | "Underline":
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


class InlineReader:
    """Reads runs of inlines; notes call back to the reader of blocks."""

    def __init__(self, reading: Reading, read_blocks: BlockReader) -> None:
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
            elif kind == "RawInline":
                index, inlines = self._raw(nodes, index)
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
                opening, closing = _QUOTES[content[0]["t"]]
                return (Text(opening), *self.read(content[1]), Text(closing))
            case "Code":
                self._pass(content[1])
                return (Code(content[1], read_attributes(content[0])),)
            case "Span":
                return (Span(self.read(content[1]), self._counted(content[0])),)
            case "Math":
                return (self._math(content),)
            case "Link":
                return (self._link(content),)
            case "Image":
                return (self._image(content),)
            case "Cite":
                return (self._citation(content),)
            case "Note":
                return (self._note(content),)
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
            for word in words:
                self._pass(word)
                self._find_undefined_notes(word)
        elif not self.reading.generated:
            self.reading.places.skip_run(words)
        return index, (Text(text),)

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

    def _math(self, content: Any) -> Inline:
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
            return Code(tex)
        return Math(tex, display, mathml)

    def _link(self, content: Any) -> Link:
        attributes, children, (target, title) = content
        places = self.reading.places
        is_address = _plain_nodes(children) in (target, target.removeprefix("mailto:"))
        if is_address or self.reading.generated:
            position = places.at(places.here) if self.reading.generated else places.next()
            inlines = self.read(children)
        else:
            inlines = self.read(children)
            position = places.literal(target)
        return Link(target, inlines, position, title, read_attributes(attributes))

    def _image(self, content: Any) -> Image:
        attributes_raw, children, (source, title) = content
        attributes = read_attributes(attributes_raw)
        caption = _plain_nodes(children)
        position = self.reading.places.literal(source)
        asset = self.reading.find_asset(source, position)
        alt = attributes.get("alt") or caption
        return Image(source, asset, alt, position, title, attributes)

    def _citation(self, content: Any) -> Citation:
        citations, children = content
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
                    "correct the key, add the work to content/references.bib, "
                    "or write \\@ for a name that is no citation",
                )
        outer, self.reading.generated = self.reading.generated, True
        inlines = self.read(children)
        self.reading.generated = outer
        for citation in citations:
            self._pass(_plain_nodes(citation["citationSuffix"]))
        return Citation(keys, inlines, position)

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

    def _raw(self, nodes: Sequence[Node], index: int) -> tuple[int, tuple[Inline, ...]]:
        """Return the index after a raw element, and what it becomes."""
        markup_format, markup = nodes[index]["c"]
        if markup.startswith("<!--"):
            return index + 1, ()
        match = _TAG.match(markup)
        if markup_format != "html" or not match:
            self._refuse(markup, f"raw {markup_format} is not carried into the editions")
            return index + 1, ()
        name = match["name"].lower()
        if name == "br":
            return index + 1, (LineBreak(),)
        if name == "wbr":
            return index + 1, (Text("\u200b"),)
        end = _closing(nodes, index, name)
        if match["close"] or end is None or (name not in _HTML_STYLES and name != "bdi"):
            self._refuse_tag(name, markup, bool(match["close"]))
            return index + 1, ()
        children = self.read(nodes[index + 1 : end])
        pairs = tuple((m["key"], m["value"]) for m in _HTML_ATTRIBUTE.finditer(match["rest"]))
        attributes = Attributes(pairs=pairs or (("dir", "auto"),) if name == "bdi" else pairs)
        if name == "bdi":
            return end + 1, (Span(children, attributes),)
        styled = Styled(_HTML_STYLES[name], children)
        return end + 1, (Span((styled,), attributes),) if pairs else (styled,)

    def _refuse_tag(self, name: str, markup: str, is_closing: bool) -> None:
        if name in {"script", "style", "iframe", "object", "embed"}:
            if not is_closing:
                self.refuse_script(name, markup)
        elif name in _HTML_STYLES or name == "bdi":
            problem = "has no beginning" if is_closing else "has no end in its paragraph"
            self._refuse(markup, f"the HTML element {cut_short(markup)} {problem}")
        elif not is_closing:
            self._refuse(markup, f"the HTML element <{name}> is not carried into the editions")

    def refuse_script(self, name: str, markup: str) -> None:
        """Add the finding for an element that runs or loads something."""
        self.reading.find(
            "raw-script",
            self.reading.places.literal(markup.partition("\n")[0]),
            f"<{name}> has no place in a book",
            "take it out; the editions run nothing and load nothing",
        )

    def _refuse(self, markup: str, message: str) -> None:
        self.reading.find(
            "raw-html",
            self.reading.places.literal(markup.partition("\n")[0]),
            message,
            "say it in Markdown: a span [words]{.class}, a division :::, or a table",
        )


def _closing(nodes: Sequence[Node], index: int, name: str) -> int | None:
    """Return the index of the tag that closes the one at `index`."""
    depth = 0
    for place in range(index, len(nodes)):
        if nodes[place]["t"] != "RawInline":
            continue
        match = _TAG.match(nodes[place]["c"][1])
        if match and match["name"].lower() == name:
            depth += -1 if match["close"] else 1
            if depth == 0:
                return place
    return None


def _plain_nodes(nodes: Sequence[Node]) -> str:
    """Return the words inside pandoc nodes."""
    return "".join(map(_plain_node, nodes))


def _plain_node(node: Node) -> str:
    """Return the words inside a pandoc node."""
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Code" | "Math":
            return str(node["c"][1])
        case "Quoted":
            opening, closing = _QUOTES[node["c"][0]["t"]]
            return opening + _plain_nodes(node["c"][1]) + closing
        case "Span" | "Link" | "Cite" | "Image":
            return _plain_nodes(node["c"][1])
        case "Note" | "RawInline":
            return ""
        case _:
            return _plain_nodes(node["c"])


def _joined(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbouring texts made one."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + inline.text)
        else:
            result.append(inline)
    return tuple(result)
