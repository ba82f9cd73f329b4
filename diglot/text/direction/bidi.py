"""Inlines rewritten so that WeasyPrint sets them in the right visual order.

WeasyPrint shapes each text box alone and lays the boxes of a line side by side
in the paragraph's direction, so a run of the other direction that spans several
elements comes out reversed, and a neutral mark at the edge of an element falls
on the wrong side. Here the bidirectional algorithm runs over the whole line
first; then every run of the other direction, elements included, becomes one
`Span` with a `dir`. An element that straddles the border is split; its id and
its notes stay in one place. Browsers do this themselves and need none of it.

Source: Unicode Standard Annex #9, rules X1–L1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import (
    Attributes,
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
    Styled,
    Text,
)
from diglot.lang.he.script import IN_WORDS
from diglot.lang.locales import direction_of
from diglot.text.code_breaks import CODE_PIECE, stays_whole
from diglot.text.direction.fribidi import embedding_levels
from diglot.text.isolates import WORD_JOINER, inline_direction, is_mixed, with_direction

# What stands for something that is not text: a neutral, like an isolate (UAX #9, 3.3.2).
_OBJECT = "\ufffc"
# A run that keeps its order wherever a line ends in it: words, and one number after them. No
# line ends at the signs inside them: 6.20, user.name, O'Brien.
_WORD = rf"[^\W\d_](?:[\w{IN_WORDS}]|[.:'’׳\"״](?=\w))*"
_NUMBER = r"\d+(?:[.,:]\d+)*%?"
_SIMPLE = re.compile(rf"\s*(?:{_WORD}(?: {_WORD})*(?: {_NUMBER})?|{_NUMBER})\s*")
_LETTER = re.compile(r"[^\W\d_]")
# What parts one such run from the next: something of this direction, or a box of its own.
_PARTING = re.compile(rf"[^\W\d_]|{_OBJECT}")
# A Hebrew letter and a maqaf at the end of a text; what they may not be parted from.
_PREFIX = re.compile(f"[א-ת][{IN_WORDS}]*־$")
_PREFIXED = re.compile(r"[^\sא-ת]")
_CONTEXT = 8  # characters that a letter with its points and a maqaf may take

Wrapper = Styled | Span | Link | Citation


class _Leaf(Struct, frozen=True):
    """A piece of a line: text, or one object, with the elements around it."""

    inline: Inline
    text: str
    wrappers: tuple[tuple[int, Wrapper], ...]  # each with a number that tells it apart
    level: int = 0
    is_cut: bool = False  # a part of a text that would not come out right if set as one


class _Run(Struct, frozen=True):
    """A part of a line that runs in its direction, or, deeper, in the other.

    keeps_order: whether one of the other does so in a box of the text around, wherever lines end.
    """

    start: int
    end: int
    is_deeper: bool
    keeps_order: bool


def order_runs(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return inlines whose visual order is right when boxes are laid out one by one.

    inlines: all that is in one block (or heading, cell, caption).
    direction: that of the block.
    """
    if not is_mixed(inlines, direction):
        return inlines
    prepared = tuple(_isolated(inline, direction) for inline in inlines)
    result: list[Inline] = []
    seen: set[int] = set()
    for is_break, leaves in groupby(_flatten(prepared), lambda leaf: leaf.text == ""):
        pieces = list(leaves)
        if not is_break:
            pieces = _prefixes_held(_levelled(_joined(pieces), direction))
        result += _at_level(pieces, _base(direction), seen)
    return tuple(result)


# Isolates ----------------------------------------------------------------------


def _isolated(inline: Inline, around: Direction) -> Inline:
    """Return the inline with each isolate inside it put in order as a line of its own."""
    own = inline_direction(inline, around)
    match inline:
        case Span() | Link() if own:
            children = order_runs(inline.children, own)
            return replace(
                inline, children=children, attributes=with_direction(inline.attributes, own)
            )
        case Code():
            pieces = _code_pieces(inline, own or "ltr")
            if pieces == (inline,):  # one box is laid out faster than two
                return replace(inline, attributes=with_direction(inline.attributes, own or "ltr"))
            return Span(pieces, Attributes(pairs=(("dir", own or "ltr"),)))
        case Styled() | Span() | Link() | Citation():
            return replace(
                inline, children=tuple(_isolated(child, around) for child in inline.children)
            )
        case _:
            return inline


def _code_pieces(code: Code, direction: Direction) -> tuple[Inline, ...]:
    """Return code cut where its direction changes, each piece as code; its id stays on the first.

    Code of one direction, or in which no line ends, is left whole.
    """
    if stays_whole(code.text) or not _LETTER.search(code.text):
        return (code,)
    ordered = order_runs((Text(code.text),), direction)
    if ordered == (Text(code.text),):
        return (code,)
    classes = (*code.attributes.classes, CODE_PIECE)
    pairs = tuple(pair for pair in code.attributes.pairs if pair[0] != "dir")
    attributes = replace(code.attributes, classes=classes, pairs=pairs)
    first, *rest = _as_code(ordered, replace(attributes, id=""))
    return (_with_id(first, code.attributes.id), *rest)


def _as_code(inlines: Sequence[Inline], attributes: Attributes) -> Iterator[Span | Code]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield Code(inline.text.replace(WORD_JOINER, ""), attributes)
        elif isinstance(inline, Span):
            yield replace(inline, children=tuple(_as_code(inline.children, attributes)))


def _with_id(inline: Span | Code, identifier: str) -> Span | Code:
    return replace(inline, attributes=replace(inline.attributes, id=identifier))


def _is_isolate(inline: Inline) -> bool:
    return isinstance(inline, Span | Link | Code) and bool(inline.attributes.get("dir"))


# Flattening --------------------------------------------------------------------


def _flatten(inlines: Sequence[Inline]) -> Iterator[_Leaf]:
    counter = iter(range(1_000_000_000))

    def visit(
        items: Sequence[Inline], wrappers: tuple[tuple[int, Wrapper], ...]
    ) -> Iterator[_Leaf]:
        for item in items:
            match item:
                case Text(text=text):
                    if text:
                        yield _Leaf(item, text, wrappers)
                case LineBreak():
                    yield _Leaf(item, "", wrappers)
                case Styled() | Span() | Link() | Citation() if item.children and not _is_isolate(
                    item
                ):
                    yield from visit(item.children, (*wrappers, (next(counter), item)))
                case Code(text=text) if text and not _is_isolate(item):
                    yield _Leaf(item, text, wrappers)
                case Code() | Math() | Image() | Note() | Styled() | Span() | Link() | Citation():
                    yield _Leaf(item, _OBJECT, wrappers)

    return visit(inlines, ())


def _joined(leaves: Sequence[_Leaf]) -> list[_Leaf]:
    """Return leaves with neighbouring texts made one, as they will be one box on the page."""
    result: list[_Leaf] = []
    for leaf in leaves:
        last = result[-1] if result else None
        are_texts = last and isinstance(last.inline, Text) and isinstance(leaf.inline, Text)
        if last and are_texts and last.wrappers == leaf.wrappers:
            text = last.text + leaf.text
            result[-1] = replace(last, inline=Text(text), text=text)
        else:
            result.append(leaf)
    return result


def _levelled(leaves: Sequence[_Leaf], direction: Direction) -> list[_Leaf]:
    """Return leaves cut where the level changes, unless the text comes out right alone."""
    line = "".join(leaf.text for leaf in leaves)
    levels = embedding_levels(line, direction)
    runs = _runs(line, levels, _base(direction))
    result: list[_Leaf] = []
    start = 0
    for leaf in leaves:
        end = start + len(leaf.text)
        own = levels[start:end]
        if len(set(own)) > 1 and isinstance(leaf.inline, Text):
            its = [run for run in runs if run.start < end and run.end > start]
            result += _cut(leaf, own, start, its, direction)
        else:
            result.append(replace(leaf, level=min(own)))
        start = end
    return result


def _runs(line: str, levels: Sequence[int], base: int) -> list[_Run]:
    """Return the runs of a line: those of its own direction, and those of the other.

    Pango sees each line of a box by itself: a comma after the last Latin word of a line is to
    it the end of a Hebrew sentence, and a number belongs to the name before it if there are no
    letters between them. So what may stay in the box of the text around is words, with letters
    between them and the next such run.
    """
    places = groupby(range(len(line)), lambda at: levels[at] > base)
    spans = [(is_deeper, [*group]) for is_deeper, group in places]
    ends = [(is_deeper, group[0], group[-1] + 1) for is_deeper, group in spans]
    parts = [
        is_deeper or not start or end == len(line) or bool(_PARTING.search(line, start, end))
        for is_deeper, start, end in ends
    ]
    return [
        _Run(
            start,
            end,
            is_deeper,
            bool(_SIMPLE.fullmatch(line, start, end)) and all(parts[max(index - 1, 0) : index + 2]),
        )
        for index, (is_deeper, start, end) in enumerate(ends)
    ]


def _cut(
    leaf: _Leaf, levels: Sequence[int], first: int, runs: Sequence[_Run], direction: Direction
) -> Iterator[_Leaf]:
    """Yield a text in as few pieces as come out right when each is set as one box.

    first: where it begins in the line that the runs are of.
    """
    last = first + len(leaf.text)

    def may_stay(run: _Run) -> bool:
        is_whole = first <= run.start and run.end <= last
        return not run.is_deeper or (run.keeps_order and is_whole)

    for is_kept, group in groupby(runs, may_stay):
        its = list(group)
        start, end = max(its[0].start - first, 0), min(its[-1].end - first, len(leaf.text))
        text, own = leaf.text[start:end], levels[start:end]
        if is_kept and embedding_levels(text, direction) == own:
            yield replace(leaf, inline=Text(text), text=text, level=min(own))
        else:
            yield from _pieces(leaf, text, own)


def _base(direction: Direction) -> int:
    return 0 if direction == "ltr" else 1


def _pieces(leaf: _Leaf, text: str, levels: Sequence[int]) -> Iterator[_Leaf]:
    """Yield a part of a leaf in pieces of one level each."""
    for level, group in groupby(zip(text, levels, strict=True), lambda pair: pair[1]):
        piece = "".join(sign for sign, _ in group)
        yield replace(leaf, inline=Text(piece), text=piece, level=level, is_cut=True)


def _prefixes_held(leaves: Sequence[_Leaf]) -> list[_Leaf]:
    """Return leaves with a maqaf that ends one joined to what the next begins with.

    No line ends between "ו־" and "Diglot" (UAX #14, LB21a). WeasyPrint looks at one
    character on each side of a border and would end one there.
    """
    result = list(leaves)
    before = ""
    for index, (leaf, following) in enumerate(pairwise(leaves)):
        before = (before + leaf.text)[-_CONTEXT:]
        if (
            isinstance(leaf.inline, Text)
            and _PREFIX.search(before)
            and _PREFIXED.match(following.text)
        ):
            result[index] = replace(leaf, inline=Text(leaf.text + WORD_JOINER))
    return result


# Rebuilding --------------------------------------------------------------------


def _at_level(leaves: Sequence[_Leaf], level: int, seen: set[int]) -> list[Inline]:
    """Return the inlines of leaves, each deeper run inside one span of its direction."""
    result: list[Inline] = []
    for is_deeper, group in groupby(leaves, lambda leaf: leaf.level > level):
        run = list(group)
        if not is_deeper or (len(run) == 1 and _needs_no_span(run[0], level + 1)):
            result += _in_wrappers(run, 0, level, seen)
        else:
            inner = _at_level(run, level + 1, seen)
            pairs = (("dir", "rtl" if (level + 1) % 2 else "ltr"),)
            result.append(Span(tuple(inner), Attributes(pairs=pairs)))
    return result


def _needs_no_span(leaf: _Leaf, level: int) -> bool:
    """Tell whether one text, set alone in the direction around, keeps its order."""
    around: Direction = "ltr" if level % 2 else "rtl"
    if leaf.is_cut or leaf.level != level or not isinstance(leaf.inline, Text):
        return False
    if not _SIMPLE.fullmatch(leaf.text):
        return False
    return set(embedding_levels(leaf.text, around)) == {level % 2 if around == "ltr" else 2}


def _in_wrappers(leaves: Sequence[_Leaf], depth: int, level: int, seen: set[int]) -> list[Inline]:
    """Return leaves of one level with the elements around them put back."""
    result: list[Inline] = []

    def wrapper_key(leaf: _Leaf) -> int:
        return leaf.wrappers[depth][0] if len(leaf.wrappers) > depth else -1

    for key, group in groupby(leaves, wrapper_key):
        run = list(group)
        if key < 0:
            result += [leaf.inline for leaf in run]
            continue
        wrapper = _at_its_level(run[0].wrappers[depth][1], level)
        if key in seen and isinstance(wrapper, Span | Link) and wrapper.attributes.id:
            wrapper = replace(wrapper, attributes=replace(wrapper.attributes, id=""))
        seen.add(key)
        inside = _in_wrappers(run, depth + 1, level, seen)
        result.append(replace(wrapper, children=tuple(inside)))
    return result


def _at_its_level(wrapper: Wrapper, level: int) -> Wrapper:
    """Return an element; one with a language says that it does not set the direction here."""
    if isinstance(wrapper, Span | Link) and (language := wrapper.attributes.get("lang")):
        here: Direction = "rtl" if level % 2 else "ltr"
        if direction_of(language) != here:
            return replace(wrapper, attributes=with_direction(wrapper.attributes, here))
    return wrapper
