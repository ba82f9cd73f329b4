"""Typography of a chapter: marks typed plainly become the marks that a book has.

Works on each whole line of inlines, so a quotation may open before an emphasis
and close inside it. Code, formulas, addresses, attributes, and what is marked
`.verbatim` or `typography=off` stay as they are. Each passage in another
language (`lang`) is set by that language's rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.conventions import TYPOGRAPHY_OFF, Typography
from diglot.core.imprint import Person
from diglot.core.model import (
    Attributes,
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
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
    Position,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)
from diglot.core.walk import plain_text
from diglot.lang.he.words import is_prefix, takes_a_prefix
from diglot.lang.known import language as language_of
from diglot.lang.locales import direction_of, text_direction, uses_hebrew_letters
from diglot.text.isolates import note_language
from diglot.text.marks.dashes import set_dashes, set_ellipses, set_hebrew_hyphens
from diglot.text.marks.english import abbreviations, set_english
from diglot.text.marks.flat import Context, Flat, is_off
from diglot.text.marks.hebrew import STYLES, set_hebrew
from diglot.text.marks.quotations import onward_from, opens_again, with_own_marks
from diglot.text.marks.signs import DOUBLE, ESCAPED, OBJECT, Line

# What a rule of some language may set, or look at: a mark, a hyphen, points side by side. Of other
# points only those of abbreviations count.
_TO_SET = re.compile(rf"[\"'״׳’.{''.join(ESCAPED)}-](?<!\.(?!\.))")
_BEFORE_NAME = re.compile(r"(?<![א-ת])([א-ת]{1,4})[-־]$")


class Loose(Struct, frozen=True):
    """A quotation mark without its partner.

    position: where its block is. number: which of the block's marks it is, from 0.
    before, after: the signs at its sides, "" where the line ends.
    """

    position: Position
    number: int
    before: str
    after: str


class Settings(Struct, frozen=True):
    """How each language is set.

    loose: what could not be decided is collected here. home: the chapter's language.
    """

    by_language: Mapping[str, Typography]
    is_off: bool = False
    loose: list[Loose] = field(default_factory=list)
    home: str = ""

    def how(self, tag: str) -> Typography:
        """Return the settings of a language: its own, its primary language's, or the usual."""
        if self.is_off:
            return TYPOGRAPHY_OFF
        primary = tag.partition("-")[0]
        return self.by_language.get(tag) or self.by_language.get(primary) or Typography()


def typeset_line(line: Line, languages: Mapping[int, str], settings: Settings) -> None:
    """Set all marks of a line. languages: from each scope to its language's tag."""
    for scope, tag in languages.items():
        how = settings.how(tag)
        if uses_hebrew_letters(tag):
            set_hebrew(line, scope, how)
            set_hebrew_hyphens(line, scope, how)
        elif (spoken := language_of(tag)) and spoken.quotes:
            set_english(line, scope, how, spoken.quotes)
        elif direction_of(tag) == "ltr":
            set_english(line, scope, how)
        if how.dashes:
            set_dashes(line, scope)
        if how.ellipsis:
            set_ellipses(line, scope)


def typeset_text(text: str, language: str, settings: Settings) -> str:
    """Return one string as it is set."""
    return plain_text(typeset((Text(text),), language, settings)) if text else text


def typeset_people(people: tuple[Person, ...], tag: str, settings: Settings) -> tuple[Person, ...]:
    """Return people with their names as they are set: ד״ר, O’Brien."""
    return tuple(replace(p, name=typeset_text(p.name, tag, settings)) for p in people)


def typeset(
    inlines: tuple[Inline, ...],
    language: str,
    settings: Settings,
    *,
    position: Position | None = None,
    generated: bool = False,
    continues: bool = False,
) -> tuple[Inline, ...]:
    """Return a line of inlines as it is set.

    position: where it is, to collect its loose marks. generated: the citation
        processor wrote it. continues: a quotation that opens in it goes on in the next block.
    """
    if _is_set(inlines):
        return inlines
    inlines = with_own_marks(inlines, language)
    if uses_hebrew_letters(language):
        inlines = tuple(_with_prefixes_joined(inlines))
        if not generated and _is_wholly_latin(plain_text(inlines)):
            language = "en"  # an item or a cell such as "The end." runs as English does
    flat = Flat()
    flat.add(inlines, Context(flat.new_scope(language), language, generated=generated))
    line = Line("".join(flat.signs), flat.scopes, flat.fixed, list(flat.typed))
    line.quotations = flat.quotations
    typeset_line(line, flat.languages, settings)
    onward = onward_from(line) if continues else None
    if onward is not None and uses_hebrew_letters(language):
        line.put(onward, STYLES.get(settings.how(language).quotes, (('"',),))[0][0])
    if position and not generated and line.undecided:
        numbers = [i for i in flat.marks() if not line.fixed[i]]
        for index in line.undecided:
            is_off = settings.how(flat.languages[line.scopes[index]]).quotes == "off"
            if index in numbers and not is_off and index != onward:
                sides = line.text[max(index - 1, 0) : index], line.text[index + 1 : index + 2]
                settings.loose.append(Loose(position, numbers.index(index), *sides))
    return _Rebuilt(iter(line.out), settings).inlines(inlines, language)


def _is_set(inlines: tuple[Inline, ...]) -> bool:
    """Tell whether a line is nothing but words and code in which no rule has anything to do."""
    signs = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                signs.append(text)
            case Code() | Math():
                signs.append(OBJECT)
            case _:
                return False
    line = "".join(signs)
    return not _TO_SET.search(line) and not any(True for _ in abbreviations(line))


def _is_wholly_latin(words: str) -> bool:
    """Tell whether a line has one quotation and Latin letters, and none of another script.

    A row of titles is one of the sentence's language.
    """
    is_quoted = sum(map(words.count, DOUBLE)) == 2
    letters = [sign for sign in words if sign.isalpha()] if is_quoted else []
    return bool(letters) and all(text_direction(sign, "rtl") == "ltr" for sign in letters)


def _with_prefixes_joined(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield inlines, a prefix before a cited Hebrew name without the maqaf between them.

    An author cannot join them: pandoc sees no citation in ו@levi.
    """
    for inline, following in zip(inlines, (*inlines[1:], None), strict=False):
        if isinstance(inline, Text) and isinstance(following, Citation):
            match = _BEFORE_NAME.search(inline.text)
            if match and is_prefix(match[1]) and takes_a_prefix(plain_text(following.children)):
                yield Text(inline.text[: match.end(1)])
                continue
        yield inline


def _without_setting(attributes: Attributes) -> Attributes:
    """Return attributes without the one that is for us only."""
    pairs = tuple(pair for pair in attributes.pairs if pair[0] != "typography")
    return attributes if pairs == attributes.pairs else replace(attributes, pairs=pairs)


# One line -------------------------------------------------------------------------


class _Rebuilt(Struct):
    """Puts the signs of a line back where they came from."""

    signs: Iterator[str]
    settings: Settings

    def inlines(self, inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
        """Return inlines with their new signs."""
        return tuple(self._one(inline, language) for inline in inlines)

    def _one(self, inline: Inline, language: str) -> Inline:
        match inline:
            case Text(text=text):
                return Text("".join(islice(self.signs, len(text))))
            case LineBreak() | Code() | Math():
                next(self.signs)
                return inline
            case Image():
                next(self.signs)
                return self._image(inline, language)
            case Note(blocks=blocks):
                own = note_language(inline, language, self.settings.home or language)
                return replace(inline, blocks=typeset_blocks(blocks, own, self.settings))
            case Styled(style="quotation", children=children):
                first = next(self.signs)
                quoted = self.inlines(children, language)
                return replace(inline, children=(Text(first), *quoted, Text(next(self.signs))))
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
    settings = replace(settings, home=tag)  # the list of loose marks stays the same one
    return replace(
        chapter,
        title=typeset(chapter.title, tag, settings, position=chapter.position),
        subtitle=typeset(chapter.subtitle, tag, settings),
        authors=typeset_people(chapter.authors, tag, settings),
        blocks=typeset_blocks(chapter.blocks, tag, settings),
        sections=tuple(_section(section, tag, settings) for section in chapter.sections),
    )


def _section(section: Section, tag: str, settings: Settings) -> Section:
    return replace(
        section,
        title=_Setter(tag, settings)
        .inside(section.attributes)
        .line(section.title, section.position),
        blocks=typeset_blocks(section.blocks, tag, settings),
        sections=tuple(_section(inner, tag, settings) for inner in section.sections),
        attributes=_without_setting(section.attributes),
    )


def typeset_blocks(blocks: tuple[Block, ...], tag: str, settings: Settings) -> tuple[Block, ...]:
    """Return blocks as they are set."""
    return _Setter(tag, settings).blocks(blocks)


class _Setter(Struct, frozen=True):
    """Sets blocks in one language; another one is used where the language changes."""

    tag: str
    settings: Settings
    generated: bool = False

    def inside(self, attributes: Attributes) -> _Setter:
        """Return the setter for what carries these attributes."""
        settings = replace(self.settings, is_off=self.settings.is_off or is_off(attributes))
        generated = self.generated or attributes.id == "refs"
        return _Setter(attributes.get("lang") or self.tag, settings, generated)

    def line(
        self, inlines: tuple[Inline, ...], position: Position, *, continues: bool = False
    ) -> tuple[Inline, ...]:
        """Return a line of a block as it is set."""
        return typeset(
            inlines,
            self.tag,
            self.settings,
            position=position,
            generated=self.generated,
            continues=continues,
        )

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks as they are set."""
        return tuple(
            self._block(block, following)
            for block, following in zip_longest(blocks, blocks[1:])
            if block
        )

    def _block(self, block: Block, following: Block | None) -> Block:
        match block:
            case Paragraph(inlines=inlines):
                continues = opens_again(following)
                done = self.line(inlines, block.position, continues=continues)
                return block if done is inlines else replace(block, inlines=done)
            case Verse(lines=lines):
                return replace(block, lines=self._verse(lines, block.position))
            case ListBlock(items=items):
                return replace(block, items=tuple(self.blocks(item) for item in items))
            case DefinitionList(entries=entries):
                return replace(
                    block, entries=tuple(self._definition(e, block.position) for e in entries)
                )
            case Quote(blocks=blocks):
                return replace(block, blocks=self.blocks(blocks))
            case CodeBlock(caption=caption):
                return replace(block, caption=self.line(caption, block.position))
            case Heading() | Table() | Figure() | Division():
                inner = self.inside(block.attributes)
                return inner.named(replace(block, attributes=_without_setting(block.attributes)))
            case _:
                return block

    def named(self, block: Heading | Table | Figure | Division) -> Block:
        """Return a block that carries attributes as it is set."""
        match block:
            case Heading(inlines=inlines):
                return replace(block, inlines=self.line(inlines, block.position))
            case Table():
                return replace(
                    block,
                    head=self._rows(block.head),
                    body=self._rows(block.body),
                    foot=self._rows(block.foot),
                    caption=self.line(block.caption, block.position),
                )
            case Figure(blocks=blocks, caption=caption):
                set_caption = self.line(caption, block.position)
                return replace(block, blocks=self.blocks(blocks), caption=set_caption)
            case Division(blocks=blocks):
                return replace(block, blocks=self.blocks(blocks))

    def _verse(
        self, lines: tuple[tuple[Inline, ...], ...], position: Position
    ) -> tuple[tuple[Inline, ...], ...]:
        """Return the lines of a poem, in which a quotation may run over their ends."""
        whole: list[Inline] = []
        for line in lines:
            whole += [*line, LineBreak()]
        done: list[Inline] = list(self.line(tuple(whole), position))
        result = []
        for line in lines:
            result.append(tuple(done[: len(line)]))
            del done[: len(line) + 1]
        return tuple(result)

    def _definition(self, entry: Definition, position: Position) -> Definition:
        meanings = tuple(self.blocks(meaning) for meaning in entry.meanings)
        return Definition(self.line(entry.term, position), meanings)

    def _rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row) for row in rows
        )
