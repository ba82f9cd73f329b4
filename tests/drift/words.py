"""Faults in the words of a passage, for planting.py."""

from __future__ import annotations

import random
import re

from drift.planting import Chunk, Pair, choose, fault

_NUMBER = re.compile(r"(?<![\w.,/:+$=#-])(\d[\d,]*(?:\.\d+)?)(?![\w.,/:-]*\d|[¼-¾])")


def _in_words(pair: Pair, pattern: re.Pattern[str]) -> list[int]:
    kinds = ("paragraph", "list", "meaning", "quote", "note", "table")
    found = [i for kind in kinds for i in pair.free(kind, lambda _, two: pattern.search(two.text))]
    return sorted(found)


def _replace(
    pair: Pair, chance: random.Random, pattern: str, new: str, rule: str, flags: int = 0
) -> bool:
    """Replace a match of a pattern somewhere in the translation's words."""
    finder = re.compile(pattern, flags)
    if (place := choose(pair, _in_words(pair, finder), chance)) is None:
        return False
    line = chance.choice(
        [line for line in pair.translation[place].lines if finder.search(line.text)]
    )
    match = chance.choice(list(finder.finditer(line.text)))
    line.text = line.text[: match.start()] + match.expand(new) + line.text[match.end() :]
    pair.expect(rule, line, pair.translation[place].lines[0])
    return True


@fault
def number_mistyped(pair: Pair, chance: random.Random) -> bool:
    """Change a figure of a number that both languages have."""

    def shared(one: Chunk, two: Chunk) -> list[re.Match[str]]:
        ours = re.sub(r"`[^`]*`|\$[^$]*\$|\]\(.*?\)", "", one.text)
        return [
            m
            for line in two.lines
            for m in _NUMBER.finditer(
                re.sub(
                    r"`[^`]*`|\$[^$]*\$|\]\(.*?\)|\[\^\w+\]|^\d+\.",
                    lambda x: "x" * len(x[0]),
                    line.text,
                )
            )
            if len(m[1]) > 1
            and len(re.findall(rf"(?<![\d.,]){re.escape(m[1])}(?![\d]|[.,]\d)", two.text)) == 1
            and len(re.findall(rf"(?<![\d.,]){re.escape(m[1])}(?![\d]|[.,]\d)", ours)) == 1
        ]

    places = [
        i
        for kind in ("paragraph", "list", "meaning", "note", "table")
        for i in pair.free(kind, shared)
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    number = chance.choice(shared(pair.source[place], pair.translation[place]))[1]
    at = chance.randrange(len(number))
    while not number[at].isdigit():
        at = chance.randrange(len(number))
    wrong = (
        number[:at]
        + str((int(number[at]) + chance.randrange(2, 8)) % 9 + 1 - (number[at] == "9"))
        + number[at + 1 :]
    )
    if wrong == number:
        wrong = number[:at] + ("7" if number[at] != "7" else "4") + number[at + 1 :]
    for line in pair.translation[place].lines:
        if re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", line.text):
            line.text = re.sub(
                rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", wrong, line.text, count=1
            )
            pair.expect("number-missing", line, pair.translation[place].lines[0])
            return True
    return False


@fault
def percent_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave out a percent sign."""
    return _replace(pair, chance, r"(\d)%", r"\1", "number-missing")


@fault
def month_wrong(pair: Pair, chance: random.Random) -> bool:
    """Write another month in a date."""
    return _replace(
        pair,
        chance,
        r"\b(ב?)(ינואר|פברואר|מרץ|מאי|יולי|אוגוסט|ספטמבר|אוקטובר|דצמבר)\b(?= \d{4})",
        r"\1יוני",
        "number-missing",
    )


@fault
def currency_changed(pair: Pair, chance: random.Random) -> bool:
    """Write dollars for shekels, where both languages name them as often."""
    for number, (one, two) in enumerate(zip(pair.source, pair.translation, strict=True)):
        named = len(re.findall("NIS|shekels", one.text)), len(re.findall("ש״ח|שקל", two.text))
        if named[0] < named[1]:
            pair.touched.add(number)
    return _replace(pair, chance, r"(?<=\d )ש״ח", "דולר", "number-missing")


@fault
def euros_for_dollars(pair: Pair, chance: random.Random) -> bool:
    """Write euros for dollars."""
    return _replace(pair, chance, r"(?<=[\dד] )דולר", "אירו", "number-missing")


@fault
def unit_changed(pair: Pair, chance: random.Random) -> bool:
    """Write a unit ten or a thousand times too small."""
    pattern = r"(?<=\d )(?:ק״ג|קילוגרמים)"
    return _replace(pair, chance, pattern, "גרם", "number-missing") or _replace(
        pair, chance, r"(?<=\d )ס״מ", "מ״מ", "number-missing"
    )


@fault
def link_changed(pair: Pair, chance: random.Random) -> bool:
    """Let a link lead elsewhere."""
    return _replace(
        pair, chance, r"\]\(https://(docs[\w.]+)/[^)]*\)", r"](https://\1/elsewhere)", "link-target"
    )


@fault
def link_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave the words of a link without it."""
    return _replace(pair, chance, r"(?<!!)\[([^\]^]+)\]\([^)]*\)", r"\1", "link-target")


@fault
def mark_of_note_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a note, with its mark."""
    places = [
        i
        for i in _in_words(pair, re.compile(r"\[\^\w+\](?!:)"))
        if pair.source[i].kind == "paragraph"
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    chunk = pair.translation[place]
    name = re.search(r"\[\^\w+\]", chunk.text)
    assert name
    for line in chunk.lines:
        line.text = line.text.replace(name[0], "")
    for number, other in enumerate(pair.translation):
        if other.kind == "note":
            other.lines = [line for line in other.lines if not line.text.startswith(name[0])]
            pair.touched.add(number)
    pair.expect("note-count", *chunk.lines)
    return True


@fault
def notes_swapped(pair: Pair, chance: random.Random) -> bool:
    """Let two marks call each other's note."""
    source = "".join(chunk.text for chunk in pair.source)
    marks = [
        n
        for c in pair.translation
        for line in c.lines
        for n in re.findall(r"\[(\^\w+)\](?!:)", line.text)
        if n in source
    ]
    if len(marks) < 2 or pair.touched:
        return False
    at = chance.randrange(len(marks) - 1)
    one, two = marks[at : at + 2]
    lines = []
    for number, chunk in enumerate(pair.translation):
        for line in chunk.lines:
            swapped = re.sub(
                rf"\[(\{one}|\{two})\](?!:)",
                lambda m: f"[{two if m[1] == one else one}]",
                line.text,
            )
            if swapped != line.text:
                line.text = swapped
                lines.append(line)
                pair.touched.add(number)
        texts = (f"[{one}]:", f"[{two}]:")
        lines += [line for line in chunk.lines if line.text.startswith(texts)]
    pair.expect("note-place", *lines)
    return True


@fault
def code_in_line_changed(pair: Pair, chance: random.Random) -> bool:
    """Change code in a line."""
    return _replace(pair, chance, r"`(\w{5,})([^`]*)`", r"`\1x\2`", "inline-code")


@fault
def formula_changed(pair: Pair, chance: random.Random) -> bool:
    """Change a formula in a line."""
    return _replace(pair, chance, r"\$([^$ ]+)\$", r"$\1+1$", "math-changed")


@fault
def citation_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a citation."""
    return _replace(pair, chance, r" \[@barnes[^\]]+\]", "", "citation-missing")


@fault
def question_mark_lost(pair: Pair, chance: random.Random) -> bool:
    """End a question with a full stop."""
    return _replace(pair, chance, r"\?$", ".", "end-punctuation", re.MULTILINE)


@fault
def colon_lost(pair: Pair, chance: random.Random) -> bool:
    """End with a full stop what introduces something."""
    places = pair.free("paragraph", lambda one, two: one.text[-1] == two.text[-1] == ":")
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[-1]
    line.text = line.text[:-1] + "."
    pair.expect("end-punctuation", line)
    return True


@fault
def full_stop_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the full stop at the end of a paragraph."""
    places = pair.free(
        "paragraph", lambda one, two: re.search(r"[א-ת]\.$", two.text) and one.text[-1] == "."
    )
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[-1]
    line.text = line.text[:-1]
    pair.expect("end-punctuation", line, pair.translation[place].lines[0])
    return True


@fault
def bold_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave a warning without its bold letters."""
    return _replace(pair, chance, r"(?<!\S)\*\*([^*]{12,})\*\*(?!.*\*\*)", r"\1", "bold-lost")
