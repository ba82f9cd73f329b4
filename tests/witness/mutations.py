"""Edits that authors, their tools and their old tools' habits make in a chapter, at random.

Goes in: lines. Comes out: lines, and what was done. A mutation that finds nothing to work
on returns None, and another is drawn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from witness.excerpts import excerpt

Lines = list[str]
Mutation = Callable[[random.Random, Lines], Lines | None]
_PIECES = Path(__file__).with_name("pieces.txt")
_ITEM = re.compile(r"^(\s*)(?:[-*+]|\d+[.)])(\s+)")
_WORDS = {
    "en": ("harvest", "lantern", "copper", "thousands", "Orion", "breadfruit"),
    "he": ("קציר", "פנס", "נחושת", "אלפים", "אוריון", "לחם"),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A chapter that went through some edits. seed: gives the same one again."""

    seed: int
    language: str
    text: str
    edits: tuple[str, ...]


def mutant(seed: int) -> Mutant:
    """Return the mutated chapter of a seed."""
    dice = random.Random(seed)
    language, text = excerpt(dice)
    lines = text.split("\n")
    edits: list[str] = []
    wanted = dice.choice((1, 1, 1, 2, 2, 3))
    for _ in range(40):
        mutation = dice.choice(MUTATIONS)
        changed = mutation(dice, list(lines))
        if changed is not None and changed != lines:
            lines = changed
            edits.append(mutation.__name__)
        if len(edits) == wanted:
            break
    text = "\n".join(lines)
    if dice.random() < 0.04:
        edits.append("carriage_returns")
        text = text.replace("\n", "\r\n")
    return Mutant(seed, language, text, tuple(edits))


# Where ------------------------------------------------------------------------------


def _some(dice: random.Random, lines: Lines, pattern: str = r"\S") -> int | None:
    """Return a line below the title that matches, or None."""
    found = [n for n, line in enumerate(lines) if n > 1 and re.search(pattern, line)]
    return dice.choice(found) if found else None


def _range(dice: random.Random, lines: Lines) -> tuple[int, int]:
    """Return the lines of one to four blocks: the first one, and the one after the last."""
    edges = [n for n, line in enumerate(lines) if not line.strip()]
    starts = [n + 1 for n in edges if n + 1 < len(lines) and lines[n + 1].strip()]
    start = dice.choice(starts or [0])
    ends = [n for n in edges if n > start] or [len(lines)]
    return start, ends[min(dice.randint(0, 3), len(ends) - 1)]


def _word(dice: random.Random, lines: Lines) -> str:
    return dice.choice(_WORDS["he" if re.search("[א-ת]", lines[0]) else "en"])


@cache
def _pieces() -> Mapping[str, tuple[str, ...]]:
    """Return the pieces of pieces.txt under their headings."""
    parts = re.split(r"^## (.+)\n", _PIECES.read_text(), flags=re.MULTILINE)
    signs = str.maketrans({"⏎": "\n", "␣": " ", "∅": None})
    return {
        name: tuple(
            re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), line)
            .replace(" ↔ ", "↔")
            .translate(signs)
            for line in lines.splitlines()
            if line
        )
        for name, lines in zip(parts[1::2], parts[2::2], strict=True)
    }


def _piece(dice: random.Random, lines: Lines, kind: str) -> str:
    """Return a piece of a kind, with a word of the language in it."""
    return dice.choice(_pieces()[kind]).replace("WORD", _word(dice, lines))


def _into_line(dice: random.Random, lines: Lines, piece: str) -> Lines | None:
    """Put something between two words of a line."""
    place = _some(dice, lines, r"\w \w")
    if place is None:
        return None
    gaps = [match.end() for match in re.finditer(r"(?<=\w) (?=\w)", lines[place])]
    gap = dice.choice(gaps)
    lines[place] = f"{lines[place][:gap]}{piece} {lines[place][gap:]}"
    return lines


# Lines ------------------------------------------------------------------------------


def add_empty_line(dice: random.Random, lines: Lines) -> Lines | None:
    """Press Enter once more."""
    place = _some(dice, lines)
    return None if place is None else [*lines[:place], "", *lines[place:]]


def drop_empty_line(dice: random.Random, lines: Lines) -> Lines | None:
    """Delete an empty line, so that two blocks touch."""
    empty = [n for n, line in enumerate(lines) if n > 1 and not line.strip() and n < len(lines) - 1]
    if not empty:
        return None
    del lines[dice.choice(empty)]
    return lines


def drop_empty_line_before_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a list, a table, a quotation, a heading, code or a note right below a line."""
    begins = r"^(?:\s*[-*+] |\s*\d+[.)] |>|\||#|```|:::|\+--|\[\^|\$\$|!\[|: )"
    found = [n for n in range(3, len(lines)) if not lines[n - 1] and re.match(begins, lines[n])]
    if not found:
        return None
    del lines[dice.choice(found) - 1]
    return lines


def join_lines(dice: random.Random, lines: Lines) -> Lines | None:
    """Join a line with the next one."""
    place = _some(dice, lines[:-1])
    if place is None:
        return None
    return [*lines[:place], f"{lines[place]} {lines[place + 1].strip()}", *lines[place + 2 :]]


def split_line(dice: random.Random, lines: Lines) -> Lines | None:
    """Break a line between two words, as an editor that wraps does."""
    place = _some(dice, lines, r"\S \S")
    if place is None:
        return None
    gap = dice.choice([match.start() for match in re.finditer(r"(?<=\S) (?=\S)", lines[place])])
    line = lines[place]
    return [*lines[:place], line[:gap], line[gap + 1 :], *lines[place + 1 :]]


def wrap_anew(dice: random.Random, lines: Lines) -> Lines | None:
    """Wrap a paragraph at a width, whatever words then begin the lines."""
    place = _some(dice, lines, r"^\w.{40}")
    if place is None:
        return None
    width = dice.randint(12, 60)
    wrapped = re.findall(rf".{{1,{width}}}(?:\s+|$)|\S+\s*", lines[place])
    return [*lines[:place], *(part.rstrip() for part in wrapped), *lines[place + 1 :]]


def indent_line(dice: random.Random, lines: Lines) -> Lines | None:
    """Indent a line."""
    place = _some(dice, lines)
    if place is None:
        return None
    lines[place] = dice.choice((*(" " * n for n in range(1, 9)), "\t")) + lines[place]
    return lines


def indent_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Indent some blocks."""
    start, end = _range(dice, lines)
    indent = dice.choice(("  ", "   ", "    ", "\t", "      "))
    middle = [indent + line if line else line for line in lines[start:end]]
    return [*lines[:start], *middle, *lines[end:]]


def outdent(dice: random.Random, lines: Lines) -> Lines | None:
    """Take the indent from a line."""
    place = _some(dice, lines, r"^[ \t]+\S")
    if place is None:
        return None
    lines[place] = lines[place].lstrip()
    return lines


def double_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Paste a block twice."""
    start, end = _range(dice, lines)
    return [*lines[:end], "", *lines[start:end], *lines[end:]]


def move_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Move a block to another place."""
    start, end = _range(dice, lines)
    block, rest = lines[start:end], lines[:start] + lines[end:]
    place = dice.randint(2, len(rest)) if len(rest) > 2 else len(rest)
    return [*rest[:place], "", *block, "", *rest[place:]]


def trailing_spaces(dice: random.Random, lines: Lines) -> Lines | None:
    """Leave spaces at the end of a line."""
    place = _some(dice, lines)
    if place is None:
        return None
    lines[place] += dice.choice((" ", "  ", "\t", " \\", "\u00a0"))
    return lines


# Blocks -----------------------------------------------------------------------------


def change_fence(dice: random.Random, lines: Lines) -> Lines | None:
    """Write something else on a fence's first line."""
    place = _some(dice, lines, r"^\s*(?:```+|~~~+)\w")
    if place is None:
        return None
    bare = re.match(r"\s*(?:`+|~+)", lines[place])
    assert bare
    lines[place] = bare[0] + _piece(dice, lines, "after a fence")
    return lines


def change_fence_signs(dice: random.Random, lines: Lines) -> Lines | None:
    """Make a fence longer, shorter, or of other signs, at one end."""
    place = _some(dice, lines, r"^\s*(?:```|~~~)")
    if place is None:
        return None
    fence = dice.choice(("~~~", "````", "```", "``", "~~~~"))
    lines[place] = re.sub(r"(?:`+|~+)", fence, lines[place], count=1)
    return lines


def add_code(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a block of code between two lines, with or without empty lines around it."""
    place = _some(dice, lines)
    if place is None:
        return None
    info = dice.choice(("", "js", "js {1}", "{python}", 'sh title="run.sh"', "{note}", "text"))
    fence = dice.choice(("```", "~~~"))
    gap = dice.choice(([], [""]))
    code = ["# no heading", "let copper = 5;", "", "  return copper"]
    return [*lines[:place], *gap, fence + info, *code, fence, *gap, *lines[place:]]


def open_fence(dice: random.Random, lines: Lines) -> Lines | None:
    """Forget one end of a block of code."""
    place = _some(dice, lines)
    return None if place is None else [*lines[:place], "```", *lines[place:]]


def change_markers(dice: random.Random, lines: Lines) -> Lines | None:
    """Write the items of a list with another sign."""
    place = _some(dice, lines, _ITEM.pattern)
    if place is None:
        return None
    signs: tuple[tuple[str, ...], ...] = (
        ("*",), ("+",), ("-",), ("•",), ("–",), ("1.", "2.", "3.", "4."), ("1)", "2)", "3)"),
        ("א.", "ב.", "ג.", "ד."), ("(א)", "(ב)", "(ג)"), ("a)", "b)", "c)"), ("i.", "ii.", "iii."),
        ("(1)", "(2)", "(3)"), ("#.",), ("7.", "8.", "9."), ("- [ ]", "- [x]"),
    )  # fmt: skip
    chosen, number = dice.choice(signs), 0
    while place < len(lines) and lines[place].strip():
        match = _ITEM.match(lines[place])
        if match:
            sign = chosen[number % len(chosen)]
            lines[place] = f"{match[1]}{sign}{match[2]}{lines[place][match.end() :]}"
            number += 1
        place += 1
    return lines


def add_list(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a list right below a line of text, or between two blocks."""
    place = _some(dice, lines)
    if place is None:
        return None
    first, second = _word(dice, lines), _word(dice, lines)
    items = dice.choice((
        [f"- {first}", f"- {second}"], [f"* {first}", f"    * {second}"],
        [f"1. {first}", f"2. {second}"], [f"א. {first}", f"ב. {second}"],
        [f"(א) {first}", f"(ב) {second}"], [f"• {first}", f"• {second}"],
        [f"- {first}", "", f"  {second}"], [f"- {first}", f"  - {second}"],
        [f"- [ ] {first}", f"- [x] {second}"], [f"1) {first}", "", f"   {second}"],
        [f"א) {first}", f"  1. {second}"], [f"10. {first}", f"11. {second}"],
    ))  # fmt: skip
    gap = dice.choice(([], [""]))
    return [*lines[: place + 1], *gap, *items, *dice.choice(([], [""])), *lines[place + 1 :]]


def add_table(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a small table below a line of text."""
    place = _some(dice, lines)
    if place is None:
        return None
    word, other = _word(dice, lines), _word(dice, lines)
    tables = (
        [f"| {word} | b |", "|---|---|", f"| 1 | {other} |"],
        [f"{word} | b", "--- | ---", f"1 | {other}"],
        [f"| {word} | b |", "|---|---|", f"| 1 | {other} | 3 |", "| x |"],
        [f"| {word} | b |", "| --- |", f"| 1 | {other} |"],
        ["<table>", f"<tr><th>{word}</th><th>B</th></tr>", f"<tr><td>1</td><td>{other}</td></tr>",
         "</table>"],
        ["+---+-----------+", f"| a | {word:<9} |", "+===+===========+", f"| c | {other:<9} |",
         "+---+-----------+"],
    )  # fmt: skip
    gap = dice.choice(([], [""]))
    return [*lines[: place + 1], *gap, *dice.choice(tables), *gap, *lines[place + 1 :]]


def change_level(dice: random.Random, lines: Lines) -> Lines | None:
    """Give a heading another level, or none of the space after its signs."""
    place = _some(dice, lines, r"^#{1,6} ")
    if place is None:
        return None
    words = lines[place].lstrip("# ")
    sign = "#" * dice.randint(1, 7)
    forms = (f"{sign} {words}", f"{sign}{words}", f"{sign} {words} {sign}", f" {sign} {words}")
    lines[place] = dice.choice(forms)
    return lines


def add_heading(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a heading between two lines."""
    place = _some(dice, lines)
    if place is None:
        return None
    word = _word(dice, lines)
    heading = dice.choice((
        [f"## {word}"], [f"### {word} {{#{dice.randint(1, 99)}}}"], [word, "---"], [word, "====="],
        [f"## {word} ##"], [f"## {word}", "{: #x}"], [f"##{word}"], [f"<h2>{word}</h2>"],
        [f"**{word}**"],
    ))  # fmt: skip
    return [*lines[:place], *dice.choice(([], [""])), *heading, *lines[place:]]


def add_note(dice: random.Random, lines: Lines) -> Lines | None:
    """Add a note: with its text at once, twice, or not at all."""
    word = _word(dice, lines)
    label = dice.choice(("1", "new", "הערה", "a.b"))
    changed = _into_line(dice, lines, f"x[^{label}]")
    if changed is None:
        return None
    texts = dice.choice((
        [f"[^{label}]: {word}"], [f"[^{label}]: {word}", f"[^{label}]: copper"], [],
        [f"[^{label}]:", f"    {word}"], [f"[^{label}]: {word}", "", "    lantern", "", "  copper"],
        [f"[^{label}] : {word}"],
    ))  # fmt: skip
    place = dice.choice((len(changed), dice.randint(2, len(changed))))
    return [*changed[:place], *dice.choice(([], [""])), *texts, *changed[place:]]


# Other tools' habits ----------------------------------------------------------------


def wrap_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Put some blocks into a box of another tool, an element of HTML, or a division."""
    start, end = _range(dice, lines)
    gap = dice.choice(([], [""], [""]))
    first, last = _piece(dice, lines, "around blocks").split("↔")
    middle = lines[start:end]
    return [*lines[:start], *first.split("\n"), *gap, *middle, *gap, last, *lines[end:]]


def prefix_block(dice: random.Random, lines: Lines) -> Lines | None:
    """Put some blocks into a quotation, an item, an admonition, an alert, or a line block."""
    start, end = _range(dice, lines)
    first, more = _piece(dice, lines, "before the lines of blocks").split("↔")
    middle = [(more + line).rstrip() for line in lines[start:end]]
    head = (first + lines[start]).split("\n")
    return [*lines[:start], *head, *middle[1:], *lines[end:]]


def add_line_of_habit(dice: random.Random, lines: Lines) -> Lines | None:
    """Put a line between two others that means something to another tool."""
    place = _some(dice, lines)
    if place is None:
        return None
    added = _piece(dice, lines, "on lines of their own").split("\n")
    gap = dice.choice(([], [""]))
    return [*lines[:place], *gap, *added, *gap, *lines[place:]]


def add_in_line(dice: random.Random, lines: Lines) -> Lines | None:
    """Type something into a line that a reader of Markdown could take for a sign of its own."""
    return _into_line(dice, lines, _piece(dice, lines, "between two words"))


def add_to_start(dice: random.Random, lines: Lines) -> Lines | None:
    """Begin a line with something that could open a block."""
    place = _some(dice, lines, r"^\w")
    if place is None:
        return None
    lines[place] = _piece(dice, lines, "at the start of a line") + lines[place]
    return lines


def lose_a_sign(dice: random.Random, lines: Lines) -> Lines | None:
    """Delete one sign that is no letter."""
    place = _some(dice, lines, r"[^\w\s.,]")
    if place is None:
        return None
    signs = [m.start() for m in re.finditer(r"[^\w\s.,]", lines[place])]
    sign = dice.choice(signs)
    lines[place] = lines[place][:sign] + lines[place][sign + 1 :]
    return lines


def add_front_matter(dice: random.Random, lines: Lines) -> Lines | None:
    """Begin the chapter with settings of another tool, or of this one."""
    if lines[0].startswith(("---", "+++")):
        return None
    word = _word(dice, lines)
    head = dice.choice((
        ["---", f"title: {word}", "---", ""], ["---", f"title: {word}", "---"],
        ["---", "layout: post", "tags: [a, b]", f"title: '{word}: x'", "---", ""],
        ["---", f"title: {word}: x", "---", ""], ["---", f"title: {word}", ""],
        ["+++", f"title = \"{word}\"", "+++", ""], ["---", "draft: true", "...", ""],
        ["", "---", f"title: {word}", "---", ""], ["---", "---", ""],
    ))  # fmt: skip
    return [*head, *lines]


MUTATIONS: tuple[Mutation, ...] = (
    add_empty_line, drop_empty_line, drop_empty_line_before_block, drop_empty_line_before_block,
    join_lines, split_line, wrap_anew, indent_line, indent_block, outdent, double_block, move_block,
    trailing_spaces, change_fence, change_fence, change_fence_signs, add_code, add_code, open_fence,
    change_markers, change_markers, add_list, add_list, add_table, add_table, change_level,
    add_heading, add_note, wrap_block, wrap_block, wrap_block, prefix_block, prefix_block,
    prefix_block, add_line_of_habit, add_line_of_habit, add_line_of_habit, add_in_line, add_in_line,
    add_in_line, add_in_line, add_in_line, add_to_start, add_to_start, lose_a_sign, lose_a_sign,
    add_front_matter,
)  # fmt: skip
