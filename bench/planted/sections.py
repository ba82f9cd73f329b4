"""Faults in sections and chapters: lost, doubled, moved, renamed, exchanged."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from drift import blocks as known_blocks
from drift import sections as known_sections
from drift import words as known_words
from drift.planting import (
    FAULTS,
    Chunk,
    Line,
    Pair,
    choose,
    end_of,
    level_of,
    whole_sections,
)
from planted.books import Book
from planted.kinds import Plant, book_kind, both, chunk_rest, copy, kind

_MOVED = "section-order section-moved missing-section extra-section"
_HEADING = re.compile(r"^(#+) (.*?)( *\{[^}]*\})?$")

TESTED = (known_blocks, known_sections, known_words)
"""Modules that fill the table of the kinds that the tests plant."""

# Kinds that tests/drift plants, and the group of each; what is left out has a stricter
# successor here, or does not belong to what comes into translations over the years.
_KNOWN = {
    "structure": """section_dropped section_added section_moved content_swapped heading_lost
        section_split section_relevelled section_in_english section_twice title_lost
        heading_in_open_html heading_without_space heading_repeated paragraph_dropped
        paragraph_added paragraph_split paragraphs_joined paragraphs_swapped
        quotation_mark_lost item_dropped bullets_for_numbers row_dropped column_dropped
        entry_dropped mark_of_note_lost notes_swapped conflict_left chapter_in_english
        paragraph_in_english""",
    "links": "id_translated",
    "code": "code_changed formula_changed",
    "marks": "colon_lost full_stop_lost",
}
# What may say so besides the rules that the tests expect.
_ALSO = {
    "content_swapped": "heading-exchanged",
    "section_moved": "heading-exchanged",
    "paragraphs_swapped": "exchanged",
    "notes_swapped": "exchanged",
}


def _known(name: str) -> Plant:
    """Return a fault of the tests, with all rules that may say so."""

    def plant(pair: Pair, chance: random.Random) -> bool:
        if not FAULTS[name](pair, chance):
            return False
        told = pair.expected[-1]
        pair.expected[-1] = replace(told, rules=(*told.rules, *_ALSO.get(name, "").split()))
        return True

    plant.__name__ = name
    return plant


for _group, _names in _KNOWN.items():
    for _name in _names.split():
        kind(_group)(_known(_name))


def _name_of(line: Line) -> str:
    match = _HEADING.match(line.text)
    return match[2] if match else line.text


def _is_told_by_words(side: list[Chunk], one: int, two: int, end: int) -> bool:
    """Tell whether each of two headings has a word that only its own section has."""
    texts = [
        " ".join(line.text for line in chunk_rest(side, range(start + 1, stop)))
        for start, stop in ((one, two), (two, end))
    ]
    for heading, own, other in ((one, texts[0], texts[1]), (two, texts[1], texts[0])):
        words = re.findall(r"[^\W\d_]{4,}", _name_of(side[heading].lines[0]))
        stems = {re.sub("^[ובהלמשכ]", "", word.lower())[:5] for word in words}
        if not any(stem in own.lower() and stem not in other.lower() for stem in stems):
            return False
    return True


@kind("structure")
def headings_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange the words of two headings of the translation, ids staying."""
    level = {k: level_of(pair.source[k]) for k in pair.free("heading")}
    near = [
        (one, two)
        for one in level
        for two in level
        if one < two and level[one] == level[two] and two <= end_of(pair, one)
        and _is_told_by_words(pair.source, one, two, end_of(pair, two))
        and _is_told_by_words(pair.translation, one, two, end_of(pair, two))
    ]  # fmt: skip
    if not near:
        return False
    places = chance.choice(near)
    pair.touched.update(places)
    lines = [pair.translation[place].lines[0] for place in places]
    names = [_name_of(line) for line in lines]
    for line, mine, other in zip(lines, names, names[::-1], strict=True):
        line.text = line.text.replace(mine, other)
    apt = "heading-exchanged section-order exchanged glossary-term number-missing name-missing"
    pair.expect(apt, *(line for place in places for line in both(pair, place)))
    return True


@kind("structure")
def section_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a section of the translation stand twice, both times in Hebrew."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    span = range(place, end_of(pair, place))
    pair.touched.update(span)
    twice: list[Line] = []
    for chunk in pair.translation[place : span.stop]:
        twice += [*copy(chunk.lines), Line("")]
    for line in twice:
        line.text = re.sub(r" *\{#[^}]*\}$", "", line.text)
    last = pair.translation[span.stop - 1]
    last.lines = [*last.lines, Line(""), *twice[:-1]]
    pair.expect("extra-section section-doubled", twice[0], *both(pair, place))
    return True


@kind("structure")
def section_moved_and_relevelled(pair: Pair, chance: random.Random) -> bool:
    """Put a section of the translation at the end of the chapter, a level deeper."""
    places = [
        i
        for i in whole_sections(pair)
        if level_of(pair.source[i]) == 2 and end_of(pair, i) < len(pair.source) - 1
        and not any(c.kind == "heading" for c in pair.source[i + 1 : end_of(pair, i)])
    ]  # fmt: skip
    if (place := choose(pair, places, chance)) is None:
        return False
    end = end_of(pair, place)
    pair.touched.update(range(place, end))
    head = pair.translation[place].lines[0]
    head.text = "#" + head.text
    side = pair.translation
    side[place:] = side[end:] + side[place:end]
    lines = both(pair, place)[: len(pair.source[place].lines)]
    pair.expect(f"{_MOVED} section-level", head, *lines)
    return True


@kind("structure")
def heading_made_bold(pair: Pair, chance: random.Random) -> bool:
    """Write a heading as a bold line."""
    places = [i for i in whole_sections(pair) if "{#" not in pair.translation[i].text]
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = f"**{_name_of(line)}**"
    pair.expect("missing-section block-sequence block-split", *both(pair, place))
    return True


@kind("structure")
def heading_run_into_text(pair: Pair, chance: random.Random) -> bool:
    """Lose the empty line before a heading."""
    places = [i for i in pair.free("heading") if pair.translation[i - 1].kind == "paragraph"]
    if (place := choose(pair, places, chance)) is None:
        return False
    before, chunk = pair.translation[place - 1], pair.translation[place]
    heading = chunk.lines[0]
    before.lines, chunk.lines = [*before.lines, heading], []
    pair.expect("heading-blank-line", heading)
    return True


@kind("structure")
def end_of_chapter_lost(pair: Pair, chance: random.Random) -> bool:
    """Lose the last sections of a chapter."""
    places = [
        i
        for i in pair.free("heading")
        if i > len(pair.source) // 2 and level_of(pair.source[i]) == 2
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.touched.update(range(place, len(pair.source)))
    for chunk in pair.translation[place:]:
        if chunk.kind != "note":
            chunk.lines = []
    pair.expect("missing-section", *pair.source[place].lines)
    return True


@kind("structure")
def division_never_closed(pair: Pair, chance: random.Random) -> bool:
    """Lose the line that ends a division."""
    places = pair.free("division", lambda _, two: two.text.endswith("\n:::"))
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = pair.translation[place].lines[:-1]
    pair.expect("unclosed-div", *both(pair, place))
    return True


# More than one chapter ------------------------------------------------------------------


def _section_without_notes(pair: Pair) -> list[int]:
    return [i for i in whole_sections(pair) if level_of(pair.source[i]) == 2]


@book_kind("structure")
def section_in_another_chapter(book: Book, number: int, chance: random.Random) -> bool:
    """Put a section of the translation at the end of another chapter."""
    pair = book.chapters[number]
    places = _section_without_notes(pair)
    if not places or len(book.chapters) < 2:
        return False
    place = chance.choice(places)
    span = range(place, end_of(pair, place))
    other = book.chapters[(number + 1) % len(book.chapters)].translation
    taken = [Chunk(pair.translation[k].kind, pair.translation[k].lines) for k in span]
    for k in span:
        pair.translation[k].lines = []
    other.extend(taken)
    pair.expect(_MOVED, *taken[0].lines, *pair.source[place].lines)
    return True


def _first_lines(pair: Pair) -> tuple[Line, ...]:
    return (*pair.source[0].lines, *pair.translation[0].lines)


@book_kind("structure")
def chapter_renamed(book: Book, number: int, _: random.Random) -> bool:
    """Give a chapter of the translation another file's name."""
    book.renamed["he", number] = "07-perek"
    apt = "missing-chapter extra-chapter chapter-renamed"
    book.chapters[number].expect(apt, *_first_lines(book.chapters[number]))
    return True


@book_kind("structure")
def chapter_dropped(book: Book, number: int, _: random.Random) -> bool:
    """Leave a chapter out of the translation."""
    book.renamed["he", number] = ""
    book.chapters[number].expect("missing-chapter", *book.chapters[number].source[0].lines)
    return True


@book_kind("structure")
def chapters_exchanged(book: Book, number: int, _: random.Random) -> bool:
    """Let two chapters of the translation bear each other's file name."""
    other = (number + 1) % len(book.chapters)
    if other == number:
        return False
    book.renamed["he", number], book.renamed["he", other] = f"{other + 1:02}", f"{number + 1:02}"
    first = (*_first_lines(book.chapters[number]), *_first_lines(book.chapters[other]))
    book.chapters[number].expect("chapter-renamed chapter-order chapters-exchanged", *first)
    return True


@book_kind("structure")
def chapter_fenced(book: Book, number: int, _: random.Random) -> bool:
    """Leave the fence of an answer around a whole chapter."""
    book.fenced.add(("he", number))
    pair = book.chapters[number]
    pair.expect(
        "whole-chapter-fenced chapter-fenced fenced-chapter",
        *chunk_rest(pair.translation, range(3)),
    )
    return True
