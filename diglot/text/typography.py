"""Typography of a chapter: marks typed plainly become the marks that a book has.

Works on each whole line of inlines, so a quotation may open before an emphasis
and close inside it. Code, formulas, addresses, attributes, and what is marked
`.verbatim` or `typography=off` stay as they are. Each passage in another
language (`lang`) is set by that language's rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from diglot.conventions import TYPOGRAPHY_OFF, Typography
from diglot.locales import direction_of, uses_hebrew_letters
from diglot.model import (
    Attributes,
    Block,
    Chapter,
    Citation,
    Code,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Math,
    Note,
    Paragraph,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)
from diglot.text.dashes import set_dashes, set_ellipses, set_hebrew_hyphens
from diglot.text.english import set_english
from diglot.text.hebrew import set_hebrew
from diglot.text.signs import ADDRESS, OBJECT, Line
from diglot.walk import plain_text

# A mark that the author escaped (\\") is read as one of these and printed as typed.
ESCAPED = {"\ufdd0": '"', "\ufdd1": "'", "\ufdd2": "-", "\ufdd3": "."}
Settings = Mapping[str, Typography]


def typeset_line(line: Line, languages: Mapping[int, str], settings: Settings) -> None:
    """Set all marks of a line. languages: from each scope to its language's tag."""
    for scope, tag in languages.items():
        how = _how(tag, settings)
        if uses_hebrew_letters(tag):
            set_hebrew(line, scope, how)
            set_hebrew_hyphens(line, scope, how)
        elif direction_of(tag) == "ltr":
            set_english(line, scope, how)
        if how.dashes:
            set_dashes(line, scope)
        if how.ellipsis:
            set_ellipses(line, scope)


def typeset_text(text: str, language: str, settings: Settings) -> str:
    """Return one string as it is set."""
    return plain_text(typeset((Text(text),), language, settings)) if text else text


def typeset(
    inlines: tuple[Inline, ...], language: str, settings: Settings, *, generated: bool = False
) -> tuple[Inline, ...]:
    """Return a line of inlines as it is set.

    generated: the citation processor wrote it, which makes each straight mark curly.
    """
    flat = _Flat(settings)
    flat.add(inlines, _Context(flat.new_scope(language), language, generated=generated))
    line = Line("".join(flat.signs), flat.scopes, flat.fixed, list(flat.typed))
    typeset_line(line, flat.languages, settings)
    return _Rebuilt(iter(line.out), settings).inlines(inlines, language)


def _how(tag: str, settings: Settings) -> Typography:
    primary = tag.partition("-")[0]
    return settings.get(tag) or settings.get(primary) or Typography()


def _is_off(attributes: Attributes) -> bool:
    return "verbatim" in attributes.classes or attributes.get("typography") == "off"


def _without_setting(attributes: Attributes) -> Attributes:
    """Return attributes without the one that is for us only."""
    pairs = tuple(pair for pair in attributes.pairs if pair[0] != "typography")
    return attributes if pairs == attributes.pairs else replace(attributes, pairs=pairs)


# One line -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Context:
    """What the signs inside some elements have in common."""

    scope: int
    language: str
    fixed: bool = False
    generated: bool = False


@dataclass
class _Flat:
    """The signs of a line, elements taken off. typed: the sign itself, where `signs` differs."""

    settings: Settings
    signs: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    scopes: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)

    def new_scope(self, language: str) -> int:
        """Return the number of a new passage in a language."""
        number = len(self.languages)
        self.languages[number] = language
        return number

    def add(self, inlines: tuple[Inline, ...], context: _Context) -> None:
        """Add the signs of inlines."""
        for inline in inlines:
            match inline:
                case Text(text=text):
                    self._text(text, context)
                case LineBreak():
                    self._sign(" ", "", context, fixed=True)
                case Code() | Math() | Image():
                    self._sign(OBJECT, "", context, fixed=True)
                case Note():
                    continue
                case Citation(children=children):
                    self.add(children, replace(context, generated=True))
                case Styled(children=children):
                    is_fixed = context.fixed or inline.style == "keyboard"
                    self.add(children, replace(context, fixed=is_fixed))
                case Span(children=children) | Link(children=children):
                    self.add(children, self._inside(inline, context))

    def _inside(self, inline: Span | Link, context: _Context) -> _Context:
        is_fixed = _is_off(inline.attributes)
        if isinstance(inline, Link):
            words = plain_text(inline.children)
            is_fixed |= words in (inline.target, inline.target.removeprefix("mailto:"))
            is_fixed |= ADDRESS.fullmatch(words) is not None
        language = inline.attributes.get("lang") or context.language
        scope = context.scope if language == context.language else self.new_scope(language)
        return replace(
            context, scope=scope, language=language, fixed=context.fixed or is_fixed
        )

    def _text(self, text: str, context: _Context) -> None:
        is_hebrew = uses_hebrew_letters(context.language)
        for sign in text:
            if sign in ESCAPED:
                self._sign(ESCAPED[sign], ESCAPED[sign], context, fixed=True)
            elif context.generated and is_hebrew and sign == "’":
                self._sign("'", sign, context, fixed=False)
            else:
                self._sign(sign, sign, context, fixed=False)

    def _sign(self, sign: str, typed: str, context: _Context, *, fixed: bool) -> None:
        self.signs.append(sign)
        self.typed.append(typed)
        self.scopes.append(context.scope)
        self.fixed.append(fixed or context.fixed)


@dataclass
class _Rebuilt:
    """Puts the signs of a line back where they came from."""

    signs: Iterator[str]
    settings: Settings

    def inlines(self, inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
        """Return inlines with their new signs."""
        return tuple(self._one(inline, language) for inline in inlines)

    def _one(self, inline: Inline, language: str) -> Inline:
        match inline:
            case Text(text=text):
                return Text("".join(next(self.signs) for _ in text))
            case LineBreak() | Code() | Math():
                next(self.signs)
                return inline
            case Image():
                next(self.signs)
                return self._image(inline, language)
            case Note(blocks=blocks):
                return replace(inline, blocks=typeset_blocks(blocks, language, self.settings))
            case Styled(children=children) | Citation(children=children):
                return replace(inline, children=self.inlines(children, language))
            case Span(children=children) | Link(children=children):
                inside = inline.attributes.get("lang") or language
                return replace(
                    inline,
                    children=self.inlines(children, inside),
                    attributes=_without_setting(inline.attributes),
                )

    def _image(self, image: Image, language: str) -> Image:
        """Return a picture; its text is set where it is the caption, not where it is given."""
        if image.attributes.get("alt"):
            return image
        return replace(image, alt=typeset_text(image.alt, language, self.settings))


# A chapter ------------------------------------------------------------------------


def typeset_chapter(chapter: Chapter, settings: Settings) -> Chapter:
    """Return a chapter as it is set, by the settings of each language."""
    tag = chapter.language
    return replace(
        chapter,
        title=typeset(chapter.title, tag, settings),
        subtitle=typeset(chapter.subtitle, tag, settings),
        part=typeset_text(chapter.part, tag, settings),
        blocks=typeset_blocks(chapter.blocks, tag, settings),
        sections=tuple(_section(section, tag, settings) for section in chapter.sections),
    )


def _section(section: Section, tag: str, settings: Settings) -> Section:
    return replace(
        section,
        title=_Setter(tag, settings).inside(section.attributes).line(section.title),
        blocks=typeset_blocks(section.blocks, tag, settings),
        sections=tuple(_section(inner, tag, settings) for inner in section.sections),
        attributes=_without_setting(section.attributes),
    )


def typeset_blocks(blocks: tuple[Block, ...], tag: str, settings: Settings) -> tuple[Block, ...]:
    """Return blocks as they are set."""
    return _Setter(tag, settings).blocks(blocks)


@dataclass(frozen=True)
class _Setter:
    """Sets blocks in one language; another one stands where the language changes."""

    tag: str
    settings: Settings
    generated: bool = False

    def inside(self, attributes: Attributes) -> _Setter:
        """Return the setter for what carries these attributes."""
        settings = self.settings
        if _is_off(attributes):
            settings = _Off()
        generated = self.generated or attributes.id == "refs"
        return _Setter(attributes.get("lang") or self.tag, settings, generated)

    def line(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return a line as it is set."""
        return typeset(inlines, self.tag, self.settings, generated=self.generated)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks as they are set."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(inlines=inlines):
                return replace(block, inlines=self.line(inlines))
            case Verse(lines=lines):
                return replace(block, lines=self._verse(lines))
            case ListBlock(items=items):
                return replace(block, items=tuple(self.blocks(item) for item in items))
            case DefinitionList(entries=entries):
                return replace(block, entries=tuple(self._definition(entry) for entry in entries))
            case Quote(blocks=blocks):
                return replace(block, blocks=self.blocks(blocks))
            case Heading() | Table() | Figure() | Division():
                inner = self.inside(block.attributes)
                return inner._named(replace(block, attributes=_without_setting(block.attributes)))
            case _:
                return block

    def _named(self, block: Heading | Table | Figure | Division) -> Block:
        match block:
            case Heading(inlines=inlines):
                return replace(block, inlines=self.line(inlines))
            case Table():
                return replace(
                    block,
                    head=self._rows(block.head),
                    body=self._rows(block.body),
                    foot=self._rows(block.foot),
                    caption=self.line(block.caption),
                )
            case Figure(blocks=blocks, caption=caption):
                return replace(block, blocks=self.blocks(blocks), caption=self.line(caption))
            case Division(blocks=blocks):
                return replace(block, blocks=self.blocks(blocks))

    def _verse(self, lines: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        """Return the lines of a poem, in which a quotation may run over their ends."""
        whole: list[Inline] = []
        for line in lines:
            whole += [*line, LineBreak()]
        done: list[Inline] = list(self.line(tuple(whole)))
        result = []
        for line in lines:
            result.append(tuple(done[: len(line)]))
            del done[: len(line) + 1]
        return tuple(result)

    def _definition(self, entry: Definition) -> Definition:
        meanings = tuple(self.blocks(meaning) for meaning in entry.meanings)
        return Definition(self.line(entry.term), meanings)

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row) for row in rows
        )


class _Off(dict[str, Typography]):
    """Settings by which no language is set."""

    def get(self, key: str, default: object = None) -> Typography:  # type: ignore[override]
        """Return that all is off."""
        return TYPOGRAPHY_OFF
