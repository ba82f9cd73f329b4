"""Faults in the structure of a chapter, for planting.py."""

from __future__ import annotations

import random
import re

from drift.planting import (
    Chunk,
    Line,
    Pair,
    choose,
    cut,
    end_of,
    fault,
    level_of,
    spread,
    whole_sections,
)


@fault
def section_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a section out of the translation."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    span = range(place, end_of(pair, place))
    pair.touched.update(span)
    cut(pair.translation, span)
    pair.expect("missing-section", pair.source[place].lines[0])
    return True


@fault
def section_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a section out of the source, which has been shortened since."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    span = range(place, end_of(pair, place))
    pair.touched.update(span)
    cut(pair.source, span)
    pair.expect("extra-section", pair.translation[place].lines[0])
    return True


def _with_sibling(pair: Pair) -> list[int]:
    level = {k: level_of(c) for k, c in enumerate(pair.source) if c.kind == "heading"}
    whole = set(whole_sections(pair))
    return [
        place
        for place in whole
        if (end := end_of(pair, place)) in whole and level[end] == level[place]
    ]


@fault
def section_moved(pair: Pair, chance: random.Random) -> bool:
    """Put a section of the translation after the one that follows it."""
    if (place := choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    middle = end_of(pair, place)
    end = end_of(pair, middle)
    pair.touched.update(range(place, end))
    headings = pair.translation[place].lines[0], pair.translation[middle].lines[0]
    side = pair.translation
    side[place:end] = side[middle:end] + side[place:middle]
    pair.expect("section-order", *headings)
    return True


@fault
def content_swapped(pair: Pair, chance: random.Random) -> bool:
    """Swap what stands under two headings of the translation."""
    if (place := choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    middle = end_of(pair, place)
    end = end_of(pair, middle)
    pair.touched.update(range(place, end))
    side = pair.translation
    if "{#" in side[place].text + side[middle].text:
        return False
    headings = side[place].lines[0], side[middle].lines[0]
    side[place], side[middle] = side[middle], side[place]
    side[place:end] = side[middle:end] + side[place:middle]
    pair.expect("section-order", *headings)
    return True


@fault
def heading_lost(pair: Pair, chance: random.Random) -> bool:
    """Take a heading out of the translation, and leave what stands under it."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("missing-section", pair.source[place].lines[0])
    return True


@fault
def section_split(pair: Pair, chance: random.Random) -> bool:
    """Put a heading into the middle of a section of the translation."""
    places = [i for i in pair.free("paragraph") if pair.source[i - 1].kind == "paragraph"]
    if (place := choose(pair, places, chance)) is None:
        return False
    level = max(level_of(c) for c in pair.source[:place] if c.kind == "heading")
    line = Line("#" * max(level, 2) + " עוד על העניין הזה")
    pair.translation[place].lines = [line, Line(""), *pair.translation[place].lines]
    pair.expect("extra-section", line)
    return True


@fault
def section_relevelled(pair: Pair, chance: random.Random) -> bool:
    """Put a heading a level deeper."""
    places = [i for i in pair.free("heading") if level_of(pair.source[i]) > 1]
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = "#" + line.text
    pair.expect("section-level", line)
    return True


@fault
def id_translated(pair: Pair, chance: random.Random) -> bool:
    """Give a section an id in Hebrew letters."""
    places = [i for i in whole_sections(pair) if "{#" in pair.translation[i].text]
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"\{#[\w-]+", "{#סעיף", line.text)
    pair.expect("section-id", line)
    return True


@fault
def section_in_english(pair: Pair, chance: random.Random) -> bool:
    """Let a section of the translation stand in English."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    span = range(place, end_of(pair, place))
    pair.touched.update(span)
    for k in span:
        pair.translation[k].lines = [Line(line.text) for line in pair.source[k].lines]
    lines = [pair.translation[k].lines[0] for k in span]
    pair.expect("untranslated", *lines)
    return True


@fault
def section_twice(pair: Pair, chance: random.Random) -> bool:
    """Let a section of the translation stand twice, the second time in English."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    end = end_of(pair, place)
    pair.touched.update(range(place, end))
    copy = [Line(line.text) for line in _flat(pair.source[place:end])]
    for line in copy:
        line.text = re.sub(r" *\{#[^}]*\}", "", line.text)
    last = pair.translation[end - 1]
    last.lines = [*last.lines, Line(""), *copy]
    pair.expect("extra-section", copy[0])
    return True


def _flat(chunks: list[Chunk]) -> list[Line]:
    lines = [line or Line("") for line in spread(chunks)]
    return lines[:-1]


@fault
def title_lost(pair: Pair, _chance: random.Random) -> bool:
    """Take the chapter's title out of the translation."""
    if pair.touched or pair.translation[0].kind != "heading":
        return False
    pair.touched.update((0, 1))
    pair.translation[0].lines = []
    pair.expect("no-title", pair.translation[1].lines[0])
    return True


@fault
def heading_in_open_html(pair: Pair, chance: random.Random) -> bool:
    """Write a heading of the translation as HTML, without its end."""
    if (place := choose(pair, whole_sections(pair), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    level = level_of(pair.translation[place])
    words = re.sub(r" *\{.*\}", "", line.text.lstrip("# "))
    line.text = f"<h{level}>{words}"
    pair.expect("raw-html", line)
    return True


@fault
def heading_without_space(pair: Pair, chance: random.Random) -> bool:
    """Leave out the space after the number signs of a heading."""
    if (place := choose(pair, pair.free("heading"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"^(#+) ", r"\1", line.text)
    pair.expect("heading-space", line)
    return True


@fault
def heading_repeated(pair: Pair, chance: random.Random) -> bool:
    """Give a section of the translation the heading of its neighbor."""
    if (place := choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    following = end_of(pair, place)
    pair.touched.add(following)
    line, other = pair.translation[following].lines[0], pair.translation[place].lines[0]
    name = re.search(r" *\{.*\}", line.text)
    line.text = re.sub(r" *\{.*\}", "", other.text) + (name[0] if name else "")
    pair.expect("same-heading", line, other)
    return True
