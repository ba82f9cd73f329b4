"""More faults for planting.py: those inside sections."""

from __future__ import annotations

import random
import re

from drift.planting import Chunk, Line, Pair, _choose, fault

_NUMBER = re.compile(r"(?<![\w.,/:+$=#-])(\d[\d,]*(?:\.\d+)?)(?![\w.,/:-]*\d|[¼-¾])")


def _plain(source: Chunk, translation: Chunk) -> bool:
    return "[^" not in translation.text and "[@" not in translation.text and "](" not in (
        translation.text
    )  # fmt: skip


@fault
def paragraph_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a paragraph out of the translation."""
    if (place := _choose(pair, pair.free("paragraph", _plain), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("block-sequence", pair.source[place].lines[0])
    return True


@fault
def paragraph_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a paragraph out of the source."""
    if (place := _choose(pair, pair.free("paragraph", _plain), chance)) is None:
        return False
    pair.source[place].lines = []
    pair.expect("block-sequence", pair.translation[place].lines[0])
    return True


@fault
def paragraph_in_english(pair: Pair, chance: random.Random) -> bool:
    """Let a paragraph of the translation stand in English."""
    places = pair.free("paragraph", lambda one, _: len(one.text.split()) > 8)
    if (place := _choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = [Line(line.text) for line in pair.source[place].lines]
    pair.expect("untranslated", pair.translation[place].lines[0])
    return True


@fault
def paragraph_split(pair: Pair, chance: random.Random) -> bool:
    """Part a paragraph of the translation in two."""
    places = pair.free("paragraph", lambda _, two: len(two.text) > 240 and _middle(two.text))
    if (place := _choose(pair, places, chance)) is None:
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
    if (place := _choose(pair, places, chance)) is None:
        return False
    pair.touched.add(place + 1)
    first, second = pair.translation[place], pair.translation[place + 1]
    first.lines, second.lines = [Line(first.text + " " + second.text)], []
    pair.expect("block-split", first.lines[0], pair.source[place + 1].lines[0])
    return True


@fault
def paragraphs_swapped(pair: Pair, chance: random.Random) -> bool:
    """Swap two paragraphs of the translation."""
    places = [i for i in pair.free("paragraph", _plain) if i + 1 in pair.free("paragraph", _plain)]
    if (place := _choose(pair, places, chance)) is None:
        return False
    pair.touched.add(place + 1)
    side = pair.translation
    side[place], side[place + 1] = side[place + 1], side[place]
    pair.expect("block-order", side[place].lines[0], side[place + 1].lines[0])
    return True


@fault
def quotation_mark_lost(pair: Pair, chance: random.Random) -> bool:
    """Make a paragraph of a quotation."""
    if (place := _choose(pair, pair.free("quote", lambda _, two: "| " not in two.text), chance)) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = line.text.lstrip("> ")
    pair.expect("block-sequence", pair.translation[place].lines[0])
    return True


@fault
def item_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave an item out of a list."""
    places = pair.free("list", lambda one, two: len(one.lines) == len(two.lines) > 2)
    if (place := _choose(pair, places, chance)) is None:
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
    places = pair.free("list", lambda _, two: all(l.text[0].isdigit() for l in two.lines) and len(two.lines) > 2)
    if (place := _choose(pair, places, chance)) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = re.sub(r"^\d+\.", "-", line.text)
    pair.expect("list-numbering", pair.translation[place].lines[0])
    return True


@fault
def row_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a row out of a table."""
    if (place := _choose(pair, pair.free("table"), chance)) is None:
        return False
    lines = pair.translation[place].lines
    del lines[chance.randrange(2, len(lines))]
    pair.expect("table-shape", lines[0])
    return True


@fault
def column_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave the last column out of a table."""
    if (place := _choose(pair, pair.free("table"), chance)) is None:
        return False
    for line in pair.translation[place].lines:
        line.text = line.text.rstrip("| ").rpartition("|")[0] + "|"
    pair.expect("table-shape", pair.translation[place].lines[0])
    return True


@fault
def code_changed(pair: Pair, chance: random.Random) -> bool:
    """Change a letter in code."""
    if (place := _choose(pair, pair.free("code"), chance)) is None:
        return False
    lines = [l for l in pair.translation[place].lines[1:-1] if re.search(r"[a-z]{3}", l.text) and "#" not in l.text]
    if not lines:
        return False
    line = chance.choice(lines)
    line.text = re.sub(r"([a-z])([a-z])([a-z])", r"\1\3\2x", line.text, count=1)
    pair.expect("code-changed", line)
    return True


def _in_words(pair: Pair, pattern: re.Pattern[str]) -> list[int]:
    kinds = ("paragraph", "list", "meaning", "quote", "note", "table")
    found = [i for kind in kinds for i in pair.free(kind, lambda _, two: pattern.search(two.text))]
    return sorted(found)


def _replace(
    pair: Pair, chance: random.Random, pattern: str, new: str, rule: str, flags: int = 0
) -> bool:
    """Replace a match of a pattern somewhere in the translation's words."""
    finder = re.compile(pattern, flags)
    if (place := _choose(pair, _in_words(pair, finder), chance)) is None:
        return False
    line = chance.choice([l for l in pair.translation[place].lines if finder.search(l.text)])
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
            for m in _NUMBER.finditer(re.sub(r"`[^`]*`|\$[^$]*\$|\]\(.*?\)|\[\^\w+\]|^\d+\.", lambda x: "x" * len(x[0]), line.text))
            if len(m[1]) > 1
            and len(re.findall(rf"(?<![\d.,]){re.escape(m[1])}(?![\d]|[.,]\d)", two.text)) == 1
            and len(re.findall(rf"(?<![\d.,]){re.escape(m[1])}(?![\d]|[.,]\d)", ours)) == 1
        ]

    places = [i for kind in ("paragraph", "list", "meaning", "note", "table") for i in pair.free(kind, shared)]
    if (place := _choose(pair, places, chance)) is None:
        return False
    number = chance.choice(shared(pair.source[place], pair.translation[place]))[1]
    at = chance.randrange(len(number))
    while not number[at].isdigit():
        at = chance.randrange(len(number))
    wrong = number[:at] + str((int(number[at]) + chance.randrange(2, 8)) % 9 + 1 - (number[at] == "9")) + number[at + 1 :]
    if wrong == number:
        wrong = number[:at] + ("7" if number[at] != "7" else "4") + number[at + 1 :]
    for line in pair.translation[place].lines:
        if re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", line.text):
            line.text = re.sub(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", wrong, line.text, count=1)
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
    return _replace(pair, chance, r"\b(ב?)(ינואר|פברואר|מרץ|מאי|יולי|אוגוסט|ספטמבר|אוקטובר|דצמבר)\b(?= \d{4})", r"\1יוני", "number-missing")


@fault
def currency_changed(pair: Pair, chance: random.Random) -> bool:
    """Write dollars for shekels."""
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
    return _replace(pair, chance, r"\]\(https://(docs[\w.]+)/[^)]*\)", r"](https://\1/elsewhere)", "link-target")


@fault
def link_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave the words of a link without it."""
    return _replace(pair, chance, r"(?<!!)\[([^\]^]+)\]\([^)]*\)", r"\1", "link-target")


@fault
def mark_of_note_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out a note, with its mark."""
    places = [i for i in _in_words(pair, re.compile(r"\[\^\w+\](?!:)")) if pair.source[i].kind == "paragraph"]
    if (place := _choose(pair, places, chance)) is None:
        return False
    chunk = pair.translation[place]
    name = re.search(r"\[\^\w+\]", chunk.text)
    assert name
    for line in chunk.lines:
        line.text = line.text.replace(name[0], "")
    for number, other in enumerate(pair.translation):
        if other.kind == "note":
            other.lines = [l for l in other.lines if not l.text.startswith(name[0])]
            pair.touched.add(number)
    pair.expect("note-count", *chunk.lines)
    return True


@fault
def notes_swapped(pair: Pair, chance: random.Random) -> bool:
    """Let two marks call each other's note."""
    marks = [n for c in pair.translation for l in c.lines for n in re.findall(r"\[(\^\w+)\](?!:)", l.text)]
    if len(marks) < 2 or pair.touched:
        return False
    at = chance.randrange(len(marks) - 1)
    one, two = marks[at : at + 2]
    lines = []
    for number, chunk in enumerate(pair.translation):
        for line in chunk.lines:
            swapped = re.sub(
                rf"\[(\{one}|\{two})\](?!:)", lambda m: f"[{two if m[1] == one else one}]", line.text
            )
            if swapped != line.text:
                line.text = swapped
                lines.append(line)
                pair.touched.add(number)
        for line in chunk.lines:
            if line.text.startswith((f"[{one}]:", f"[{two}]:")):
                lines.append(line)
    pair.expect("note-order note-place", *lines)
    return True


@fault
def picture_changed(pair: Pair, chance: random.Random) -> bool:
    """Show another picture."""
    if (place := _choose(pair, pair.free("figure"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"images/(\w+)", lambda m: "images/board" if m[1] != "board" else "images/lamp", line.text)
    pair.expect("image-target", line)
    return True


@fault
def code_in_line_changed(pair: Pair, chance: random.Random) -> bool:
    """Change code in a line."""
    return _replace(pair, chance, r"`(\w{3,})([^`]*)`", r"`\1x\2`", "inline-code")


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
    if (place := _choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[-1]
    line.text = line.text[:-1] + "."
    pair.expect("end-punctuation", line)
    return True


@fault
def full_stop_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the full stop at the end of a paragraph."""
    places = pair.free("paragraph", lambda one, two: re.search(r"[א-ת]\.$", two.text) and one.text[-1] == ".")
    if (place := _choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[-1]
    line.text = line.text[:-1]
    pair.expect("end-punctuation", line, pair.translation[place].lines[0])
    return True


@fault
def bold_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave a warning without its bold letters."""
    return _replace(pair, chance, r"(?<!\S)\*\*([^*]{12,})\*\*(?!.*\*\*)", r"\1", "bold-lost")


@fault
def entry_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave an entry out of a list of definitions."""
    places = [i for i in pair.free("term") if pair.translation[i + 1].kind == "meaning"]
    places = [i for i in places if {pair.translation[k].kind for k in (i - 2, i + 2) if k < len(pair.translation)} & {"term"}]
    if (place := _choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.translation[place + 1].lines = []
    pair.touched.add(place + 1)
    pair.expect("list-items", pair.source[place].lines[0], pair.source[place + 1].lines[0])
    return True


@fault
def byte_order_mark(pair: Pair, chance: random.Random) -> bool:
    """Begin the file with a byte order mark."""
    if pair.prefix:
        return False
    pair.prefix = "\ufeff"
    pair.expect("byte-order-mark", pair.translation[0].lines[0])
    return True


@fault
def windows_line_ends(pair: Pair, chance: random.Random) -> bool:
    """Write the file as Windows does."""
    if pair.line_end != "\n":
        return False
    pair.line_end = "\r\n"
    pair.expect("line-ends", pair.translation[0].lines[0])
    return True


@fault
def conflict_left(pair: Pair, chance: random.Random) -> bool:
    """Leave both versions of a paragraph between git's marks."""
    if (place := _choose(pair, pair.free("paragraph", _plain), chance)) is None:
        return False
    chunk = pair.translation[place]
    old = [Line(line.text.replace("ה", "", 1)) for line in chunk.lines]
    first = Line("<<<<<<< HEAD")
    chunk.lines = [first, *old, Line("======="), *chunk.lines, Line(">>>>>>> theirs")]
    pair.expect("conflict-marker", first)
    return True


@fault
def chapter_in_english(pair: Pair, chance: random.Random) -> bool:
    """Let the whole chapter stand in English."""
    if pair.touched:
        return False
    pair.touched.update(range(len(pair.source)))
    pair.translation = [Chunk(c.kind, [Line(l.text) for l in c.lines]) for c in pair.source]
    pair.expect("untranslated", *(c.lines[0] for c in pair.translation[:6]))
    return True
