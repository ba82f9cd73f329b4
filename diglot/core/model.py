"""The parts of a book as frozen data; what is counted from the source begins at 1."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from diglot.core.conventions import USUAL, Conventions
from diglot.core.directive import AlignMark, Directive
from diglot.core.imprint import PLAIN, Imprint, Person

Direction = Literal["ltr", "rtl"]
Style = Literal[
    "emphasis", "strong", "strikeout", "superscript", "subscript",
    "smallcaps", "underline", "keyboard", "mark", "small", "quotation",
]  # fmt: skip
Alignment = Literal["start", "center", "end", ""]
Delimiter = Literal[".", ")", "()", ""]
Role = Literal["frontmatter", "chapter", "appendix", "backmatter"]
OPEN, DONE = "☐", "☑"  # what the item of a task begins with
UNNUMBERED = "unnumbered"  # pandoc's class for `{-}` after a heading
Status = Literal["untranslated", "draft", "done", ""]


class Position(Struct, frozen=True, order=True):
    """A place in a source file. path: relative to the project folder, with forward slashes.

    line, column: 1-based; columns count characters.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Attributes(Struct, frozen=True):
    """What is written in {#id .class key=value}; `lang` and `dir` are among the pairs."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return the value of a pair, or an empty string."""
        return next((value for key, value in self.pairs if key == name), "")


NO_ATTRIBUTES = Attributes()
DECORATIVE = "decorative"  # the class of a picture that has nothing to say
UNTITLED = "untitled"  # the class of a side remark that says by its kind alone what it is


class Asset(Struct, frozen=True):
    """A picture that the text shows. name: its path in the edition. digest: SHA-256, in hex.

    origin: its file. What is made of it is named by what is in it, on any machine.
    """

    name: str
    origin: Path
    digest: str
    media_type: str

    def __repr__(self) -> str:
        """Return what is said of the picture, wherever its file is."""
        return f"Asset({self.name!r}, {self.digest!r}, {self.media_type!r})"


# Inlines ---------------------------------------------------------------------


class Text(Struct, frozen=True):
    """Words and spaces; a line end of the source is a space."""

    text: str


class LineBreak(Struct, frozen=True):
    """A line end that the author asked for."""


class Styled(Struct, frozen=True):
    """Words set in another style; a quotation has its marks once it is typeset."""

    style: Style
    children: tuple[Inline, ...]


class Span(Struct, frozen=True):
    """Words with attributes: a language, a direction, a class, an id."""

    children: tuple[Inline, ...]
    attributes: Attributes = NO_ATTRIBUTES


class Code(Struct, frozen=True):
    """Code inside a line."""

    text: str
    attributes: Attributes = NO_ATTRIBUTES


class Math(Struct, frozen=True):
    """A formula. tex: as written. mathml: a whole <math> element, in XML syntax.

    display: whether it is set apart. number: of one that is, through the chapter from 1; 0
        without an id.
    """

    tex: str
    display: bool
    mathml: str
    attributes: Attributes = NO_ATTRIBUTES
    number: int = 0


class Link(Struct, frozen=True):
    """A link, with its target as the author wrote it.

    target: "https://…", "#oil", "03-energy.md" or "03-energy.md#oil". Without
        children it stands for the name of what it points to.
    """

    target: str
    children: tuple[Inline, ...]
    position: Position
    title: str = ""
    attributes: Attributes = NO_ATTRIBUTES


class Image(Struct, frozen=True):
    """A picture; `asset` is None where no file could be found (a finding says so)."""

    source: str
    asset: Asset | None
    alt: str
    position: Position
    title: str = ""
    attributes: Attributes = NO_ATTRIBUTES


class Citation(Struct, frozen=True):
    """A citation as the citation processor wrote it, with the keys it cites."""

    keys: tuple[str, ...]
    children: tuple[Inline, ...]
    position: Position


class Note(Struct, frozen=True):
    """A note, at the place of its mark; numbered through the chapter from 1."""

    number: int
    blocks: tuple[Block, ...]
    position: Position


Inline = Text | LineBreak | Styled | Span | Code | Math | Link | Image | Citation | Note

# Blocks ----------------------------------------------------------------------


class Paragraph(Struct, frozen=True):
    """A paragraph; `tight` in a list or cell that sets its text without space around."""

    inlines: tuple[Inline, ...]
    position: Position
    tight: bool = False


class Heading(Struct, frozen=True):
    """A heading that opens no section, as in a quotation, a list or a side remark."""

    level: int
    inlines: tuple[Inline, ...]
    position: Position
    attributes: Attributes = NO_ATTRIBUTES


class ListBlock(Struct, frozen=True):
    """A list. start: the first item's number.

    numbering: "" for bullets, or "decimal", "lower-alpha", "upper-alpha", "…-roman",
        "hebrew", and "hebrew-pointed" for letters with a geresh.
    delimiter: what is beside the number: ".", ")", "()" around it, or "".
    """

    items: tuple[tuple[Block, ...], ...]
    position: Position
    numbering: str = ""
    start: int = 1
    delimiter: Delimiter = "."


class Definition(Struct, frozen=True):
    """A term and what it means: one or more definitions, each of blocks."""

    term: tuple[Inline, ...]
    meanings: tuple[tuple[Block, ...], ...]


class DefinitionList(Struct, frozen=True):
    """Terms and their definitions."""

    entries: tuple[Definition, ...]
    position: Position


class Cell(Struct, frozen=True):
    """One cell of a table."""

    blocks: tuple[Block, ...]
    align: Alignment = ""
    rowspan: int = 1
    colspan: int = 1


class Column(Struct, frozen=True):
    """How a column is set. width: share of the measure, 0 to 1, or None for as needed."""

    align: Alignment
    width: float | None


class Table(Struct, frozen=True):
    """A table. number: through the chapter from 1; 0 without a caption.

    row_headers: how many cells at the start of each body row are headers.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...]
    caption: tuple[Inline, ...]
    position: Position
    attributes: Attributes = NO_ATTRIBUTES
    number: int = 0
    row_headers: int = 0


class Figure(Struct, frozen=True):
    """A picture (or other blocks) with a caption; numbered as tables are."""

    blocks: tuple[Block, ...]
    caption: tuple[Inline, ...]
    position: Position
    attributes: Attributes = NO_ATTRIBUTES
    number: int = 0


class Quote(Struct, frozen=True):
    """A block quotation."""

    blocks: tuple[Block, ...]
    position: Position


class CodeBlock(Struct, frozen=True):
    """Code on lines of its own; its language is the first of the classes.

    caption: the title or the name of the file that the author put above it.
    """

    text: str
    position: Position
    attributes: Attributes = NO_ATTRIBUTES
    caption: tuple[Inline, ...] = ()


class Verse(Struct, frozen=True):
    """Lines that keep their ends: a poem, an address."""

    lines: tuple[tuple[Inline, ...], ...]
    position: Position


class Division(Struct, frozen=True):
    """Blocks with attributes; the list of works cited is one with the id "refs"."""

    blocks: tuple[Block, ...]
    position: Position
    attributes: Attributes = NO_ATTRIBUTES


class Rule(Struct, frozen=True):
    """A break in the text."""

    position: Position


Block = (
    Paragraph | Heading | ListBlock | DefinitionList | Table | Figure
    | Quote | CodeBlock | Verse | Division | Rule
)  # fmt: skip
Row = tuple[Cell, ...]

Numbered = Figure | Table | Math
"""What has a number of its own kind, where its `number` is not 0."""


# The book --------------------------------------------------------------------


class Section(Struct, frozen=True, weakref=True):
    """A heading and all that is under it.

    id: the explicit one, or "" until `parity.identity` names it. level: as written, 1 to 6.
    """

    id: str
    explicit: bool
    level: int
    title: tuple[Inline, ...]
    position: Position
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    attributes: Attributes = NO_ATTRIBUTES


class Chapter(Struct, frozen=True, weakref=True):
    """One source file.

    name: the file's path in the language's folder, without suffix: "part1/01-oil".
    part: the title of the part it opens, or "". ends_part: it is the first after one.
    number: through the book from 1, of a counted one. status: as the front matter says.
    blocks: before the first section. id: by which links find the title; attributes: its own.
    """

    name: str
    language: str
    title: tuple[Inline, ...]
    position: Position
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    subtitle: tuple[Inline, ...] = ()
    authors: tuple[Person, ...] = ()
    date: str = ""
    role: Role = "chapter"
    number: int | None = None
    part: str = ""
    ends_part: bool = False
    directives: tuple[Directive, ...] = ()
    align_marks: tuple[AlignMark, ...] = ()
    status: Status = ""
    id: str = ""
    attributes: Attributes = NO_ATTRIBUTES

    @property
    def is_counted(self) -> bool:
        """Tell whether the chapter takes a number: a title with `{-}` takes none."""
        return self.role == "chapter" and UNNUMBERED not in self.attributes.classes


class Edition(Struct, frozen=True, weakref=True):
    """The book in one language. date: ISO 8601, to the day, month or year, or ""."""

    language: str
    title: str
    chapters: tuple[Chapter, ...]
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    publisher: str = ""
    date: str = ""
    rights: str = ""
    description: str = ""
    conventions: Conventions = USUAL
    imprint: Imprint = PLAIN


class Book(Struct, frozen=True):
    """All editions of one book, the source language first."""

    id: str
    editions: tuple[Edition, ...]

    @property
    def source(self) -> Edition:
        """Return the edition that the others are translated from."""
        return self.editions[0]

    @property
    def translations(self) -> tuple[Edition, ...]:
        """Return the others."""
        return self.editions[1:]
