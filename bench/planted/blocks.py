"""Faults in the blocks of a section: paragraphs, items, verse, pictures, notes."""

from __future__ import annotations

import random
import re

from drift.planting import Chunk, Line, Pair, choose, is_plain
from planted.kinds import both, copy, drop, kind, masked, neighbours, spots, swap, values

_GONE = "block-sequence"


def _paragraphs(pair: Pair, longest: int = 10**6, shortest: int = 60) -> list[int]:
    """Return the places of paragraphs that hold no note or link, by length."""
    return pair.free(
        "paragraph",
        lambda one, two: is_plain(one, two) and shortest <= len(two.text) <= longest,
    )


@kind("structure")
def paragraph_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a paragraph of the translation stand twice."""
    if (place := choose(pair, _paragraphs(pair), chance)) is None:
        return False
    chunk = pair.translation[place]
    chunk.lines = [*chunk.lines, Line(""), *copy(chunk.lines)]
    pair.expect("block-sequence block-doubled doubled", *both(pair, place))
    return True


@kind("structure")
def paragraph_moved_far(pair: Pair, chance: random.Random) -> bool:
    """Put a paragraph into another section of the translation."""
    places = _paragraphs(pair)
    heads = [i for i, chunk in enumerate(pair.translation) if chunk.kind == "heading"]
    far = [(i, k) for i in places for k in places if k > i + 1 and any(i < h < k for h in heads)]
    if not far:
        return False
    place, other = chance.choice(far)
    pair.touched.update((place, other))
    moved = pair.translation[place].lines
    pair.translation[place].lines = []
    pair.translation[other].lines = [*pair.translation[other].lines, Line(""), *moved]
    pair.expect("block-sequence block-order block-moved", *pair.source[place].lines, *moved)
    return True


@kind("structure")
def paragraph_pasted_over(pair: Pair, chance: random.Random) -> bool:
    """Put a copy of another paragraph in a paragraph's place."""
    places = _paragraphs(pair, shortest=100)
    if len(places) < 2:
        return False
    place, other = chance.sample(places, 2)
    pair.touched.update((place, other))
    pair.translation[place].lines = copy(pair.translation[other].lines)
    apt = """block-sequence block-doubled doubled block-order number-missing length name-missing
        glossary-term end-punctuation link-target inline-code unbalanced-quotes"""
    pair.expect(apt, *both(pair, place), *both(pair, other))
    return True


@kind("structure")
def item_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let an item of a list stand twice."""
    if (place := choose(pair, pair.free("list", _is_even), chance)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.randrange(len(lines))
    lines.insert(at + 1, Line(lines[at].text))
    pair.expect("list-items block-doubled doubled", *both(pair, place))
    return True


@kind("structure")
def item_added(pair: Pair, chance: random.Random) -> bool:
    """Leave an item out of the source."""
    if (place := choose(pair, pair.free("list", _is_even), chance)) is None:
        return False
    del pair.source[place].lines[chance.randrange(1, len(pair.source[place].lines))]
    pair.expect("list-items", *both(pair, place))
    return True


def _is_even(one: Chunk, two: Chunk) -> bool:
    return len(one.lines) == len(two.lines) > 2


@kind("structure")
def items_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two items of a list that have figures, code or links of their own."""

    def telling(one: Chunk, two: Chunk) -> list[int]:
        if not _is_even(one, two):
            return []
        kept = [set(values(re.sub(r"^\s*\d+\.", "", line.text))) for line in two.lines]
        return [
            i
            for i in range(len(kept) - 1)
            if kept[i] and kept[i + 1] and kept[i].isdisjoint(kept[i + 1])
        ]

    if (place := choose(pair, pair.free("list", telling), chance)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.choice(telling(pair.source[place], pair.translation[place]))
    start = re.compile(r"^\s*(?:\d+\.|[-*]) ")
    marks = [start.match(lines[n].text) for n in (at, at + 1)]
    words = [start.sub("", lines[n].text) for n in (at + 1, at)]
    for n, mark, word in zip((at, at + 1), marks, words, strict=True):
        lines[n].text = (mark[0] if mark else "") + word
    near = pair.source[place].lines[at : at + 2]
    pair.expect("exchanged list-order number-missing", *lines[at : at + 2], *near, lines[0])
    return True


@kind("structure")
def list_made_a_sentence(pair: Pair, chance: random.Random) -> bool:
    """Write the items of a list one after the other, as a paragraph."""
    if (place := choose(pair, pair.free("list", _is_even), chance)) is None:
        return False
    lines = pair.translation[place].lines
    words = [re.sub(r"^\s*(?:\d+\.|[-*]) ", "", line.text).rstrip(".;") for line in lines]
    pair.translation[place].lines = [Line("; ".join(words) + ".")]
    pair.expect("block-sequence", *both(pair, place))
    return True


@kind("structure")
def quotation_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a quotation out."""
    if (place := choose(pair, pair.free("quote", is_plain), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect(_GONE, *pair.source[place].lines)
    return True


@kind("structure")
def verse_line_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a line out of a poem."""
    if (place := choose(pair, pair.free("verse"), chance)) is None:
        return False
    lines = pair.translation[place].lines
    full = [n for n, line in enumerate(lines) if len(line.text) > 2]
    del lines[chance.choice(full)]
    pair.expect("verse-lines length block-sequence list-items", *both(pair, place))
    return True


@kind("structure")
def stanza_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave half of a poem out."""
    places = pair.free("verse", lambda _, two: len(two.lines) > 6)
    if (place := choose(pair, places, chance)) is None:
        return False
    lines = pair.translation[place].lines
    empty = next(n for n, line in enumerate(lines) if len(line.text) <= 2)
    del lines[empty:]
    pair.expect("verse-lines length block-sequence", *both(pair, place))
    return True


@kind("structure")
def picture_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a picture out."""
    return drop(pair, chance, pair.free("figure"), "block-sequence image-target")


@kind("links")
def picture_replaced(pair: Pair, chance: random.Random) -> bool:
    """Show another picture of the book."""
    if (place := choose(pair, pair.free("figure"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"images/\w+\.svg", "images/other.svg", line.text)
    pair.expect("image-target exchanged", *both(pair, place))
    return True


@kind("links")
def pictures_exchanged(pair: Pair, _chance: random.Random) -> bool:
    """Show each of two pictures in the other's place, captions and ids staying."""
    places = pair.free("figure")
    if len(places) < 2:
        return False
    pair.touched.update(places[:2])
    lines = [pair.translation[place].lines[0] for place in places[:2]]
    files = [re.search(r"images/\w+\.svg", line.text) for line in lines]
    for line, mine, other in zip(lines, files, files[::-1], strict=True):
        if mine and other:
            line.text = line.text.replace(mine[0], other[0])
    pair.expect("exchanged image-target", *(x for place in places[:2] for x in both(pair, place)))
    return True


@kind("structure")
def picture_caption_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a picture's caption, keep what is said to those who cannot see it."""
    if (place := choose(pair, pair.free("figure"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"^!\[([^\]]*)\](\([^)]*\))\{", r'![]\2{alt="\1" ', line.text)
    pair.expect("caption block-sequence", *both(pair, place))
    return True


@kind("structure")
def formula_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a displayed formula out."""
    return drop(pair, chance, pair.free("formula"), "block-sequence math-changed")


@kind("structure")
def division_lost(pair: Pair, chance: random.Random) -> bool:
    """Lose the lines of colons around a warning."""
    places = pair.free("division", lambda _, two: len(two.lines) > 2)
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = pair.translation[place].lines[1:-1]
    pair.expect("remark block-sequence", *both(pair, place))
    return True


# Notes ------------------------------------------------------------------------------


def _note_of(pair: Pair, name: str) -> int | None:
    start = f"{name}:"
    for place in pair.free("note"):
        if pair.translation[place].text.startswith(start):
            return place
    return None


def _marks(pair: Pair) -> list[tuple[int, str]]:
    """Return where marks of notes are in paragraphs, by name."""
    found = spots(pair, r"", ("paragraph",))
    marked = {
        (spot.place, name)
        for spot in found
        for name in re.findall(r"\[\^\w+\](?!:)", spot.line.text)
    }
    return sorted((p, n) for p, n in marked if _note_of(pair, n) is not None)


@kind("structure")
def note_text_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out what a note says, and keep its mark."""
    marks = _marks(pair)
    if not marks:
        return False
    place, name = chance.choice(marks)
    note = _note_of(pair, name)
    assert note is not None
    pair.touched.update((place, note))
    pair.translation[note].lines = []
    apt = "undefined-note note-count undefined-link"
    pair.expect(apt, *both(pair, place), *pair.source[note].lines)
    return True


@kind("structure")
def note_mark_alone_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a note's mark, and keep what it says."""
    marks = _marks(pair)
    if not marks:
        return False
    place, name = chance.choice(marks)
    note = _note_of(pair, name)
    assert note is not None
    pair.touched.update((place, note))
    for line in pair.translation[place].lines:
        line.text = line.text.replace(name, "")
    pair.expect("unused-note note-count", *both(pair, place), *both(pair, note))
    return True


@kind("structure")
def note_moved(pair: Pair, chance: random.Random) -> bool:
    """Put a note's mark into another paragraph of the section."""
    paragraphs = pair.free("paragraph")
    marks = [
        (place, name, other)
        for place, name in _marks(pair)
        for other in (place - 1, place + 1)
        if other in paragraphs
    ]
    if not marks:
        return False
    place, name, other = chance.choice(marks)
    pair.touched.update((place, other))
    for line in pair.translation[place].lines:
        line.text = line.text.replace(name, "")
    pair.translation[other].lines[-1].text += name
    pair.expect("note-place", *both(pair, place), *both(pair, other))
    return True


@kind("structure")
def notes_texts_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Let two notes with figures of their own say what the other should say."""
    places = pair.free("note", lambda _, two: values(masked(two.text)))
    far = [(i, k) for i in places for k in places if i < k]
    if not far:
        return False
    one, two = chance.choice(far)
    pair.touched.update((one, two))
    lines = pair.translation[one].lines[0], pair.translation[two].lines[0]
    swap(*lines)
    names = [line.text.partition(":")[0] for line in lines]
    for line, name in zip(lines, names[::-1], strict=True):
        line.text = name + ":" + line.text.partition(":")[2]
    marked = [
        line
        for side in (pair.source, pair.translation)
        for chunk in side
        for line in chunk.lines
        if any(name in line.text for name in names)
    ]
    pair.expect("exchanged note-place number-missing", *marked)
    return True


@kind("structure")
def three_paragraphs_joined(pair: Pair, chance: random.Random) -> bool:
    """Make one paragraph of three."""
    near = neighbours(_paragraphs(pair, shortest=30))
    three = [i for i in near if i + 1 in near]
    if (place := choose(pair, three, chance)) is None:
        return False
    pair.touched.update((place + 1, place + 2))
    expected = [line for n in range(place, place + 3) for line in both(pair, n)]
    chunks = pair.translation[place : place + 3]
    chunks[0].lines = [Line(" ".join(chunk.text for chunk in chunks))]
    chunks[1].lines, chunks[2].lines = [], []
    pair.expect("block-split", *chunks[0].lines, *expected)
    return True
