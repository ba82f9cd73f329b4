"""Rules B201 to B206: blocks that only one language has, or that were changed in translation.

Goes in: a section and its translation, block by block. Comes out: findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from diglot.bitext.blocks.pairs import UnitPair
from diglot.bitext.blocks.units import Unit
from diglot.bitext.section_pairs import Compared, Level, table_shape
from diglot.core.findings import Finding
from diglot.core.model import (
    CodeBlock,
    Figure,
    Image,
    ListBlock,
    Paragraph,
    Position,
    Table,
    Verse,
)
from diglot.core.walk import inline_lines, plain_text, walk_blocks, walk_inlines
from diglot.core.wording import quoted
from diglot.rules.blocks.code import changed_line, lost_comment, lost_indent, lost_keyword
from diglot.rules.blocks.formulas import formula_findings
from diglot.rules.blocks.remarks import lost_remarks

_CONTAINERS = {"section", "quotation", "item", "entry", "cell", "note"}
_NAMES = {
    "paragraph": ("a paragraph", "paragraphs"),
    "heading": ("a heading", "headings"),
    "list": ("a list", "lists"),
    "definitions": ("a list of definitions", "lists of definitions"),
    "table": ("a table", "tables"),
    "figure": ("a figure", "figures"),
    "quotation": ("a quotation", "quotations"),
    "code": ("a block of code", "blocks of code"),
    "formula": ("a formula", "formulas"),
    "verse": ("a verse", "verses"),
    "break": ("a break", "breaks"),
    "item": ("an item", "items"),
    "entry": ("an entry", "entries"),
}
_SHOWN_SAME = 40  # characters: of what two lines of code share, no more is shown


def block_findings(compared: Compared) -> Iterator[Finding]:
    """Yield what the blocks of a section have come apart in."""
    for level in compared.levels:
        if level.container in _CONTAINERS:
            yield from _sequence(level)
            yield from lost_remarks(level)
        else:
            yield from _items(level)
        for place, pair in enumerate(level.blocks.pairs):
            if pair.moved:
                yield _moved(pair, level.blocks.pairs[place - 1] if place else None)
            yield from _changed(pair)


def _moved(pair: UnitPair, before: UnitPair | None) -> Finding:
    """Return what is said of a block out of order. before: what its source follows."""
    one, _ = _NAMES[pair.source.kind]
    noun = one.partition(" ")[2]
    where = f"after the block at line {before.translation.position.line}" if before else "first"
    return Finding(
        "block-order",
        pair.translation.position,
        f"the {noun} is in a different place from its source",
        f"put it {where}, or move its source",
        pair.source.position,
    )


# Sequences -----------------------------------------------------------------------


def _sequence(level: Level) -> Iterator[Finding]:
    """Yield where a sequence of blocks first diverges from its source's."""
    missing, extra = level.blocks.missing, level.blocks.extra
    if not (missing or extra):
        return
    first = min(place for place, _ in missing + extra)
    around = _around_split(level, first)
    here = [unit for place, unit in missing if place in around]
    there = [unit for place, unit in extra if place in around]
    rest = len(missing) + len(extra) - len(here) - len(there)
    more = f"; {_count(rest, 'block')} further on {_differ(rest)} too" if rest else ""
    if here and there:
        words = f"{listed(there)} {_are(there)} where the source has {listed(here)}"
        hint = "give the translation the blocks of its source"
        position, counterpart = there[0].position, here[0].position
    elif here:
        words = f"{_missing_words(level, here)}{_beginning(here[0])}"
        if _is_split(level, first, here):
            words = f"{_several(here)} of the source are one here"
        position, counterpart = _gap_position(level, first), here[0].position
        hint = _missing_hint(level, first, here)
    else:
        words, hint = _extra_words(level, first, there)
        position, counterpart = there[0].position, _source_position(level, first)
    is_split = not (here and there) and not rest and _is_split(level, first, here or there)
    rule = "block-split" if is_split else "block-sequence"
    yield Finding(rule, position, words + more, hint, counterpart)


_FEW = {2: "two", 3: "three", 4: "four"}


def _several(alone: Sequence[Unit]) -> str:
    """Return "three paragraphs" for one with two more beside it."""
    count = len(alone) + 1
    return f"{_FEW.get(count, count)} {_NAMES[alone[0].kind][1]}"


def listed(some: Sequence[Unit]) -> str:
    """Return units in words: "a paragraph", "2 paragraphs and a table"."""
    counts = Counter(unit.kind for unit in some)
    words = [
        _NAMES[kind][0] if count == 1 else f"{count} {_NAMES[kind][1]}"
        for kind, count in counts.items()
    ]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _missing_words(level: Level, here: Sequence[Unit]) -> str:
    are = "is" if len(here) == 1 else "are"
    if not level.blocks.pairs and not level.blocks.extra and level.container == "section":
        return f"no text yet: {listed(here)} {are} missing"
    return f"{listed(here)} {are} missing here"


def _beginning(unit: Unit) -> str:
    words = first_words(unit)
    return f", beginning {quoted(words)}" if words else ""


def first_words(unit: Unit) -> str:
    """Return how a unit begins, in a few words."""
    for block in walk_blocks(unit.blocks):
        if isinstance(block, CodeBlock):
            return " ".join(block.text.split()[:6])
        for line in inline_lines(block):
            if words := plain_text(line).split():
                return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
    return ""


def _gap_position(level: Level, first: int) -> Position:
    """Return where something is missing: at what follows, or else at what comes before."""
    pairs = level.blocks.pairs
    if first < len(pairs):
        return pairs[first].translation.position
    return pairs[-1].translation.position if pairs else level.translation


def _source_position(level: Level, first: int) -> Position:
    pairs = level.blocks.pairs
    if first < len(pairs):
        return pairs[first].source.position
    return pairs[-1].source.position if pairs else level.source


def _missing_hint(level: Level, first: int, here: Sequence[Unit]) -> str:
    pairs = level.blocks.pairs
    if _is_split(level, first, here):
        return "part them again, or join the source's too; if not all are there, translate the rest"
    them = "it" if len(here) == 1 else "them"
    if first < len(pairs):
        return f"translate {them} above line {pairs[first].translation.position.line}"
    if pairs:
        return f"translate {them} after the block at line {pairs[-1].translation.position.line}"
    return f"translate {them} here"


def _extra_words(level: Level, first: int, there: Sequence[Unit]) -> tuple[str, str]:
    words = f"here {_are(there)} {listed(there)} that the source does not have"
    if _is_split(level, first, there):
        one = _NAMES[there[0].kind][0]
        return f"{one} of the source is {_several(there)} here", "join them, or split the source's"
    return words, "take it out, or add it to the source"


def _is_split(level: Level, first: int, alone: Sequence[Unit]) -> bool:
    """Tell whether one block beside a gap is so much longer that it must hold what is missing."""
    around = level.blocks.pairs[max(first - 1, 0) : first + 1]
    return any(pair.parts == len(alone) + 1 for pair in around)


def _around_split(level: Level, first: int) -> tuple[int, ...]:
    """Return the gaps of which something is said at once: both around a block that holds them."""
    pairs, blocks = level.blocks.pairs, level.blocks
    if first < len(pairs) and pairs[first].loose:
        for alone in (blocks.missing, blocks.extra):
            count = sum(place in (first, first + 1) for place, _ in alone)
            if pairs[first].parts == count + 1 and any(place == first + 1 for place, _ in alone):
                return first, first + 1
    return (first,)


def _are(some: Sequence[Unit]) -> str:
    return "is" if len(some) == 1 else "are"


def _differ(count: int) -> str:
    return "differs" if count == 1 else "differ"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _items(level: Level) -> Iterator[Finding]:
    """Yield a list, of items or of definitions, that is longer or shorter than its source."""
    blocks = level.blocks
    if not (blocks.missing or blocks.extra):
        return
    ours, theirs = (len(blocks.pairs) + len(alone) for alone in (blocks.missing, blocks.extra))
    one, many = _NAMES["item" if level.container == "list" else "entry"]
    noun = one.partition(" ")[2] if theirs == 1 else many
    words = f"the list has {theirs} {noun}, its source {ours}"
    if blocks.missing:
        place, unit = blocks.missing[0]
        words += f"; the first without a counterpart begins {quoted(first_words(unit))}"
        where = _gap_position(level, place)
        yield Finding("list-items", where, words, "translate the missing ones here", unit.position)
        return
    _, unit = blocks.extra[0]
    hint = "take out what the source does not have, or add it there"
    yield Finding("list-items", unit.position, words, hint, level.source)


# Blocks that were changed ----------------------------------------------------------


def _changed(pair: UnitPair) -> Iterator[Finding]:
    if not (pair.source.blocks and pair.translation.blocks):
        return
    match pair.source.blocks[0], pair.translation.blocks[0]:
        case (Table() as one, Table() as other):
            yield from _table(one, other)
            yield from _caption(one, other, "table")
        case (Figure() | Paragraph() as one, Figure() | Paragraph() as other):
            # A picture without a caption is a paragraph, and a figure all the same; a source
            # that has no words at all is another finding.
            if pair.source.kind == "figure" and not _is_wordless(one):
                yield from _caption(one, other, "figure")
        case (CodeBlock() as one, CodeBlock() as other):
            yield from _code(one, other)
            yield from _title(one, other)
        case (ListBlock() as one, ListBlock() as other) if pair.source.kind == "list":
            yield from _numbering(one, other)
        case (Verse() as one, Verse() as other) if len(one.lines) != len(other.lines):
            lines = _count(len(other.lines), "line"), len(one.lines)
            yield Finding(
                "verse-lines",
                other.position,
                f"the verse has {lines[0]}, its source {lines[1]}",
                "see whether a line was lost or stands twice",
                one.position,
            )
    yield from formula_findings(pair)


def _table(one: Table, other: Table) -> Iterator[Finding]:
    (rows, columns), (their_rows, their_columns) = table_shape(one), table_shape(other)
    if (rows, columns) != (their_rows, their_columns):
        yield Finding(
            "table-shape",
            other.position,
            f"the table has {_count(their_rows, 'row')} and {_count(their_columns, 'column')}, "
            f"its source {_count(rows, 'row')} and {_count(columns, 'column')}",
            "give it the rows and columns of its source",
            one.position,
        )


def _caption(
    one: Table | Figure | Paragraph, other: Table | Figure | Paragraph, noun: str
) -> Iterator[Finding]:
    ours, theirs = (() if isinstance(b, Paragraph) else b.caption for b in (one, other))
    if bool(ours) != bool(theirs):
        words = f"the {noun} has a caption that its source lacks"
        hint = "take it out, or give the source one: numbers are counted by captions"
        if ours:
            words = f"the {noun} lacks the caption of its source, {quoted(ours)}"
            hint = "translate the caption: without it the numbers of the two languages differ"
        yield Finding("caption", other.position, words, hint, one.position)


def _is_wordless(block: Figure | Paragraph) -> bool:
    inlines = walk_inlines(block.inlines) if isinstance(block, Paragraph) else ()
    return any(isinstance(inline, Image) and not inline.alt for inline in inlines)


def _title(one: CodeBlock, other: CodeBlock) -> Iterator[Finding]:
    if bool(one.caption) == bool(other.caption):
        return
    words = "the code has a title that its source lacks"
    hint = "take it out, or give the source one"
    if one.caption:
        words = f"the code lacks the title of its source, {quoted(one.caption)}"
        hint = 'put it after the language on the line that opens the code: title="…"'
    yield Finding("caption", other.position, words, hint, one.position)


def _numbering(one: ListBlock, other: ListBlock) -> Iterator[Finding]:
    if bool(one.numbering) != bool(other.numbering):
        theirs, ours = ("numbers", "bullets") if other.numbering else ("bullets", "numbers")
        words = f"the list has {theirs}, its source {ours}"
        hint = f"begin its items with {'1. 2. 3.' if one.numbering else 'hyphens'}"
    elif one.start != other.start:
        words = f"the list begins at {other.start}, its source at {one.start}"
        hint = f"begin it with {one.start}."
    else:
        return
    yield Finding("list-numbering", other.position, words, hint, one.position)


def _code(one: CodeBlock, other: CodeBlock) -> Iterator[Finding]:
    changed = changed_line(one.text, other.text)
    if changed is None:
        name = next(iter(one.attributes.classes), "")
        if keyword := lost_keyword(one.text, other.text, name):
            yield Finding(
                "code-changed",
                _line_of(other, keyword[0]),
                f"{quoted(keyword[1])} of the code is translated here",
                "copy the code from the source; only comments and words for readers may differ",
                one.position,
            )
        if (number := lost_indent(one.text, other.text, name)) is not None:
            yield Finding(
                "code-changed",
                _line_of(other, number),
                "the line is indented otherwise than in the source",
                "copy the spaces at its beginning from there: they are part of the program",
                one.position,
            )
        if lost := lost_comment(one.text, other.text):
            yield Finding(
                "code-changed",
                other.position,
                f"the code lacks the comments of its source, {quoted(lost)} the first of them",
                "translate them: they are for those who read the code",
                one.position,
            )
        return
    number, ours, theirs = changed
    if ours and theirs:
        ours, theirs = _from_difference(ours, theirs)
        words = f"the code has {quoted(theirs)} where its source has {quoted(ours)}"
    elif ours:
        words = f"the code lacks the line {quoted(ours)} of its source"
    else:
        words = f"the code has a line {quoted(theirs)} that its source lacks"
    here = _line_of(other, number)
    hint = "copy the code from the source; comments, and words in Hebrew, may differ"
    yield Finding("code-changed", here, words, hint, one.position)


def _line_of(code: CodeBlock, number: int) -> Position:
    """Return where a line of code is, counted from 0."""
    start = code.position
    return Position(start.path, start.line + number, start.column if not number else 1)


def _from_difference(one: str, other: str) -> tuple[str, str]:
    """Return two lines from a little before they differ, so that this is seen when cut short."""
    both = enumerate(zip(one, other, strict=False))
    same = next((place for place, (a, b) in both if a != b), 0)
    if same <= _SHOWN_SAME:
        return one, other
    return f"…{one[same - 9 :]}", f"…{other[same - 9 :]}"
