"""What is inside a line → markup.

Knows the elements of HTML for words, marks of notes, links and pictures. Before
a run of inlines becomes markup, links without text get the name of their target,
so that `Target.prepare` sees the line as it will read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never
from urllib.parse import quote

from markupsafe import Markup
from msgspec.structs import replace

from diglot.core.findings import cut_short
from diglot.core.links import is_outside, outside_url
from diglot.core.markup_names import (
    FOOTNOTE,
    NOTE_NUMBER,
    NOTE_OWN,
    NOTE_PLACE,
    NOTE_SERIES,
    PAGE_ANCHOR,
    PAGE_NUMBER,
    PAGE_QUERY,
    PAGE_RAISED,
)
from diglot.core.model import (
    Attributes,
    Block,
    Citation,
    Code,
    Direction,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Span,
    Style,
    Styled,
    Text,
)
from diglot.core.walk import plain_text
from diglot.lang.locales import Locale, direction_of
from diglot.render.apparatus.index import Destination, Index, Inlines
from diglot.render.apparatus.terms import INDEX, term_id
from diglot.render.drawn import maths
from diglot.render.emphasis import SPACED, emphasized
from diglot.render.markup import element, join, text, void
from diglot.render.scope import Scope, common_attributes, with_class
from diglot.render.target import Target
from diglot.text.code_breaks import CODE_PIECE, code_steps, stays_whole
from diglot.text.direction.citations import in_reading_order
from diglot.text.direction.edges import hold_edges
from diglot.text.direction.title_rows import hold_titles
from diglot.text.held_spaces import with_marks_held, with_spaces_held
from diglot.text.isolates import STRONG_RTL, in_own_direction, note_language
from diglot.text.whole_words import in_one_font, without_joiner

_ELEMENTS: dict[Style, str] = {
    "strong": "strong",
    "strikeout": "s",
    "superscript": "sup",
    "subscript": "sub",
    "underline": "u",
    "keyboard": "kbd",
    "mark": "mark",
    "small": "small",
}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(%|px|pt|mm|cm|in|em|rem)?")

# The classes of a link that says on which page the place is, and of one that says nothing else.
PAGE, PAGE_ONLY = "page", "page-only"
SET_APART = "math-display"  # the class of a formula

NoteBlocks = Callable[[tuple[Block, ...], Scope], Markup]


class InlineRenderer:
    """Renders runs of inlines for one edition and target.

    note_blocks: renders what is in a note as markup that may be inside a line.
    """

    def __init__(
        self, index: Index, locale: Locale, target: Target, note_blocks: NoteBlocks
    ) -> None:
        self.index = index
        self.locale = locale
        self.target = target
        self._able = target.able
        self.note_blocks = note_blocks
        place = index.numbering.counting.notes_place
        self.has_foot_notes = target.able.has_page_feet and place == "page"

    def run(self, inlines: Inlines, scope: Scope) -> Markup:
        """Return the markup of a complete run: all that is directly in one block."""
        line = in_own_direction(self._expand(inlines, scope), scope.direction)
        line = in_reading_order(line, scope.direction)
        if self.index.signs:
            line = hold_edges(hold_titles(line, scope.direction), scope.direction)
        return self._all(self.target.prepare(line, scope.direction), scope)

    def ordered(self, inlines: Inlines, direction: Direction, scope: Scope) -> Markup:
        """Return the markup of a line whose signs are to stay as they are: one of code."""
        inner = replace(scope, direction=direction)
        return self._all(self.target.prepare(inlines, direction), inner)

    def image(self, image: Image) -> Markup:
        """Return a picture, or its text where there is no file."""
        if image.asset is None:
            return element("span", {"class": "missing-image"}, image.alt or cut_short(image.source))
        lengths = ((name, css_length(image.attributes.get(name))) for name in ("width", "height"))
        style = "; ".join(f"{name}: {length}" for name, length in lengths if length)
        attrs = {
            "id": image.attributes.id,
            "class": " ".join(image.attributes.classes),
            "src": self.target.image_url(image.asset),
            "alt": image.alt,
            "title": image.title,
            "style": style,
        }
        return void("img", attrs)

    # Before markup ------------------------------------------------------------

    def _expand(self, inlines: Inlines, scope: Scope) -> Inlines:
        return tuple(new for old in inlines for new in self._expanded(old, scope))

    def _expanded(self, inline: Inline, scope: Scope) -> Inlines:
        match inline:
            case Text(text=words):
                holds = self.index.spaces and self._able.holds_spaces
                return in_one_font(with_spaces_held(words) if holds else words)
            case Styled(style="quotation", children=children):
                return self._expand(children, scope)
            case Styled(style="emphasis", children=children):
                return emphasized(self._expand(children, scope), scope.direction)
            case Link(attributes=attributes) if PAGE in attributes.classes and (
                page := self._page(inline, scope)
            ):
                before = self._expand(inline.children, scope)
                kept = attributes.classes if before else (*attributes.classes, PAGE_ONLY)
                attributes = replace(attributes, classes=kept)
                return (replace(inline, children=(*before, *page), attributes=attributes),)
            case Link(target=target, children=()):
                return (replace(inline, children=self._named(target, scope)),)
            case Span(children=children, attributes=attributes):
                inner = scope.inside(attributes, plain_text(children))
                return (replace(inline, children=self._expand(children, inner)),)
            case Styled() | Link() | Citation():
                return (replace(inline, children=self._expand(inline.children, scope)),)
            case _:
                return (inline,)

    def _named(self, target: str, scope: Scope) -> Inlines:
        place = self.index.resolve(target, scope.chapter.name)
        return self.index.name(place) if place else (Text(target),)

    def _page(self, link: Link, scope: Scope) -> Inlines:
        """Return "page 41" for a link to a place in a book of pages, after words in parentheses.

        The number itself is filled in when all pages are known; here it is given room.
        """
        place = self.index.resolve(link.target, scope.chapter.name)
        if place is None or not self._able.numbers_pages:
            return ()
        where = f"{link.position.line}.{link.position.column}"
        attributes = Attributes(page_anchor(where, place), (PAGE_NUMBER,))
        number = Span((Text(self.target.page_room(place)),), attributes)
        before, _, after = self.locale.gettext(
            "page\N{NO-BREAK SPACE}%(number)s", number="\0"
        ).partition("\0")
        words = (Text(before), number, Text(after)) if after else (Text(before), number)
        return (Text(" ("), *words, Text(")")) if link.children else words

    # Markup -------------------------------------------------------------------

    def _all(self, inlines: Inlines, scope: Scope) -> Markup:
        return join(self._one(inline, scope) for inline in inlines)

    def _one(self, inline: Inline, scope: Scope) -> Markup:
        match inline:
            case Text(text=words):
                words = with_marks_held(words)
                return text(words if self._able.ignores_joiners else without_joiner(words))
            case LineBreak():
                return void("br", {})
            case Styled(style="smallcaps", children=children):
                return element("span", {"class": "smallcaps"}, self._all(children, scope))
            case Styled(style="emphasis", children=children):
                style_class = SPACED if self.index.emphasis == "spaced" else None
                return element("em", {"class": style_class}, self._all(children, scope))
            case Styled(style=style, children=children):
                return element(_ELEMENTS[style], {}, self._all(children, scope))
            case Span():
                return self._span(inline, scope)
            case Code():
                return self._code(inline, scope)
            case Math():
                return self._formula(inline, scope)
            case Link():
                return self._link(inline, scope)
            case Image():
                return self.image(inline)
            case Citation(children=children):
                return element("span", {"class": "citation"}, self._all(children, scope))
            case Note():
                return self._note(inline, scope)
        assert_never(inline)

    def _span(self, span: Span, scope: Scope) -> Markup:
        if PAGE_NUMBER in span.attributes.classes:
            return _room(span)
        inner = scope.inside(span.attributes, plain_text(span.children))
        attrs = common_attributes(span.attributes, scope, inner, self.target)
        if self._able.numbers_pages and INDEX in span.attributes.classes:
            attrs["id"] = term_id(span)
        content = self._all(span.children, inner)
        if span.attributes.get("dir") == "auto" and self._able.has_bdi:
            return element("bdi", attrs, content)
        if "abbr" in span.attributes.classes and self._able.explains_abbreviations:
            return element("abbr", {**attrs, "title": span.attributes.get("title")}, content)
        return element("span", attrs, content) if any(attrs.values()) else content

    def _code(self, code: Code, scope: Scope) -> Markup:
        attributes = code.attributes
        attrs = common_attributes(attributes, scope, scope.inside(attributes), self.target)
        is_piece = CODE_PIECE in code.attributes.classes
        if not is_piece and stays_whole(code.text):
            attrs = with_class(attrs, "short")
            return element("code", attrs, code.text)
        return element("code", attrs, _breakable(code.text))

    def _formula(self, formula: Math, scope: Scope) -> Markup:
        """Return a formula; one that is set apart has its number at the end of the line."""
        drawn = maths.element(formula) if self._able.has_mathml else maths.picture(formula)
        attrs = common_attributes(formula.attributes, scope, scope, self.target)
        if not formula.number:
            is_bare = self._able.has_mathml and not any(attrs.values())
            if is_bare or not formula.display:
                return drawn
            return element("span", with_class(attrs, SET_APART), drawn)
        label = Text(f"({self.index.numbering.item(scope.chapter, formula)})")
        number = element("span", {"class": "equation-number"}, self.run((label,), scope))
        return element("span", with_class(attrs, SET_APART, "equation"), drawn, number)

    def _link(self, link: Link, scope: Scope) -> Markup:
        words = plain_text(link.children)
        inner = scope.inside(link.attributes, words)
        attrs = common_attributes(link.attributes, scope, inner, self.target)
        content = self._all(link.children, inner)
        if href := self._href(link.target, scope):
            if PAGE_ONLY in link.attributes.classes:
                href += PAGE_QUERY
            return element("a", {**attrs, "href": href, "title": link.title}, content)
        return element("span", with_class(attrs, "broken-link"), content)

    def _href(self, target: str, scope: Scope) -> str:
        """Return where a link leads; "" for one that leads nowhere (a finding says so)."""
        if is_outside(target):
            return outside_url(target) or ""
        place = self.index.resolve(target, scope.chapter.name)
        return self.target.href(place, scope.chapter.name) if place else ""

    def _note(self, note: Note, scope: Scope) -> Markup:
        number = self.index.numbering.note(scope.chapter, note.number)
        if self.has_foot_notes:
            return self._at_foot(note, number, scope)
        attrs = {
            "id": mark_id(note),
            "href": self.target.here(note_id(note), scope.chapter.name),
            "role": "doc-noteref",
            "epub:type": "noteref" if self._able.pops_up_notes else None,
        }
        # An isolate: the number says nothing about the words on either side of it.
        isolate = {"class": "note-mark", "dir": scope.direction}
        return element("sup", isolate, element("a", attrs, number))

    def _at_foot(self, note: Note, number: str, scope: Scope) -> Markup:
        """Return a note, which says its own language where its mark is in another one."""
        language = note_language(note, scope.language, self.locale.tag)
        inner = replace(scope, language=language, direction=direction_of(language))
        numbering = self.index.numbering
        is_second = numbering.is_lettered_note(scope.chapter, note.number)
        is_own = numbering.is_own_note(scope.chapter, note.number)
        attrs = {
            "class": FOOTNOTE,
            NOTE_NUMBER: number,
            NOTE_PLACE: str(note.number),
            NOTE_SERIES: "2" if is_second else None,
            NOTE_OWN: "yes" if is_own else None,
            "lang": language if language != scope.language else None,
            "dir": inner.direction if inner.direction != scope.direction else None,
        }
        return element("span", attrs, self.note_blocks(note.blocks, inner))


def _room(span: Span) -> Markup:
    """Return the room for the number of a page.

    It is in two places, one raised above the other, which tell where and how large it is.
    """
    name = span.attributes.id
    raised = element("span", {"id": f"{PAGE_RAISED}{name}"}, plain_text(span.children))
    return element("span", {"class": PAGE_NUMBER, "dir": "ltr", "id": name}, raised)


def page_anchor(where: str, place: Destination) -> str:
    """Return the id of the room that a reference leaves for the number of a place's page."""
    return f"{PAGE_ANCHOR}{where}:{quote(place.chapter, safe='')}/{place.id}"


def _breakable(code: str) -> Markup:
    """Return code in which a line ends only where it may.

    Words of the other direction are left alone: a border inside them would change their order.
    """
    if STRONG_RTL.search(code):
        return join([code])
    return join(
        element("span", {"class": "short"}, step) if is_whole and not step.isalnum() else step
        for step, is_whole in code_steps(code)
    )


def mark_id(note: Note) -> str:
    """Return the id of a note's mark in the text."""
    return f"fnref-{note.number}"


def note_id(note: Note) -> str:
    """Return the id of the note itself."""
    return f"fn-{note.number}"


def css_length(written: str) -> str:
    """Return a width or height as CSS writes it; "" for one that is no length."""
    match = _LENGTH.fullmatch(written.strip())
    return f"{match[1]}{match[2] or 'px'}" if match else ""
