"""Faults in code, within lines and in blocks, and in links."""

from __future__ import annotations

import random
import re

from drift.planting import Pair, choose
from planted.kinds import PASSAGES, Spot, around, both, kind, pick, spots, swap

_COMMENT = re.compile(r"(?<![\"'\w])#(?!#).*")
_KEYWORDS = {
    "import": "יבא", "def": "פונקציה", "return": "החזר", "for": "עבור", "while": "כל_עוד",
    "print": "הדפס", "install": "התקן", "count": "מספר", "room": "חדר",
}  # fmt: skip


def _block(pair: Pair, chance: random.Random, shortest: int = 4) -> int | None:
    return choose(
        pair,
        pair.free("code", lambda one, two: len(one.lines) == len(two.lines) >= shortest),
        chance,
    )


def _code_lines(pair: Pair, place: int, pattern: str = r"\w") -> list[int]:
    """Return the lines of code that fit and are no comment only."""
    lines = pair.translation[place].lines
    return [
        n for n in range(1, len(lines) - 1) if re.search(pattern, _COMMENT.sub("", lines[n].text))
    ]


@kind("code")
def code_block_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a block of code out."""
    if (place := _block(pair, chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("block-sequence", *pair.source[place].lines)
    return True


@kind("code")
def code_block_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a block of code out of the source."""
    if (place := _block(pair, chance)) is None:
        return False
    pair.source[place].lines = []
    pair.expect("block-sequence", *pair.translation[place].lines)
    return True


@kind("code")
def code_line_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a line of code out."""
    if (place := _block(pair, chance)) is None:
        return False
    lines = pair.translation[place].lines
    lost = chance.choice(_code_lines(pair, place))
    del lines[lost]
    pair.expect("code-changed", *both(pair, place))
    return True


@kind("code")
def code_lines_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two lines of code."""
    if (place := _block(pair, chance)) is None:
        return False
    lines = pair.translation[place].lines
    near = [n for n in _code_lines(pair, place) if n + 1 in _code_lines(pair, place)]
    if not near:
        return False
    at = chance.choice(near)
    swap(lines[at], lines[at + 1])
    pair.expect("code-changed", *both(pair, place))
    return True


@kind("code")
def code_number_changed(pair: Pair, chance: random.Random) -> bool:
    """Change a figure in code."""
    if (place := _block(pair, chance)) is None:
        return False
    found = _code_lines(pair, place, r"(?<![\w.])\d")
    if not found:
        return False
    line = pair.translation[place].lines[chance.choice(found)]
    line.text = re.sub(r"(?<![\w.])\d", lambda m: str((int(m[0]) + 3) % 9 + 1), line.text, count=1)
    pair.expect("code-changed", *both(pair, place))
    return True


@kind("code")
def code_word_translated(pair: Pair, chance: random.Random) -> bool:
    """Translate a word of code that is no comment."""
    if (place := _block(pair, chance)) is None:
        return False
    wanted = rf"\b({'|'.join(_KEYWORDS)})\b"
    found = _code_lines(pair, place, wanted)
    if not found:
        return False
    line = pair.translation[place].lines[chance.choice(found)]
    line.text = re.sub(wanted, lambda m: _KEYWORDS[m[0]], line.text, count=1)
    pair.expect("code-changed", *both(pair, place))
    return True


@kind("code")
def code_comment_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave a comment out of code, with its line."""
    if (place := _block(pair, chance)) is None:
        return False
    lines = pair.translation[place].lines
    found = [n for n in range(1, len(lines) - 1) if re.match(r"\s*#", lines[n].text)]
    if not found:
        return False
    del lines[chance.choice(found)]
    pair.expect("code-changed code-comment", *both(pair, place))
    return True


@kind("words")
def code_comment_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave a comment in English where others are translated."""
    if (place := _block(pair, chance)) is None:
        return False
    ours, theirs = pair.source[place].lines, pair.translation[place].lines
    found = [n for n in range(1, len(theirs) - 1) if re.match(r"\s*# .*[א-ת]", theirs[n].text)]
    if len(found) < 2:
        return False
    at = chance.choice(found)
    theirs[at].text = ours[at].text
    pair.expect("untranslated code-comment code-changed", *both(pair, place))
    return True


@kind("code")
def code_indent_lost(pair: Pair, chance: random.Random) -> bool:
    """Lose the spaces before a line of code."""
    if (place := _block(pair, chance)) is None:
        return False
    found = _code_lines(pair, place, r"^ +\w")
    if not found:
        return False
    line = pair.translation[place].lines[chance.choice(found)]
    line.text = line.text.lstrip()
    pair.expect("code-changed", *both(pair, place))
    return True


@kind("code")
def fence_never_closed(pair: Pair, chance: random.Random) -> bool:
    """Lose the line that ends a block of code."""
    if (place := _block(pair, chance)) is None:
        return False
    pair.translation[place].lines = pair.translation[place].lines[:-1]
    pair.expect("unclosed-fence", *both(pair, place))
    return True


# Code and links within lines ----------------------------------------------------------

_INLINE = r"`[^`]+`"
_LINK = r"(?<!!)\[([^\]^]+)\]\(([^)]+)\)"


def _raw(pair: Pair, pattern: str, fewest: int = 1) -> list[Spot]:
    """Return where a pattern is in lines that have it often enough, code and links included."""
    return [
        Spot(spot.place, spot.source, spot.line, match)
        for spot in spots(pair, r"^", PASSAGES)
        if len(found := list(re.finditer(pattern, spot.line.text))) >= fewest
        for match in found
    ]


def _exchange(pair: Pair, chance: random.Random, pattern: str, group: int, rules: str) -> bool:
    """Exchange two matches of a pattern in a line, where both languages have them in one order."""
    found = [
        spot
        for spot in _raw(pair, pattern, 2)
        if len({m[group] for m in re.finditer(pattern, spot.line.text)}) > 1
    ]
    if (spot := pick(pair, found, chance)) is None:
        return False
    one, two = list(re.finditer(pattern, spot.line.text))[:2]
    text = spot.line.text
    spot.line.text = (
        text[: one.start(group)] + two[group] + text[one.end(group) : two.start(group)]
        + one[group] + text[two.end(group) :]
    )  # fmt: skip
    pair.expect(rules, *around(pair, spot))
    return spot.line.text != text


@kind("code")
def inline_codes_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two pieces of code in a line."""
    return _exchange(pair, chance, _INLINE, 0, "exchanged inline-code")


@kind("code")
def inline_code_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a piece of code out of a line."""
    if (spot := pick(pair, _raw(pair, _INLINE + " ?"), chance)) is None:
        return False
    spot.put("")
    pair.expect("inline-code", *around(pair, spot))
    return True


@kind("code")
def inline_code_unmarked(pair: Pair, chance: random.Random) -> bool:
    """Leave out the backticks of a piece of code."""
    if (spot := pick(pair, _raw(pair, r"`([\w-]+)`"), chance)) is None:
        return False
    spot.put(spot.match[1])
    pair.expect("inline-code", *around(pair, spot))
    return True


@kind("code")
def inline_code_mistyped(pair: Pair, chance: random.Random) -> bool:
    """Mistype a piece of code."""
    if (spot := pick(pair, _raw(pair, r"`([\w][\w .-]+)`"), chance)) is None:
        return False
    words = spot.match[1]
    at = chance.randrange(len(words) - 1)
    wrong = words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    spot.put(wrong if wrong != words else words[1:], 1)
    pair.expect("inline-code", *around(pair, spot))
    return True


@kind("links")
def links_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Let two links of a passage lead to each other's place."""
    return _exchange(pair, chance, _LINK, 2, "exchanged link-target")


@kind("links")
def link_leads_elsewhere(pair: Pair, chance: random.Random) -> bool:
    """Change the end of an address."""
    if (spot := pick(pair, _raw(pair, r"\]\((https?://[^)]+)\)"), chance)) is None:
        return False
    spot.put(re.sub(r"\w+/?$", "other", spot.match[1]), 1)
    pair.expect("link-target", *around(pair, spot))
    return True


@kind("links")
def link_in_the_book_changed(pair: Pair, chance: random.Random) -> bool:
    """Let a link within the book lead to another place of it."""
    if (spot := pick(pair, _raw(pair, r"\]\(([\w.]*#[\w-]+)\)"), chance)) is None:
        return False
    spot.put("01.md", 1)
    pair.expect("link-target", *around(pair, spot))
    return True


@kind("links")
def link_unmade(pair: Pair, chance: random.Random) -> bool:
    """Leave the words of a link without it."""
    if (spot := pick(pair, _raw(pair, _LINK), chance)) is None:
        return False
    spot.put(spot.match[1])
    pair.expect("link-target", *around(pair, spot))
    return True


@kind("links")
def mail_address_mistyped(pair: Pair, chance: random.Random) -> bool:
    """Mistype an address of mail."""
    if (spot := pick(pair, _raw(pair, r"<([\w.]+)@"), chance)) is None:
        return False
    spot.put(spot.match[1][:-1] + "x", 1)
    pair.expect("link-target", *around(pair, spot))
    return True


@kind("links")
def reference_undefined(pair: Pair, chance: random.Random) -> bool:
    """Write a link by a key that nothing defines, in both languages."""
    found = [s for s in _raw(pair, _LINK) if re.search(_LINK, s.source.text)]
    if (spot := pick(pair, found, chance)) is None:
        return False
    spot.put(f"[{spot.match[1]}][more]")
    spot.source.text = re.sub(_LINK, r"[\1][more]", spot.source.text, count=1)
    pair.expect("undefined-link", *around(pair, spot))
    return True
