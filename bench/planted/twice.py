"""Faults by which something stands twice, or at another place of the same passage."""

from __future__ import annotations

import random
import re

from drift.planting import Line, Pair, choose, is_plain
from planted.kinds import around, both, copy, kind, pick, sentences, spots

_DOUBLED = "block-sequence block-doubled doubled"
_NOTE = r"\[\^\w+\](?!:)"


def _double(pair: Pair, name: str, chance: random.Random, rules: str) -> bool:
    """Let a chunk of a kind stand twice in the translation."""
    if (place := choose(pair, pair.free(name, is_plain), chance)) is None:
        return False
    chunk = pair.translation[place]
    again = copy(chunk.lines)
    for line in again:
        line.text = re.sub(r"\{#[^}]*\}", "", line.text)
    chunk.lines = [*chunk.lines, Line(""), *again]
    pair.expect(rules, *both(pair, place))
    return True


@kind("structure")
def quotation_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a quotation stand twice."""
    return _double(pair, "quote", chance, _DOUBLED)


@kind("structure")
def picture_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a picture stand twice."""
    if (place := choose(pair, pair.free("figure"), chance)) is None:
        return False
    chunk = pair.translation[place]
    again = Line(re.sub(r"\{#[^}]*\}", "", chunk.text))
    chunk.lines = [*chunk.lines, Line(""), again]
    pair.expect(f"{_DOUBLED} image-target", *both(pair, place))
    return True


@kind("structure")
def verse_line_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a line of a poem stand twice."""
    if (place := choose(pair, pair.free("verse"), chance)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.choice([n for n, line in enumerate(lines) if len(line.text) > 2])
    lines.insert(at, Line(lines[at].text))
    pair.expect("verse-lines length block-sequence doubled repeated-line", *both(pair, place))
    return True


@kind("code")
def code_block_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a block of code stand twice."""
    if (place := choose(pair, pair.free("code"), chance)) is None:
        return False
    chunk = pair.translation[place]
    chunk.lines = [*chunk.lines, Line(""), *copy(chunk.lines)]
    pair.expect(_DOUBLED, *both(pair, place))
    return True


@kind("code")
def second_of_two_codes_changed(pair: Pair, chance: random.Random) -> bool:
    """Mistype a piece of code that a passage has twice, in one of its places."""
    found = [
        spot
        for spot in spots(pair, r"^")
        for code in re.findall(r"`[\w .-]{2,}`", spot.line.text)
        if spot.line.text.count(code) == 2 == spot.source.text.count(code)
    ]
    if (spot := pick(pair, found, chance)) is None:
        return False
    codes = re.findall(r"`[\w .-]{2,}`", spot.line.text)
    twice = next(code for code in codes if spot.line.text.count(code) == 2)
    before, _, after = spot.line.text.rpartition(twice)
    spot.line.text = f"{before}{twice[:-2]}z`{after}"
    pair.expect("inline-code exchanged", *around(pair, spot))
    return True


@kind("structure")
def note_moved_in_paragraph(pair: Pair, chance: random.Random) -> bool:
    """Put a note's mark behind another sentence of its paragraph, two further on or back."""
    found = [
        spot
        for spot in spots(pair, r"^", ("paragraph",))
        if len(re.findall(_NOTE, spot.line.text)) == 1 and len(sentences(spot.line.text)) > 2
    ]
    if (spot := pick(pair, found, chance)) is None:
        return False
    mark = re.search(_NOTE, spot.line.text)
    if mark is None:
        return False
    text = spot.line.text.replace(mark[0], "")
    first = sentences(text)[0][1] if mark.start() > len(text) // 2 else len(text)
    spot.line.text = text[:first].rstrip() + mark[0] + " " + text[first:]
    spot.line.text = spot.line.text.rstrip()
    pair.expect("note-place", *around(pair, spot))
    return True


@kind("links")
def id_changed(pair: Pair, chance: random.Random) -> bool:
    """Give a section another id than its source has."""
    places = pair.free("heading", lambda _, two: "{#" in two.text)
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"\{#[\w-]+", "{#another", line.text)
    pair.expect("section-id", *both(pair, place))
    return True
