"""What the scanner gives: the lines of a text, and what was seen on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field

from diglot.source.scan import starts
from diglot.source.scan.containers import Container, shown_before
from diglot.source.scan.heading_lines import HeadingLine

LineKind = Literal["blank", "text", "code", "comment", "division"]
Sort = Literal[
    "list",
    "quotation",
    "table",
    "break",
    "underline",
    "heading",
    "code",
    "note",
    "meaning",
    "block",
]


class Fence(Struct, frozen=True):
    """Code between fences, by the numbers of its lines.

    mark: the signs of the line that opens it, info: the words after them. is_closed:
        whether it has an end of its own, and does not only end with what it is in.
    is_below: whether something it is not part of is right above. is_ragged: whether its end
        is indented less than what it is in. swallowed: a line inside that seems to open other code.
    """

    first: int
    last: int
    mark: str
    info: str
    is_closed: bool = True
    is_below: bool = False
    is_ragged: bool = False
    swallowed: int | None = None

    @property
    def inside(self) -> range:
        """Return the numbers of the lines of the code itself."""
        return range(self.first + 1, self.last + (not self.is_closed))


class Joint(Struct, frozen=True):
    """Something that begins right below a line of text.

    is_evident: whether it is what it seems; else it is read as text. is_free: whether
    pandoc, too, sees it begin there.
    """

    sort: Sort
    is_evident: bool
    is_free: bool = False


class Lines(Struct):
    """The lines of a text, without their ends, and what each is. Numbers start at 0.

    starts: where a line's own words begin. stacks: what is shown before them to be around
        them, from the outermost on. indents: columns of white space between both. goes_on:
        whether a line goes on with the paragraph of the line before. in_list: whether it
        is in a list, where other indents hold. fences, headings, joints: by the line
        where they begin. rules: breaks in the text.
    tables: where tables begin. verse: lines of verse with their sign. open_fences: fences
        that are never closed. open_divisions: divisions never closed. spare_ends: lines that
        close a division where none is open.
    literal: lines of text that begin with signs which pandoc would take for more.
    """

    texts: list[str]
    kinds: list[LineKind] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    stacks: list[tuple[Container, ...]] = field(default_factory=list)
    goes_on: list[bool] = field(default_factory=list)
    in_list: list[bool] = field(default_factory=list)
    fences: dict[int, Fence] = field(default_factory=dict)
    headings: dict[int, HeadingLine] = field(default_factory=dict)
    joints: dict[int, Joint] = field(default_factory=dict)
    rules: list[int] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    verse: list[int] = field(default_factory=list)
    literal: list[int] = field(default_factory=list)
    open_fences: list[int] = field(default_factory=list)
    open_divisions: list[int] = field(default_factory=list)
    spare_ends: list[int] = field(default_factory=list)

    def is_after_text(self, number: int) -> bool:
        """Tell whether a line follows text directly, comments between them not counted."""
        number -= 1
        while number >= 0 and self.kinds[number] == "comment":
            number -= 1
        return number >= 0 and self.kinds[number] == "text"

    def has_term_above(self, number: int, stack: Sequence[Container]) -> bool:
        """Tell whether a line above may be a term, of which this is the meaning.

        A term is a paragraph of one line, in the same as its meaning. stack: what that is in.
        """
        above = number - 1 if number and self.kinds[number - 1] != "blank" else number - 2
        if above < 0 or self.kinds[above] != "text" or self.goes_on[above]:
            return False
        words = self.words(above)
        is_other = above in self.headings or above in self.rules or above in self.verse
        is_html = starts.begins_block(words) or starts.ends_in_block(words)
        return self.stacks[above] == tuple(stack) and not (
            is_other or is_html or starts.is_target(words)
        )

    def words_above(self, number: int) -> str:
        """Return the words of the line of text above."""
        number -= 1
        while number > 0 and self.kinds[number] == "comment":
            number -= 1
        return self.words(number).rstrip()

    def words(self, number: int) -> str:
        """Return a line's own words, without what shows that it is in something."""
        return self.texts[number][self.starts[number] :]

    def meant(self, number: int, words: str | None = None, indent: int = 0) -> str:
        """Return a line as pandoc is given it, with its own words or with others."""
        if words is None:
            words, indent = self.words(number), self.indents[number]
        return shown_before(self.stacks[number], number) + " " * indent + words

    def empty_before(self, number: int) -> str:
        """Return an empty line that is in all that a line's beginning is in."""
        around = (c for c in self.stacks[number] if c.first != number)
        return shown_before(around).rstrip()

    def paragraphs(self) -> Iterator[range]:
        """Yield the numbers of the lines of each paragraph or other run of text."""
        first = None
        for number, kind in enumerate(self.kinds):
            is_running = kind in ("text", "comment") and self.goes_on[number]
            if first is not None and not is_running:
                yield range(first, number)
                first = None
            if first is None and kind == "text":
                first = number
        if first is not None:
            yield range(first, len(self.kinds))
