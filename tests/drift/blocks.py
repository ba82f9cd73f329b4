"""Faults in the blocks of a section and in a file, for planting.py."""

from __future__ import annotations

import random
import re

from drift.planting import Chunk, Line, Pair, choose, fault, first_line, is_plain


@fault
def paragraph_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a paragraph out of the translation."""
    if (place := choose(pair, pair.free("paragraph", is_plain), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("block-sequence", pair.source[place].lines[0])
    return True


@fault
def paragraph_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a paragraph out of the source."""
    if (place := choose(pair, pair.free("paragraph", is_plain), chance)) is None:
        return False
    pair.source[place].lines = []
    pair.expect("block-sequence", pair.translation[place].lines[0])
    return True


@fault
def paragraph_in_english(pair: Pair, chance: random.Random) -> bool:
    """Let a paragraph of the translation stand in English."""
    places = pair.free("paragraph", lambda one, _: len(one.text.split()) > 8)
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = [Line(line.text) for line in pair.source[place].lines]
    pair.expect("untranslated", pair.translation[place].lines[0])
    return True


@fault
def paragraph_split(pair: Pair, chance: random.Random) -> bool:
    """Part a paragraph of the translation in two."""
    places = pair.free("paragraph", lambda _, two: len(two.text) > 240 and _middle(two.text))
    if (place := choose(pair, places, chance)) is None:
        return False
    text = pair.translation[place].text
    cut = _middle(text)
    lines = [Line(text[:cut].strip()), Line(""), Line(text[cut:].strip())]
    pair.translation[place].lines = lines
    pair.expect("block-split", lines[0], lines[2])
    return True


def _middle(text: str) -> int:
    """Return where a sentence ends that is nearest to the middle; 0 for none near it."""
    ends = [match.end() for match in re.finditer(r"[.?!](?=\s[א-ת])", text)]
    near = min(ends, key=lambda end: abs(end - len(text) / 2), default=0)
    return near if 0.3 < near / max(len(text), 1) < 0.7 else 0


@fault
def paragraphs_joined(pair: Pair, chance: random.Random) -> bool:
    """Make one of two paragraphs of the translation."""
    places = [
        i
        for i in pair.free("paragraph", lambda _, two: len(two.text) > 100)
        if i + 1 in pair.free("paragraph", lambda _, two: len(two.text) > 100)
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.touched.add(place + 1)
    first, second = pair.translation[place], pair.translation[place + 1]
    first.lines, second.lines = [Line(first.text + " " + second.text)], []
    pair.expect("block-split", first.lines[0], pair.source[place + 1].lines[0])
    return True


@fault
def paragraphs_swapped(pair: Pair, chance: random.Random) -> bool:
    """Swap two paragraphs of the translation."""
    plain = pair.free("paragraph", is_plain)
    places = [i for i in plain if i + 1 in plain]
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.touched.add(place + 1)
    side = pair.translation
    side[place], side[place + 1] = side[place + 1], side[place]
    pair.expect("block-order", side[place].lines[0], side[place + 1].lines[0])
    return True


@fault
def quotation_mark_lost(pair: Pair, chance: random.Random) -> bool:
    """Make a paragraph of a quotation."""
    if (
        place := choose(pair, pair.free("quote", lambda _, two: "| " not in two.text), chance)
    ) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = line.text.lstrip("> ")
    pair.expect("block-sequence", pair.translation[place].lines[0])
    return True


@fault
def item_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave an item out of a list."""
    places = pair.free("list", lambda one, two: len(one.lines) == len(two.lines) > 2)
    if (place := choose(pair, places, chance)) is None:
        return False
    number = chance.randrange(len(pair.translation[place].lines))
    del pair.translation[place].lines[number]
    if number == 0 and re.match(r"\d", pair.translation[place].text):
        pair.translation[place].lines[0].text = re.sub(
            r"^\d+", pair.source[place].text.partition(".")[0], pair.translation[place].text
        ).partition("\n")[0]
    pair.expect("list-items", *pair.source[place].lines)
    return True


@fault
def bullets_for_numbers(pair: Pair, chance: random.Random) -> bool:
    """Make a list with bullets of a numbered one."""
    numbered = re.compile(r"(?:\d+\. .*(?:\n|$)){3,}")
    places = pair.free("list", lambda _, two: numbered.fullmatch(two.text))
    if (place := choose(pair, places, chance)) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = re.sub(r"^\d+\.", "-", line.text)
    pair.expect("list-numbering", pair.translation[place].lines[0])
    return True


@fault
def row_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a row out of a table."""
    if (place := choose(pair, pair.free("table"), chance)) is None:
        return False
    lines = pair.translation[place].lines
    del lines[chance.randrange(2, len(lines))]
    pair.expect("table-shape", lines[0])
    return True


@fault
def column_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave the last column out of a table."""
    if (place := choose(pair, pair.free("table"), chance)) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = line.text.rstrip("| ").rpartition("|")[0] + "|"
    pair.expect("table-shape", pair.translation[place].lines[0])
    return True


@fault
def code_changed(pair: Pair, chance: random.Random) -> bool:
    """Change a letter in code."""
    if (place := choose(pair, pair.free("code"), chance)) is None:
        return False
    lines = [
        line
        for line in pair.translation[place].lines[1:-1]
        if re.search(r"[a-z]{3}", line.text) and "#" not in line.text
    ]
    if not lines:
        return False
    line = chance.choice(lines)
    line.text = re.sub(r"([a-z])([a-z])([a-z])", r"\1\3\2x", line.text, count=1)
    pair.expect("code-changed", line)
    return True


@fault
def picture_changed(pair: Pair, chance: random.Random) -> bool:
    """Show another picture."""
    if (place := choose(pair, pair.free("figure"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(
        r"images/(\w+)", lambda m: "images/board" if m[1] != "board" else "images/lamp", line.text
    )
    pair.expect("image-target", line)
    return True


@fault
def entry_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave an entry out of a list of definitions."""
    places = [i for i in pair.free("term") if pair.translation[i + 1].kind == "meaning"]
    places = [
        i
        for i in places
        if {pair.translation[k].kind for k in (i - 2, i + 2) if k < len(pair.translation)}
        & {"term"}
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.translation[place + 1].lines = []
    pair.touched.add(place + 1)
    pair.expect("list-items", pair.source[place].lines[0], pair.source[place + 1].lines[0])
    return True


@fault
def byte_order_mark(pair: Pair, _chance: random.Random) -> bool:
    """Begin the file with a byte order mark."""
    if pair.prefix:
        return False
    pair.prefix = "\ufeff"
    pair.expect("byte-order-mark", first_line(pair))
    return True


@fault
def windows_line_ends(pair: Pair, _chance: random.Random) -> bool:
    """Write the file as Windows does."""
    if pair.line_end != "\n":
        return False
    pair.line_end = "\r\n"
    pair.expect("line-ends", first_line(pair))
    return True


@fault
def conflict_left(pair: Pair, chance: random.Random) -> bool:
    """Leave both versions of a paragraph between git's marks."""
    if (place := choose(pair, pair.free("paragraph", is_plain), chance)) is None:
        return False
    chunk = pair.translation[place]
    old = [Line(line.text.replace("ה", "", 1)) for line in chunk.lines]
    first = Line("<<<<<<< HEAD")
    chunk.lines = [first, *old, Line("======="), *chunk.lines, Line(">>>>>>> theirs")]
    pair.expect("conflict-marker", first)
    return True


@fault
def chapter_in_english(pair: Pair, _chance: random.Random) -> bool:
    """Let the whole chapter stand in English."""
    if pair.touched:
        return False
    pair.touched.update(range(len(pair.source)))
    pair.translation = [Chunk(c.kind, [Line(line.text) for line in c.lines]) for c in pair.source]
    pair.expect("untranslated", *(c.lines[0] for c in pair.translation[:6]))
    return True
